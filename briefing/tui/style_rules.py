"""Rules of the style sheets, read once for all themes, with marks that the colours replace."""

from dataclasses import replace
from typing import Any, cast

from msgspec import Struct
from textual.color import Color
from textual.css import parse, stylesheet
from textual.css.model import RuleSet
from textual.css.styles import RulesMap, Styles
from textual.css.tokenize import tokenize
from textual.css.tokenizer import Token
from textual.css.types import CSSLocation

from briefing.tui.style_tokens import StyleTokens, is_hex

_OPAQUE = (4, 7)
"""Lengths of a colour in hexadecimal digits that lets nothing through."""
_MARK = "#fd{:04x}"


class _Sheet(Struct):
    variables: list[str]
    values: list[str]
    rules: list[RuleSet]
    marked: dict[tuple[str, ...], list[RuleSet]]
    """By the values of the variables that are no colours."""


def keep_styles() -> None:
    """From now on, Textual takes its tokens and rules from here."""
    if vars(parse)["tokenize"] is tokenize:
        tokens = StyleTokens()
        vars(parse)["tokenize"] = tokens.tokenize
        vars(stylesheet)["tokenize_values"] = tokens.tokenize_values
        vars(stylesheet)["parse"] = StyleRules(tokens).parse


class StyleRules:
    def __init__(self, tokens: StyleTokens) -> None:
        self._tokens = tokens
        self._sheets: dict[tuple[object, ...], _Sheet] = {}

    def parse(self, scope: str, css: str, read_from: CSSLocation, **about: Any) -> list[RuleSet]:
        """Stands for Textual's function of the same name."""
        key = (scope, css, read_from, about["is_default_rules"], about["tie_breaker"])
        known: dict[str, list[Token]] = about["variable_tokens"]
        sheet = self._sheets.get(key)
        names = self._variables(css, read_from) if sheet is None else sheet.variables
        values = [" ".join(token.value for token in known.get(name, ())) for name in names]
        if sheet is None:
            rules = list(parse.parse(scope, css, read_from, **about))
            sheet = self._sheets[key] = _Sheet(names, values, rules, {})
        elif values != sheet.values:
            others = tuple("" if _is_opaque(value) else value for value in values)
            if others not in sheet.marked:
                about["variable_tokens"] = known | self._marks(sheet.variables, others)
                sheet.marked[others] = list(parse.parse(scope, css, read_from, **about))
            colours = [
                Color.parse("#000" if other else value)
                for value, other in zip(values, others, strict=True)
            ]
            sheet.rules = [_coloured(rule, colours) for rule in sheet.marked[others]]
            sheet.values = values
        return sheet.rules

    def _variables(self, css: str, read_from: CSSLocation) -> list[str]:
        tokens = self._tokens.tokenize(css, read_from)
        return sorted({each.value[1:] for each in tokens if each.name == "variable_ref"})

    def _marks(self, names: list[str], others: tuple[str, ...]) -> dict[str, list[Token]]:
        marks = {
            name: _MARK.format(number)
            for number, (name, other) in enumerate(zip(names, others, strict=True))
            if not other
        }
        return self._tokens.tokenize_values(marks)


def _is_opaque(value: str) -> bool:
    return is_hex(value) and len(value) in _OPAQUE


def _coloured(rule: RuleSet, colours: list[Color]) -> RuleSet:
    before = rule.styles.get_rules()
    after = {name: _replaced(value, colours) for name, value in before.items()}
    if all(after[name] is value for name, value in before.items()):
        return rule
    styles = Styles(important=rule.styles.important)
    styles.merge_rules(cast(RulesMap, after))
    return replace(rule, styles=styles)


def _replaced(value: object, colours: list[Color]) -> object:
    """`value`, with the colour of each mark in it, as transparent as the mark is."""
    if isinstance(value, Color) and value.r == 0xFD:
        number = value.g * 256 + value.b
        return colours[number].with_alpha(value.a) if number < len(colours) else value
    if type(value) is tuple:
        found = tuple(_replaced(each, colours) for each in value)
        return value if all(a is b for a, b in zip(found, value, strict=True)) else found
    return value
