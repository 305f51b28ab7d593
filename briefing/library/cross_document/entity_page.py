"""What a person's or an organization's page shows."""

from msgspec import Struct


class NamedIssue(Struct, frozen=True):
    """An issue that names somebody."""

    index: int
    """Of the section in its text."""
    title: str
    mentions: int


class Appearance(Struct, frozen=True):
    """A briefing that names somebody."""

    sha256: str
    title: str
    agency: str | None
    date: str
    """When it was published, where that is known, else when it was read; ISO 8601."""
    key: str
    """The folded name there."""
    name: str
    issues: tuple[NamedIssue, ...] = ()
    reason: str = ""
    """Why the name there is taken for the same; "" where it is the one that was asked for."""
    doubtful: bool = False
    """Whether little speaks for it but the name."""
    by_hand: bool = False
    """Whether the reader joined it."""


class EntityQuotation(Struct, frozen=True):
    """Words attributed to somebody."""

    sha256: str
    title: str
    date: str
    start: int
    end: int
    """Offsets in the text."""
    words: str
    direct: bool
    cue: str


class Companion(Struct, frozen=True):
    """Who appears with somebody, in how many issues."""

    kind: str
    key: str
    name: str
    issues: int


class Namesake(Struct, frozen=True):
    """A name that could be meant as well and was not joined."""

    key: str
    name: str
    briefings: int


class EntityPage(Struct, frozen=True):
    """A person or an organization over all briefings."""

    kind: str
    key: str
    """The folded name that was asked for."""
    sha256: str | None
    """The text in which it was asked for."""
    person: str
    """What the reader's decisions call this person."""
    name: str
    description: str
    forms: tuple[str, ...]
    """Other forms of the name."""
    briefings: int
    """How many name it."""
    first: Appearance
    latest: Appearance
    appearances: tuple[Appearance, ...]
    """The newest, or those after `skipped` newer ones."""
    skipped: int
    said: tuple[EntityQuotation, ...]
    beside: tuple[Companion, ...]
    looked_at: int
    """In how many of the newest briefings `said` and `beside` were looked for."""
    namesakes: tuple[Namesake, ...]
    parted: bool = False
    """Whether the reader parted it from others of the name."""

    @property
    def joined(self) -> str:
        """One sentence that says what was joined and why; "" where there is nothing to say."""
        if self.parted:
            return "You parted it from the others of the name."
        reasons = [each.reason.partition(":")[0] for each in self.appearances if each.reason]
        order = sorted(dict.fromkeys(reasons), key=lambda each: -reasons.count(each))
        if not order:
            return ""
        return f"Joined: {'; '.join(_times(each, reasons.count(each)) for each in order)}."


def _times(reason: str, count: int) -> str:
    return f"{reason} in {count} briefing{'s' if count > 1 else ''}"
