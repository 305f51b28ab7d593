import json
from collections.abc import Iterable
from typing import TypeVar

from briefing.model import Annotation, Bookmark, Highlight, Note
from briefing.model.portable_annotations import PortableAnnotation
from briefing.storage import column_codec
from briefing.storage.column_codec import MARK_KINDS, MARK_ORDER
from briefing.storage.database import Database
from briefing.storage.pending_annotations import ADD, PendingAnnotations, annotation_columns

M = TypeVar("M", Bookmark, Highlight, Note)
_OF_KIND = f"""
    SELECT body FROM (
        SELECT m.body, m.id FROM mark m JOIN document d USING (sha256)
        WHERE m.kind = ?1 AND (?2 IS NULL AND d.removed IS NULL OR m.sha256 = ?2)
        UNION ALL
        SELECT body, id FROM pending_mark WHERE kind = ?1 AND ?2 IS NULL
    ) x ORDER BY {MARK_ORDER.format("x")}
"""
_KNOWN = """
    SELECT value FROM json_each(?) WHERE value IN (SELECT id FROM pending_mark)
    OR value IN (SELECT m.id FROM mark m JOIN document USING (sha256) WHERE removed IS NULL)
"""


class AnnotationRows:
    """Table `mark`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._pending = PendingAnnotations(database)

    def keep(self, mark: Annotation) -> None:
        """Adds, or replaces by id."""
        with self._database.write() as connection:
            if not self._pending.change(connection, mark):
                connection.execute(
                    f"{ADD} UPDATE SET body = excluded.body, sha256 = excluded.sha256",
                    annotation_columns(mark),
                )

    def remove(self, id: str) -> None:
        with self._database.write() as connection:
            connection.execute("DELETE FROM mark WHERE id = ?", (id,))
            connection.execute("DELETE FROM pending_mark WHERE id = ?", (id,))

    def of_kind(self, kind: type[M], sha256: str | None = None) -> tuple[M, ...]:
        found = self._database.all(_OF_KIND, (MARK_KINDS[kind], sha256))
        return tuple(column_codec.value(kind, row[0]) for row in found)

    def all(self, sha256: str | None = None) -> tuple[Annotation, ...]:
        bookmarks, highlights = self.of_kind(Bookmark, sha256), self.of_kind(Highlight, sha256)
        return (*bookmarks, *highlights, *self.of_kind(Note, sha256))

    def pending(self) -> tuple[PortableAnnotation, ...]:
        return self._pending.all()

    def known(self, ids: list[str]) -> frozenset[str]:
        return frozenset(row[0] for row in self._database.all(_KNOWN, (json.dumps(ids),)))

    def add_imported(
        self, placed: Iterable[PortableAnnotation], waiting: Iterable[PortableAnnotation]
    ) -> int:
        with self._database.write() as connection:
            for portable in waiting:
                self._pending.keep(connection, portable)
            oldest_first = sorted(placed, key=lambda portable: portable.mark.created)
            return sum(self._pending.place(connection, portable) for portable in oldest_first)
