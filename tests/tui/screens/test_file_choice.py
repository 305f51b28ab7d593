"""Choosing files from folders, without a screen."""

import pytest

from tests.tui.reader.fakes import bare_library
from tests.tui.screens.fakes import file_choice


@pytest.fixture
def folder(tmp_path, monkeypatch):
    made = tmp_path / "folder"
    (made / "inner").mkdir(parents=True)
    for name in ("b.md", "Àpril.txt", "photo.png", ".hidden.md", "inner/deep.md"):
        (made / name).write_text("Words of it.\n")
    monkeypatch.chdir(made)
    return made


@pytest.fixture
def picker(folder):
    made = file_choice(bare_library())
    made.choice.enter(made.choice.folder)
    return made


def names(picker):
    return [item.name for item in picker.files.items]


def test_it_begins_in_the_present_folder_and_lists_what_can_be_read(picker, folder):
    assert picker.choice.folder == str(folder)
    assert names(picker) == ["..", "inner", "b.md", "Àpril.txt"]
    assert picker.files.pointed.name == "inner"
    picker.choice.toggle_everything()
    assert {"photo.png", ".hidden.md"} < {*names(picker)}


def test_the_folder_that_one_came_from_is_under_the_cursor(picker, folder):
    picker.choice.open()
    assert (picker.choice.folder, names(picker)) == (str(folder / "inner"), ["..", "deep.md"])
    picker.choice.go_above()
    assert (picker.choice.folder, picker.files.pointed.name) == (str(folder), "inner")


@pytest.mark.parametrize(("words", "found"), [("apr", ["Àpril.txt"]), ("q", []), ("B.M", ["b.md"])])
def test_a_filter_passes_over_accents_and_case(picker, words, found):
    picker.bar.words = words
    picker.choice.filter()
    assert names(picker) == found


def test_selected_files_and_folders_are_opened_together_and_the_folder_is_kept(folder):
    library = bare_library()
    picker = file_choice(library)
    picker.choice.enter(str(folder))
    for _ in range(2):
        picker.choice.select_and_go_on()
    picker.choice.open()
    (request,) = picker.noted["answered"]
    assert request.sources == (str(folder / "b.md"), str(folder / "inner/deep.md"))
    assert file_choice(library).choice.folder == str(folder)


def test_all_or_nothing_is_selected(picker, folder):
    files = {str(folder / "b.md"), str(folder / "Àpril.txt")}
    selected = []
    for _ in range(2):
        picker.choice.select_all()
        selected.append(picker.files.selected)
    assert selected == [files, frozenset()]
    picker.choice.select_all()
    assert (picker.choice.deselect(), picker.choice.deselect()) == (True, False)


def test_a_folder_that_is_gone_is_said(picker, folder):
    (folder / "inner").rename(folder / "moved")
    picker.choice.open()
    assert "cannot be read" in picker.ui.errors[0]
    assert (picker.choice.folder, names(picker)[1]) == (str(folder), "inner")
