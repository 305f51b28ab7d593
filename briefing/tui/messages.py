from typing import TYPE_CHECKING, Any, ClassVar, dataclass_transform

from textual.message import Message

from briefing.model import Quote

if TYPE_CHECKING:
    from briefing.library.search_service import Hits


@dataclass_transform()
class ValueMessage(Message):
    """Its annotations are its fields, as in a dataclass, which takes ten times as long to make."""

    fields: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.fields = (*cls.fields, *cls.__annotations__)

    def __init__(self, *values: object, **named: object) -> None:
        super().__init__()
        for name, value in (*zip(self.fields, values, strict=False), *named.items()):
            setattr(self, name, value)


class IssueChosen(ValueMessage):
    index: int


class IssuePointed(ValueMessage):
    index: int

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, IssuePointed)


class EntityChosen(ValueMessage):
    id: str


class QuoteChosen(ValueMessage):
    quote: Quote


class LibraryFailed(ValueMessage):
    sentence: str


class Searched(ValueMessage):
    words: str
    hits: "Hits"
    problem: str = ""


class IndexProgress(ValueMessage):
    waiting: int
    """Number of documents not indexed yet."""
    problem: str = ""

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, IndexProgress)
