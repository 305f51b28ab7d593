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


@pytest.mark.parametrize("width", [0, 1, 2, 3])
def test_there_may_be_no_room_for_the_space_before_words(width):
    lines, rules = HangingLines(Content("head\n  an issue")), RulesMap()
    strips = lines.render_strips(
        width, None, Style(), RenderOptions(lambda _: Style(), rules, None, None)
    )
    assert "".join(strip.text for strip in strips).replace(" ", "") == "headanissue"
    assert lines.get_height(rules, width) == len(strips)
