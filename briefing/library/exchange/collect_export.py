from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from datetime import datetime

from msgspec.structs import replace

from briefing.library.exchange import MARKS, QUOTE
from briefing.library.exchange.digest_marks import Original, move_to_originals
from briefing.library.exchange.export_bundle import (
    Bundle,
    describe_document,
    inferred_titles,
    quotes_of,
)
from briefing.model import Annotation, Bookmark, Briefing, Highlight, Note, Span
from briefing.model.digest_origins import is_digest
from briefing.model.portable_annotations import DocumentRef
from briefing.storage.repositories import Repositories

_KINDS = dict(zip(MARKS, (Bookmark, Highlight, Note), strict=True))
Correct = Callable[[Briefing], Briefing]


def collect_export(
    store: Repositories, correct: Correct, hashes: Collection[str] | None, only: Collection[str]
) -> Iterator[Bundle]:
    """What is marked in a digest stands under the texts that it tells."""
    marks, quotes = _by_text(store, only), QUOTE in only
    moved = move_to_originals(store, marks, tuple(marks) if hashes is None else hashes)
    for sha256 in store.documents.hashes() if hashes is None else hashes:
        own, told = marks.pop(sha256, []), moved.pop(sha256, Original(""))
        there = tuple(sorted((*own, *told.marks), key=_place))
        if there or (quotes and store.documents.has_entities(sha256)):
            bundle = _bundle(store, correct, sha256, there, quotes)
            if bundle is not None:
                yield bundle
        if hashes is not None:
            yield from _orphans(store, correct, sha256, marks, hashes)
    yield from _of_digests(store, correct, moved, quotes=quotes and hashes is not None)
    if hashes is None:
        yield from _pending(store, only)


def _of_digests(
    store: Repositories, correct: Correct, moved: dict[str, Original], *, quotes: bool
) -> Iterator[Bundle]:
    for sha256, told in moved.items():
        marks = tuple(sorted(told.marks, key=_place))
        if not marks and not quotes:
            continue
        bundle = _bundle(store, correct, sha256, marks, quotes)
        if bundle is None and marks:
            yield Bundle(DocumentRef(sha256, title=told.name), marks)
        elif bundle is not None:
            said = tuple(
                q for q in bundle.quotes if any(s.contains(q.anchor.span) for s in told.told)
            )
            if marks or said:
                yield replace(bundle, quotes=said)


def _place(mark: Annotation) -> tuple[Span, datetime, str]:
    return mark.anchor.span, mark.created, mark.id


def _orphans(
    store: Repositories,
    correct: Correct,
    sha256: str,
    marks: dict[str, list[Annotation]],
    hashes: Collection[str],
) -> Iterator[Bundle]:
    gone = {mark.id for mark in store.versions.orphans(sha256)}
    for older in [each for each in marks if gone and each not in hashes]:
        there = tuple(mark for mark in marks[older] if mark.id in gone)
        bundle = _bundle(store, correct, older, there, quotes=False) if there else None
        if bundle is not None:
            yield bundle


def _by_text(store: Repositories, only: Collection[str]) -> dict[str, list[Annotation]]:
    kinds = tuple(kind for name, kind in _KINDS.items() if name in only)
    found: defaultdict[str, list[Annotation]] = defaultdict(list)
    for mark in store.annotations.all():
        if isinstance(mark, kinds):
            found[mark.document].append(mark)
    for marks in found.values():
        marks.sort(key=_place)
    return found


def _bundle(
    store: Repositories,
    correct: Correct,
    sha256: str,
    marks: tuple[Annotation, ...],
    quotes: bool,
) -> Bundle | None:
    briefing = store.documents.briefing(sha256)
    if briefing is None:
        return None
    shown = correct(briefing)
    said = quotes_of(shown) if quotes and not is_digest(briefing.document) else ()
    if not marks and not said:
        return None
    made_up = inferred_titles(briefing) | inferred_titles(shown)
    return Bundle(describe_document(briefing), marks, said, made_up)


def _pending(store: Repositories, only: Collection[str]) -> Iterator[Bundle]:
    kinds = tuple(kind for name, kind in _KINDS.items() if name in only)
    found: defaultdict[DocumentRef, list[Annotation]] = defaultdict(list)
    for portable in store.annotations.pending():
        if isinstance(portable.mark, kinds):
            found[portable.about].append(portable.mark)
    for known, marks in found.items():
        yield Bundle(known, tuple(sorted(marks, key=lambda mark: (mark.anchor.span, mark.id))))
