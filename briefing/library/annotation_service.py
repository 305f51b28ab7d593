import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from briefing.config import Config
from briefing.library.drafts import Drafts, TypedText
from briefing.library.exchange import MARKS
from briefing.library.marked_texts import MarkedTexts
from briefing.model import (
    COLOURS,
    Anchor,
    Annotation,
    Bookmark,
    Briefing,
    Document,
    Highlight,
    Note,
    Span,
    title_at,
)
from briefing.model.anchoring import find_anchor, make_anchor
from briefing.storage.repositories import Repositories

if TYPE_CHECKING:
    from briefing.library.exchange.import_annotations import ImportReport

M = TypeVar("M", Bookmark, Highlight, Note)


class MarkChange(Struct, frozen=True):
    before: tuple[Annotation, ...] = ()
    after: tuple[Annotation, ...] = ()


class AnnotationService:
    """Raises StorageError; annotations are on the disk when a method returns."""

    def __init__(
        self,
        store: Repositories,
        texts: MarkedTexts,
        drafts: Drafts,
        correct: Callable[[Briefing], Briefing],
        config: Config,
    ) -> None:
        self._store, self._texts, self._drafts = store, texts, drafts
        self._correct, self._config = correct, config

    def add_bookmark(self, briefing: Briefing, span: Span, note: str = "") -> Bookmark:
        return self._add(briefing, Bookmark(*_begin(briefing, span), note=note))

    def add_highlight(self, briefing: Briefing, span: Span, colour: str = "yellow") -> Highlight:
        return self._add(briefing, Highlight(*_begin(briefing, span), colour=colour))

    def toggle_bookmark(self, briefing: Briefing, section: Span, words: Span) -> MarkChange:
        """Removes those in `section`, or adds one at `words`."""
        here = [
            mark
            for mark, span in self._placed(Bookmark, briefing.document)
            if section.holds(span.start)
        ]
        for mark in here:
            self.remove(mark)
        if here:
            return MarkChange(tuple(here))
        return MarkChange(after=(self.add_bookmark(briefing, words),))

    def turn_highlight(self, briefing: Briefing, span: Span) -> MarkChange:
        same = (mark for mark, place in self._placed(Highlight, briefing.document) if place == span)
        mark = next(same, None)
        if mark is None:
            return MarkChange(after=(self.add_highlight(briefing, span),))
        if mark.colour == COLOURS[-1]:
            self.remove(mark)
            return MarkChange((mark,))
        turned = replace(mark, colour=COLOURS[COLOURS.index(mark.colour) + 1])
        self.keep(turned)
        return MarkChange((mark,), (turned,))

    def write_note(
        self, briefing: Briefing, span: Span, note: Note | None, body: str
    ) -> MarkChange:
        """`note` is there already; without a `body` it is removed."""
        before = (note,) if note is not None else ()
        if not body:
            for each in before:
                self.remove(each)
            return MarkChange(before)
        if note is None:
            return MarkChange(after=(self.add_note(briefing, span, body),))
        written = replace(note, body=body)
        self.keep(written)
        return MarkChange(before, (written,))

    def take_back(self, change: MarkChange) -> None:
        for mark in change.after:
            self.remove(mark)
        for mark in change.before:
            self.keep(mark)

    def _placed(self, kind: type[M], document: Document) -> Iterator[tuple[M, Span]]:
        for mark in self.all(kind, document):
            span = find_anchor(document.text, mark.anchor)
            if span is not None:
                yield mark, span

    def add_note(self, briefing: Briefing, span: Span, body: str) -> Note:
        return self._add(briefing, Note(*_begin(briefing, span), body=body))

    def _add(self, briefing: Briefing, mark: M) -> M:
        with self._texts.hold_heads():
            placed = self._texts.place(mark)
            if placed.document == briefing.document.sha256:
                self._texts.keep(briefing.document)
            self._keep(placed)
            return placed

    def keep(self, mark: Annotation) -> None:
        with self._texts.hold_heads():
            self._keep(self._texts.place(mark))

    def _keep(self, mark: Annotation) -> None:
        self._store.annotations.keep(mark)
        if self._store.database.in_memory:
            self._write_down(mark)

    def _write_down(self, mark: Annotation) -> None:
        body = mark.note if isinstance(mark, Bookmark) else getattr(mark, "body", "")
        title = self._store.documents.title(mark.document)
        self._drafts.write(mark.id, TypedText(body, "Note", title, quote=mark.anchor.exact))

    def remove(self, mark: Annotation) -> None:
        self._store.annotations.remove(mark.id)
        self._drafts.drop(mark.id)

    def all(self, kind: type[M], document: Document | None = None) -> tuple[M, ...]:
        return self._store.annotations.of_kind(kind, document.sha256 if document else None)

    def originals(self, marks: Iterable[Annotation]) -> dict[str, tuple[str, str]]:
        """Title and source, by the id of a mark in a digest."""
        from briefing.library.exchange.digest_marks import move_to_originals

        by_text: dict[str, list[Annotation]] = defaultdict(list)
        for mark in marks:
            by_text[mark.document].append(mark)
        moved = move_to_originals(self._store, by_text, tuple(by_text))
        return {
            mark.id: (self._store.documents.title(sha256), original.name)
            for sha256, original in moved.items()
            for mark in original.marks
        }

    def export(
        self,
        hashes: Collection[str] | None = None,
        format: str = "markdown",
        *,
        template: str | None = None,
        only: Collection[str] = MARKS,
    ) -> Iterator[str]:
        """Yields pieces of one text; all briefings if `hashes` is None.

        Raises:
            InputError: at once, for an unknown form or invalid template.
        """
        from briefing.library.exchange.collect_export import collect_export
        from briefing.library.exchange.export_formats import find_writer

        write = find_writer(format, template)
        return write(collect_export(self._store, self._correct, hashes, only))

    def import_file(self, source: str) -> "ImportReport":
        """Imports a file, or "-", all or none.

        Raises:
            InputError: if it is unreadable, or neither W3C, Hypothesis nor Readwise.
        """
        from briefing.library.exchange.detect_format import LARGEST, read_annotations
        from briefing.library.exchange.import_annotations import import_annotations
        from briefing.sources.local_file import quote_name, read_local_file

        name = "Standard input" if source == "-" else quote_name(source)
        data = read_local_file(source, max(self._config.largest, LARGEST))
        incoming = read_annotations(data, name)
        return import_annotations(self._store, incoming.marks, incoming.skipped)


def _begin(briefing: Briefing, span: Span) -> tuple[str, str, Anchor, str, datetime]:
    document, sections = briefing.document, briefing.analysis.sections
    created = datetime.now(UTC).replace(microsecond=0)
    return (
        str(uuid.uuid4()),
        document.sha256,
        make_anchor(document.text, span),
        title_at(sections, span.start),
        created,
    )
