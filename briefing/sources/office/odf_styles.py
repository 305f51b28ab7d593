import re
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from briefing.sources.html.list_labels import LONGEST_LABEL, number_text
from briefing.sources.office.word_xml import number_of

_NS = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
OFFICE, TEXT, TABLE, STYLE, DRAW, PRESENTATION = (
    f"{{{_NS.format(name)}}}"
    for name in ("office", "text", "table", "style", "drawing", "presentation")
)
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_BOLD = frozenset(("bold", "600", "700", "800", "900"))
_LONGEST_CHAIN = 20
_RAISED = re.compile(r"super|[1-9]")


def outermost(element: Any, *tags: str) -> Iterator[Any]:
    waiting = list(reversed(element))
    while waiting:
        child = waiting.pop()
        if child.tag in tags:
            yield child
        else:
            waiting += reversed(child)


class Look(Struct, frozen=True):
    """What a style, with those that it is based on, says; `names` are its own and theirs."""

    names: frozenset[str] = frozenset()
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    raised: bool = False
    unnumbered: bool = False
    """Of a heading: it is not counted with the others."""


class ListLevel(Struct, frozen=True):
    form: str = ""
    """As in HTML ("1", "a", "i"); "" for a bullet."""
    prefix: str = ""
    suffix: str = "."
    start: int = 1
    shown: int = 1
    """How many levels its number shows."""


ListLevels = dict[int, ListLevel]


def read_looks(roots: list[Any]) -> dict[str, Look]:
    styles = {
        (s.get(STYLE + "name") or ""): s for root in roots for s in root.iter(STYLE + "style")
    }
    return {name: _look(styles, name) for name in styles}


def _look(styles: dict[str, Any], name: str) -> Look:
    chain: list[str] = []
    bold = italic = underlined = raised = listed = None
    while name and name not in chain and len(chain) < _LONGEST_CHAIN:
        chain.append(name)
        style = styles.get(name)
        words = style.find(STYLE + "text-properties") if style is not None else None
        if style is not None and listed is None:
            listed = style.get(STYLE + "list-style-name")
        if words is not None:
            weight, slant = words.get(_FO + "font-weight"), words.get(_FO + "font-style")
            line = words.get(STYLE + "text-underline-style")
            bold = (weight in _BOLD if weight else None) if bold is None else bold
            italic = (
                (slant in ("italic", "oblique") if slant else None) if italic is None else italic
            )
            underlined = (line != "none" if line else None) if underlined is None else underlined
            place = words.get(STYLE + "text-position") or ""
            raised = (
                (_RAISED.match(place) is not None if place else None) if raised is None else raised
            )
        name = (style.get(STYLE + "parent-style-name") or "") if style is not None else ""
    return Look(
        frozenset(chain), bool(bold), bool(italic), bool(underlined), bool(raised), listed == ""
    )


def read_lists(roots: list[Any]) -> dict[str, ListLevels]:
    """By the name of the list style, or of the paragraph style that brings one."""
    found = {
        element.get(STYLE + "name") or "": dict(_levels(element))
        for root in roots
        for element in root.iter(TEXT + "list-style")
    }
    return found


def read_outline(roots: list[Any]) -> ListLevels:
    styles = (style for root in roots for style in root.iter(TEXT + "outline-style"))
    return dict(_levels(next(styles, ())))


def _levels(style: Iterable[Any]) -> Iterator[tuple[int, ListLevel]]:
    for element in style:
        number = number_of(element.get(TEXT + "level"), 1)
        prefix = element.get(STYLE + "num-prefix") or ""
        heads = element.tag == TEXT + "outline-level-style"
        if heads or element.tag == TEXT + "list-level-style-number":
            yield (
                number,
                ListLevel(
                    element.get(STYLE + "num-format", "" if heads else "1"),
                    prefix[:LONGEST_LABEL],
                    element.get(STYLE + "num-suffix", "" if prefix or heads else ".")[
                        :LONGEST_LABEL
                    ],
                    number_of(element.get(TEXT + "start-value"), 1),
                    number_of(element.get(TEXT + "display-levels"), 1),
                ),
            )
        else:
            yield number, ListLevel()


class ListCounter:
    def __init__(self, styles: dict[str, ListLevels]) -> None:
        self._styles = styles
        self._open: list[tuple[str, int | None]] = []
        self._ended: dict[str, int] = {}

    def begin(self, name: str, *, go_on: bool) -> None:
        name = name or (self._open[-1][0] if self._open else "")
        key = f"{name} {len(self._open)}"
        self._open.append((name, self._ended.get(key) if go_on else None))

    def end(self) -> None:
        name, count = self._open.pop()
        if count is not None:
            self._ended[f"{name} {len(self._open)}"] = count

    def next_label(self, value: str | None) -> str:
        """The number of the next item of the innermost list as it is shown, "" for a bullet."""
        depth = len(self._open)
        name, count = self._open[-1]
        level = self._level(depth)
        count = level.start if count is None else count + 1
        count = number_of(value, count)
        self._open[-1] = name, count
        return _label(
            [count or 1 for _, count in self._open], list(map(self._level, range(1, depth + 1)))
        )

    def _level(self, depth: int) -> ListLevel:
        levels = self._styles.get(self._open[min(depth, len(self._open)) - 1][0], {})
        return levels.get(depth, ListLevel())


class HeadingCounter:
    def __init__(self, levels: ListLevels) -> None:
        self._levels = levels
        self._counts: list[int] = []
        self.numbers_any = any(level.form for level in levels.values())

    def next_label(self, depth: int, value: str | None) -> str:
        levels = [self._levels.get(at, ListLevel()) for at in range(1, depth + 1)]
        counted = len(self._counts) >= depth
        del self._counts[depth:]
        self._counts += [level.start for level in levels[len(self._counts) :]]
        self._counts[-1] = number_of(value, self._counts[-1] + counted)
        return _label(self._counts, levels)


def _label(counts: list[int], levels: list[ListLevel]) -> str:
    level = levels[-1]
    if not level.form:
        return ""
    shown = list(zip(counts, levels, strict=True))[-max(1, level.shown) :]
    numbers = [number_text(count, each.form or "1") for count, each in shown]
    return level.prefix.lstrip() + ".".join(numbers) + level.suffix.rstrip()
