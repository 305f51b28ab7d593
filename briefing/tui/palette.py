from collections.abc import Callable, Iterable, Iterator
from functools import partial

from msgspec import Struct

from briefing.model.folding import fold_accents
from briefing.tui.commands import Command

MOST = 100
"""Choices of one kind that are listed at once."""
_WHOLE, _BEGINNING, _INSIDE = 3, 2, 1


class Choice(Struct, frozen=True):
    title: str
    run: Callable[[], object]
    hint: str = ""
    """What it is, or its key."""
    inferred: bool = False
    score: int = _INSIDE
    """How well it fits the words."""


Finder = Callable[[str], list[Choice]]


def score(words: list[str], text: str) -> int:
    """0 if one of the words is not in it; both are folded."""
    if not all(word in text for word in words):
        return 0
    begins = text.startswith(" ".join(words))
    return _WHOLE if begins else _BEGINNING if _all_begin(words, text) else _INSIDE


def _all_begin(words: list[str], text: str) -> bool:
    beginnings = tuple(text.split())
    return all(any(each.startswith(word) for each in beginnings) for word in words)


def matching(
    words: str, choices: Iterable[tuple[str, Callable[[int], Choice]]]
) -> Iterator[Choice]:
    """At most `MOST`, made with their score; all of them without words."""
    wanted, found = fold_accents(words).split(), 0
    for text, make in choices:
        fits = score(wanted, fold_accents(text))
        if fits:
            yield make(fits)
            found += 1
            if found == MOST:
                return


def best_first(choices: Iterable[Choice]) -> list[Choice]:
    return sorted(choices, key=lambda choice: -choice.score)


def find_commands(
    words: str,
    commands: Iterable[Command],
    keys: dict[str, str],
    run: Callable[[str], object],
) -> Iterator[Choice]:
    """Also by the words that a reader may have for a command."""
    wanted = fold_accents(words).split()
    for command in commands:
        said = fold_accents(f"{command.help} {command.name.replace('_', ' ')}")
        fits = score(wanted, said)
        others = fold_accents(f"{said} {command.words}")
        if not fits and all(f" {word}" in f" {others}" for word in wanted):
            fits = _BEGINNING
        if fits:
            hint = keys[command.name].split("  ")[0]
            yield Choice(command.help, partial(run, command.name), hint, score=fits)
