"""What every command of the reading screen does to it: one row a command."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from msgspec import Struct

from briefing.model import Bookmark, Highlight, Note, Span
from briefing.tui.reader.screen import ReaderScreen
from briefing.tui.widgets.sidebar import SidebarState
from tests.tui.making import everything
from tests.tui.reader.fakes import bare_library
from tests.tui.reading import briefing, parts

P = SimpleNamespace
"""What `tests.tui.reading.parts` gives, with `app` and `seen`, a dictionary for the row's own use."""


class Row(Struct, frozen=True):
    """A command is driven by its first key, in the briefing of `tests.tui.reading`, from its overview."""

    look: Callable[[P], Any]
    """What the command changes, as it is now."""
    then: Any
    """What that is afterwards; a function of it, before and after, where no value says it."""
    before: tuple[str, ...] = ()
    """Keys that are pressed first."""
    after: tuple[str, ...] = ()
    """Keys that are pressed after the command's, such as to choose in a list."""
    prepare: Callable[[P], None] = lambda p: None
    """What no key can do."""


def index(p: P) -> int:
    return p.session.index


def place(p: P) -> tuple[int, int]:
    return p.pane.place


def dialog(p: P) -> str:
    return type(p.app.screen).__name__


def found(p: P) -> str:
    return p.place().found


def said(p: P) -> str:
    return " ".join([p.screen.status.sentence, *(note.message for note in p.app._notifications)])


def copied(p: P) -> str:
    return p.app.clipboard


def focus(p: P) -> str:
    span = p.pane.focus_bar.span
    return span.of(p.session.document.text)[:12] if span else ""


def marks(kind: type) -> Callable[[P], int]:
    return lambda p: len(p.library.annotations.all(kind))


def setting(name: str) -> Callable[[P], Any]:
    return lambda p: p.library.settings.get(name)


def shown(name: str) -> Callable[[P], bool]:
    return lambda p: getattr(p, name).region.width > 0


def down(before: tuple[int, int], after: tuple[int, int]) -> bool:
    return (after[0], -after[1]) > (before[0], -before[1])


def up(before: tuple[int, int], after: tuple[int, int]) -> bool:
    return (after[0], -after[1]) < (before[0], -before[1])


def more(before: int, after: int) -> bool:
    return after > before


def fewer(before: int, after: int) -> bool:
    return after < before


def other(before: Any, after: Any) -> bool:
    return before != after


def _state(state: SidebarState) -> Callable[[P], None]:
    def prepare(p: P) -> None:
        _record(p)
        p.entities.state = state

    return prepare


def _shifted(p: P) -> int:
    return p.pane._drawing.shift


def _everything(p: P) -> None:
    """Show code wider than the pane, and an image."""
    document = everything()
    whole = Span(0, len(document.text))
    p.pane.show(document, whole, offset=document.text.index("def briefing"))


def _moved_right(p: P) -> None:
    _everything(p)
    p.pane.move_sideways(1)


def _put(sources: tuple[str, ...]) -> Callable[[P], None]:
    def prepare(p: P) -> None:
        p.sources.sources, p.sources.source = sources, "harbour.md"
        p.sources.open = lambda source, *, last=False: p.seen.update(opened=source)

    return prepare


def _record(p: P) -> None:
    """Note what would end or leave the program, and do nothing else."""
    p.app.leave = lambda: p.seen.update(left=0)
    p.screen.program.suspend = lambda: p.seen.update(suspended=True)
    p.library.reading.stop_looking = lambda: p.seen.update(stopped=True)
    p.entities.find = lambda any_language: p.seen.update(looked=True)
    p.digests._maker._make = lambda: p.seen.update(made=True)
    p.reload.read_again = lambda source: p.seen.update(again=source)


def _one_topic(p):
    p.library.reading.sections_by_topic = lambda document: p.session.sections[:1]


def seen(name: str) -> Callable[[P], Any]:
    return lambda p: p.seen.get(name)


LIND = ("p", *"lind", "enter")
SEARCH = ("slash", *"lind", "enter")


async def begin(app: Any, pilot: Any) -> P:
    """The parts of a new reading screen, over a library of its own."""
    while len(app.screen_stack) > 1:
        app.pop_screen()
        await pilot.pause()
    app.clear_notifications()
    app.theme = "briefing-dark"
    shown = briefing()
    made = bare_library(app.library.config.data)
    made._store.documents.keep(shown)
    screen = ReaderScreen(made, ("harbour.md",), shown)
    await app.push_screen(screen)
    await pilot.pause()
    p = parts(app, screen)
    p.app, p.seen = app, {}
    return p


