"""What the library screen lists, selects and opens, without a screen."""

import pytest

from briefing.errors import StorageError
from briefing.library.document_list import DocumentList, ListOrder
from briefing.tui.open_request import OpenRequest
from briefing.tui.screens import library_list
from tests.tui.reader.fakes import bare_library
from tests.tui.screens.fakes import HeldUI, library_screen

OPENED = ["Énergi", "Harbou", "A", "[@clic", "北京的会谈："]


@pytest.fixture
def screen():
    made = library_screen()
    made.list.refresh()
    return made


def test_what_was_opened_last_comes_first(screen):
    assert screen.titles() == OPENED
    assert (screen.list.whole, screen.table.cursor) == (True, 0)
    assert screen.noted["changed"] == [True]


def test_an_empty_library_lists_nothing():
    screen = library_screen(bare_library())
    screen.list.refresh()
    screen.list.select_and_go_on()
    screen.list.open()
    assert (screen.titles(), screen.list.chosen(), screen.noted["answered"]) == ([], [], [])


def test_the_first_of_a_long_list_come_before_the_rest(monkeypatch):
    monkeypatch.setattr(library_list, "_FIRST", 2)
    screen = library_screen()
    screen.list.refresh()
    assert (screen.titles(), screen.list.whole) == (OPENED[:2], False)
    screen.table.cursor = 1
    screen.ui.waiting["rest"][1]()
    assert (screen.titles(), screen.list.whole, screen.table.cursor) == (OPENED, True, 1)


FILTERS = [
    ("har", ["Harbou"]),
    ("agency:reuters", ["[@clic"]),
    ("unread:", ["Harbou", "A", "[@clic", "北京的会谈："]),
    ("after:2025", ["Harbou", "[@clic", "北京的会谈："]),
    ("marked:", ["Harbou"]),
    ("nowhere", []),
    ("", OPENED),
]


@pytest.mark.parametrize(("words", "expected"), FILTERS)
def test_words_filter_when_typing_pauses(screen, words, expected):
    screen.list.type_filter()
    screen.bar.words = words
    screen.list.filter_later()
    assert (screen.bar.is_open, screen.titles()) == (True, OPENED)
    screen.ui.waiting["filter"][1]()
    assert (screen.titles(), screen.bar.told) == (expected, "")


def test_a_filter_that_is_none_says_so_and_the_list_stays(screen):
    screen.bar.words = "after:so"
    screen.list.filter()
    assert "Enter a date" in screen.bar.told
    assert (screen.titles(), screen.ui.errors) == (OPENED, [])
    screen.bar.words = "har"
    screen.list.filter()
    assert (screen.titles(), screen.bar.told) == (["Harbou"], "")


def test_a_library_that_fails_is_said_and_the_list_stays(screen, monkeypatch):
    def fail(*_, **__):
        raise StorageError("The library is busy; try again.")

    monkeypatch.setattr(DocumentList, "ids", fail)
    screen.list.sort_other_way()
    assert (screen.ui.errors, screen.titles()) == (["The library is busy; try again."], OPENED)
    monkeypatch.undo()
    screen.list.refresh()
    assert screen.titles() == OPENED[::-1]


ORDERS = {
    ListOrder.OPENED: OPENED[::-1],
    ListOrder.PUBLISHED: ["Harbou", "北京的会谈：", "[@clic", "A", "Énergi"],
    ListOrder.TITLE: ["[@clic", "A", "Énergi", "Harbou", "北京的会谈："],
}


@pytest.mark.parametrize("order", ORDERS)
def test_a_column_sorts_the_second_time_the_other_way(screen, order):
    screen.list.sort(order)
    assert screen.titles() == ORDERS[order]
    screen.list.sort(order)
    dated = ORDERS[order][:4] if order is ListOrder.PUBLISHED else ORDERS[order]
    assert screen.titles()[: len(dated)] == dated[::-1]


