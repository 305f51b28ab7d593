"""A library with one hand-made briefing, and an application that reads it."""

from datetime import UTC, datetime
from itertools import pairwise
from types import SimpleNamespace

from briefing.config import Config
from briefing.library import make_library
from briefing.model import (
    Analysis,
    BlockKind,
    Briefing,
    Entity,
    EntityKind,
    Mention,
    Quote,
    Section,
    SectionKind,
    Span,
    TitleSource,
)
from briefing.tui.app import BriefingApp
from tests.tui.making import Maker

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
_FILL = (
    "The harbour board met twice that week and wrote down what it had heard, so that nobody "
    "could say later that the figures had been hidden from the town. "
)


def document():
    make = Maker()
    make.add("Harbour talks go on", BlockKind.HEADING, level=1)
    make.add("Mayor Ada Lind and the Harbour Board will speak on Friday. " + _FILL * 2)
    make.add("Fishing rights", BlockKind.HEADING, level=2)
    make.add("Ada Lind said: “The boats stay where they are.” " + _FILL)
    make.add(
        "See the board’s own report for the figures.",
        marks=[("link", "report", "https://example.org/report")],
    )
    for _ in range(12):
        make.add(_FILL * 2)
    make.add("The last words about fishing are these.")
    make.add("The crane on the north quay has stood still since May. Lind wants it gone. " + _FILL)
    make.add("Leave a Reply")
    found = make.document()
    return type(found)(
        found.text,
        found.blocks,
        title="Harbour talks go on",
        agency="Coast News",
        published="2026-03-02",
        source="harbour.md",
        format="markdown",
    )


def briefing(people=True):
    shown = document()
    cuts = [0, shown.text.index("Fishing rights"), shown.text.index("The crane")]
    cuts += [shown.text.index("Leave a Reply"), len(shown.text)]
    spans = [Span(a, b) for a, b in pairwise(cuts)]
    head = Span(cuts[1], cuts[1] + len("Fishing rights"))
    sections = (
        Section(SectionKind.OVERVIEW, "Overview", TitleSource.INFERRED, spans[0]),
        Section(SectionKind.ISSUE, "Fishing rights", TitleSource.DOCUMENT, spans[1], heading=head),
        Section(
            SectionKind.ISSUE,
            "north quay crane",
            TitleSource.INFERRED,
            spans[2],
            confidence=0.7,
            reason="The words change here.",
        ),
        Section(SectionKind.BOILERPLATE, "Leave a Reply", TitleSource.DOCUMENT, spans[3]),
    )
    return Briefing(shown, Analysis(sections, *(_people(shown.text) if people else (None, None))))


def _people(text):
    lind = Entity("e1", EntityKind.PERSON, "Ada Lind", ("Lind",), "mayor", _mentions(text, "Lind"))
    board = Entity(
        "e2", EntityKind.ORGANIZATION, "Harbour Board", (), None, _mentions(text, "Harbour Board")
    )
    said = "“The boats stay where they are.”"
    at = text.index(said)
    quote = Quote(Span(at, at + len(said)), "e1", None, "said")
    return (lind, board), (quote,)


def _mentions(text, form):
    found, at = [], text.find(form)
    while at >= 0:
        found.append(Mention(Span(at, at + len(form)), EntityKind.PERSON))
        at = text.find(form, at + 1)
    return tuple(found)


def library(folder):
    """A library that finds people at once and knows one day only."""
    made = make_library(Config(data=folder))
    return made


def application(folder, *, people=True, first=None, sources=("harbour.md",)):
    made = library(folder)
    shown = first or briefing(people)
    made._store.documents.keep(shown)
    app = BriefingApp(made, sources, shown)
    return app


def all_parts(controllers):
    """The controllers by name, those that are made at their first use as well."""
    names = (name for name in dir(controllers) if not name.startswith("_"))
    return {name: getattr(controllers, name) for name in names}


def parts(app, screen=None):
    """The parts of a reading screen, the first unless given, its controllers among them."""
    screen = screen or app.screen_stack[0]
    return SimpleNamespace(
        **all_parts(screen.controllers),
        screen=screen,
        session=screen.session,
        pane=screen.pane,
        agenda=screen.agenda,
        sidebar=screen.sidebar,
        library=screen.library,
        place=lambda: screen.status.place,
    )
