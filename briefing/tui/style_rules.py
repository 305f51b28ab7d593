"""Rules of the style sheets, read once for all themes, with marks for their colours."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from itertools import count
from typing import Any

from textual.color import Color
from textual.css import parse, stylesheet
from textual.css.model import RuleSet
from textual.css.tokenizer import Token

from briefing.tui.style_tokens import StyleTokens, is_hex

_LENGTHS = (4, 7, 9)
"""Of a colour in hexadecimal digits that has a mark; the last says how much shines through."""
_MARK = 0xFD


@cache
def keep_styles() -> "MarkedRules":
    """Textual takes its tokens from here, too."""
    tokens = StyleTokens()
    vars(parse)["tokenize"] = tokens.tokenize
    vars(stylesheet)["tokenize_values"] = tokens.tokenize_values
    return MarkedRules(tokens)


class MarkedRules:
    def __init__(self, tokens: StyleTokens) -> None:
        self._tokens = tokens
        self._names: dict[tuple[object, ...], list[str]] = {}
        """Of the variables of each sheet."""
        self._rules: dict[tuple[object, ...], list[RuleSet]] = {}

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Textual takes rules from here."""
        before = vars(stylesheet)["parse"]
        vars(stylesheet)["parse"] = self.parse
        try:
            yield
        finally:
            vars(stylesheet)["parse"] = before

    def parse(self, *place: Any, **about: Any) -> list[RuleSet]:
        """Stands for Textual's function of the same name."""
        known: dict[str, list[Token]] = about["variable_tokens"]
        sheet = (*place, about["is_default_rules"], about["tie_breaker"])
        if sheet not in self._names:
            tokens = self._tokens.tokenize(*place[1:])
            self._names[sheet] = sorted({t.value[1:] for t in tokens if t.name == "variable_ref"})
        texts = {
            name: " ".join(token.value for token in known.get(name, ()))
            for name in self._names[sheet]
        }
        marked = with_marks(texts)
        key = (*sheet, *marked.values())
        if key not in self._rules:
            marks = {name: mark for name, mark in marked.items() if mark != texts[name]}
            about["variable_tokens"] = known | self._tokens.tokenize_values(marks)
            self._rules[key] = list(parse.parse(*place, **about))
        return self._rules[key]


def with_marks(variables: Mapping[str, str]) -> dict[str, str]:
    """`variables`, with a mark in place of each colour that a theme can replace."""
    return {
        name: f"#{_MARK:x}{_number(name):04x}{value[7:]}" if _is_marked(value) else value
        for name, value in variables.items()
    }


def _is_marked(value: str) -> bool:
    return is_hex(value) and len(value) in _LENGTHS


_next = count().__next__


@cache
def _number(name: str) -> int:
    return _next()


class MarkColours:
    def __init__(self, variables: Mapping[str, str]) -> None:
        self._colours = {
            _number(name): Color.parse(value)
            for name, value in variables.items()
            if _is_marked(value)
        }

    def replaced(self, rules: Mapping[str, object]) -> dict[str, object]:
        """Those of `rules` that have marks, in the colours, as transparent as each mark is."""
        found = {name: self._replaced(value) for name, value in rules.items()}
        return {name: value for name, value in found.items() if value is not rules[name]}

    def _replaced(self, value: object) -> object:
        if type(value) is Color:
            if value.r != _MARK:
                return value
            colour = self._colours.get(value.g * 256 + value.b)
            return value if colour is None else colour.with_alpha(value.a)
        if type(value) is tuple:
            found = tuple(map(self._replaced, value))
            return value if all(a is b for a, b in zip(found, value, strict=True)) else found
        return value
