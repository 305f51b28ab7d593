from collections import defaultdict
from collections.abc import Callable, Collection, Iterator

from briefing.library.exchange import MARKS, QUOTE
from briefing.library.exchange.export_bundle import Bundle, describe_document, quotes_of
from briefing.model import Bookmark, Briefing, Highlight, Note
from briefing.model.portable_annotations import Annotation, DocumentRef
from briefing.storage.repositories import Repositories

_KINDS = dict(zip(MARKS, (Bookmark, Highlight, Note), strict=True))
Corrected = Callable[[Briefing], Briefing]


def collect_export(
    store: Repositories, corrected: Corrected, hashes: Collection[str] | None, only: Collection[str]
) -> Iterator[Bundle]:
    marks = _by_text(store, only)
    for sha256 in store.documents.hashes() if hashes is None else hashes:
        there = tuple(marks.pop(sha256, ()))
        if there or (QUOTE in only and store.documents.has_people(sha256)):
            bundle = _bundle(store, corrected, sha256, there, QUOTE in only)
            if bundle is not None:
                yield bundle
        if hashes is not None:
            yield from _orphans(store, corrected, sha256, marks, hashes)
    if hashes is None:
        yield from _waiting(store, only)


def _orphans(
    store: Repositories,
    corrected: Corrected,
    sha256: str,
    marks: dict[str, list[Annotation]],
    hashes: Collection[str],
) -> Iterator[Bundle]:
    gone = {mark.id for mark in store.versions.orphans(sha256)}
    for older in [each for each in marks if gone and each not in hashes]:
        there = tuple(mark for mark in marks[older] if mark.id in gone)
        bundle = _bundle(store, corrected, older, there, quotes=False) if there else None
        if bundle is not None:
            yield bundle


def _by_text(store: Repositories, only: Collection[str]) -> dict[str, list[Annotation]]:
    kinds = tuple(kind for name, kind in _KINDS.items() if name in only)
    found: defaultdict[str, list[Annotation]] = defaultdict(list)
    for mark in store.annotations.all():
        if isinstance(mark, kinds):
            found[mark.document].append(mark)
    for marks in found.values():
        marks.sort(key=lambda mark: (mark.anchor.span, mark.created, mark.id))
    return found


def _bundle(
    store: Repositories,
    corrected: Corrected,
    sha256: str,
    marks: tuple[Annotation, ...],
    quotes: bool,
) -> Bundle | None:
    briefing = store.documents.briefing(sha256)
    if briefing is None:
        return None
    said = quotes_of(corrected(briefing)) if quotes else ()
    return Bundle(describe_document(briefing), marks, said) if marks or said else None


def _waiting(store: Repositories, only: Collection[str]) -> Iterator[Bundle]:
    kinds = tuple(kind for name, kind in _KINDS.items() if name in only)
    found: defaultdict[DocumentRef, list[Annotation]] = defaultdict(list)
    for carried in store.annotations.pending():
        if isinstance(carried.mark, kinds):
            found[carried.about].append(carried.mark)
    for known, marks in found.items():
        yield Bundle(known, tuple(sorted(marks, key=lambda mark: (mark.anchor.span, mark.id))))
