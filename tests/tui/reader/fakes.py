"""The reading screen's session and controllers, without a screen: what they show is noted."""

from collections import defaultdict
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from textual.geometry import Size

from briefing.config import Config
from briefing.errors import BriefingError
from briefing.library import Library
from briefing.model import Span
from briefing.model.reading_place import Position
from briefing.storage.database import Database
from briefing.tui.reader.controllers import ReaderControllers, Surroundings, Widgets
from briefing.tui.reader.session import (
    BriefingShown,
    ReadingSession,
    SectionsCorrected,
    SectionShown,
)
from briefing.tui.reader_interface import ignore
from tests.tui.reading import all_parts, briefing


class FakeUI:
    """Does at once what a screen does in a while; dialogs are answered by the test."""

    def __init__(self):
        self.said, self.errors = [], []
        self.dialogs, self.waiting, self.groups = [], {}, []
        self.is_typing, self.forbid = False, set()

    def say(self, sentence, *, error=False, lasting=False):
        (self.errors if error else self.said).append(sentence)

    def forbidden(self, what):
        if what in self.forbid:
            self.errors.append(f"{what} is forbidden.")
        return what in self.forbid

    def key_of(self, command):
        return f"<{command}>"

    def push(self, dialog, closed):
        self.dialogs.append((dialog, closed))

    def ask(self, dialog, answered):
        self.push(dialog, lambda answer: None if answer is None else answered(answer))

    def answer(self, value):
        """Close the dialog that was opened last, with an answer, which a dialog for writing keeps first."""
        dialog, closed = self.dialogs.pop()
        keep = getattr(dialog, "_keep", None)
        if value is not None and keep is not None:
            told = []
            keep(value, told.append)
            assert told == [""]
        closed(value)

    def asked(self):
        """The kinds of dialog that are open."""
        return [type(dialog).__name__ for dialog, _ in self.dialogs]

    def run(self, group, work, done, failed=None):
        self.groups.append(group)
        try:
            result = work()
        except BriefingError as error:
            failed(error) if failed else self.say(str(error), error=True)
        else:
            done(result)

    def write(self, operation, done=ignore, failed=ignore, *, quiet=False):
        try:
            result = operation()
        except BriefingError as error:
            self.errors += [] if quiet else [str(error)]
            failed(error)
        else:
            done(result)

    def after_writing(self, call):
        call()

    def call_later(self, call, *arguments):
        call(*arguments)

    def call_after_refresh(self, call, *arguments):
        call(*arguments)

    def call_when_quiet(self, name, seconds, call):
        self.waiting[name] = (seconds, call)

    def refresh_bindings(self):
        pass


class FakePane:
    """Holds what it was asked to show."""

    def __init__(self, session):
        self.session = session
        self.selection, self.moves, self.shown = None, [], None
        self.layers, self.hints, self.inline_marks, self.focused = {}, {}, [], False
        self.maximum_width, self.justify, self.spacing, self.size = 84, False, 0, Size(90, 30)
        self.overlay = SimpleNamespace(
            set=self._set_layer, drop=lambda name: self.layers.pop(name, None), hint=self._hint
        )
        self.focus_bar = SimpleNamespace(
            span=None,
            in_sight=False,
            put=self._put_bar,
            point=self._point_bar,
            move=lambda *_: self._put_bar(session.place.offset),
        )
        self.cursor = SimpleNamespace(
            active=False,
            start=self._start_selecting,
            swap_ends=lambda: self.moves.append("swap_ends"),
            extend=lambda *by: self.moves.append(("extend", *by)),
        )
        self.viewport = SimpleNamespace(
            seen=Span(0, 1),
            at_start=True,
            at_end=True,
            marks=lambda *kinds: [mark for mark in self.inline_marks if mark.kind in kinds],
        )

    @property
    def document(self):
        return self.session.document

    def _set_layer(self, name, spans, component, kind=None):
        self.layers[name] = [span.of(self.session.document.text) for span in spans]

    def _hint(self, hints):
        self.hints = dict(hints)

    def _start_selecting(self):
        self.cursor.active = True

    def _put_bar(self, offset):
        text = self.session.document.text
        end = text.find("\n", offset or 0)
        end = end if end > 0 else len(text)
        self._point_bar(None if offset is None else Span(offset, end))

    def _point_bar(self, span):
        self.focus_bar.span, self.focus_bar.in_sight = span, span is not None

    def show(self):
        self.shown = self.session.section.span

    def go_to(self, offset, align="top"):
        self.session.place = Position(offset, 15 if align == "middle" else 0)

    def reveal(self, span):
        self.go_to(span.start, "middle")

    def focus(self):
        self.focused = True

    def clear_selection(self):
        self.selection, self.cursor.active = None, False

    def __getattr__(self, name):
        """Whatever else moves is noted."""
        if name.startswith("move_"):
            return lambda *arguments: self.moves.append((name, *arguments))
        raise AttributeError(name)


