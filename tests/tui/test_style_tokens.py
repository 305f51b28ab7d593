import pickle

from textual.css.tokenize import tokenize, tokenize_values

from briefing.resources import style_file
from briefing.tui.first_styles import first_styles
from briefing.tui.make_first_styles import make_first_styles
from briefing.tui.style_tokens import StyleTokens

PLACE = ("somewhere", "")


def _read(sheet):
    return (
        sheet.scope,
        sheet.code,
        sheet.names,
        [(key, list(_said(data))) for key, data in sheet.rules],
    )


def _said(data):
    for rule in pickle.loads(data):
        styles = dict(rule.styles.get_rules())
        layout = type(styles.pop("layout", None))
        yield rule.selector_set, rule.selector_names, styles, layout, rule.errors


def test_what_is_kept_is_what_textual_makes():
    """`python -m briefing.tui.make_first_styles` writes it anew after a change of the styles."""
    kept, made = first_styles(), make_first_styles()
    assert (kept.version, kept.marked) == (made.version, made.marked)
    assert (kept.selectors, kept.values) == (made.selectors, made.values)
    assert [_read(sheet) for sheet in kept.sheets] == [_read(sheet) for sheet in made.sheets]


def test_tokens_that_are_kept_are_those_that_textual_makes():
    tokens, kept = StyleTokens(), first_styles()
    for code in kept.selectors:
        assert list(tokens.tokenize(code, PLACE)) == list(tokenize(code, PLACE))
    for value in (*kept.values, "#1e2a3b", "#fff", "hsl(1,2%,3%)", "1fr"):
        found = tokens.tokenize_values({"colour": value})
        assert found == tokenize_values({"colour": value}), value


def test_sheets_are_read_by_textual_once():
    tokens, code = StyleTokens(), style_file("dialogs").read_text(encoding="utf-8")
    first = tokens.tokenize(code, PLACE)
    assert first == list(tokenize(code, PLACE))
    assert tokens.tokenize(code, PLACE) is first
