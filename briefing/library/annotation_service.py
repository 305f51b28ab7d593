"""Bookmarks, highlights and notes: made, listed, exported and brought in."""

import uuid
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from briefing.config import Config
from briefing.library.drafts import Drafts, TypedText
from briefing.library.marked_texts import MarkedTexts
from briefing.model import Bookmark, Briefing, Document, Highlight, Note, Span, section_at
from briefing.model.anchoring import make_anchor
from briefing.model.annotations import Anchor
from briefing.model.portable_annotations import Annotation
from briefing.storage.repositories import Repositories

if TYPE_CHECKING:
    from briefing.library.exchange.import_annotations import ImportReport

M = TypeVar("M", Bookmark, Highlight, Note)


class AnnotationService:
    """Every method raises StorageError when it fails; what it returns is on the disk."""

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

    def add_note(self, briefing: Briefing, span: Span, body: str) -> Note:
        return self._add(briefing, Note(*_begin(briefing, span), body=body))

    def _add(self, briefing: Briefing, mark: M) -> M:
        with self._texts.still():
            placed = self._texts.place(mark)
            if placed.document == briefing.document.sha256:
                self._texts.keep(briefing.document)
            self._keep(placed)
            return placed

    def keep(self, mark: Annotation) -> None:
        """Keeps an annotation as it is now: changed, or its removal undone."""
        with self._texts.still():
            self._keep(self._texts.place(mark))

    def _keep(self, mark: Annotation) -> None:
        self._store.annotations.keep(mark)
        if self._store.database.in_memory:
            self._write_down(mark)

    def _write_down(self, mark: Annotation) -> None:
        """Writes what was typed to a file, where the library is gone when the program ends."""
        body = mark.note if isinstance(mark, Bookmark) else getattr(mark, "body", "")
        title = self._store.documents.title(mark.document)
        self._drafts.write(mark.id, TypedText(body, "Note", title, quote=mark.anchor.exact))

    def remove(self, mark: Annotation) -> None:
        """Removes an annotation; `keep` brings it back."""
        self._store.annotations.remove(mark.id)
        self._drafts.drop(mark.id)

    def all(self, kind: type[M], document: Document | None = None) -> tuple[M, ...]:
        """Those of one kind, of one document or of all, oldest first."""
        return self._store.annotations.of_kind(kind, document.sha256 if document else None)

    def export(
        self,
        hashes: Collection[str] | None = None,
        form: str = "markdown",
        *,
        template: str | None = None,
        only: Collection[str] = ("bookmark", "highlight", "note", "quote"),
    ) -> Iterator[str]:
        """Annotations and quotations of the briefings with these hashes, or of all, as pieces of one text.

        `form` is one of `export_formats.FORMS`; `template` shapes markdown; `only` names kinds.

        Raises:
            InputError: at once, when there is no such form, or the template is none.
        """
        from briefing.library.exchange.collect_export import collect_export
        from briefing.library.exchange.export_formats import find_writer

        write = find_writer(form, template)
        return write(collect_export(self._store, self._correct, hashes, only))

    def bring_in(self, source: str) -> "ImportReport":
        """Keeps those in a file, or in "-", all or none: W3C annotations, Hypothesis JSON or Readwise CSV.

        Raises:
            InputError: when it cannot be read, or holds none of these.
        """
        from briefing.library.exchange.detect_format import LARGEST, read_annotations
        from briefing.library.exchange.import_annotations import import_annotations
        from briefing.sources.local_file import quote_name, read_local_file

        name = "Standard input" if source == "-" else quote_name(source)
        data = read_local_file(source, max(self._config.largest, LARGEST))
        incoming = read_annotations(data, name)
        return import_annotations(self._store, incoming.marks, incoming.passed)


def _begin(briefing: Briefing, span: Span) -> tuple[str, str, Anchor, str, datetime]:
    """What all kinds begin with: id, document, anchor, section's title and time."""
    document, sections = briefing.document, briefing.analysis.sections
    title = sections[section_at(sections, span.start)].title if sections else ""
    created = datetime.now(UTC).replace(microsecond=0)
    return str(uuid.uuid4()), document.sha256, make_anchor(document.text, span), title, created