class FakeSidebar:
    """Holds what it was asked to list."""

    def __init__(self):
        self.whole, self.share, self.reason, self.state = False, 0.0, "", None
        self.listed, self.new, self.chosen = {}, frozenset(), None
        self.names = SimpleNamespace(has_focus=False, focus=lambda: None)
        self.filtering = False

    def show(self, entities, counts, quotes, text):
        self.listed = {entity.name: counts[entity.id] for entity in entities if counts[entity.id]}

    def point_at(self, id):
        self.chosen = id

    def show_new(self, ids, since):
        self.new = ids

    def focus_filter(self):
        self.filtering = True


class FakeHeader:
    """Holds what is on its way."""

    coming = failure = ""

    def loading_source(self, source):
        self.coming, self.failure = source, ""


class FakeClasses:
    """A screen's size and classes."""

    def __init__(self, width=120):
        self.size, self.names = Size(width, 40), set()

    def has_class(self, *names):
        return self.names.issuperset(names)

    def set_class(self, add, *names):
        self.names = self.names | set(names) if add else self.names - set(names)


class QuickDatabase(Database):
    """A database in memory that acts as if it were on the disk."""

    in_memory = False


def bare_library(folder="/nowhere"):
    """An empty library."""
    return Library(Config(data=Path(folder)), QuickDatabase(None))


def reader(shown=None, *, library=None, sources=("harbour.md",), width=120, people=True):
    """A session that shows a briefing, its controllers by their names, and what these are shown in."""
    library = library or bare_library()
    shown = shown or briefing(people)
    library._store.documents.keep(shown)
    sidebar, classes = FakeSidebar(), FakeClasses(width)
    ui: Any = FakeUI()
    session = ReadingSession(library, ui.write)
    pane = FakePane(session)
    for event in (BriefingShown, SectionShown, SectionsCorrected):
        session.subscribe(event, lambda _: pane.show())
    bar = SimpleNamespace(open=lambda: None, tell=lambda *_, **__: None, pattern=False)
    header = FakeHeader()
    noted: dict[str, list[Any]] = defaultdict(list)
    surroundings = Surroundings(
        classes=classes,
        focused_list=lambda: None,
        marks_changed=lambda: noted["marks"].append(True),
        to_clipboard=noted["copied"].append,
        report_mouse=noted["mouse"].append,
        suspend=nullcontext,
        redraw=lambda: noted["drawn"].append(True),
    )
    shown_in: tuple[Any, ...] = (header, SimpleNamespace(agenda=None), pane, sidebar, bar)
    widgets = Widgets(*shown_in)
    controllers = ReaderControllers(session, widgets, library, ui, surroundings, sources=sources)
    session.show(shown)
    return SimpleNamespace(
        **all_parts(controllers),
        library=library,
        session=session,
        ui=ui,
        pane=pane,
        sidebar=sidebar,
        classes=classes,
        noted=noted,
    )
