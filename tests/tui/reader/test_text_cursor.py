"""The focus bar and selecting by keyboard, without a pane."""

import pytest

from briefing.model import Block, BlockKind, Document, Span
from briefing.tui.layout.layout_options import Options
from briefing.tui.layout.scroll_window import ScrollPosition
from briefing.tui.layout.section_frame import Frame, Viewport
from briefing.tui.widgets.focus_bar import FocusBar
from briefing.tui.widgets.text_cursor import TextCursor
from tests.tui.making import Maker


class Parts:
    """A viewport with a bar and a cursor; what they bring to the screen is brought."""

    def __init__(self, paragraphs=30, height=10):
        make = Maker()
        for number in range(paragraphs):
            make.add(f"Paragraph {number}: some words. And others.")
        self.document = make.document()
        self.frame = Frame(height, Options(60))
        self.viewport = Viewport(lambda: self.frame)
        self.viewport.show(self.document, Span(0, len(self.document.text)), None)
        self.selected, self.drawn = None, 0
        self.focus_bar = FocusBar(self.viewport, self.reveal, self.draw)
        self.cursor = TextCursor(self.viewport, self.focus_bar, self.select, self.reveal)

    def reveal(self, span):
        if not self.viewport.seen.contains(span):
            self.viewport.look(ScrollPosition(span.start, 0))

    def draw(self):
        self.drawn += 1

    def select(self, span):
        self.selected = span.of(self.document.text)


def test_the_bar_walks_and_stays_in_view():
    p = Parts()
    for number in range(20):
        p.focus_bar.move(1)
        assert p.focus_bar.span == p.document.blocks[number].span
        assert p.viewport.seen.contains(p.focus_bar.span)
    p.focus_bar.move(-1)
    assert p.focus_bar.span == p.document.blocks[18].span
    p.focus_bar.put(None)
    assert (p.focus_bar.span, p.drawn) == (None, 22)


def test_the_bar_begins_on_the_screen():
    p = Parts()
    p.viewport.look(ScrollPosition(p.document.blocks[12].span.start, 0))
    p.focus_bar.move(1)
    assert p.focus_bar.span == p.document.blocks[12].span


@pytest.mark.parametrize(
    ("steps", "selected"),
    [
        ((), "Paragraph"),
        ((("word", 2),), "Paragraph 0:"),
        ((("word", 2), ("word", -1)), "Paragraph 0"),
        ((("sentence", 1),), "Paragraph 0: some words."),
        ((("paragraph", 1),), "Paragraph 0: some words. And others."),
        ((("paragraph", 1), ("paragraph", -1)), "P"),
        ((("word", -5),), "P"),
    ],
)
def test_movements_extend_the_selection(steps, selected):
    p = Parts()
    p.cursor.start()
    for unit, count in steps:
        p.cursor.extend(unit, count)
    assert p.cursor.active
    assert p.selected == selected


@pytest.mark.parametrize(
    ("steps", "selected"),
    [
        ((), "others"),
        ((("sentence", 1),), "others."),
        (("swap", ("sentence", -1)), "And others"),
        (("swap", ("sentence", -2)), "Paragraph 0: some words. And others"),
        (("swap", ("word", -2), ("word", 1)), "And others"),
        (("swap", ("paragraph", -1), ("sentence", 1)), "And others"),
        (("swap", ("word", -1), "swap", ("paragraph", 1)), "And others."),
    ],
)
def test_either_end_moves(steps, selected):
    p = Parts()
    at = p.document.text.index("others")
    p.focus_bar.point(Span(at, at + 6))
    p.cursor.start()
    for step in steps:
        p.cursor.swap_ends() if step == "swap" else p.cursor.extend(*step)
    assert p.selected == selected


def test_the_focus_grows_from_words_to_the_sentence_and_the_paragraph():
    p = Parts()
    at = p.document.text.index("others")
    p.focus_bar.point(Span(at, at + 6))
    seen = []
    for direction, unit in ((1, "sentence"), (1, "sentence"), (-1, "sentence"), (1, "paragraph")):
        p.focus_bar.move(direction, unit)
        seen.append(p.focus_bar.span.of(p.document.text))
    first = "Paragraph 0: some words. And others."
    assert seen == ["And others.", "Paragraph 1: some words.", "And others.", first]


SENTENCES = {
    "titles and countries": "Mr. Li of the U.S. Senate spoke. He left at 3.30 p.m. on May 4. “No.” |So",
    "signs": "Why? “Who!” (She knows.) |It went on…",
    "a numbered item": "1. First of all. |Then 2. more.",
    "no end": "no full stop at all",
}


@pytest.mark.parametrize("case", SENTENCES)
def test_sentences_of_a_paragraph(case):
    marked = SENTENCES[case]
    text = marked.replace("|", "")
    p = Parts(0)
    p.document = Document(text, (Block(BlockKind.PARAGRAPH, Span(0, len(text))),))
    p.viewport.show(p.document, Span(0, len(text)), None)
    found = p.viewport.sentence(0)
    forward = []
    while found is not None:
        forward.append(found)
        found = p.viewport.sentence(found.start, 1)
    back = [forward[-1]]
    while (found := p.viewport.sentence(back[-1].start, -1)) is not None:
        back.append(found)
    assert forward == back[::-1]
    last = marked.partition("|")[2]
    assert not last or forward[-1].of(text) == last


def test_lines_extend_it_too_and_the_end_stays_in_view():
    p = Parts()
    p.cursor.start()
    p.cursor.extend("line", 25)
    assert p.selected.count("Paragraph") > 10
    assert p.viewport.seen.holds(p.document.text.index(p.selected) + len(p.selected) - 1)


def test_nothing_is_extended_before_it_is_started_and_after_it_is_stopped():
    p = Parts()
    p.cursor.extend("word", 1)
    p.cursor.start()
    p.cursor.stop()
    p.cursor.extend("word", 1)
    assert (p.selected, p.cursor.active) == ("Paragraph", False)


def test_the_sentence_stays_while_the_frame_changes_and_without_one():
    p = Parts()
    sight = ScrollPosition(p.document.blocks[15].span.start, 3)
    p.viewport.look(sight)
    for width, height in ((20, 10), (80, 30), (60, 10)):
        p.frame = Frame(height, Options(width))
        p.viewport.fit()
        assert p.viewport.sight == sight
    p.frame = None
    p.viewport.fit()
    assert (p.viewport.sight, p.viewport.rows, p.viewport.percent) == (sight, (), 0)
