from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from textual.binding import Binding
from textual.keys import REPLACED_KEYS, Keys, key_to_character

from briefing.tui.commands import SCREENS, Command, all_commands

_NOWHERE: Mapping[str, str] = MappingProxyType({})
_HELD = frozenset({"ctrl", "alt", "shift", "super", "meta", "hyper"})
_NAMED = frozenset({*REPLACED_KEYS, *(key.value for key in Keys)})


def usable_keys(
    keys: Mapping[str, str], places: Mapping[str, str] = _NOWHERE
) -> tuple[dict[str, str], tuple[str, ...]]:
    good: dict[str, str] = {}
    problems: list[str] = []
    for name, written in keys.items():
        if wrong := _unusable(name, written):
            problems.append(_said(places.get(name, ""), wrong))
        else:
            good[name] = written
    while clash := _clash(good):
        name, key, other = clash
        del good[name]
        wrong = f"{name} cannot have {key}, the key of {other}; choose another key."
        problems.append(_said(places.get(name, ""), wrong))
    return good, tuple(problems)


def _said(place: str, wrong: str) -> str:
    return f"{place}: {wrong}" if place else f"{wrong[0].upper()}{wrong[1:]}"


def _unusable(name: str, written: str) -> str:
    command = next((command for command in all_commands() if command.name == name), None)
    if command is None:
        return f"there is no command {name!r}; briefing keys lists the commands."
    if command.each:
        return f"the keys of {name} ({command.keys[0]} to {command.keys[-1]}) cannot be changed."
    unknown = next((key for key in _parts(written) if not is_key(key)), None)
    if unknown is not None:
        return f"{name} cannot have {unknown!r}, which is not a key; choose another one."
    return ""


def is_key(written: str) -> bool:
    head, plus, last = written.rpartition("+")
    held = head.split("+") if plus and last else []
    key = last if held else written
    known = len(key) == 1 or key_to_character(key) is not None or key in _NAMED
    return known and _HELD.issuperset(held)


def _clash(keys: Mapping[str, str]) -> tuple[str, str, str] | None:
    for name, written in keys.items():
        mine = {_normal(key): key for key in _parts(written)}
        for other in _beside(name):
            theirs = _parts(keys[other.name]) if other.name in keys else other.keys
            for key in map(_normal, theirs):
                if key in mine:
                    return name, mine[key], other.name
    return None


def _beside(name: str) -> Iterator[Command]:
    for screen in SCREENS:
        if any(command.name == name for command in screen):
            yield from (command for command in screen if command.name != name)


def _parts(written: str) -> list[str]:
    return [part.strip() for part in written.split(",")]


@cache
def _normal(key: str) -> str:
    named = "comma" if key == "," else key
    return next(iter(Binding.make_bindings([Binding(named, "none")]))).key
