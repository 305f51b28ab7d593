"""Tokens of the style sheets, so that no pattern is run over them.

`python -m briefing.tui.style_tokens` writes those of the first screen anew; Textual reads others.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from string import hexdigits

import msgspec
from textual.css.tokenize import tokenize, tokenize_value
from textual.css.tokenizer import Token
from textual.css.types import CSSLocation

from briefing.resources import resource_folder

_FILE = "tokens.msgpack"
_HEX = (4, 5, 7, 9)
"""Lengths of a colour in hexadecimal digits."""
_DIGITS = frozenset(hexdigits)

_FIRST = frozenset(
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
_QUERIES = frozenset(("KeyFooter", "NameList", "ReadingPane", "Toast"))
"""Selectors of the first screen."""

_Kept = tuple[str, str, int, int]
"""Name, value, line and column."""


class KeptTokens(msgspec.Struct, frozen=True):
    """By what they were made of: style sheets, and values of variables."""

    sheets: dict[str, list[_Kept]]
    values: dict[str, list[_Kept]]


class StyleTokens:
    """Stands for Textual's functions of the same names. Its tokens are the same for the same text."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, CSSLocation], list[Token]] = {}

    @cached_property
    def kept(self) -> KeptTokens:
        try:
            data = (resource_folder("styles") / _FILE).read_bytes()
            return msgspec.msgpack.decode(data, type=KeptTokens)
        except (OSError, msgspec.MsgspecError):
            return KeptTokens({}, {})

    def tokenize(self, code: str, read_from: CSSLocation) -> Iterable[Token]:
        return self._tokens(code, read_from, self.kept.sheets, tokenize)

    def tokenize_values(self, values: Mapping[str, str]) -> dict[str, list[Token]]:
        return {name: self._value(value) for name, value in values.items()}

    def _value(self, value: str) -> list[Token]:
        at = ("__name__", "")
        if is_hex(value):
            return [Token("color", value, at, value, (0, 0), None)]
        return self._tokens(value, at, self.kept.values, tokenize_value)

    def _tokens(
        self,
        code: str,
        read_from: CSSLocation,
        kept: Mapping[str, list[_Kept]],
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


def first_tokens() -> KeptTokens:
    """Those of the first screen, in each theme that comes with the program."""
    from pathlib import Path

    from textual.dom import DOMNode

    import briefing.tui.app  # noqa: F401
    from briefing.resources import style_file
    from briefing.tui.theme_colours import text_colours
    from briefing.tui.theme_list import load_themes

    kinds = [each for each in _all_kinds(DOMNode) if each.__name__ in _FIRST]
    codes = {css for each in kinds if (css := vars(each).get("DEFAULT_CSS"))}
    codes |= {style_file("reader").read_text(encoding="utf-8"), *_QUERIES}
    values = {
        value
        for theme in load_themes(Path()).known.values()
        for value in (theme.to_color_system().generate() | text_colours(theme)).values()
    }
    return KeptTokens(
        {code: _kept(tokenize(code, ("", ""))) for code in sorted(codes)},
        {
            value: _kept(tokenize_value(value, ("", "")))
            for value in sorted(values)
            if not is_hex(value)
        },
    )


def _all_kinds(kind: type) -> Iterator[type]:
    yield kind
    below: list[type] = kind.__subclasses__()
    for each in below:
        yield from _all_kinds(each)


def _kept(tokens: Iterable[Token]) -> list[_Kept]:
    return [(token.name, token.value, *token.location) for token in tokens]


if __name__ == "__main__":
    data = msgspec.msgpack.encode(first_tokens())
    (resource_folder("styles") / _FILE).write_bytes(data)
