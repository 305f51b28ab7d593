from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import TypeVar

from msgspec.structs import replace

from briefing.library.unsplit_briefing import HEAD, is_head, is_unsplit, make_unsplit, pack_unsplit
from briefing.model import Analysis, Annotation, Briefing, Document, Span, title_at
from briefing.model.anchoring import find_anchor
from briefing.model.portable_annotations import move_annotation
from briefing.storage.repositories import Repositories

M = TypeVar("M", bound=Annotation)


class MarkedTexts:
    """Lets texts have annotations before they are split or completely read.

    A head is stored under its own hash; when the whole is there, everything moves to it and the head is
    deleted.
    """

    def __init__(self, store: Repositories) -> None:
        self._store = store
        self._lock = RLock()
        self._whole_by_head: dict[str, str] = {}

    @contextmanager
    def hold_heads(self) -> Iterator[None]:
        with self._lock:
            yield

    def keep(self, document: Document, *, removed: bool = False) -> str:
        """The hash, or that of the whole for a replaced head.

        Changes no stored text; restores a removed one unless `removed` allows it.
        """
        with self._lock:
            whole = self._whole_by_head.get(document.sha256)
            if whole is not None and self._store.documents.has(whole):
                return whole
            if not self._store.documents.has(document.sha256, removed=removed):
                self._store.documents.keep_missing(pack_unsplit(document))
                if not is_head(document):
                    self.replace_heads(
                        document, Briefing(document, Analysis(make_unsplit(document)))
                    )
            return document.sha256

    def is_replaced(self, document: Document) -> bool:
        return document.sha256 in self._whole_by_head

    def place(self, mark: M) -> M:
        """Moves it to the whole, if that has its words."""
        whole = self._store.documents.briefing(self._whole_by_head.get(mark.document, ""))
        moved = _find_in_whole(whole, mark) if whole is not None else None
        if moved is None and mark.document in self._whole_by_head:
            self._store.documents.restore(mark.document)
        return moved or mark

    def replace_heads(self, head: Document, whole: Briefing) -> None:
        document = whole.document
        with self._lock:
            if head.sha256 != document.sha256 and is_head(head):
                self._whole_by_head[head.sha256] = document.sha256
            if not document.source or not self._store.documents.has(document.sha256):
                return
            for sha256 in self._store.documents.read_from(HEAD + document.source):
                old = self._store.documents.briefing(sha256) if sha256 != document.sha256 else None
                if old is not None:
                    self._replace_head(old, whole)

    def _replace_head(self, old: Briefing, whole: Briefing) -> None:
        from briefing.library.carry_over import carry_over_from_head

        if carry_over_from_head(self._store, old, whole):
            self._store.documents.remove(old.document.sha256)

    def name_sections(self, briefing: Briefing) -> None:
        document, sections = briefing.document, briefing.analysis.sections
        before = make_unsplit(document)[0].title
        if not sections or is_unsplit(sections):
            return
        for mark in self._store.annotations.all(document.sha256):
            title = title_at(sections, mark.anchor.span.start)
            if mark.section_title == before != title:
                self._store.annotations.keep(replace(mark, section_title=title))


def _find_in_whole(whole: Briefing, mark: M) -> M | None:
    text = whole.document.text
    span: Span | None = mark.anchor.span
    if mark.anchor.span.of(text) != mark.anchor.exact:
        span = find_anchor(text, mark.anchor)
    return None if span is None else move_annotation(mark, whole, span)
