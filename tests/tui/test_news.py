"""What is new since the previous briefing of the same source, in the agenda and in the panel."""

import pytest

from tests.library.cross_document.test_news import SCHOOL, agenda
from tests.tui.reading import parts
from tests.tui.settling import settled
from tests.tui.test_person import application, looks, press

SIZE = (120, 40)


def in_order(folder):
    app = application(folder, agenda(3, "/a/agenda.md"))
    later = agenda(4, "/a/agenda.md", more=(SCHOOL,))
    app.library._store.documents.keep(later)
    app.library.cross_document.index(later)
    app._first = later
    return app


async def test_new_issues_and_names_are_called_new(tmp_path):
    app = in_order(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        p = parts(app)
        assert p.agenda.marks.new == {1}
        await press(pilot, "w")
        assert "Nia Brandt  1  new" in panel(p)
        assert "Ada Lind  1" in panel(p)
        await press(pilot, "2", "i")
        says = str(app.screen.query_one("Static").render())
        assert (
            "New since “Council agenda, March 3”, 3 Mar 2026, read before from the same address"
            in says
        )


def panel(p):
    names = p.sidebar.names
    return [str(line) for n in range(names.count) for line in names.lines(n)]


async def test_another_briefing_takes_the_signs_away(tmp_path):
    app = in_order(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        p = parts(app)
        p.sources.open_kept(agenda(3, "/a/agenda.md").document.sha256)
        await settled(app, pilot)
        assert p.agenda.marks.new == frozenset()
        assert p.sidebar.names.new == frozenset()


@pytest.mark.parametrize("size", [(120, 30), (80, 24)], ids=str)
def test_signs_look(snap_compare, tmp_path, size):
    looks(snap_compare, in_order(tmp_path), size, "w", "2", "p", *"nia")


async def test_help_says_what_the_signs_mean(tmp_path):
    app = in_order(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "question_mark", *"previous briefing")
        keys = app.screen.query_one("#keys")
        shown = [str(keys.get_option_at_index(n).prompt) for n in range(keys.option_count)]
        assert shown[0] == "Signs in the agenda"
        assert shown[1].split(maxsplit=2)[:2] == ["+", "new"]
        await press(pilot, "enter", "escape")
        assert len(app.screen_stack) == 1
