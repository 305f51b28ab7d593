"""The last net: whatever a widget draws takes the cells that Textual counted."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from wcwidth import wcwidth

from briefing.tui.app import BriefingApp
from briefing.tui.output_filters import SafeFilter

BLACK = Color(0, 0, 0)


def filtered(text):
    return SafeFilter().apply([Segment(text)], BLACK)[0].text


@pytest.mark.parametrize("text", ["plain words", "naïve — “words”", "中文", "café", "עברית"])
def test_most_text_is_left_alone(text):
    assert filtered(text) == text


@pytest.mark.parametrize(
    "text", ["👨‍👩‍👧!", "👍🏽!", "🇫🇷!", "❤️!", "1️⃣!", "क्‍ष!", "a\u200bb!", "\u202ex!", "\x1b[31m!", "\u00ad!", "\ufeff!"]
)  # fmt: skip
def test_what_terminals_dispute_takes_the_cells_that_were_counted(text):
    drawn = filtered(text)
    assert sum(map(wcwidth, drawn)) == cell_len(text)


@pytest.mark.parametrize("picture", ["👨‍👩‍👧", "👍🏽", "🇫🇷", "❤️", "1️⃣"])
def test_no_word_behind_a_picture_is_cut_off(picture):
    assert filtered(f"Talks {picture} in Ellery").endswith(" in Ellery")


@given(st.text())
def test_the_cells_stay(text):
    drawn = filtered(text)
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in drawn)
    if not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in text):
        assert cell_len(drawn) == cell_len(text)


def test_filters_are_made_once_so_that_strips_keep_what_comes_of_them():
    app: Any = SimpleNamespace(_plain=True)
    assert BriefingApp.get_line_filters(app) == BriefingApp.get_line_filters(app)
