from textual.css.tokenize import tokenize, tokenize_values

from briefing.resources import style_file
from briefing.tui.style_tokens import StyleTokens, first_tokens

PLACE = ("somewhere", "")


def test_kept_tokens_are_those_that_textual_makes():
    """`python -m briefing.tui.style_tokens` writes them anew after a change of the styles."""
    tokens = StyleTokens()
    kept = tokens.kept
    for code in kept.sheets:
        assert list(tokens.tokenize(code, PLACE)) == list(tokenize(code, PLACE))
    for value in (*kept.values, "#1e2a3b", "#fff", "hsl(1,2%,3%)", "1fr"):
        found = tokens.tokenize_values({"colour": value})
        assert found == tokenize_values({"colour": value}), value
    assert kept == first_tokens()


def test_sheets_that_are_not_kept_are_read_by_textual_once():
    tokens, code = StyleTokens(), style_file("dialogs").read_text(encoding="utf-8")
    first = tokens.tokenize(code, PLACE)
    assert first == list(tokenize(code, PLACE))
    assert tokens.tokenize(code, PLACE) is first
