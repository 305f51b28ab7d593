from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from briefing.model import Quote

if TYPE_CHECKING:
    from briefing.library.search_service import Hits


@dataclass
class IssueChosen(Message):
    index: int


@dataclass
class IssuePointed(Message):
    """The cursor of the agenda moved to it."""

    index: int

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, IssuePointed)


@dataclass
class EntityChosen(Message):
    id: str


@dataclass
class QuoteChosen(Message):
    quote: Quote


@dataclass
class LibraryFailed(Message):
    sentence: str


@dataclass
class Searched(Message):
    words: str
    hits: "Hits"
    problem: str = ""


@dataclass
class IndexProgress(Message):
    waiting: int
    """Number of documents not indexed yet."""
    problem: str = ""

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, IndexProgress)
