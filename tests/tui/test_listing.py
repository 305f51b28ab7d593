"""Long lists: what is made, and where the cursor goes."""

import pytest
from textual.app import App, ComposeResult
from textual.content import Content

from briefing.tui.widgets.virtual_list import VirtualList


class Numbers(VirtualList):
    """Numbers; every third is a head, which the cursor passes over."""

    def __init__(self):
        super().__init__()
        self.made = set()

    def enabled(self, index):
        return super().enabled(index) and index % 3 != 0

    def lines(self, index):
        self.made.add(index)
        return [Content(f"number {index}")]


class Wrapped(VirtualList):
    """Items that take one line where the scrollbar is not shown, and two beside it."""

    def lines(self, index):
        return list(Content(f"{index:02} {'x' * 34} y").wrap(self.room))


class ListApp(App[None]):
    def __init__(self, count, kind=Numbers):
        super().__init__()
        self.items, self.kind = count, kind
        self.chosen = []

    def compose(self) -> ComposeResult:
        yield self.kind()

    def on_mount(self):
        self.query_one(VirtualList).list_items(self.items)

    def on_virtual_list_chosen(self, event: VirtualList.Chosen):
        self.chosen.append(event.index)


@pytest.mark.parametrize("count", [30, 10_000])
async def test_the_cursor_goes_round_and_is_kept_on_the_screen(count):
    app = ListApp(count)
    async with app.run_test(size=(40, 10)) as pilot:
        numbers = app.query_one(Numbers)
        seen = []
        for key in (
            "down",
            "down",
            "down",
            "pagedown",
            "end",
            "down",
            "up",
            "pageup",
            "home",
            "enter",
        ):
            await pilot.press(key)
            seen.append(numbers.cursor)
            await pilot.pause()
            top = round(numbers.scroll_offset.y)
            assert top <= numbers.cursor < top + 10
        last = max(i for i in range(count) if i % 3)
        first = [1, 2, 4, 14, last, 1, last, None, 1, 1]
        assert [a for a, b in zip(seen, first, strict=True) if b is not None] == [
            b for b in first if b is not None
        ]
        assert app.chosen == [1]
        assert count < 100 or len(numbers.made) < 60


async def test_the_mouse_chooses_what_it_is_over():
    app = ListApp(10_000)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("pagedown", "pagedown")
        await pilot.pause()
        top = round(app.query_one(Numbers).scroll_offset.y)
        wanted = next(i for i in range(top, top + 10) if i % 3)
        await pilot.hover(Numbers, offset=(2, wanted - top))
        await pilot.click(Numbers, offset=(2, wanted - top))
        await pilot.pause()
        assert app.chosen == [wanted]
        assert app.query_one(Numbers).hovered == wanted


async def test_the_scrollbar_cuts_nothing_off():
    app = ListApp(30, Wrapped)
    async with app.run_test(size=(39, 10)) as pilot:
        listing = app.query_one(Wrapped)
        await pilot.pause()
        listing.remake(3)
        await pilot.pause()
        assert listing.room < 39
        drawn = [listing.render_line(y).text.strip() for y in range(10)]
        assert drawn[:4] == [f"00 {'x' * 34}", "y", f"01 {'x' * 34}", "y"]
        assert listing.virtual_size.height == 60


async def test_a_page_of_a_list_that_has_no_width_yet_goes_nowhere():
    app = ListApp(3)
    async with app.run_test(size=(40, 10)):
        hidden = Numbers()
        hidden.display = False
        await app.mount(hidden)
        hidden.list_items(5)
        hidden.cursor = 4
        hidden.action_page(-1)
        assert hidden.cursor == 4
