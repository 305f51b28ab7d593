"""Rules of the style sheets, read once for all themes, with marks for their colours."""

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from textual.color import Color
from textual.css import parse, stylesheet
from textual.css.model import RuleSet
from textual.css.tokenizer import Token
from textual.css.types import CSSLocation

from briefing.tui.first_styles import KeptSheet, first_styles
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
    return MarkedRules(tokens, first_styles().sheets)


class MarkedRules:
    def __init__(self, tokens: StyleTokens, sheets: Sequence[KeptSheet] = ()) -> None:
        self._tokens = tokens
        self._names: dict[str, Sequence[str]] = {sheet.code: sheet.names for sheet in sheets}
        self._kept: dict[tuple[object, ...], bytes] = {
            (sheet.scope, sheet.code, values): data
            for sheet in sheets
            for values, data in sheet.rules
        }
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
        texts = texts_of(self.names_in(*place[1:]), known)
        marked = with_marks(texts)
        key = (*place, about["is_default_rules"], about["tie_breaker"], *marked.values())
        if key not in self._rules:
            found = self._kept_rules((*place[:2], tuple(marked.values())), about)
            if found is None:
                marks = {name: mark for name, mark in marked.items() if mark != texts[name]}
                about["variable_tokens"] = known | self._tokens.tokenize_values(marks)
                found = list(parse.parse(*place, **about))
            self._rules[key] = found
        return self._rules[key]

    def names_in(self, code: str, read_from: CSSLocation) -> Sequence[str]:
        """Of the variables of a sheet, sorted."""
        if code not in self._names:
            tokens = self._tokens.tokenize(code, read_from)
            self._names[code] = sorted({t.value[1:] for t in tokens if t.name == "variable_ref"})
        return self._names[code]

    def _kept_rules(
        self, key: tuple[object, ...], about: Mapping[str, Any]
    ) -> list[RuleSet] | None:
        data = self._kept.get(key)
        if data is None:
            return None
        found: list[RuleSet] = pickle.loads(data)
        for rule in found:
            rule.is_default_rules = about["is_default_rules"]
            rule.tie_breaker = about["tie_breaker"]
        return found


def texts_of(names: Iterable[str], known: Mapping[str, Sequence[Token]]) -> dict[str, str]:
    return {name: " ".join(token.value for token in known.get(name, ())) for name in names}


def with_marks(variables: Mapping[str, str]) -> dict[str, str]:
    """`variables`, with a mark in place of each colour that a theme can replace."""
    return {
        name: f"#{_MARK:x}{_number(name):04x}{value[7:]}" if _is_marked(value) else value
        for name, value in variables.items()
    }


def _is_marked(value: str) -> bool:
    return is_hex(value) and len(value) in _LENGTHS


@cache
def mark_numbers() -> dict[str, int]:
    """By the name of the variable; grows as names come."""
    return {name: number for number, name in enumerate(first_styles().marked)}


def _number(name: str) -> int:
    numbers = mark_numbers()
    return numbers.setdefault(name, len(numbers))


class MarkColours:
    def __init__(self, variables: Mapping[str, str]) -> None:
        self._values = {
            _number(name): value for name, value in variables.items() if _is_marked(value)
        }
        self._colours: dict[int, Color] = {}

    def replaced(self, rules: Mapping[str, object]) -> dict[str, object]:
        """Those of `rules` that have marks, in the colours, as transparent as each mark is."""
        found = {name: self._replaced(value) for name, value in rules.items()}
        return {name: value for name, value in found.items() if value is not rules[name]}

    def _replaced(self, value: object) -> object:
        if type(value) is Color:
            if value.r != _MARK:
                return value
            colour = self._colour(value.g * 256 + value.b)
            return value if colour is None else colour.with_alpha(value.a)
        if type(value) is tuple:
            found = tuple(map(self._replaced, value))
            return value if all(a is b for a, b in zip(found, value, strict=True)) else found
        return value

    def _colour(self, number: int) -> Color | None:
        if number not in self._colours and number in self._values:
            self._colours[number] = Color.parse(self._values[number])
        return self._colours.get(number)
