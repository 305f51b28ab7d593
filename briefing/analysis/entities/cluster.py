"""What grouping makes: mentions that name one person, organization or place."""

from msgspec import Struct, field

from briefing.model import EntityKind, Mention


class MentionCluster(Struct):
    """Mentions of one entity while they are being gathered."""

    kind: EntityKind
    mentions: list[Mention] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    """Why each further form of the name was joined, one clause each, no clause twice."""

    def add(self, mention: Mention, reason: str = "") -> None:
        """Adds a mention, and why where its form is new."""
        self.mentions.append(mention)
        if reason and reason not in self.reasons:
            self.reasons.append(reason)

    @property
    def last(self) -> int:
        """Where the latest mention added starts."""
        return self.mentions[-1].span.start
