"""Writes `styles/first.msgpack` anew: python -m briefing.tui.make_first_styles"""

import pickle
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

import msgspec
from textual.css.tokenize import tokenize, tokenize_value
from textual.css.tokenizer import Token
from textual.dom import DOMNode

import briefing.tui.app
from briefing.resources import resource_folder, style_file
from briefing.tui.first_styles import FILE, FirstStyles, KeptSheet, KeptToken
from briefing.tui.style_rules import MarkedRules, mark_numbers, texts_of, with_marks
from briefing.tui.style_tokens import StyleTokens, is_hex
from briefing.tui.theme_colours import text_colours
from briefing.tui.theme_list import load_themes

_KINDS = frozenset(
    [
        "App",
        "Screen",
        "Widget",
        "Horizontal",
        "Vertical",
        "ScrollView",
        "ScrollableContainer",
        "Static",
        "ToastRack",
        "Tooltip",
        "ReadingPane",
        "VirtualList",
    ]
)
"""Classes whose styles the first screen has."""
_SHEETS = ("reader", "dialogs", "library")
_SELECTORS = ("KeyFooter", "NameList", "ReadingPane", "Toast")


def make_first_styles() -> FirstStyles:
    """In each theme that comes with the program."""
    codes = [("", style_file(name).read_text(encoding="utf-8")) for name in _SHEETS]
    codes += sorted(set(_default_styles()))
    themes = list(_variables())
    rules = MarkedRules(StyleTokens())
    names = {code: rules.names_in(code, ("", "")) for _, code in codes}
    sheets = [_kept(rules, scope, code, tuple(names[code]), themes) for scope, code in codes]
    numbers = mark_numbers()
    marked = max(numbers[name] for each in names.values() for name in each if name in numbers) + 1
    plain = sorted({v for theme in themes for v in theme.values() if not is_hex(v)})
    return FirstStyles(
        version("textual"),
        tuple(numbers)[:marked],
        tuple(sheets),
        {code: _tokens(tokenize(code, ("", ""))) for code in _SELECTORS},
        {value: _tokens(tokenize_value(value, ("", ""))) for value in plain},
    )


def _default_styles() -> Iterator[tuple[str, str]]:
    for kind in _all_kinds(DOMNode):
        code = vars(kind).get("DEFAULT_CSS")
        if code and kind.__name__ in _KINDS:
            yield kind.__name__ if kind.SCOPED_CSS else "", code


def _all_kinds(kind: type[DOMNode]) -> Iterator[type[DOMNode]]:
    yield kind
    for each in kind.__subclasses__():
        yield from _all_kinds(each)


def _variables() -> Iterator[dict[str, str]]:
    defaults = briefing.tui.app.BriefingApp.get_theme_variable_defaults(None)  # type: ignore[arg-type]
    for theme in load_themes(Path()).known.values():
        yield defaults | theme.to_color_system().generate() | text_colours(theme)


def _kept(
    rules: MarkedRules, scope: str, code: str, names: tuple[str, ...], themes: list[dict[str, str]]
) -> KeptSheet:
    found = {}
    for theme in themes:
        tokens = StyleTokens().tokenize_values(theme)
        values = tuple(with_marks(texts_of(names, tokens)).values())
        about = {"variable_tokens": tokens, "is_default_rules": False, "tie_breaker": 0}
        found[values] = pickle.dumps(rules.parse(scope, code, ("", ""), **about), 5)
    return KeptSheet(scope, code, names, list(found.items()))


def _tokens(tokens: Iterable[Token]) -> list[KeptToken]:
    return [(token.name, token.value, *token.location) for token in tokens]


if __name__ == "__main__":
    (resource_folder("styles") / FILE).write_bytes(msgspec.msgpack.encode(make_first_styles()))
