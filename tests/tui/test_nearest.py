"""What else is about an issue: the list, and where it leads."""

import pytest

from tests.library.cross_document.articles import HARBOUR, OPERA
from tests.library.cross_document.test_nearest import GARDEN, LATER, STRIKE
from tests.tui.reading import parts
from tests.tui.settling import settled
from tests.tui.test_person import application, looks, press

SIZE = (120, 40)


async def test_enter_goes_to_the_issue_and_back_leads_back(tmp_path):
    app = application(tmp_path, STRIKE, LATER, HARBOUR, GARDEN)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await press(pilot, "A")
        await settled(app, pilot)
        assert type(app.screen).__name__ == "RelatedIssuesDialog"
        await press(pilot, "j", "k", "enter")
        p = parts(app)
        assert (p.session.document.title, p.session.section.title) == (
            "The gate opens",
            "The strike ends",
        )
        await press(pilot, "ctrl+o")
        assert (p.session.document.title, p.session.section.title) == (
            STRIKE.document.title,
            "The strike",
        )


async def test_nothing_is_near(tmp_path):
    app = application(tmp_path, OPERA, GARDEN)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await press(pilot, "A")
        await settled(app, pilot)
        assert app.screen.query_one(".empty").display
        await press(pilot, "q")
        assert len(app.screen_stack) == 1


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=str)
def test_the_list_looks(snap_compare, tmp_path, size):
    app = application(tmp_path, STRIKE, LATER, HARBOUR, GARDEN)
    looks(snap_compare, app, size, "A")
