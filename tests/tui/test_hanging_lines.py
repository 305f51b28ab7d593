import pytest
from textual.content import Content
from textual.css.styles import RulesMap
from textual.style import Style
from textual.visual import RenderOptions

from briefing.tui.dialogs.hanging_lines import HangingLines

CASES = {
    "plain words go on": ["plain words", "go on"],
    "head\n  an issue that goes on": ["head", "  an issue", "  that goes", "  on"],
    "  one\n": ["  one", ""],
}


@pytest.mark.parametrize("text", CASES)
def test_what_goes_on_stands_under_its_first_word(text):
    lines = HangingLines(Content(text))
    rules = RulesMap()
    options = RenderOptions(lambda _: Style(), rules, None, None)
    strips = lines.render_strips(11, None, Style(), options)
    assert [strip.text.rstrip() for strip in strips] == CASES[text]
    assert lines.get_height(rules, 11) == len(strips)
    assert str(lines) == text
