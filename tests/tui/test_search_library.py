"""Search over all briefings: while typing, opening the passage with its matches marked, and going back."""

from types import SimpleNamespace

import pytest
from textual.widgets import Input, OptionList, Static

from briefing.config import Config
from briefing.library import make_library
from briefing.model import Analysis, Briefing, Document, Section, SectionKind, Span, TitleSource
from briefing.tui.app import BriefingApp
from briefing.tui.dialogs.search_dialog import SearchDialog
from briefing.tui.messages import Searched
from briefing.tui.screens.library_screen import LibraryScreen
from tests.tui.reading import application, parts

MARKUP = "[@click=app.quit]Ferry[/] \u2426 sails"
FERRY = (
    f"{MARKUP}\n\n" + "Nothing of it. " * 300 + "\n\nThe old ferry sails at noon for the harbour.\n"
)


def ferry() -> Briefing:
    document = Document(FERRY, title="[b]Boats[/b]", agency="Sea [i]", published="2026-03-01")
    span = Span(0, len(FERRY))
    section = Section(SectionKind.ISSUE, MARKUP, TitleSource.DOCUMENT, span)
    return Briefing(document, Analysis((section,), (), ()))


@pytest.fixture
def app(tmp_path):
    app = application(tmp_path)
    parted = ferry()
    app.library._store.documents.keep(parted)
    return app


def dialog(app) -> SimpleNamespace:
    screen = app.screen
    assert isinstance(screen, SearchDialog)
    hits = screen.query_one(OptionList)
    return SimpleNamespace(
        screen=screen,
        field=screen.query_one(Input),
        said=lambda: str(screen.query_one("#said", Static).content),
        lines=lambda: [str(option.prompt) for option in hits.options],
        how=lambda: screen.query_one("#how").display,
    )


async def typed(app, pilot, words: str) -> SimpleNamespace:
    """The dialog with what was found for `words`."""
    if not isinstance(app.screen, SearchDialog):
        await pilot.press("s")
    found = dialog(app)
    found.field.value = words
    for _ in range(100):
        await pilot.pause(0.02)
        await app.workers.wait_for_complete()
        if found.screen._found_for == words and not found.screen._waiting:
            break
    await pilot.pause()
    return found


async def test_it_finds_while_typing_and_says_how_many(app):
    async with app.run_test(size=(100, 30)) as pilot:
        found = await typed(app, pilot, "crane")
        assert found.said() == "1 issue."
        assert found.lines()[0].startswith("north quay crane\nHarbour talks go on · Coast News · ")
        assert "has stood still" in found.lines()[0]
        assert not found.how()
        found = await typed(app, pilot, "harbour")
        assert len(found.lines()) > 1
        found = await typed(app, pilot, "nowhere")
        assert (found.said(), found.lines()) == (
            "Nothing found. Try fewer words, or the start of one: harb*",
            [],
        )


async def test_text_is_never_markup(app):
    async with app.run_test(size=(100, 30)) as pilot:
        found = await typed(app, pilot, "ferry")
        assert found.lines()[0].startswith(f"{MARKUP}\n[b]Boats[/b] · Sea [i] · ")
        assert "The old ferry sails at noon" in found.lines()[0]


async def test_a_bad_query_is_a_sentence_in_place(app):
    async with app.run_test(size=(100, 30)) as pilot:
        found = await typed(app, pilot, "after:soon")
        assert found.said().startswith("Enter a date after “after:”")
        assert found.how()
        await pilot.press("enter")
        assert app.screen is found.screen


