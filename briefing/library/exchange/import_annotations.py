from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from briefing.model import Annotation, Bookmark, Briefing, Highlight, Note
from briefing.model.portable_annotations import DocumentRef, PortableAnnotation, attach
from briefing.storage.repositories import Repositories


class ImportReport(Struct, frozen=True):
    added: int = 0
    """Placed in their documents."""
    waiting: int = 0
    """Their document is not in the library."""
    lost: int = 0
    """Their document does not contain their words."""
    known: int = 0
    """Already in the library."""
    skipped: int = 0
    """Not annotations."""


def import_annotations(
    store: Repositories, annotations: Iterable[PortableAnnotation], skipped: int = 0
) -> ImportReport:
    """Each once, and all or none."""
    every = list(annotations)
    known = store.annotations.known([item.mark.id for item in every])
    fresh: dict[str, PortableAnnotation] = {}
    for item in every:
        if item.mark.id not in known:
            fresh.setdefault(item.mark.id, item)
    marks, waiting, lost, same = _sort_annotations(store, fresh.values())
    added = store.annotations.add_imported(marks, waiting)
    there = len(every) - len(fresh) + same + len(marks) - added
    return ImportReport(added, len(waiting) - lost, lost, there, skipped)


def _sort_annotations(
    store: Repositories, annotations: Iterable[PortableAnnotation]
) -> tuple[list[PortableAnnotation], list[PortableAnnotation], int, int]:
    marks: list[PortableAnnotation] = []
    waiting: list[PortableAnnotation] = []
    lost = same = 0
    for about, items in _by_text(annotations).items():
        texts = [
            found
            for sha in store.documents.find_described(about)
            if (found := store.documents.briefing(sha))
        ]
        there = {
            _content(mark) for text in texts for mark in store.annotations.all(text.document.sha256)
        }
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


def _by_text(
    annotations: Iterable[PortableAnnotation],
) -> dict[DocumentRef, list[PortableAnnotation]]:
    found: defaultdict[DocumentRef, list[PortableAnnotation]] = defaultdict(list)
    for item in annotations:
        found[item.about].append(item)
    return found


def _places(item: PortableAnnotation, texts: list[Briefing]) -> Iterator[Annotation]:
    for text in texts:
        document = text.document
        mark = attach(item, document.text, document.sha256, text.analysis.sections)
        if mark is not None:
            yield mark


def _content(mark: Annotation) -> tuple[str, ...]:
    said = mark.colour if isinstance(mark, Highlight) else _words(mark)
    second = mark.created.isoformat(timespec="seconds")
    return type(mark).__name__, mark.document, mark.anchor.exact, said, second


def _words(mark: Bookmark | Note) -> str:
    return mark.note if isinstance(mark, Bookmark) else mark.body
