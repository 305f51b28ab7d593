"""The reading pane, driven in a small application."""

from contextlib import asynccontextmanager

from textual.app import App, ComposeResult

from briefing.model import Document, Span
from briefing.resources import resource_folder
from briefing.tui.widgets.pane import ReadingPane
from tests.tui.making import Maker, everything


class Shell(App[None]):
    CSS_PATH = [resource_folder("styles") / "pane.tcss"]

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[object] = []

    def compose(self) -> ComposeResult:
        yield ReadingPane()

    def on_reading_pane_link_pressed(self, event: ReadingPane.LinkPressed) -> None:
        self.seen.append(event.mark.target)

    def on_reading_pane_end_reached(self) -> None:
        self.seen.append("end")

    def on_reading_pane_start_reached(self) -> None:
        self.seen.append("start")


def long(paragraphs: int = 400) -> Document:
    make = Maker()
    for number in range(paragraphs):
        make.add(f"Paragraph {number}: " + "word " * (number * 7 % 60) + "end.")
    return make.document()


def whole(document: Document) -> Span:
    return Span(0, len(document.text))


@asynccontextmanager
async def reading(document: Document, size=(80, 24)):
    app = Shell()
    async with app.run_test(size=size) as pilot:
        pane = app.query_one(ReadingPane)
        pane.show(document, whole(document))
        await pilot.pause()
        yield pilot, pane


def screen(pane: ReadingPane) -> list[str]:
    return [pane.render_line(y).text.rstrip() for y in range(pane.size.height)]


async def test_shows_every_kind_of_block():
    async with reading(everything(), (84, 50)) as (_, pane):
        text = "\n".join(screen(pane))
        for words in (
            "• An item",
            "10. Tenth",
            "▎ He said",
            "[image: the room]",
            "─┼─",
            "Issue │ Words",
        ):
            assert words in text


async def test_pages_to_the_end_and_says_so():
    async with reading(long()) as (pilot, pane):
        for _ in range(200):
            if pane.at_end:
                break
            pane.move_page(1)
        assert pane.percent == 100
        assert screen(pane)[-1].endswith("end.")
        pane.move_page(1)
        await pilot.pause()
        assert pilot.app.seen == ["end"]
        pane.move_to_start()
        pane.move_page(-1)
        await pilot.pause()
        assert pilot.app.seen == ["end", "start"]
        assert pane.place == (0, 0)


async def test_resizing_keeps_the_sentence_on_its_row():
    document = long()
    async with reading(document) as (pilot, pane):
        offset = document.text.index("Paragraph 200:")
        pane.go_to(offset, "middle")
        await pilot.pause()
        row = pane.place[1]
        for size in ((40, 24), (133, 24), (20, 5), (60, 40), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert pane.place == (offset, row)
            assert "Paragraph 200:" in screen(pane)[min(row, size[1] - 1)]


async def test_a_longer_document_keeps_the_place():
    document = long()
    cut = document.blocks[150].span.end
    head = Document(document.text[:cut], document.blocks[:151])
    async with reading(head) as (pilot, pane):
        pane.go_to(head.text.index("Paragraph 100:"))
        before = screen(pane)
        pane.show(document, whole(document))
        await pilot.pause()
        assert screen(pane) == before


async def test_a_click_on_a_link_says_so():
    document = everything()
    async with reading(document, (84, 50)) as (pilot, pane):
        rows = screen(pane)
        y = next(i for i, row in enumerate(rows) if "agenda." in row)
        x = rows[y].index("agenda.")
        await pilot.click(ReadingPane, offset=(x + 1, y))
        assert pilot.app.seen == ["https://example.org/agenda"]


async def test_a_mouse_selection_is_the_documents_own_text():
    document = Maker().add("one two three four five six seven eight nine ten").document()
    async with reading(document, (24, 10)) as (pilot, pane):
        await pilot.mouse_down(ReadingPane, offset=(pane.margin + 4, 0))
        await pilot.hover(ReadingPane, offset=(pane.margin + 4, 1))
        await pilot.mouse_up(ReadingPane, offset=(pane.margin + 4, 1))
        await pilot.pause()
        assert pane.selection is not None
        assert pane.selection.of(document.text).startswith("two three four")
        assert pilot.app.screen.get_selected_text() == pane.selection.of(document.text)
