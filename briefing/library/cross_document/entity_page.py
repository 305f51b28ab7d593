from msgspec import Struct


class NamedIssue(Struct, frozen=True):
    index: int
    title: str
    mentions: int


class Appearance(Struct, frozen=True):
    sha256: str
    title: str
    agency: str | None
    date: str
    """Of publication, else of reading; ISO 8601."""
    key: str
    """Folded name in this briefing."""
    name: str
    issues: tuple[NamedIssue, ...] = ()
    reason: str = ""
    """Empty for the name asked for."""
    doubtful: bool = False
    """Little evidence except the name."""
    by_hand: bool = False
    """Merged by the reader."""


class EntityQuotation(Struct, frozen=True):
    sha256: str
    title: str
    date: str
    start: int
    end: int
    words: str
    direct: bool
    cue: str


class Companion(Struct, frozen=True):
    kind: str
    key: str
    name: str
    issues: int


class Namesake(Struct, frozen=True):
    key: str
    name: str
    briefings: int


class EntityPage(Struct, frozen=True):
    kind: str
    key: str
    sha256: str | None
    person: str
    """Key in the reader's decisions."""
    name: str
    description: str
    forms: tuple[str, ...]
    briefings: int
    first: Appearance
    latest: Appearance
    appearances: tuple[Appearance, ...]
    """Newest first, after `skipped`."""
    skipped: int
    said: tuple[EntityQuotation, ...]
    beside: tuple[Companion, ...]
    looked_at: int
    namesakes: tuple[Namesake, ...]
    parted: bool = False
    """Split from namesakes by the reader."""

    @property
    def joined(self) -> str:
        """What was merged and why; "" if nothing."""
        if self.parted:
            return "You split it from the others of that name."
        reasons = [each.reason.partition(":")[0] for each in self.appearances if each.reason]
        order = sorted(dict.fromkeys(reasons), key=lambda each: -reasons.count(each))
        if not order:
            return ""
        return f"Merged: {'; '.join(_times(each, reasons.count(each)) for each in order)}."


def _times(reason: str, count: int) -> str:
    return f"{reason} in {count} briefing{'s' if count > 1 else ''}"
