import pytest
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from briefing.tui.dialogs.list_dialog import LetterListDialog
from tests.tui.reading import application
from tests.tui.settling import settled

COUNT = 950


class LongList(LetterListDialog[str]):
    at = 0

    def compose(self):
        with Vertical(classes="panel"):
            yield OptionList(compact=True)

    def on_mount(self):
        every = [Option(Content(f"Line {n}"), id=str(n)) for n in range(COUNT)]
        self.list_options(every, self.at)
        self.listed_at_once = self.query_one(OptionList).option_count


@pytest.mark.parametrize("at", [0, 500, COUNT - 1])
async def test_a_long_list_is_shown_with_its_first_lines_and_has_all_in_the_end(tmp_path, at):
    app = application(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = LongList()
        dialog.at = at
        app.push_screen(dialog)
        await settled(app, pilot)
        options = dialog.query_one(OptionList)
        while options.option_count < COUNT:
            await pilot.pause()
        assert dialog.listed_at_once == min(COUNT, at + 200)
        assert [each.id for each in options.options] == [str(n) for n in range(COUNT)]
        assert dialog.pointed == str(at)


async def test_the_end_of_a_long_list_is_reached_at_once(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(dialog := LongList())
        await pilot.pause()
        dialog.action_list("last")
        assert dialog.pointed == str(COUNT - 1)
        await settled(app, pilot)
        assert dialog.query_one(OptionList).option_count == COUNT