def test_every_column_has_its_turn_and_the_order_is_kept(screen):
    seen = []
    for _ in ListOrder:
        screen.list.sort_by_next()
        seen.append(screen.list.asked.order)
        later = library_screen(screen.library).list
        assert (later.asked.order, later.asked.descending) == (
            seen[-1],
            screen.list.asked.descending,
        )
    assert sorted(seen) == sorted(ListOrder)


def test_the_cursor_stays_with_a_briefing_when_sorting_and_not_when_filtering(screen):
    screen.table.cursor = 1
    screen.list.sort(ListOrder.TITLE)
    assert screen.titles()[screen.table.cursor] == "Harbou"
    screen.bar.words = "after:2025"
    screen.list.filter()
    assert screen.table.cursor == 0


def test_a_collection_is_listed(screen):
    made = screen.library.collections.make("work")
    screen.list.show_collection(made, "work")
    assert (screen.titles(), screen.list.collection_name) == ([], "work")
    screen.list.show_collection(None, "")
    assert screen.titles() == OPENED


def test_selecting_goes_down_and_stops_at_the_end(screen):
    for _ in range(4):
        screen.list.select_and_go_on()
    assert (screen.table.cursor, len(screen.table.selected)) == (4, 4)
    screen.list.select_and_go_on()
    screen.list.select_and_go_on()
    assert (screen.table.cursor, len(screen.table.selected)) == (4, 4)


def test_all_and_none_are_selected(screen):
    screen.list.select_all()
    assert screen.table.selected == frozenset(screen.table.ids)
    screen.list.select_all()
    assert screen.table.selected == frozenset()
    screen.list.toggle(screen.table.ids[0])
    assert (screen.list.deselect(), screen.list.deselect()) == (True, False)


def test_what_is_chosen_is_in_the_order_of_the_list_and_then_what_is_not_listed(screen):
    ids = list(screen.table.ids)
    assert screen.list.chosen() == ids[:1]
    for place in (3, 1, 0):
        screen.list.toggle(ids[place])
    assert screen.list.chosen() == [ids[0], ids[1], ids[3]]
    screen.bar.words = "har"
    screen.list.filter()
    assert screen.list.chosen() == [ids[1], *sorted((ids[0], ids[3]))]


def test_what_is_chosen_is_opened(screen):
    screen.list.toggle(screen.table.ids[1])
    screen.list.toggle(screen.table.ids[0])
    screen.list.open()
    recent = screen.library.documents.recent()
    assert screen.noted["answered"] == [OpenRequest(kept=(recent[0], recent[1]))]


def test_too_many_are_not_opened(screen, monkeypatch):
    monkeypatch.setattr(library_list, "_MOST", 2)
    screen.list.select_all()
    screen.list.open()
    assert screen.ui.errors == ["More than 2 are selected; select fewer to open them."]
    assert screen.noted["answered"] == []


def test_of_lists_asked_for_meanwhile_only_the_last_is_shown():
    screen = library_screen(ui=HeldUI())
    screen.list.refresh()
    for words in ("har", "ferry", "agency:reuters"):
        screen.bar.words = words
        screen.list.filter()
    assert len(screen.ui.held) == 1
    screen.ui.finish()
    assert (screen.titles(), len(screen.ui.held)) == ([], 1)
    screen.ui.finish()
    assert (screen.titles(), screen.ui.held) == (["[@clic"], [])


def test_an_error_of_a_list_that_is_not_asked_for_any_more_is_not_told():
    screen = library_screen(ui=HeldUI())
    screen.bar.words = "after:so"
    screen.list.filter()
    screen.bar.words = "har"
    screen.list.filter()
    screen.ui.finish()
    assert screen.bar.told == ""
    screen.ui.finish()
    assert screen.titles() == ["Harbou"]


def test_a_list_that_was_asked_for_again_is_fetched_again():
    screen = library_screen(ui=HeldUI())
    screen.list.refresh()
    screen.list.refresh()
    screen.ui.finish()
    assert (screen.titles(), len(screen.ui.held)) == (OPENED, 1)
    screen.ui.finish()
    assert screen.ui.held == []
