import re
from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from briefing.model.section import Section
from briefing.model.span import Span
from briefing.model.version_diff import Change
from briefing.model.word_diff import Edit

_SPACES = re.compile(r"\s+")
_ABOUT = 48
"""Code points of context on each side of a hunk."""
_LONGEST = 600
"""Most code points shown of one part."""


class HunkPart(StrEnum):
    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


class Hunk(Struct, frozen=True):
    """Neighbouring edits; `place` is that of the first in the new text."""

    pieces: tuple[tuple[str, HunkPart], ...]
    place: Span


def diff_hunks(old: str, new: str, change: Change) -> Iterator[Hunk]:
    """The heading never shares a hunk with the body."""
    near: list[Edit] = []
    section = change.after
    if section is None:
        return
    heads = section.heading.end if section.heading else section.span.start
    for edit in change.edits:
        far = near and edit.after.start - near[-1].after.end > 2 * _ABOUT
        if far or (near and near[-1].after.end <= heads <= edit.after.start):
            yield _passage(old, new, near, _within(section, near[0]))
            near = []
        near.append(edit)
    if near:
        yield _passage(old, new, near, _within(section, near[0]))


def _within(section: Section, edit: Edit) -> Span:
    head = section.heading
    if head is None:
        return section.span
    if edit.after.start < head.end:
        return Span(section.span.start, head.end)
    return Span(head.end, section.span.end)


def _passage(old: str, new: str, near: list[Edit], within: Span) -> Hunk:
    first, last = near[0].after, near[-1].after
    low = max(within.start, first.start - _ABOUT)
    high = min(max(within.end, last.end), last.end + _ABOUT)
    pieces = [(_before(new, Span(low, first.start), within), HunkPart.KEPT)]
    at = first.start
    for edit in near:
        kept = _line(new[at : edit.after.start])
        spaced = old[: edit.before.start][-1:].isspace() and not (pieces[-1][0] + kept).endswith(
            " "
        )
        pieces.append((kept + " " * (spaced and bool(edit.before)), HunkPart.KEPT))
        pieces.append((_line(edit.before.of(old)), HunkPart.REMOVED))
        both = edit.before and edit.after
        follows = (
            edit.before and not edit.after and new[edit.after.end : edit.after.end + 1].isalnum()
        )
        pieces.append((" " if both or follows else "", HunkPart.KEPT))
        pieces.append((_line(edit.after.of(new)), HunkPart.ADDED))
        at = edit.after.end
    pieces.append((_after(new, Span(at, high), within), HunkPart.KEPT))
    return Hunk(tuple((words, ink) for words, ink in pieces if words), first)


def _before(text: str, span: Span, within: Span) -> str:
    words = span.of(text)
    if span.start > within.start:
        return "…" + _line(words.partition(" ")[2])
    return _line(words).lstrip()


def _after(text: str, span: Span, within: Span) -> str:
    words = span.of(text)
    if span.end < within.end:
        words = words.rpartition(" ")[0] + "…"
    return _line(words).rstrip()


def _line(words: str) -> str:
    line = _SPACES.sub(" ", words)
    if len(line) > _LONGEST:
        line = line[:_LONGEST].rpartition(" ")[0] + " …"
    return line
