import re
from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from briefing.library.stories.wire_copies import Sketch, find_copies
from briefing.model.calendar_words import iso_day
from briefing.model.folding import fold_accents

_HOSTS = """
    substack.com wordpress.com blogspot.com tumblr.com medium.com github.io ghost.io
    beehiiv.com buttondown.email convertkit.com mailchimpapp.com mcsv.net mailerlite.com
    gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com yahoo.co.uk icloud.com
    me.com mac.com aol.com proton.me protonmail.com pm.me fastmail.com zoho.com gmx.net gmx.de gmx.at
    web.de freenet.de posteo.de mailbox.org orange.fr free.fr laposte.net libero.it mail.ru yandex.ru
    qq.com 163.com 126.com naver.com
"""
_SHARED = frozenset(_HOSTS.split())
"""Who writes there, or below there, are different publishers."""
_HOST = re.compile(r"[A-Za-z][\w+.-]*://(?:[^/?#@]*@)?([^/?#@:\[\]\s]+)")
_LEAST_LETTERS = 3


class StoryState(StrEnum):
    NEW = "new"
    """All of it came in since the reader last looked at stories."""
    GROWING = "growing"
    QUIET = "quiet"


class StoryIssue(Struct, frozen=True):
    sha256: str
    source: str | None
    outlet: str | None
    """Its agency, else the host of its address."""
    published: str | None
    added: str
    """ISO 8601, UTC."""
    section: int
    """Index in the analysis."""
    title: str
    start: int
    end: int
    length: int
    """Of the text, in code points."""
    confidence: float
    reason: str
    sketch: Sketch
    seen: bool = False
    """Whether the reader saw the text in a list of stories."""
    sender: str | None = None

    @property
    def day(self) -> str:
        return iso_day(self.published or self.added)


class Story(Struct, frozen=True):
    id: int
    issues: tuple[StoryIssue, ...]

    @property
    def title(self) -> str:
        return self.issues[0].title if self.issues else ""

    @property
    def first(self) -> str:
        return min(self._days)

    @property
    def latest(self) -> str:
        return max(self._days)

    @property
    def is_dated(self) -> bool:
        """Whether `first` and `latest` are of publication, not of coming in."""
        return any(issue.published for issue in self.issues)

    @property
    def _days(self) -> list[str]:
        dated = self.is_dated
        return [issue.day for issue in self.issues if issue.published or not dated]

    @property
    def reason(self) -> str:
        """Of the surest issue that joined; "" for an issue alone."""
        joined = [issue for issue in self.issues if issue.reason]
        return max(joined, key=lambda issue: issue.confidence).reason if joined else ""

    @property
    def voices(self) -> int:
        return len(set(self.voice_of_each))

    @property
    def voice_of_each(self) -> tuple[int, ...]:
        """A number for each issue: copies of one text and texts of one outlet have the same."""
        leader = list(range(len(self.issues)))

        def find(at: int) -> int:
            while leader[at] != at:
                leader[at] = at = leader[leader[at]]
            return at

        first: dict[tuple[str, str], int] = {}
        for at, issue in enumerate(self.issues):
            for voice in _voices_of(issue):
                leader[find(at)] = find(first.setdefault(voice, at))
        for copy, original in find_copies([issue.sketch for issue in self.issues]):
            leader[find(copy)] = find(original)
        return tuple(find(at) for at in range(len(leader)))

    @property
    def state(self) -> StoryState:
        new = [not issue.seen for issue in self.issues]
        if all(new):
            return StoryState.NEW
        return StoryState.GROWING if any(new) else StoryState.QUIET


def find_outlet(agency: str | None, source: str | None) -> str | None:
    if agency:
        return agency
    found = _HOST.match(source) if source else None
    return found[1].lower().removeprefix("www.") or None if found else None


def _voices_of(issue: StoryIssue) -> Iterator[tuple[str, str]]:
    yield "text", issue.sha256
    if issue.sender:
        yield "site", _site_of_sender(issue.sender)
    host = find_outlet(None, issue.source)
    site, named = _site(host or ""), issue.outlet if issue.outlet != host else None
    if named and "." in named and " " not in named:
        site, named = _site(named), None
    if named:
        yield "name", (name := _letters(named))
        if not _agree(name, site):
            return
    if site:
        yield "site", site


def _site_of_sender(address: str) -> str:
    name, _, host = address.rpartition("@")
    site = _site(host)
    return f"{name.casefold()}.{site}" if _site(f"x.{site}") != site else site


def _site(host: str) -> str:
    """Without the host's first parts: `edition.example.com` is `example.com`; where many publish, the whole host."""
    parts = host.casefold().removeprefix("www.").split(".")
    country = len(parts[-1]) == 2 and len(parts) > 2 and len(parts[-2]) <= 3
    site = ".".join(parts[-3 if country else -2 :])
    return ".".join(parts) if site in _SHARED else site


def _agree(name: str, site: str) -> bool:
    label = _letters(site.split(".")[0])
    return min(len(name), len(label)) >= _LEAST_LETTERS and (label in name or name in label)


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, fold_accents(name).removeprefix("the ")))
