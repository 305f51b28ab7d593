"""What the widgets and the slow work tell the screen."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from briefing.library.reading import Reading
from briefing.model import Briefing
from briefing.tui.first_source import FirstSource

if TYPE_CHECKING:
    from briefing.library.across.news import News
    from briefing.library.history import Comparison
    from briefing.library.versions import Moved
    from briefing.storage.search import Hits


@dataclass
class IssueChosen(Message):
    """A line of the agenda was chosen."""

    index: int


@dataclass
class EntityChosen(Message):
    """A person or an organization was chosen."""

    id: str


@dataclass
class FirstRead(Message):
    """The first source was read, or what was read last."""

    found: FirstSource


@dataclass
class SourceOpened(Message):
    """A source can be shown, at least its head."""

    source: str
    reading: Reading


@dataclass
class SourceFailed(Message):
    """A source could not be read."""

    source: str
    reason: str


@dataclass
class PrivateHostFound(Message):
    """A source that the reader gave leads to a host on his own network; he is to be asked."""

    source: str
    host: str


@dataclass
class WholeRead(Message):
    """The rest of a document whose head is on the screen was read."""

    head: str
    """The head's `Document.sha256`."""
    briefing: Briefing
    moved: "Moved | None" = None
    """What went over from the version before."""


@dataclass
class ReadAgain(Message):
    """A source was read again."""

    source: str
    briefing: Briefing
    moved: "Moved | None" = None
    """What went over from the version before."""


@dataclass
class Compared(Message):
    """A text was compared with the version before it."""

    sha256: str
    comparison: "Comparison | None"
    """None where there is no version before."""
    reason: str = ""
    """Why it could not be compared."""


@dataclass
class PeopleProgress(Message):
    """How far the search for people is."""

    share: float
    """0 to 1."""

    def can_replace(self, message: Message) -> bool:
        """Only the last of several matters."""
        return isinstance(message, PeopleProgress)


@dataclass
class PeopleFound(Message):
    """The search for people is done."""

    briefing: Briefing


@dataclass
class NewsFound(Message):
    """What is new in a briefing since the previous one of its source."""

    sha256: str
    news: "News"


@dataclass
class PeopleFailed(Message):
    """The search for people could not be done."""

    sha256: str
    reason: str


@dataclass
class LibraryFailed(Message):
    """Something could not be kept, or what is kept could not be read."""

    sentence: str


@dataclass
class Searched(Message):
    """All briefings were searched."""

    words: str
    hits: "Hits"
    problem: str = ""
    """Why they could not be."""


@dataclass
class TakenUp(Message):
    """Briefings that search did not know yet were taken up."""

    waiting: int
    """How many are left."""
    problem: str = ""
    """Why no more could be."""

    def can_replace(self, message: Message) -> bool:
        """Only the last of several matters."""
        return isinstance(message, TakenUp)
