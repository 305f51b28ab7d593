"""The sources of a story beside each other: how they are reached, where they lead."""

import pytest
from textual.widgets import OptionList

from briefing.library.stories.comparison import Said
from briefing.model import Span
from briefing.tui.dialogs.comparison_dialog import _shown
from tests.library.test_comparison import CHRONICLE, HARBOUR, told
from tests.library.test_stories import FRUIT
from tests.tui.reading import parts
from tests.tui.settling import settled
from tests.tui.test_person import application

BOTH = (told("Harbour News", HARBOUR, "Ira Voss"), told("Chronicle", CHRONICLE))


async def compare(pilot):
    await settled(pilot.app, pilot)
    await pilot.press("S")
    await settled(pilot.app, pilot)
    await pilot.press("=")
    await settled(pilot.app, pilot)


async def test_a_sentence_leads_to_its_words_and_closing_to_the_stories(tmp_path):
    app = application(tmp_path, FRUIT, *BOTH)
    async with app.run_test(size=(120, 40)) as pilot:
        await compare(pilot)
        assert len(app.screen.query(OptionList)) == 2
        await pilot.press("escape")
        await settled(app, pilot)
        assert type(app.screen).__name__ == "StoriesDialog"
        await pilot.press("=")
        await settled(app, pilot)
        await pilot.press("l", "enter")
        await settled(app, pilot)
        p = parts(app)
        assert p.session.document.agency == "Chronicle"
        assert p.pane.focus_bar.span.of(p.session.document.text).startswith("Off Marra, 14 people")


def test_rows_of_a_table_are_one_line_whose_cells_stay_apart():
    said = Said(0, "", Span(0, 0), "Ship\tTonnes\nMarlow\t40", Span(12, 18))
    assert _shown("", "", said).plain == "Ship  Tonnes Marlow  40\n"


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 15)], ids=str)
def test_the_comparison_looks(snap_compare, tmp_path, size):
    app = application(tmp_path, *BOTH)
    assert snap_compare(app, terminal_size=size, run_before=compare)
