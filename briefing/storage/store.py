"""The database behind the library: every read and every write that it knows."""

import json
from collections.abc import Collection, Iterable
from typing import Any, TypeVar

import apsw

from briefing.model import Analysis, Bookmark, Briefing, Highlight, Note, serialization
from briefing.model.entity_corrections import EntityCorrection
from briefing.model.portable_annotations import Annotation as Annotation
from briefing.model.portable_annotations import (
    DocumentRef,
    PortableAnnotation,
    canonical_url,
    url_variants,
)
from briefing.model.section_corrections import SectionCorrection
from briefing.storage import column_codec, pending_annotations, reindex
from briefing.storage.column_codec import DocumentSummary, Position
from briefing.storage.database import Database, now, plain_words
from briefing.storage.records import DocumentRecord, to_record

M = TypeVar("M", Bookmark, Highlight, Note)
C = TypeVar("C", SectionCorrection, EntityCorrection)
_KNOWN = """
    SELECT d.id, d.people, c.text, c.body, c.analysis
    FROM document d JOIN content c ON c.document = d.id WHERE d.sha256 = ?
"""
_OLDER = """
    SELECT p.sha256, p.read FROM source s JOIN source p ON p.address = s.address AND p.sha256 <> s.sha256
    JOIN document d ON d.sha256 = p.sha256
    WHERE s.sha256 = ? AND s.address <> '-' AND p.number < s.number AND d.removed IS NULL
    ORDER BY p.number DESC LIMIT 1
"""


