"""Strings made of a pattern's own parts, which hurt it where it can be hurt.

Each is given as (head, part, tail): the head, then the part as often as there is room, then a tail that lets the
match fail. What is exponential or quadratic comes from a repeat that can end in many places and then fails, or from a
search that runs far from each of many places; both need nothing but repeats of what the pattern itself asks for.
"""

import re
from collections.abc import Iterator
from functools import cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Recipe = tuple[str, str, str]

_PALETTE = "a A0.\n-'\t,\"_)(:/@*#|[]<>=éß“”’—\\`~+&!?;%$\x00"
_BAD = "\x01"
_TAILS = (_BAD, "", "\n" + _BAD)
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_PLAIN = (
    "a",
    "A",
    " ",
    "\n",
    "0",
    "a ",
    "A ",
    "a\n",
    "a.",
    ". ",
    "-",
    " \n",
    "Aa ",
    "\n\n",
    "A. ",
    "é",
)
_MOST = 6
"""Characters of a class that are tried."""


@cache
def recipes(pattern: str | bytes, flags: int) -> list[Recipe]:
    """The strings for a pattern, each once."""
    text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    found: dict[Recipe, None] = {}
    try:
        tree = parser.parse(text.replace(r"\X", "."), flags & ~re.DEBUG & 0x1FF)
    except re.error:
        tree = []
    maker = _Maker(list(tree))
    for recipe in maker.recipes():
        found[recipe] = None
    for part in _PLAIN:
        found["", part, _BAD] = None
    return list(found)


def longest_bound(pattern: str | bytes, flags: int) -> int:
    """The largest number in a bounded repeat: shorter strings do not show what it costs."""
    text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    try:
        tree = parser.parse(text.replace(r"\X", "."), flags & 0x1FF)
    except re.error:
        return 0
    bounds = [n for node in _walk(list(tree)) for n in _bounds(node)]
    return max(bounds, default=0)


def group_repeats(pattern: str | bytes, flags: int) -> bool:
    """Whether it has a possessive repeat of more than one character, which Python before 3.11.5 gets wrong."""
    text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    tree = parser.parse(text, flags & 0x1FF)
    return any(
        kind is op.POSSESSIVE_REPEAT
        and (len(av[2]) != 1 or av[2][0][0] in (op.SUBPATTERN, op.BRANCH))
        for kind, av in _walk(list(tree))
    )


def _bounds(node: tuple[Any, Any]) -> Iterator[int]:
    if node[0] in _REPEATS:
        yield from (int(n) for n in node[1][:2] if n != op.MAXREPEAT)


def _walk(items: list[Any]) -> Iterator[tuple[Any, Any]]:
    for item in items:
        yield item
        for inner in _children(item):
            yield from _walk(inner)


def _children(item: tuple[Any, Any]) -> list[list[Any]]:
    kind, av = item
    if kind in _REPEATS:
        return [list(av[2])]
    if kind is op.BRANCH:
        return [list(each) for each in av[1]]
    if kind is op.SUBPATTERN:
        return [list(av[3])]
    if kind is op.ATOMIC_GROUP:
        return [list(av)]
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return [list(av[1])]
    if kind is op.GROUPREF_EXISTS:
        return [list(each) for each in av[1:] if each]
    return []


