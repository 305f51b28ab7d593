"""Tokens of styles, so that no pattern is run over what is kept."""

from collections.abc import Callable, Iterable, Mapping
from string import hexdigits

from textual.css.tokenize import tokenize, tokenize_value
from textual.css.tokenizer import Token
from textual.css.types import CSSLocation

from briefing.tui.first_styles import KeptToken, first_styles

_HEX = (4, 5, 7, 9)
"""Lengths of a colour in hexadecimal digits."""
_DIGITS = frozenset(hexdigits)


class StyleTokens:
    """Stands for Textual's functions of the same names. Its tokens are the same for the same text."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, CSSLocation], list[Token]] = {}

    def tokenize(self, code: str, read_from: CSSLocation) -> Iterable[Token]:
        return self._tokens(code, read_from, first_styles().selectors, tokenize)

    def tokenize_values(self, values: Mapping[str, str]) -> dict[str, list[Token]]:
        return {name: self._value(value) for name, value in values.items()}

    def _value(self, value: str) -> list[Token]:
        at = ("__name__", "")
        if is_hex(value):
            return [Token("color", value, at, value, (0, 0), None)]
        return self._tokens(value, at, first_styles().values, tokenize_value)

    def _tokens(
        self,
        code: str,
        read_from: CSSLocation,
        kept: Mapping[str, list[KeptToken]],
        make: Callable[[str, CSSLocation], Iterable[Token]],
    ) -> list[Token]:
        found = self._made.get((code, read_from))
        if found is None:
            known = kept.get(code)
            if known is None:
                found = list(make(code, read_from))
            else:
                found = [Token(n, v, read_from, code, (row, at), None) for n, v, row, at in known]
            self._made[code, read_from] = found
        return found


def is_hex(value: str) -> bool:
    return len(value) in _HEX and value[0] == "#" and _DIGITS.issuperset(value[1:])