class Store(Database):
    """Briefings, the reader's place in them, marks, corrections and settings.

    Raises:
        StorageError: by every method, when the database cannot do it.
    """

    # Briefings

    def keep(self, briefing: Briefing, *, opened: bool = True) -> None:
        """Keeps a briefing; one whose people are known is not replaced by one without them.

        One that was removed is there again. `Index` has to take up what changed.
        """
        self.keep_packed(to_record(briefing), opened=opened)

    def keep_packed(self, packed: DocumentRecord, *, opened: bool = True) -> None:
        """Keeps a briefing that was packed elsewhere, as `keep` does."""
        with self.write() as database:
            put_document(database, packed, opened=opened)

    def keep_missing(self, packed: DocumentRecord) -> None:
        """Keeps a text that is not there or was removed; what was found in one that is known stays."""
        with self.write() as database:
            put_document(database, packed, opened=True, over=False)

    def has(self, sha256: str, *, removed: bool = False) -> bool:
        """Whether the text with this hash is there; with `removed`, one that was removed counts as well."""
        query = "SELECT 1 FROM document WHERE sha256 = ? AND (removed IS NULL OR ?)"
        return self.one(query, (sha256, removed)) is not None

    def read_from(self, address: str) -> tuple[str, ...]:
        """The hashes of the texts that were read from this very address, the first read first."""
        query = (
            "SELECT s.sha256 FROM source s JOIN document d USING (sha256) "
            "WHERE s.address = ? AND d.removed IS NULL ORDER BY s.read"
        )
        return tuple(row[0] for row in self.all(query, (plain_words(address),)))

    def touch(self, sha256: str) -> None:
        """Keeps that a briefing was opened, which is there again where it was removed."""
        with self.write() as database:
            query = "UPDATE document SET opened = ?, removed = NULL WHERE sha256 = ?"
            database.execute(query, (now(), sha256))

    def briefing(self, sha256: str) -> Briefing | None:
        """The briefing whose text has this hash."""
        row = self.one(
            "SELECT c.text, c.body, c.analysis FROM document d JOIN content c ON c.document = d.id "
            "WHERE d.sha256 = ?",
            (sha256,),
        )
        return (
            Briefing(column_codec.document(row[0], row[1]), column_codec.analysis(row[2]))
            if row
            else None
        )

    def latest(self, address: str) -> Briefing | None:
        """The briefing that was read last from this address."""
        row = self.one(
            "SELECT s.sha256 FROM source s JOIN document d USING (sha256) "
            "WHERE s.address = ? AND d.removed IS NULL ORDER BY s.number DESC LIMIT 1",
            (plain_words(address),),
        )
        return self.briefing(row[0]) if row else None

    def hash_of(self, addresses: Iterable[str], prefix: str) -> str | None:
        """The hash of the text read last from one of the addresses, or of the only one that begins so."""
        for address in addresses:
            row = self.one(
                "SELECT s.sha256 FROM source s JOIN document d USING (sha256) "
                "WHERE s.address = ? AND d.removed IS NULL ORDER BY s.number DESC LIMIT 1",
                (plain_words(address),),
            )
            if row:
                return str(row[0])
        query = "SELECT sha256 FROM document WHERE sha256 >= ?1 AND sha256 < ?1 || 'g' AND removed IS NULL LIMIT 2"
        found = self.all(query, (prefix,)) if prefix else []
        return str(found[0][0]) if len(found) == 1 else None

    def older(self, sha256: str) -> tuple[str, str] | None:
        """The version that was read from the same address before this text: its hash, and when it was read."""
        row = self.one(_OLDER, (sha256,))
        return (row[0], row[1]) if row else None

    def analysis(self, sha256: str) -> Analysis | None:
        """What was found in the text that has this hash."""
        row = self.one(
            "SELECT c.analysis FROM document d JOIN content c ON c.document = d.id "
            "WHERE d.sha256 = ?",
            (sha256,),
        )
        return column_codec.analysis(row[0]) if row else None

    def title(self, sha256: str) -> str:
        """The title of the text that has this hash, "" where it is not known."""
        row = self.one("SELECT title FROM document WHERE sha256 = ?", (sha256,))
        row = row or self.one(pending_annotations.TITLE, (canonical_url(sha256),))
        return row[0] or "" if row else ""

    def hashes(self) -> tuple[str, ...]:
        """The hashes of all texts, the first that was kept first."""
        found = self.all("SELECT sha256 FROM document WHERE removed IS NULL ORDER BY id")
        return tuple(row[0] for row in found)

    def has_people(self, sha256: str) -> bool:
        """Whether people and quotes were looked for in the text that has this hash."""
        return self.one("SELECT 1 FROM document WHERE sha256 = ? AND people", (sha256,)) is not None

    def texts(self, about: DocumentRef) -> tuple[str, ...]:
        """The hashes of the texts that may be the one that is meant, the likeliest first."""
        addresses = json.dumps(
            [plain_words(form) for form in url_variants(about.address or "") if form]
        )
        found = self.all(pending_annotations.TEXTS, (about.sha256, addresses, about.title))
        return tuple(dict.fromkeys(row[0] for row in found))

    def recent(self, most: int) -> tuple[DocumentSummary, ...]:
        """The briefings opened last, the latest first."""
        found = self.all(
            column_codec.KEPT + " WHERE d.removed IS NULL ORDER BY d.turn DESC LIMIT ?", (most,)
        )
        return tuple(DocumentSummary(*row) for row in found)

    def remove(self, *hashes: str) -> None:
        """Takes briefings with all their marks out of every list; `restore` brings them back."""
        self._set_removed(now(), hashes)

    def restore(self, *hashes: str) -> None:
        """Brings back briefings that were removed and not purged, and all that was kept of them."""
        self._set_removed(None, hashes)

    def _set_removed(self, time: str | None, hashes: Collection[str]) -> None:
        with self.write() as database:
            database.execute(
                "UPDATE document SET removed = ? WHERE sha256 IN (SELECT value FROM json_each(?))",
                (time, json.dumps(hashes)),
            )

    def purge(self, before: str, hashes: Collection[str] = ()) -> None:
        """Forgets what was removed before a time, written as `now` does, and what of `hashes` was."""
        query = "FROM document WHERE removed < ? OR (removed IS NOT NULL AND sha256 IN (SELECT value FROM json_each(?)))"
        values = (before, json.dumps(list(hashes)))
        if self.one(f"SELECT 1 {query} LIMIT 1", values):
            with self.write() as database:
                database.execute(f"DELETE {query}", values)

    def purge_doomed(self, before: str) -> None:
        """Forgets what was removed before a time, where a program found so that ended before that time as well.

        A clock that was set forward once makes nobody forget what was just removed.
        """
        query = (
            "SELECT 1 FROM document WHERE removed < ?1 AND (doomed IS NULL OR doomed < ?1) LIMIT 1"
        )
        if self.one(query, (before,)):
            with self.write() as database:
                database.execute(
                    "DELETE FROM document WHERE removed < ?1 AND doomed < ?1", (before,)
                )
                database.execute(
                    "UPDATE document SET doomed = ?2 WHERE removed < ?1 AND doomed IS NULL",
                    (before, now()),
                )

    # The reader's place

    def position(self, sha256: str) -> Position | None:
        """Where the reader was."""
        row = self.one("SELECT offset, row FROM position WHERE sha256 = ?", (sha256,))
        return Position(*row) if row else None

    def keep_position(self, sha256: str, position: Position) -> None:
        """Keeps where the reader is."""
        with self.write() as database:
            database.execute(
                "INSERT OR REPLACE INTO position SELECT sha256, ?, ? FROM document WHERE sha256 = ?",
                (position.offset, position.row, sha256),
            )

    def read_marks(self, sha256: str) -> frozenset[int]:
        """The starts of the sections that were read."""
        found = self.all("SELECT start FROM read_mark WHERE sha256 = ?", (sha256,))
        return frozenset(row[0] for row in found)

    def mark_read(self, sha256: str, start: int, read: bool) -> None:
        """Keeps that the section at `start` was read, or was not."""
        with self.write() as database:
            if read:
                database.execute(
                    "INSERT OR IGNORE INTO read_mark SELECT sha256, ? FROM document WHERE sha256 = ?",
                    (start, sha256),
                )
            else:
                database.execute(
                    "DELETE FROM read_mark WHERE sha256 = ? AND start = ?", (sha256, start)
                )

    # Marks

    def keep_mark(self, mark: Annotation) -> None:
        """Adds a mark, or puts it in the place of the one with its id."""
        with self.write() as database:
            if not pending_annotations.change_pending(database, mark):
                database.execute(
                    pending_annotations.KEEP, pending_annotations.annotation_columns(mark)
                )

    def remove_mark(self, id: str) -> None:
        """Removes the mark with this id."""
        with self.write() as database:
            database.execute("DELETE FROM mark WHERE id = ?", (id,))
            database.execute("DELETE FROM pending_mark WHERE id = ?", (id,))

    def marks(self, kind: type[M], sha256: str | None = None) -> tuple[M, ...]:
        """The marks of one kind, of one document or of all, oldest first.

        Those of all have with them the ones whose document is not there yet.
        """
        found = self.all(pending_annotations.MARKS, (pending_annotations.KINDS[kind], sha256))
        return tuple(column_codec.value(kind, row[0]) for row in found)

    def all_marks(self, sha256: str | None = None) -> tuple[Annotation, ...]:
        """The marks of every kind, as `marks` finds them."""
        bookmarks, highlights = self.marks(Bookmark, sha256), self.marks(Highlight, sha256)
        return (*bookmarks, *highlights, *self.marks(Note, sha256))

    def waiting(self) -> tuple[PortableAnnotation, ...]:
        """The marks whose text is not there yet."""
        query = f"SELECT kind, about, body FROM pending_mark p ORDER BY {pending_annotations.ORDER.format('p')}"
        return tuple(pending_annotations.read_pending(self.all(query)))

    def known_marks(self, ids: list[str]) -> frozenset[str]:
        """Which of `ids` are of marks that are kept, those of removed texts left out."""
        return frozenset(row[0] for row in self.all(pending_annotations.KNOWN, (json.dumps(ids),)))

    def bring_in(
        self, placed: Iterable[PortableAnnotation], waiting: Iterable[PortableAnnotation]
    ) -> int:
        """Keeps marks that have found their texts, and others until these come; how many are new in their texts.

        A mark whose text was taken away in the meantime waits as well.
        """
        with self.write() as database:
            for carried in waiting:
                pending_annotations.keep_pending(database, carried)
            oldest_first = sorted(placed, key=lambda carried: carried.mark.created)
            return sum(
                pending_annotations.keep_placed(database, carried) for carried in oldest_first
            )

    # Corrections

    def corrections(self, kind: type[C], sha256: str) -> tuple[C, ...]:
        """The corrections of one kind that hold for a document, in order."""
        found = self.all(
            "SELECT body FROM correction WHERE kind = ? AND (sha256 = ? OR sha256 IS NULL) "
            "ORDER BY number",
            (column_codec.CORRECTION_TYPES[kind], sha256),
        )
        return tuple(column_codec.value(kind, row[0]) for row in found)

    def add_correction(
        self, sha256: str | None, correction: SectionCorrection | EntityCorrection
    ) -> None:
        """Keeps a correction for one document, or for all."""
        kind = column_codec.CORRECTION_TYPES[type(correction)]
        with self.write() as database:
            database.execute(
                "INSERT INTO correction (kind, sha256, body) VALUES (?, ?, ?)",
                (kind, sha256, body := serialization.to_json(correction)),
            )
            reindex.mark_for_reindex(database, sha256, body)

    def undo_correction(self, kind: type[C], sha256: str) -> C | None:
        """Takes back the last correction that holds for a document; None without one."""
        with self.write() as database:
            row = database.execute(
                "DELETE FROM correction WHERE number = (SELECT max(number) FROM correction "
                "WHERE kind = ? AND (sha256 = ? OR sha256 IS NULL)) RETURNING body, sha256",
                (column_codec.CORRECTION_TYPES[kind], sha256),
            ).fetchone()
            if row is not None:
                reindex.mark_for_reindex(database, row[1], row[0])
        return column_codec.value(kind, row[0]) if row else None

    # Settings

    def setting(self, name: str) -> Any:
        """The value kept under `name`, None without one."""
        row = self.one("SELECT value FROM setting WHERE name = ?", (name,))
        return column_codec.value(Any, row[0]) if row else None

    def keep_setting(self, name: str, value: object) -> None:
        """Keeps a value that JSON can say."""
        with self.write() as database:
            database.execute(
                "INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, serialization.to_json(value))
            )


