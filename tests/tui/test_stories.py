"""The stories that several briefings tell: the list, and where it leads."""

import pytest

from tests.library.test_stories import FRUIT, ONE, OTHER, STRIKE, briefing
from tests.tui.reading import parts
from tests.tui.settling import settled
from tests.tui.test_person import application

SIZE = (120, 40)


async def test_a_story_is_listed_and_its_issue_opened(tmp_path):
    round_up = briefing("week", STRIKE, OTHER.document.text)
    app = application(tmp_path, FRUIT, ONE, round_up)
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        await pilot.press("S")
        await settled(app, pilot)
        assert type(app.screen).__name__ == "StoriesDialog"
        await pilot.press("j", "enter")
        await settled(app, pilot)
        p = parts(app)
        assert (p.session.document.title, p.session.section.title) == ("week", "week 1")
        await pilot.press("ctrl+o")
        await settled(app, pilot)
        assert p.session.document.title == "fruit"


async def test_the_library_lists_them_and_is_come_back_to(tmp_path):
    round_up = briefing("week", STRIKE, OTHER.document.text)
    app = application(tmp_path, FRUIT, ONE, round_up)
    async with app.run_test(size=SIZE) as pilot:

        async def press(*keys: str) -> str:
            for key in keys:
                await pilot.press(key)
                await settled(app, pilot)
            return type(app.screen).__name__

        await settled(app, pilot)
        assert await press("L", "S") == "StoriesDialog"
        assert await press("#") == "TimelineDialog"
        await press("escape", "S", "j", "enter")
        p = parts(app)
        assert (p.session.document.title, p.session.section.title) == ("week", "week 1")
        assert await press("q") == "StoriesDialog"
        assert await press("escape", "*") == "FollowedListDialog"


async def test_without_stories_the_list_says_how_they_come(tmp_path):
    app = application(tmp_path, FRUIT)
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        await pilot.press("S")
        await settled(app, pilot)
        assert app.screen.query_one(".empty").display
        await pilot.press("q")
        assert len(app.screen_stack) == 1


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 15)], ids=str)
def test_the_list_looks(snap_compare, tmp_path, size):
    day = {"day": "2024-03-04"}
    first = briefing("Bridge closed", ONE.document.text, agency="Northern Wire", **day)
    second = briefing("Lorries stopped", OTHER.document.text, agency="Pelham Post", **day)

    async def prepare(pilot):
        await settled(pilot.app, pilot)
        await pilot.press("S")
        await settled(pilot.app, pilot)

    app = application(tmp_path, first, second)
    assert snap_compare(app, terminal_size=size, run_before=prepare)