class _Maker:
    def __init__(self, tree: list[Any]) -> None:
        self.tree = tree
        self.groups: dict[int, str] = {}
        literals = "".join(chr(av) for kind, av in _walk(tree) if kind is op.LITERAL)
        self.palette = "".join(dict.fromkeys(_PALETTE + literals[:60]))
        self.sets = [node for node in _walk(tree) if node[0] in (op.IN, op.NOT_LITERAL, op.ANY)]
        self.held = {id(node): _held(node, self.palette) for node in self.sets}
        self.shared = self._shared()

    def recipes(self) -> Iterator[Recipe]:
        least, most = self.sample(self.tree, 0), self.sample(self.tree, 1)
        yield from self.repeats(self.tree, "")
        for whole in dict.fromkeys((least, most)):
            for cut in sorted({*range(1, min(len(whole), 12) + 1), len(whole) - 1, len(whole)}):
                if cut > 0 and whole[:cut]:
                    yield "", whole[:cut], _BAD
                    yield "", whole[:cut] + "\n", _BAD
            for cut in range(1, min(len(whole), 8)):
                yield whole[:cut], whole[cut:], _BAD
        if len(most) > 1:
            yield "", most + " ", ""
        for char in self.shared:
            yield least, char, _BAD
            yield "", char, _BAD
            yield "", char, ""

    def _shared(self) -> list[str]:
        """The characters that most sets of the pattern hold."""
        counts = {c: sum(c in self.held[id(each)] for each in self.sets) for c in self.palette}
        best = sorted(self.palette, key=lambda c: -counts[c])
        return [c for c in best if counts[c] > 1][:_MOST]

    def repeats(self, items: list[Any], prefix: str) -> Iterator[Recipe]:
        """For each repeat, its body again and again behind what stands before it, and the two together."""
        for number, item in enumerate(items):
            before = prefix + self.sample(items[:number], 0)
            if item[0] in _REPEATS and (item[1][1] == op.MAXREPEAT or item[1][1] > 20):
                after = self.sample(items[number + 1 : number + 3], 1)
                for body in self.bodies(list(item[1][2])):
                    yield from ((before, body, tail) for tail in _TAILS)
                    yield "", before + body, _BAD
                    yield "", body, _BAD
                    yield before, body + after, _BAD
                if before:
                    yield "", before, _BAD
            for inner in _children(item):
                yield from self.repeats(inner, before)

    def bodies(self, items: list[Any]) -> list[str]:
        """What a repeat's body may be: of a set several characters, of branches each, and pairs of these."""
        options = self.options(items)
        found = list(dict.fromkeys(o for o in options if o))
        return found[: 2 * _MOST]

    def options(self, items: list[Any]) -> list[str]:
        if len(items) == 1:
            kind, av = items[0]
            if kind in (op.IN, op.NOT_LITERAL, op.ANY):
                held = self.held[id(items[0])]
                return list(dict.fromkeys([*(c for c in self.shared if c in held), *held]))[:_MOST]
            if kind is op.BRANCH:
                return [o for each in av[1] for o in self.options(list(each))[:3]]
            if kind is op.SUBPATTERN:
                return self.options(list(av[3]))
            if kind is op.ATOMIC_GROUP:
                return self.options(list(av))
            if kind in _REPEATS:
                return self.options(list(av[2]))
        whole = [self.sample(items, 0), self.sample(items, 1), self.sample(items[:1], 1)]
        return [*whole, *self.options(items[:1])[:3]] if len(items) > 1 else whole

    def sample(self, items: list[Any], extra: int) -> str:
        """A string that the items match, each repeat `extra` times more than it must be (once at most)."""
        return "".join(self._one(item, extra) for item in items)

    def _one(self, item: tuple[Any, Any], extra: int) -> str:
        kind, av = item
        if kind is op.LITERAL:
            return chr(av)
        if kind in (op.IN, op.NOT_LITERAL, op.ANY):
            return next(iter(self.held[id(item)]), "")
        if kind in _REPEATS:
            times = max(av[0], min(extra, av[1] if av[1] != op.MAXREPEAT else 1))
            return self.sample(list(av[2]), extra) * min(int(times), 20_000)
        if kind is op.BRANCH:
            return self.sample(list(av[1][0]), extra)
        if kind is op.SUBPATTERN:
            text = self.sample(list(av[3]), extra)
            self.groups[av[0]] = text
            return text
        if kind is op.ATOMIC_GROUP:
            return self.sample(list(av), extra)
        if kind is op.GROUPREF:
            return self.groups.get(av, "")
        return ""


def _held(node: tuple[Any, Any], palette: str) -> dict[str, None]:
    """The characters of the palette that a set holds, in their order."""
    kind, av = node
    if kind is op.ANY:
        return dict.fromkeys(palette.replace("\n", ""))
    if kind is op.NOT_LITERAL:
        return dict.fromkeys(palette.replace(chr(av), ""))
    members, negated = list(av), False
    if members and members[0][0] is op.NEGATE:
        members, negated = members[1:], True
    return {c: None for c in palette if any(_member(each, c) for each in members) != negated}


def _member(member: tuple[Any, Any], char: str) -> bool:
    kind, av = member
    if kind is op.LITERAL:
        return chr(av) == char
    if kind is op.RANGE:
        return av[0] <= ord(char) <= av[1]
    name = str(av)
    word, space, digit = char.isalnum() or char == "_", char.isspace(), char.isdigit()
    value = word if "WORD" in name else space if "SPACE" in name else digit
    return value != ("NOT" in name)
