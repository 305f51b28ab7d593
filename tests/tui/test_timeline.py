"""The dates and figures of an issue, of a text and of a story."""

import pytest

from briefing.library.timeline_rows import Part, list_dates
from briefing.model import Document
from briefing.tui.dialogs import TimelineDialog
from briefing.tui.dialogs.timeline_dialog import _prompt
from tests.library.test_stories import ONE, OTHER, briefing
from tests.tui.reading import parts
from tests.tui.settling import settled
from tests.tui.test_person import application

MILL = briefing(
    "mill",
    "The mill closed on Tuesday, and 12 people were hurt. It was built in the 1970s.",
    "The yard will open on April 3. It cost $3 million in 2021.",
    day="2026-03-05",
)
SIZE = (120, 40)


async def press(app, pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await settled(app, pilot)


def rows(app):
    assert isinstance(app.screen, TimelineDialog)
    return [row.value for row in app.screen._rows]


async def test_dates_lead_to_their_words(tmp_path):
    app = application(tmp_path, MILL)
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        await press(app, pilot, "1", "#")
        assert rows(app) == ["1970s", "3 Mar 2026"]
        await press(app, pilot, "w")
        assert rows(app) == ["1970s", "2021", "3 Mar 2026", "3 Apr 2026"]
        await press(app, pilot, "tab")
        assert rows(app) == ["12 people", "$3 million"]
        await press(app, pilot, "j", "enter")
        p = parts(app)
        assert p.pane.focus_bar.span.of(p.session.document.text) == "$3 million"
        assert p.session.index == 1


def test_a_long_sentence_is_cut_between_words():
    long = f"{'Before, ' * 30}the bridge opened in May 1987 and {'then ' * 60}it shut."
    [row] = list_dates([Part(Document(long))])
    shown = str(_prompt(row)).splitlines()[1].split()
    assert shown[0] == shown[-1] == "…"
    assert set(shown) <= set(f"… {long}".split())


async def test_without_dates_it_says_what_else_there_is(tmp_path):
    app = application(tmp_path, briefing("bare", "Nothing was said.", "Nor was it here."))
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        await press(app, pilot, "#")
        told = str(app.screen.query_one(".empty").render())
        assert told == "No dates stand here. Tab lists figures, w looks in the whole text."


async def test_a_story_has_those_of_all_its_outlets(tmp_path):
    first = briefing("one", ONE.document.text + " It shut in 2019.", agency="Northern Wire")
    other = briefing("other", OTHER.document.text + " It opened in 1987.", agency="Pelham Post")
    app = application(tmp_path, first, other)
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        await press(app, pilot, "S", "#")
        told = [(row.value, row.part.outlet) for row in app.screen._rows]
        assert [each for each in told if each[0] in ("1987", "2019")] == [
            ("1987", "Pelham Post"),
            ("2019", "Northern Wire"),
        ]
        assert not app.screen.can_widen
        await press(app, pilot, *["j"] * [value for value, _ in told].index("1987"), "enter")
        p = parts(app)
        assert p.session.document.title == "other"
        assert p.pane.focus_bar.span.of(p.session.document.text) == "1987"


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 15)], ids=str)
def test_the_list_looks(snap_compare, tmp_path, size):
    async def prepare(pilot):
        await settled(pilot.app, pilot)
        await press(pilot.app, pilot, "#", "w")

    assert snap_compare(application(tmp_path, MILL), terminal_size=size, run_before=prepare)
