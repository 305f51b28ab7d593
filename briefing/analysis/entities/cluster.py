"""Clusters of mentions that name one entity."""

from msgspec import Struct, field

from briefing.model import EntityKind, Mention


class MentionCluster(Struct):
    kind: EntityKind
    mentions: list[Mention] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    """One clause for each form that was merged, without duplicates."""

    def add(self, mention: Mention, reason: str = "") -> None:
        """`reason` is recorded if the form is new."""
        self.mentions.append(mention)
        if reason and reason not in self.reasons:
            self.reasons.append(reason)

    @property
    def last(self) -> int:
        """Offset of the last mention added."""
        return self.mentions[-1].span.start
