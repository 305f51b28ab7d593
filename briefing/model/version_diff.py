from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct

from briefing.model.alike import normalize_typography
from briefing.model.analysis import Briefing
from briefing.model.section import Section, SectionKind
from briefing.model.word_diff import (
    Edit,
    Word,
    diff_words,
    longest_increasing_subsequence,
    split_words,
)

_RUN = 3
"""Length in words of the shingles by which issues are compared."""
_COMMON = 24
"""Shingles that occur in more issues are ignored."""
_ALIKE = 0.3
"""Minimum Dice coefficient of the shingles for two issues to match."""
_TITLED = 0.25
"""Bonus for an equal title; half of it suffices to match two issues without common words."""


class ChangeKind(StrEnum):
    ADDED = "added"
    GONE = "gone"
    REWORDED = "reworded"
    MOVED = "moved"
    SAME = "same"


class Change(Struct, frozen=True):
    """`before` is None for ADDED, `after` is None for GONE."""

    kind: ChangeKind
    before: Section | None
    after: Section | None
    edits: tuple[Edit, ...] = ()


def diff_versions(old: Briefing, new: Briefing) -> tuple[Change, ...]:
    """One per issue in the order of the new text; a GONE one keeps its old place."""
    before, after = _issues(old), _issues(new)
    pairs = _match_issues(before, after)
    kept = longest_increasing_subsequence([pairs[at] for at in sorted(pairs)])
    found = [
        _change(before[pairs[at]], one, kept, pairs[at])
        if at in pairs
        else Change(ChangeKind.ADDED, None, one.section)
        for at, one in enumerate(after)
    ]
    gone = set(range(len(before))) - set(pairs.values())
    return tuple(_insert_gone(found, before, gone))


class _Issue(Struct, frozen=True):
    section: Section
    title: str
    words: tuple[Word, ...]
    runs: frozenset[tuple[str, ...]]

    @property
    def said(self) -> tuple[str, ...]:
        return tuple(word.form for word in self.words)


def _issues(briefing: Briefing) -> list[_Issue]:
    text = briefing.document.text
    sections = [s for s in briefing.analysis.sections if s.kind is not SectionKind.BOILERPLATE]
    return [_issue(text, section) for section in sections]


def _issue(text: str, section: Section) -> _Issue:
    found = tuple(split_words(text, section.span, section.folded))
    page = normalize_typography(text)
    forms = [word.span.of(page) for word in found if word.form[0].isalnum()]
    size = min(_RUN, len(forms))
    runs = frozenset(tuple(forms[at : at + size]) for at in range(len(forms) - size + 1))
    return _Issue(section, " ".join(normalize_typography(section.title).split()), found, runs)


def _match_issues(before: list[_Issue], after: list[_Issue]) -> dict[int, int]:
    pairs: dict[int, int] = {}
    same: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, issue in enumerate(before):
        same[issue.said].append(at)
    for at, issue in enumerate(after):
        if same[issue.said]:
            pairs[at] = same[issue.said].pop(0)
    taken = set(pairs.values())
    for _, at, was in sorted(_scores(before, after, pairs, taken), reverse=True):
        if at not in pairs and was not in taken:
            pairs[at] = was
            taken.add(was)
    return pairs


def _scores(
    before: list[_Issue], after: list[_Issue], pairs: dict[int, int], taken: set[int]
) -> Iterator[tuple[float, int, int]]:
    """(score, index in `after`, index in `before`) of unmatched pairs."""
    having: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    titled: defaultdict[str, list[int]] = defaultdict(list)
    for was, issue in enumerate(before):
        if was not in taken:
            titled[issue.title].append(was)
            for run in issue.runs:
                having[run].append(was)
    for at, issue in enumerate(after):
        if at in pairs:
            continue
        shared = Counter(_issues_with(issue.runs, having))
        alone = titled[issue.title] if len(titled[issue.title]) == 1 else ()
        for was in {*shared, *alone}:
            score = 2 * shared[was] / max(1, len(issue.runs) + len(before[was].runs))
            score += _TITLED if was in titled[issue.title] else 0
            if score >= _ALIKE or was in alone:
                yield score, at, was


def _issues_with(
    runs: Iterable[tuple[str, ...]], having: dict[tuple[str, ...], list[int]]
) -> Iterator[int]:
    for run in runs:
        owners = having.get(run, ())
        if len(owners) <= _COMMON:
            yield from owners


def _change(was: _Issue, now: _Issue, kept: frozenset[int], number: int) -> Change:
    found = () if was.said == now.said else diff_words(was.words, now.words)
    if found:
        return Change(ChangeKind.REWORDED, was.section, now.section, found)
    kind = ChangeKind.SAME if number in kept else ChangeKind.MOVED
    return Change(kind, was.section, now.section)


def _insert_gone(found: list[Change], before: list[_Issue], gone: set[int]) -> Iterator[Change]:
    number = {id(issue.section): at for at, issue in enumerate(before)}
    follows: defaultdict[int, list[Change]] = defaultdict(list)
    for at in sorted(gone):
        last = max((n for n in range(at) if n not in gone), default=-1)
        follows[last].append(Change(ChangeKind.GONE, before[at].section, None))
    yield from follows[-1]
    for change in found:
        yield change
        yield from follows[number[id(change.before)]] if change.before else ()