def put_document(
    database: apsw.Connection, packed: DocumentRecord, *, opened: bool, over: bool = True
) -> None:
    """Keeps a briefing inside a transaction of the caller's; `over` what was found before, unless that says more."""
    time = now()
    known = database.execute(_KNOWN, (packed.sha256,)).fetchone()
    if known is None:
        _insert(database, packed, time)
    elif over and packed.people >= known[1] and _content(packed) != known[2:]:
        _replace(database, packed, known[0])
    if opened:
        database.execute(
            "UPDATE document SET opened = ?, removed = NULL WHERE sha256 = ?",
            (time, packed.sha256),
        )
    if packed.source:
        database.execute(
            "INSERT INTO source (address, sha256, read) VALUES (?1, ?2, ?3) "
            "ON CONFLICT DO UPDATE SET read = excluded.read WHERE ?4",
            (plain_words(packed.source), packed.sha256, time, opened),
        )
    pending_annotations.attach_pending(database, packed, new=known is None)


def _insert(database: apsw.Connection, packed: DocumentRecord, time: str) -> None:
    """Keeps a text that was not known."""
    database.execute(
        "INSERT INTO document (sha256, title, agency, published, words, sections, people, "
        "added, opened) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*_listed(packed), time, time),
    )
    database.execute("INSERT INTO content VALUES (last_insert_rowid(), ?, ?, ?)", _content(packed))


def _replace(database: apsw.Connection, packed: DocumentRecord, id: int) -> None:
    """Keeps what was found in a text in place of what was found before; the index has to take it up."""
    database.execute(
        "UPDATE document SET title = ?2, agency = ?3, published = ?4, words = ?5, "
        "sections = ?6, people = ?7, indexed = 0 WHERE sha256 = ?1",
        _listed(packed),
    )
    database.execute(
        "UPDATE content SET text = ?, body = ?, analysis = ? WHERE document = ?",
        (*_content(packed), id),
    )


def _content(packed: DocumentRecord) -> tuple[bytes, bytes, bytes]:
    """The columns of the text and of what was found in it."""
    return packed.text, packed.body, packed.analysis


def _listed(packed: DocumentRecord) -> tuple[Any, ...]:
    """What lists show of a briefing, its hash first."""
    said = (packed.sha256, packed.title, packed.agency, packed.published)
    return (*said, packed.words, packed.issues, packed.people)
