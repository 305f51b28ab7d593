"""Marks from elsewhere into the library: each once, at its place, all together or not at all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from briefing.model import Bookmark, Briefing, Highlight, Note
from briefing.model.portable_annotations import About, Carried, Marked, placed
from briefing.storage.store import Store


class Brought(Struct, frozen=True):
    """What became of marks that were brought in."""

    added: int = 0
    """How many are in their texts now."""
    waiting: int = 0
    """How many wait for a text that is not in the library."""
    lost: int = 0
    """How many wait because their text, as the library has it, does not have their words."""
    known: int = 0
    """How many were there already."""
    passed: int = 0
    """How many items were no marks."""


def bring_in(store: Store, carried: Iterable[Carried], passed: int = 0) -> Brought:
    """Keeps marks; `passed` counts what was read with them and is no mark.

    Raises:
        StorageError: when they cannot be kept; then none of them is.
    """
    every = list(carried)
    known = store.known_marks([item.mark.id for item in every])
    fresh: dict[str, Carried] = {}
    for item in every:
        if item.mark.id not in known:
            fresh.setdefault(item.mark.id, item)
    marks, waiting, lost, same = _sorted_out(store, fresh.values())
    added = store.bring_in(marks, waiting)
    there = len(every) - len(fresh) + same + len(marks) - added
    return Brought(added, len(waiting) - lost, lost, there, passed)


def _sorted_out(
    store: Store, carried: Iterable[Carried]
) -> tuple[list[Carried], list[Carried], int, int]:
    """Marks in their places, those that wait, how many of these lost their words, how many are there already."""
    marks: list[Carried] = []
    waiting: list[Carried] = []
    lost = same = 0
    for about, items in _by_text(carried).items():
        texts = [found for sha in store.texts(about) if (found := store.briefing(sha))]
        there = {_content(mark) for text in texts for mark in store.all_marks(text.document.sha256)}
        for item in items:
            mark = next(_places(item, texts), None)
            if mark is None:
                waiting.append(item)
                lost += bool(texts)
            elif not item.named and _content(mark) in there:
                same += 1
            else:
                marks.append(replace(item, mark=mark))
    return marks, waiting, lost, same


def _by_text(carried: Iterable[Carried]) -> dict[About, list[Carried]]:
    found: defaultdict[About, list[Carried]] = defaultdict(list)
    for item in carried:
        found[item.about].append(item)
    return found


def _places(item: Carried, texts: list[Briefing]) -> Iterator[Marked]:
    """The mark in each of the texts that has its words."""
    for text in texts:
        document = text.document
        mark = placed(item, document.text, document.sha256, text.analysis.sections)
        if mark is not None:
            yield mark


def _content(mark: Marked) -> tuple[str, ...]:
    """What two marks have in common that are the same but for their ids; form without ids keeps seconds."""
    said = mark.colour if isinstance(mark, Highlight) else _words(mark)
    second = mark.created.isoformat(timespec="seconds")
    return type(mark).__name__, mark.document, mark.anchor.exact, said, second


def _words(mark: Bookmark | Note) -> str:
    return mark.note if isinstance(mark, Bookmark) else mark.body
