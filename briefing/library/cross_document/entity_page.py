from msgspec import Struct

from briefing.model.say_count import say_count


class NamedIssue(Struct, frozen=True):
    index: int
    title: str
    mentions: int


class Appearance(Struct, frozen=True):
    sha256: str
    title: str
    agency: str | None
    published: str | None
    added: str
    """To the library; both ISO 8601."""
    key: str
    """Folded name in this briefing."""
    name: str
    issues: tuple[NamedIssue, ...] = ()
    reason: str = ""
    doubtful: bool = False
    by_hand: bool = False


class EntityQuotation(Struct, frozen=True):
    sha256: str
    title: str
    published: str | None
    added: str
    """To the library; both ISO 8601."""
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
    identity: str
    """Key in the reader's decisions."""
    name: str
    description: str
    forms: tuple[str, ...]
    briefings: int
    undated: int
    first: Appearance | None
    latest: Appearance | None
    appearances: tuple[Appearance, ...]
    """Newest first, then those without a date, after `skipped`."""
    skipped: int
    quotations: tuple[EntityQuotation, ...]
    companions: tuple[Companion, ...]
    looked_at: int
    namesakes: tuple[Namesake, ...]
    parted: bool = False

    @property
    def named_in(self) -> str:
        if self.briefings == 1:
            return f"Named in {'this' if self.sha256 else 'one'} briefing only"
        order = "newest first"
        if self.undated == self.briefings:
            order = "last added first"
        elif self.undated:
            order += f", {self.undated} without a date last"
        return f"Named in {self.briefings} briefings, {order}"

    @property
    def why_merged(self) -> str:
        if self.parted:
            return "You split it from the others of that name."
        reasons = [each.reason.partition(":")[0] for each in self.appearances if each.reason]
        order = sorted(dict.fromkeys(reasons), key=lambda each: -reasons.count(each))
        if not order:
            return ""
        return f"Merged: {'; '.join(_times(each, reasons.count(each)) for each in order)}."


def _times(reason: str, count: int) -> str:
    return f"{reason} in {say_count(count, 'briefing')}"
