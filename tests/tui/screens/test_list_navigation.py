"""The movements of the list screens: the list that has the focus moves."""

import pytest
from textual.content import Content
from textual.geometry import Size

from briefing.tui.screens.list_navigation import ListNavigation
from briefing.tui.widgets.virtual_list import VirtualList


class Listing(VirtualList):
    """A list of four lines without a screen, which has nothing to scroll."""

    room, size = 20, Size(20, 4)

    def lines(self, index):
        return [Content(f"Item {index}")]

    def scroll_to(self, *_, **__):
        pass

    def scroll_to_region(self, *_, **__):
        pass


def listing(count):
    made = Listing()
    made.list_items(count)
    return made


MOVES = [
    ("line_down", 0, 1), ("line_down", 9, 0), ("line_up", 1, 0), ("line_up", 0, 9),
    ("half_down", 3, 5), ("half_down", 8, 9), ("half_up", 5, 3), ("half_up", 1, 0),
    ("page_down", 1, 5), ("page_down", 7, 9), ("page_up", 5, 1), ("page_up", 2, 0),
    ("top", 3, 0), ("bottom", 3, 9),
]  # fmt: skip
"""A movement, the cursor before and after, in a list of ten."""


@pytest.mark.parametrize(("move", "start", "end"), MOVES)
def test_the_cursor_moves(move, start, end):
    moved = listing(10)
    moved.cursor = start
    getattr(ListNavigation(lambda: moved), move)()
    assert moved.cursor == end


@pytest.mark.parametrize("move", sorted({move for move, _, _ in MOVES}))
def test_an_empty_list_stays(move):
    empty = listing(0)
    getattr(ListNavigation(lambda: empty), move)()
    assert empty.cursor is None


def test_the_list_that_is_asked_for_moves():
    lists = [listing(3), listing(3)]
    chosen = iter((1, 0, 1))
    navigation = ListNavigation(lambda: lists[next(chosen)])
    for _ in range(3):
        navigation.line_down()
    assert [each.cursor for each in lists] == [0, 1]