async def test_an_empty_library_says_so(tmp_path):
    app = BriefingApp(make_library(Config(data=tmp_path)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")
        found = await typed(app, pilot, "ferry")
        assert found.said().startswith("There is nothing to search yet")


async def test_enter_opens_the_passage_marked_and_back_returns(app):
    async with app.run_test(size=(100, 30)) as pilot:
        p = parts(app)
        await pilot.press("2")
        before = p.session.here
        await typed(app, pilot, "old ferry")
        await pilot.press("enter")
        await pilot.pause()
        assert p.session.document.title == "[b]Boats[/b]"
        found = [span.of(FERRY) for span in p.find.found.spans]
        assert found == ["Ferry", "old", "ferry"]
        assert p.find.current == 1
        assert p.place().found == "match 2/3"
        assert p.pane.place[0] > 0
        await pilot.press("n")
        assert p.find.current == 2
        await pilot.press("ctrl+o", "ctrl+o")
        await pilot.pause()
        assert p.session.here == before


async def test_a_passage_of_the_shown_briefing_is_gone_to(app):
    async with app.run_test(size=(100, 30)) as pilot:
        p = parts(app)
        await typed(app, pilot, "crane")
        await pilot.press("enter")
        await pilot.pause()
        assert p.session.section.title == "north quay crane"
        assert p.find.found.spans[p.find.current].of(p.session.document.text) == "crane"
        await pilot.press("ctrl+o")
        assert p.session.index == 0


async def test_enter_before_anything_was_found_opens_what_then_is(app):
    async with app.run_test(size=(100, 30)) as pilot:
        p = parts(app)
        await typed(app, pilot, "crane")
        dialog(app).field.value = "old ferry"
        await pilot.pause()
        await pilot.press("enter")
        for _ in range(50):
            await pilot.pause(0.02)
            if p.session.document.title == "[b]Boats[/b]":
                break
        assert p.session.document.title == "[b]Boats[/b]"


async def test_what_was_overtaken_is_not_shown_and_words_are_kept(app):
    async with app.run_test(size=(100, 30)) as pilot:
        found = await typed(app, pilot, "crane")
        stale = Searched("cran", app.library.search.find("ferry"))
        found.screen.post_message(stale)
        await pilot.pause()
        assert "north quay crane" in found.lines()[0]
        await pilot.press("escape")
        await pilot.press("s")
        assert dialog(app).field.value == "crane"


async def test_corrected_titles_are_found(app):
    async with app.run_test(size=(100, 30)) as pilot:
        p = parts(app)
        await pilot.press("2", "c", "enter")
        await pilot.pause()
        for field in app.screen.query(Input):
            field.value = "Zebra crossing"
        await pilot.press("enter")
        await pilot.pause()
        assert p.session.section.title == "Zebra crossing"
        found = await typed(app, pilot, "title:zebra")
        assert found.lines()[0].startswith("Zebra crossing\n")


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 15)], ids=str)
def test_looks(snap_compare, app, size):
    async def prepare(pilot):
        found = await typed(app, pilot, "ferry OR board")
        found.field.cursor_blink = False
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=prepare)


def test_looks_before_anything_is_asked(snap_compare, app):
    async def prepare(pilot):
        await pilot.press("s")
        dialog(app).field.cursor_blink = False
        await pilot.pause()

    assert snap_compare(app, terminal_size=(80, 24), run_before=prepare)


@pytest.mark.parametrize("read_before", [True, False])
async def test_a_passage_that_is_found_from_the_list_is_opened_marked(app, read_before):
    if not read_before:
        app = BriefingApp(app.library)
    async with app.run_test(size=(100, 30)) as pilot:
        if read_before:
            await pilot.press("L")
        await pilot.pause()
        assert isinstance(app.screen, LibraryScreen)
        await typed(app, pilot, "old ferry")
        await pilot.press("enter")
        await pilot.pause()
        p = parts(app)
        assert app.screen is p.screen
        assert p.session.document.title == "[b]Boats[/b]"
        assert p.place().found == "match 2/3"
        await pilot.press("L")
        await pilot.pause()
        await pilot.press("s")
        await pilot.pause()
        await pilot.press("escape")
        assert isinstance(app.screen, LibraryScreen)


async def test_a_search_is_kept_as_a_watch_and_undone(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("s", "ctrl+s", "ctrl+z")
        assert app.library.watches.all() == ()
        found = await typed(app, pilot, "ferry")
        await pilot.press("ctrl+s")
        [watch] = app.library.watches.all()
        assert (watch.query, watch.hits) == ("ferry", 0), "what is there already is not new"
        panel = found.screen.query_one(".panel")
        assert "Watched from now on · Ctrl+Z undo" in str(panel.border_subtitle)
        await pilot.press("ctrl+s")
        [note] = app._notifications
        assert note.message == "There is already a watch ferry."
        await pilot.press("ctrl+z")
        assert app.library.watches.all() == ()
        await pilot.press("ctrl+s", "escape", "ctrl+z")
        assert app.library.watches.all() == (), "the screen behind remembers"
