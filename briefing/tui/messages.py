"""What widgets, dialogs and the library tell the screens."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from briefing.library.search_service import Hits


@dataclass
class IssueChosen(Message):
    """A line of the agenda was chosen."""

    index: int


@dataclass
class EntityChosen(Message):
    """A person or an organization was chosen."""

    id: str


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
class IndexProgress(Message):
    """Briefings that search did not know yet were taken up."""

    waiting: int
    """How many are left."""
    problem: str = ""
    """Why no more could be."""

    def can_replace(self, message: Message) -> bool:
        """Only the last of several matters."""
        return isinstance(message, IndexProgress)
