"""Exporting marks and quotes from the library, without a screen."""

import pytest

from tests.tui.reader.fakes import bare_library
from tests.tui.screens.fakes import library_screen


@pytest.fixture
def screen():
    made = library_screen()
    made.list.refresh()
    made.list.select_all()
    return made


def ask(screen, form, name):
    screen.export.choose_form()
    screen.ui.answer(form)
    screen.ui.answer(name)


@pytest.mark.parametrize(("form", "offered", "start"), [("markdown", "marks.md", "# "), ("w3c", "marks.json", "{"), ("csv", "marks.csv", "")])  # fmt: skip
def test_a_form_is_written_to_a_file(screen, tmp_path, form, offered, start):
    screen.export.choose_form()
    screen.ui.answer(form)
    assert screen.ui.dialogs[-1][0]._before.endswith(f"/{offered}")
    path = tmp_path / offered
    screen.ui.answer(str(path))
    written = path.read_text()
    assert written.startswith(start)
    assert "Harbour talks go on" in written
    assert screen.ui.said == ["Exporting…", f"Exported to {path}."]


@pytest.mark.parametrize("yes", [True, False, None])
def test_a_file_is_replaced_only_if_that_is_wanted(screen, tmp_path, yes):
    path = tmp_path / "marks.md"
    path.write_text("mine")
    ask(screen, "markdown", str(path))
    assert screen.ui.asked() == ["ConfirmDialog"]
    screen.ui.answer(yes)
    assert (path.read_text() == "mine") == (not yes)
    assert bool(screen.ui.said) == bool(yes)


WRONG = [("~nosuchuser/marks.md", "no home folder"), ("x" * 300, "too long"), ("a\0b", "zero byte"), ("/no/such/marks.md", "folder")]  # fmt: skip


@pytest.mark.parametrize(("name", "says"), WRONG, ids=["home", "long", "zero", "folder"])
def test_a_name_that_cannot_be_written_to_is_said(screen, name, says):
    ask(screen, "csv", name)
    assert says in screen.ui.errors[0]
    assert screen.ui.asked() == []


@pytest.mark.parametrize("name", ["", None])
def test_without_a_name_nothing_is_written(screen, name):
    ask(screen, "csv", name)
    assert (screen.ui.said, screen.ui.errors, screen.ui.asked()) == ([], [], [])


def test_nothing_is_asked_where_nothing_is_listed_or_an_export_is_forbidden(screen):
    empty = library_screen(bare_library())
    empty.export.choose_form()
    assert empty.ui.asked() == []
    screen.ui.forbid = {"An export"}
    screen.export.choose_form()
    assert (screen.ui.asked(), screen.ui.errors) == ([], ["An export is forbidden."])
