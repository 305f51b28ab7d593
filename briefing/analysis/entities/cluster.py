from msgspec import Struct, field

from briefing.model import EntityKind, Mention


class MentionCluster(Struct):
    kind: EntityKind
    mentions: list[Mention] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def add(self, mention: Mention, reason: str = "") -> None:
        self.mentions.append(mention)
        if reason and reason not in self.reasons:
            self.reasons.append(reason)

    @property
    def last(self) -> int:
        return self.mentions[-1].span.start