ROWS: dict[str, Row] = {
    "next_issue": Row(index, 1),
    "previous_issue": Row(index, 1, ("2",)),
    "issue": Row(index, 1),
    "overview": Row(index, 0, ("2",)),
    "next_unread": Row(index, 2, ("1",)),
    "line_down": Row(place, down, ("1",)),
    "line_up": Row(place, up, ("1", "d")),
    "half_down": Row(place, down, ("1",)),
    "half_up": Row(place, up, ("1", "d")),
    "page_down": Row(place, down, ("1",)),
    "page_up": Row(place, up, ("1", "G")),
    "top": Row(place, up, ("1", "G")),
    "bottom": Row(place, down, ("1",)),
    "next_paragraph": Row(focus, "Ada Lind sai", ("1", "right_curly_bracket")),
    "previous_paragraph": Row(focus, "Fishing righ", ("1", *["right_curly_bracket"] * 2)),
    "next_sentence": Row(focus, "Ada Lind sai", ("1", *["right_parenthesis"] * 1)),
    "previous_sentence": Row(focus, "Fishing righ", ("1", *["right_parenthesis"] * 2)),
    "scroll_right": Row(_shifted, more, prepare=_everything),
    "scroll_left": Row(_shifted, fewer, prepare=_moved_right),
    "back": Row(index, 0, ("2",)),
    "forward": Row(index, 2, ("2", "ctrl+o")),
    "next_document": Row(seen("opened"), "b", prepare=_put(("a", "harbour.md", "b"))),
    "previous_document": Row(seen("opened"), "a", prepare=_put(("a", "harbour.md", "b"))),
    "documents": Row(dialog, "PaletteDialog"),
    "pick": Row(dialog, "FilePickerScreen"),
    "feeds": Row(dialog, "FeedsScreen"),
    "library": Row(dialog, "LibraryScreen"),
    "reload": Row(seen("again"), "harbour.md", prepare=_record),
    "digest": Row(seen("made"), True, prepare=_record),
    "changes": Row(said, lambda _, after: "no previous version" in after),
    "edit": Row(said, lambda _, after: "file can be edited" in after),
    "open_source": Row(said, lambda _, after: "http" in after),
    "search": Row(found, "match 1/3", after=tuple("lind")),
    "search_library": Row(dialog, "SearchDialog"),
    "next_match": Row(found, "match 2/3", SEARCH),
    "previous_match": Row(found, "match 3/3", SEARCH),
    "next_mention": Row(found, "2/3 Ada Lind", LIND),
    "previous_mention": Row(found, "3/3 Ada Lind", LIND),
    "next_quote": Row(index, 1),
    "find_name": Row(found, "1/3 Ada Lind", after=(*"lind", "enter")),
    "person": Row(dialog, "EntityPageDialog", LIND),
    "nearest": Row(dialog, "RelatedIssuesDialog"),
    "stories": Row(dialog, "StoriesDialog"),
    "watches": Row(dialog, "WatchesDialog"),
    "followed": Row(dialog, "FollowedListDialog"),
    "timeline": Row(dialog, "TimelineDialog"),
    "matrix": Row(dialog, "MatrixDialog"),
    "bookmark": Row(marks(Bookmark), 1),
    "bookmarks": Row(index, 1, ("1", "m", "0"), ("enter",)),
    "highlight": Row(marks(Highlight), 1),
    "note": Row(marks(Note), 1, after=(*"so", "ctrl+s")),
    "marks": Row(index, 1, ("1", "H", "0"), ("enter",)),
    "mark_read": Row(lambda p: p.place().read, 1, ("2",)),
    "select": Row(lambda p: p.pane.cursor.active, True),
    "copy": Row(
        copied, lambda _, after: after.startswith("Harbour talks"), ("right_curly_bracket",)
    ),
    "cite": Row(copied, lambda _, after: "Coast News" in after, ("right_curly_bracket",)),
    "undo": Row(said, "There is nothing to undo; c and C undo earlier corrections."),
    "correct": Row(dialog, "LetterMenu"),
    "split_by_topic": Row(said, "No other topics found in this text.", prepare=_one_topic),
    "mend": Row(dialog, "NameMenu"),
    "links": Row(dialog, "ConfirmDialog", ("1",), ("a",)),
    "images": Row(said, lambda _, after: "the file room.png" in after, prepare=_everything),
    "agenda": Row(shown("agenda"), False),
    "people": Row(shown("sidebar"), False),
    "scope": Row(lambda p: p.sidebar.whole, True),
    "look_for_names": Row(seen("looked"), True, prepare=_state(SidebarState.FAILED)),
    "stop_looking": Row(seen("stopped"), True, prepare=_state(SidebarState.WORKING)),
    "about": Row(dialog, "TextDialog"),
    "zen": Row(shown("agenda"), False),
    "wider": Row(setting("width"), 88, ("z",)),
    "narrower": Row(lambda p: p.pane.maximum_width, fewer),
    "justify": Row(setting("justify"), True),
    "spacing": Row(setting("spacing"), 1),
    "themes": Row(setting("theme"), "briefing-light", after=("down", "enter")),
    "mouse": Row(setting("mouse_released"), True),
    "palette": Row(dialog, "PaletteDialog"),
    "help": Row(dialog, "HelpDialog"),
    "escape": Row(found, "", SEARCH),
    "suspend": Row(seen("suspended"), True, prepare=_record),
    "leave": Row(seen("left"), 0, prepare=_record),
    "quit": Row(seen("left"), 0, prepare=_record),
}
