"""The reading pane, driven in a small application."""

from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult

from briefing.model import Document, Section, SectionKind, Span, TitleSource
from briefing.model.url_policy import link_to_open
from briefing.tui.theme_colours import text_colours
from briefing.tui.widgets.pane import ReadingPane
from briefing.tui.widgets.pane_messages import LinkPressed
from tests.tui.making import Maker, everything


class Shell(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[object] = []

    def get_css_variables(self) -> dict[str, str]:
        self.theme_variables = super().get_css_variables() | text_colours(self.current_theme)
        return self.theme_variables

    def compose(self) -> ComposeResult:
        yield ReadingPane()

    def on_reading_pane_link_pressed(self, event: LinkPressed) -> None:
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
            if pane.viewport.at_end:
                break
            pane.move_page(1)
        assert pane.viewport.percent == 100
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


async def test_selecting_by_keyboard():
    document = long()
    async with reading(document) as (pilot, pane):
        pane.focus_bar.move(1)
        pane.cursor.start()
        assert pane.selection.of(document.text) == "Paragraph"
        pane.cursor.extend("word", 2)
        assert pane.selection.of(document.text) == "Paragraph 0:"
        pane.cursor.extend("word", -1)
        assert pane.selection.of(document.text) == "Paragraph 0"
        pane.cursor.extend("sentence", 1)
        assert pane.selection.of(document.text) == "Paragraph 0: end."
        pane.cursor.extend("paragraph", 1)
        assert pane.selection.of(document.text).count("Paragraph") == 2
        before = len(pane.selection)
        pane.move_lines(2)
        assert len(pane.selection) > before
        for _ in range(30):
            pane.cursor.extend("paragraph", 1)
        assert pane.viewport.seen.holds(pane.selection.end - 1)
        await pilot.press("escape")
        assert pane.selection is None
        assert not pane.cursor.active


async def test_focus_walks_by_paragraph_and_stays_in_view():
    document = long()
    async with reading(document) as (_, pane):
        for number in range(40):
            pane.focus_bar.move(1)
            assert pane.focus_bar.span == document.blocks[number].span
            assert pane.viewport.seen.contains(pane.focus_bar.span)
        assert sum(1 for row in screen(pane) if "▌" in row) >= 1
        pane.focus_bar.move(-1)
        assert pane.focus_bar.span == document.blocks[38].span


async def test_notes_have_a_sign_and_links_can_be_named():
    document = everything()
    async with reading(document, (100, 50)) as (_, pane):
        at = document.text.index("Geneva")
        pane.overlay.set("notes", [Span(at, at + 6)], "note")
        assert any(row.lstrip().startswith("✎") for row in screen(pane))
        (link,) = pane.viewport.marks()
        pane.overlay.hint({link.span.start: "a"})
        assert any("ahe agenda" in row for row in screen(pane))
        pane.overlay.hint({})
        pane.overlay.drop("notes")
        assert not any("✎" in row for row in screen(pane))


async def test_wide_code_moves_sideways():
    async with reading(everything(), (60, 60)) as (_, pane):
        assert any(row.rstrip().endswith("›") for row in screen(pane))
        for _ in range(30):
            pane.move_sideways(1)
        rows = [row for row in screen(pane) if "‹" in row]
        assert any("goes on'" in row for row in rows)
        for _ in range(30):
            pane.move_sideways(-1)
        assert not any("‹" in row for row in screen(pane))


async def test_the_scrollbar_reaches_every_part():
    document = long()
    async with reading(document) as (pilot, pane):
        for share in (0.5, 0.9, 0.1, 1.0, 0.0):
            pane.scroll_to(y=share * pane.max_scroll_y, animate=False)
            await pilot.pause()
            seen = pane.viewport.seen
            assert abs(seen.start / len(document.text) - share) < 0.1
        assert pane.place == (0, 0)


async def test_the_title_scrolls_with_the_text_and_has_no_offsets():
    document = long()
    section = Section(SectionKind.ISSUE, "dues", TitleSource.INFERRED, whole(document))
    async with reading(document) as (pilot, pane):
        pane.show(document, section, number=3)
        await pilot.pause()
        assert [row.strip() for row in screen(pane)[:2]] == ["3 · Dues", ""]
        assert next(s for s in pane.render_line(0) if "Dues" in s.text).style.italic
        assert (pane.place, pane.offset_at(pane.margin, 0)) == ((0, 0), 0)
        pane.move_lines(2)
        assert (pane.place, screen(pane)[0].strip()[:9]) == ((0, 0), "Paragraph")
        pane.move_page(1)
        pane.move_to_start()
        assert screen(pane)[0].strip() == "3 · Dues"


async def test_headings_that_only_the_split_found_look_like_headings():
    make = Maker().add("The title").add("Some words.").add("cyber security").add("More words.")
    plain = make.document()
    document = Document(plain.text, plain.blocks, title="The title")
    heading = plain.blocks[2].span
    section = Section(
        SectionKind.ISSUE, "x", TitleSource.DOCUMENT, whole(document), heading=heading
    )
    async with reading(document) as (_, pane):
        pane.show(document, section)
        bold = [
            segment.text
            for y in range(8)
            for segment in pane.render_line(y)
            if segment.style and segment.style.bold
        ]
        assert bold == ["The title", "cyber security"]


async def test_hostile_text_is_drawn_as_text():
    bad = "[@click=app.quit]x[/] \x1b]52;c;AAAA\x07 \x9b31m \u202e [/b] https://e.org"
    document = Maker().add(bad, marks=[("link", "x[/]", "javascript:alert(1)")]).document()
    async with reading(document) as (pilot, pane):
        drawn = [s for y in range(3) for s in pane.render_line(y)]
        text = "".join(s.text for s in drawn)
        assert "[@click=app.quit]x[/]" in text
        assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c == "\u202e" for c in text)
        assert all(s.style.link is None and "@click" not in (s.style.meta or {}) for s in drawn)
        assert pilot.app.is_running


@pytest.mark.parametrize(
    ("target", "link"),
    [
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("http://e.org/\x1b\\x", "http://e.org/%1B%5Cx"),
        ("mailto:a@e.org", "mailto:a@e.org"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("ssh://-oProxyCommand=x", ""),
        ("https://", ""),
        ("#there", ""),
        ("http://[", ""),
    ],
)
def test_only_safe_links_reach_the_terminal(target, link):
    assert link_to_open(target) == link


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (13, 2), (300, 3)])
async def test_no_size_is_too_small(size):
    async with reading(everything(), size) as (pilot, pane):
        pane.move_page(1)
        pane.move_to_end()
        pane.focus_bar.move(1)
        await pilot.pause()
        assert pane.viewport.at_end or pane.focus_bar.span
