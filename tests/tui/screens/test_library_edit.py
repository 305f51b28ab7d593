"""Removing briefings and changing collections, without a screen."""

import pytest

from tests.tui.reader.fakes import bare_library
from tests.tui.screens.fakes import library_screen

OPENED = ["Énergi", "Harbou", "A", "[@clic", "北京的会谈："]


@pytest.fixture
def screen():
    made = library_screen()
    made.list.refresh()
    return made


@pytest.mark.parametrize(("count", "said"), [(0, "1 briefing"), (2, "2 briefings")])
def test_what_was_removed_comes_back_with_all_that_was_kept(screen, count, said):
    before = screen.library.documents.listing.rows(screen.table.ids)
    for _ in range(count):
        screen.list.select_and_go_on()
    screen.edit.remove()
    assert screen.titles() == OPENED[max(count, 1) :]
    assert (screen.ui.said, screen.table.selected) == (
        [f"{said} removed; <undo> undoes it."],
        frozenset(),
    )
    screen.edit.undo()
    assert screen.ui.said[-1] == f"{said} restored."
    assert screen.library.documents.listing.rows(screen.table.ids) == before
    screen.edit.undo()
    assert screen.ui.said[-1] == "There is nothing to undo."


def test_changes_are_undone_in_turn(screen):
    screen.edit.remove()
    screen.edit.remove()
    assert screen.titles() == OPENED[2:]
    screen.edit.undo()
    assert screen.titles() == OPENED[1:]
    screen.edit.undo()
    assert screen.titles() == OPENED


@pytest.mark.parametrize("command", ["remove", "assign_collections"])
def test_without_a_briefing_nothing_is_changed(command):
    screen = library_screen(bare_library())
    screen.list.refresh()
    getattr(screen.edit, command)()
    assert (screen.ui.said, screen.ui.asked()) == ([], [])


def test_a_collection_is_chosen_and_left(screen):
    made = screen.library.collections.make("work")
    screen.edit.choose_collection()
    assert screen.ui.asked() == ["CollectionsDialog"]
    screen.ui.answer((made, "work"))
    assert (screen.list.collection_name, screen.titles()) == ("work", [])
    screen.edit.choose_collection()
    screen.ui.answer((None, ""))
    assert (screen.list.collection_name, screen.titles()) == ("", OPENED)


@pytest.mark.parametrize("change", ["none", "renamed", "removed"])
def test_what_was_done_to_the_listed_collection_is_followed(screen, change):
    collections = screen.library.collections
    made = collections.make("work")
    screen.list.show_collection(made, "work")
    screen.edit.choose_collection()
    if change == "renamed":
        collections.rename(made, "place")
    elif change == "removed":
        collections.remove(made)
    screen.ui.answer(None)
    expected = {"none": (made, "work"), "renamed": (made, "place"), "removed": (None, "")}
    assert (screen.list.asked.collection, screen.list.collection_name) == expected[change]


def test_the_selection_is_given_up_when_its_collections_are_chosen(screen):
    screen.list.select_all()
    screen.edit.assign_collections()
    assert screen.ui.asked() == ["AssignCollectionsDialog"]
    screen.ui.answer(None)
    assert screen.table.selected == frozenset()
