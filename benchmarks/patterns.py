"""Runs every regular expression of the package over strings made to hurt it.

    python -m benchmarks.patterns [--deep] [WORD]

A string that the pattern goes over in linear time needs about 5 ms for 100 kB; here it may take a second of
processor time. Short strings are run first: one that takes t at n characters and is at worst quadratic takes
t * (100 kB / n)² at 100 kB, so one that is quick enough when short needs no longer run. `--deep` runs all lengths
for each string. WORD picks the patterns whose name holds it.
"""

import argparse
import json
import re
import resource
import signal
import sys
import time
from collections import deque
from collections.abc import Callable
from types import FrameType
from typing import Any

from msgspec import Struct, to_builtins

from benchmarks.hurtful_strings import Recipe, group_repeats, longest_bound, recipes
from benchmarks.pattern_sites import ALL, Site, sites
from briefing.analysis.segmentation.boilerplate_features import LONGEST_PHRASE

LONG = 100_000
SIZES = (500, 2_000, 8_000, 25_000, LONG)
LIMIT = 1.0
"""Seconds of processor time for `LONG` characters; linear code needs a two-hundredth."""
_NOISE = 0.05
"""Seconds that a machine with other work may take for a call of microseconds."""
_FAR = 12
"""How many times too long a short string takes when no longer one need be run."""
_LINEAR = 1.3
"""How many times faster than the length time may grow where it is in proportion to it."""
_QUADRATIC = 2
"""How many times faster than the length time grows where it is not, however quick the machine."""
_FULL = 4
"""A string this many times as long as a bounded repeat shows what the repeat costs."""
_CPU = 300
BOUNDED = {"BOILERPLATE": LONGEST_PHRASE}
"""Patterns whose callers give them no more characters than this (`boilerplate_features.is_phrase`): they are run at that."""


class _TooLong(Exception):
    """The time of a call is up."""


class Finding(Struct, frozen=True):
    """A string that takes too long."""

    name: str
    pattern: str
    way: str
    recipe: Recipe
    size: int
    seconds: float


def build(recipe: Recipe, size: int) -> str:
    """The string of a recipe, of about `size` characters."""
    head, part, tail = recipe
    return head + part * max(1, (size - len(head)) // len(part)) + tail


def findings(site: Site, *, deep: bool = False) -> list[Finding]:
    """The strings that take `site` too long, one for each way of use."""
    pattern = site.pattern
    found = []
    bound = BOUNDED.get(site.name.rpartition(".")[2], 0)
    reach = _FULL * longest_bound(pattern.pattern, pattern.flags)
    starts_at = next((size for size in SIZES if size >= reach), LONG)
    for way in _hardest(site.ways):
        for recipe in recipes(pattern.pattern, pattern.flags):
            worst = _bounded(pattern, way, recipe, bound) if bound else None
            worst = worst if bound else _judged(pattern, way, recipe, starts_at, deep)
            if worst is not None:
                found.append(Finding(site.name, str(pattern.pattern), way, recipe, *worst))
                break
    return found


def _hardest(ways: set[str]) -> list[str]:
    """The ways that are not a part of another: who finds all begins by searching, and that by a match."""
    covered = {"search", "match"} if "findall" in ways else {"match"} if "search" in ways else set()
    return sorted(ways - covered)


def _bounded(pattern: Any, way: str, recipe: Recipe, size: int) -> tuple[int, float] | None:
    seconds = measure(call_of(pattern, way, build(recipe, size)))
    return (size, seconds) if seconds > LIMIT / 20 else None


def _judged(
    pattern: Any, way: str, recipe: Recipe, starts_at: int, deep: bool
) -> tuple[int, float] | None:
    """The size and the time at which a string is too slow, None where it is not."""
    before = 0.0, 1
    for size in SIZES:
        if size < starts_at:
            continue
        allowed = LIMIT * (size / LONG) ** 2
        text: Any = build(recipe, size)
        if isinstance(pattern.pattern, bytes):
            text = text.encode("latin-1", "replace")
        most = LIMIT if size == LONG else max(_NOISE, allowed * _FAR)
        seconds = measure(call_of(pattern, way, text), most)
        if allowed < seconds < most:
            seconds = min(seconds, measure(call_of(pattern, way, text), most))
        growth = seconds * before[1] / (before[0] * size) if before[0] else 0.0
        if seconds > most or (size == LONG and seconds > LIMIT / 4 and growth > _QUADRATIC):
            return size, seconds
        grows = not before[0] or growth > _LINEAR
        if not deep and (seconds <= allowed or (not grows and seconds * LONG / size < LIMIT / 3)):
            return None
        before = seconds, size
    return None


def call_of(pattern: Any, way: str, text: Any) -> Callable[[], object]:
    """The call of a pattern that goes over a text in a way."""
    if way == "findall":
        return lambda: deque(pattern.finditer(text), maxlen=0)
    return lambda: getattr(pattern, way)(text)


def measure(call: Callable[[], object], most: float = LIMIT) -> float:
    """The seconds of processor time that a call takes; one that takes more than `most` is broken off."""
    signal.signal(signal.SIGVTALRM, _stop)
    try:
        return _timed(call, most * 1.2)
    except _TooLong:
        return most * 1.2


def _timed(call: Callable[[], object], alarm: float) -> float:
    """What the alarm raises may come as late as the lines that switch it off: the caller catches it."""
    started = time.thread_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, alarm)
    try:
        call()
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.thread_time() - started


def _stop(number: int, frame: FrameType | None) -> None:
    raise _TooLong


def _repeats_group(site: Site) -> bool:
    return isinstance(site.pattern, re.Pattern) and group_repeats(
        site.pattern.pattern, site.pattern.flags
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("word", nargs="?", default="")
    parser.add_argument("--deep", action="store_true")
    parser.add_argument("--every-way", action="store_true")
    parser.add_argument("--times", action="store_true")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU * (20 if given.deep else 1),) * 2)
    every, unknown = sites()
    chosen = [site for site in every if given.word in site.name]
    found = []
    for site in chosen:
        if given.every_way:
            site.ways = set(ALL)
        started = time.process_time()
        found += findings(site, deep=given.deep)
        if given.times:
            print(f"{time.process_time() - started:.2f} s {site.name}", flush=True)
        if not given.json and found and found[-1].name == site.name:
            print(found[-1], flush=True)
    count = sum(len(recipes(s.pattern.pattern, s.pattern.flags)) * len(s.ways) for s in chosen)
    if given.json:
        slow = [to_builtins(each) for each in found]
        grouped = [site.name for site in chosen if _repeats_group(site)]
        json.dump(
            {
                "patterns": len(chosen),
                "strings": count,
                "slow": slow,
                "unknown": unknown,
                "possessive groups": grouped,
            },
            sys.stdout,
        )
        return
    print(*unknown, sep="\n")
    print(
        f"{len(chosen)} patterns, {count} runs, {len(found)} too slow, {time.process_time():.1f} s"
    )


if __name__ == "__main__":
    main()
