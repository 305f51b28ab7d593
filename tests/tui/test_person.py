"""The page of a person: every key of it, and how it looks."""

import pytest

from briefing.config import Config
from briefing.errors import StorageError
from briefing.library import make_library
from briefing.tui.app import BriefingApp
from tests.library.cross_document.articles import HARBOUR, OPERA, RIVALS, WINTER, article, kept
from tests.tui.reading import parts
from tests.tui.settling import settled

SIZE = (120, 40)


def application(folder, *briefings):
    made = make_library(Config(data=folder))
    kept(made, *briefings)
    return BriefingApp(made, (), briefings[0])


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


def shown(app):
    return [
        str(app.screen.query_one("#person-lines").get_option_at_index(n).prompt)
        for n in range(app.screen.query_one("#person-lines").option_count)
    ]


async def point(app, pilot, words):
    """Moves the cursor to the line that has `words`."""
    options = app.screen.query_one("#person-lines")
    options.highlighted = next(n for n, line in enumerate(shown(app)) if n and words in line)
    await pilot.pause()


async def open_page(pilot, name="lind"):
    await press(pilot, "p", *name, "enter", "W")


async def test_i_in_the_panel_opens_the_page_and_elsewhere_tells_of_the_issue(tmp_path):
    app = application(tmp_path, HARBOUR, WINTER)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await press(pilot, "i")
        assert type(app.screen).__name__ == "TextDialog"
        await press(pilot, "escape")
        parts(app).sidebar.names.focus()
        await press(pilot, "i")
        assert type(app.screen).__name__ == "EntityPageDialog"
        await press(pilot, "q")
        assert len(app.screen_stack) == 1


async def test_enter_goes_to_the_issue_and_back_leads_back(tmp_path):
    app = application(tmp_path, HARBOUR, WINTER)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await open_page(pilot)
        await point(app, pilot, "› Storm damage")
        await press(pilot, "enter")
        p = parts(app)
        assert p.session.document.title == "Winter in Norhaven"
        assert p.place().found == "1/1 Lind"
        await press(pilot, "ctrl+o")
        assert p.session.document.title == "Harbour talks go on"


async def test_enter_on_a_briefing_and_on_words_that_were_said(tmp_path):
    app = application(tmp_path, WINTER, HARBOUR)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await open_page(pilot)
        await point(app, pilot, "The boats stay")
        await press(pilot, "enter")
        p = parts(app)
        assert p.session.document.title == "Harbour talks go on"
        assert p.pane.viewport.seen.contains(p.session.briefing.analysis.quotes[0].span)
        await press(pilot, "W")
        await point(app, pilot, "Winter in Norhaven\n")
        await press(pilot, "enter")
        assert p.session.document.title == "Winter in Norhaven"
        await press(pilot, "W")
        await point(app, pilot, "First  2 Mar 2026")
        await press(pilot, "enter")
        assert p.session.document.title == "Harbour talks go on"


async def test_another_name_turns_the_page_and_back_turns_it_again(tmp_path):
    app = application(tmp_path, HARBOUR, WINTER)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await open_page(pilot)
        await point(app, pilot, "  Tom Reyes  ")
        await press(pilot, "enter")
        assert app.screen.query_one(".person").border_title == "Tom Reyes"
        await press(pilot, "backspace")
        assert app.screen.query_one(".person").border_title == "Ada Lind"
        await press(pilot, "j", "k", "escape")
        assert len(app.screen_stack) == 1


async def test_parting_joining_and_undoing(tmp_path):
    app = application(tmp_path, HARBOUR, OPERA, RIVALS)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await open_page(pilot)
        named = lambda: app.screen._page.briefings  # noqa: E731
        assert named() == 2
        await point(app, pilot, "A night at the opera\n")
        await press(pilot, "x")
        assert named() == 1
        await press(pilot, "u")
        assert named() == 2
        await point(app, pilot, "Lind  1 briefing")
        await press(pilot, "equals_sign")
        assert named() == 3
        await press(pilot, "u", "equals_sign", *"jon vale", "enter")
        assert named() == 3
        assert "you merged “Jon Vale” with it" in "".join(shown(app))


async def test_what_cannot_be_kept_is_said(tmp_path, monkeypatch):
    app = application(tmp_path, HARBOUR, OPERA)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await open_page(pilot)

        def fail(*_):
            raise StorageError("The disk is full.")

        monkeypatch.setattr("briefing.storage.entity_names.EntityNames.decide", fail)
        await point(app, pilot, "A night at the opera\n")
        await press(pilot, "x")
        assert app.screen._page.briefings == 2
        assert "The disk is full." in [note.message for note in app._notifications]


async def test_what_was_parted_is_joined_again(tmp_path):
    app = application(tmp_path, OPERA, HARBOUR)
    made = app.library.cross_document
    page = made.page("person", "ada lind")
    made.part(page, "ada lind", OPERA.document.sha256)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await open_page(pilot)
        assert app.screen._page.parted
        await press(pilot, "x")
        assert app.screen._page.briefings == 2


async def test_older_briefings_are_shown_on_demand(tmp_path):
    many = [
        article(
            f"Report {n}", f"News {n}: [Ada Lind] met [Tom Reyes].", published=f"2026-01-{n:02}"
        )
        for n in range(1, 32)
    ]
    app = application(tmp_path, HARBOUR, *many)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await open_page(pilot)
        await point(app, pilot, "2 more briefings")
        await press(pilot, "enter")
        assert sum("› News" in line for line in shown(app)) == 31


async def test_text_of_a_briefing_is_no_markup(tmp_path):
    bad = article(
        "\\[@click=app.quit]x[/] \x1b]52;c;x\x07",
        "Worse \x1b[31m: [Ada Lind] said: “[/b] no \u202e”.",
    )
    app = application(tmp_path, HARBOUR, bad)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await open_page(pilot)
        assert "\x1b" not in "".join(shown(app))


def looks(snap_compare, app, size, *keys):
    async def prepare(pilot):
        await settled(pilot.app, pilot)
        await press(pilot, *keys)
        await settled(pilot.app, pilot)
        for field in pilot.app.screen.query("Input"):
            field.cursor_blink = False
        await settled(pilot.app, pilot)

    assert snap_compare(app, terminal_size=size, run_before=prepare)


@pytest.mark.parametrize("size", [(80, 24), (60, 15)], ids=str)
def test_the_page_looks(snap_compare, tmp_path, size):
    app = application(tmp_path, HARBOUR, WINTER, OPERA)
    looks(snap_compare, app, size, "p", *"lind", "enter", "W")


def test_a_name_in_one_briefing_looks(snap_compare, tmp_path):
    app = application(tmp_path, HARBOUR)
    looks(snap_compare, app, (80, 24), "p", *"okafor", "enter", "W")
