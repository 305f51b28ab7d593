"""Lists briefings in two steps: all ids in order, then rows of a few."""

import json
from array import array
from collections.abc import Iterable, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from briefing.model.search_query import Node
from briefing.storage import column_codec
from briefing.storage.database import Reader
from briefing.storage.query_to_sql import documents_condition


class ListOrder(StrEnum):
    OPENED = "opened"
    PUBLISHED = "published"
    TITLE = "title"
    AGENCY = "agency"
    LEFT = "left"


class ListedDocument(Struct, frozen=True):
    id: int
    sha256: str
    title: str
    agency: str | None
    published: str | None
    words: int
    issues: int
    """Without overview and boilerplate."""
    read: int
    """Number of read issues; 1 for a read text without issues."""
    marks: int
    opened: str
    """ISO 8601, UTC."""
    share: float = 0
    """Of the text that was read; 1 when all issues are read."""
    older: bool = False
    """Whether there is a later version."""

    @property
    def words_left(self) -> int:
        return round(self.words * (1 - self.share))


_SHARES = """
    SELECT s.document, iif(
        sum(s.kind = 'issue') > 0 AND sum(s.kind = 'issue' AND r.start IS NULL) = 0, 1.0,
        total(iif(r.start IS NULL, 0, s."end" - s.start)) / max(1, sum(s."end" - s.start))
    ) AS share
    FROM document d JOIN section s ON s.document = d.id
    LEFT JOIN read_mark r ON r.sha256 = d.sha256 AND r.start = s.start
    WHERE s.kind <> 'boilerplate' AND d.sha256 IN (SELECT sha256 FROM read_mark)
"""
"""Shares that were read of the texts with read marks; those not yet indexed are not among them."""
_JOINED = f"LEFT JOIN ({_SHARES} GROUP BY s.document) r ON r.document = d.id"
_SHARE = """coalesce(r.share, min(1.0, (
    SELECT count(*) FROM read_mark m WHERE m.sha256 = d.sha256) * 1.0 / max(1, d.issues)
))"""
_LEFT = f"d.words * (1 - {_SHARE}) {{way}}"
_ORDERS = {
    ListOrder.OPENED: "d.turn {way}",
    ListOrder.PUBLISHED: "d.published IS NULL, d.published {way}",
    ListOrder.TITLE: "fold(d.title) {way}",
    ListOrder.AGENCY: "d.agency IS NULL, fold(d.agency) {way}, d.turn DESC",
    ListOrder.LEFT: _LEFT,
}
"""Unknown values come last in both directions."""
_ISSUES = "FROM section s WHERE s.document = d.id AND s.kind = 'issue'"
_ROWS = f"""
    WITH asked AS (SELECT value FROM json_each(?))
    SELECT d.id, d.sha256, d.title, d.agency, d.published, d.words,
        CASE WHEN d.indexed THEN (SELECT count(*) {_ISSUES}) ELSE d.issues END,
        CASE WHEN d.indexed AND d.issues THEN (
            SELECT count(*) {_ISSUES} AND EXISTS (
                SELECT 1 FROM read_mark r WHERE r.sha256 = d.sha256 AND r.start = s.start
            )
        ) ELSE (
            SELECT min(count(*), max(1, d.issues)) FROM read_mark r WHERE r.sha256 = d.sha256
        ) END,
        (SELECT count(*) FROM mark m WHERE m.sha256 = d.sha256),
        d.opened, {_SHARE}
    FROM document d
    LEFT JOIN ({_SHARES} AND d.id IN asked GROUP BY s.document) r ON r.document = d.id
    WHERE d.id IN asked AND d.removed IS NULL
"""


_SUPERSEDED = """
    SELECT d.sha256, c.body FROM json_each(?) j JOIN document d ON d.sha256 = j.value
    JOIN content c ON c.document = d.id
    WHERE EXISTS (SELECT 1 FROM source s WHERE s.sha256 = d.sha256) AND NOT EXISTS (
        SELECT 1 FROM source s WHERE s.sha256 = d.sha256 AND (s.address = '-' OR NOT EXISTS (
            SELECT 1 FROM source n JOIN document l ON l.sha256 = n.sha256
            WHERE n.address = s.address AND n.number > s.number AND l.removed IS NULL
        ))
    )
"""
SEVERAL = frozenset(("mbox",))
"""Formats with several documents at one address, which are no versions of each other."""


class DocumentListing:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def ids(
        self,
        asked: Node,
        order: ListOrder = ListOrder.OPENED,
        *,
        descending: bool = True,
        collection: int | None = None,
        most: int = -1,
    ) -> Sequence[int]:
        """All if `most` is negative."""
        where = documents_condition(asked)
        within = "AND d.id IN (SELECT document FROM collected WHERE collection = ?)"
        way, other = ("DESC", "ASC") if descending else ("ASC", "DESC")
        found = self._reader.one(
            f"SELECT json_group_array(id) FROM (SELECT d.id FROM document d "
            f"{_JOINED if order is ListOrder.LEFT else ''} "
            f"WHERE d.id NOT IN (SELECT id FROM document WHERE removed IS NOT NULL) "
            f"AND ({where.sql}) {within if collection is not None else ''} "
            f"ORDER BY {_ORDERS[order].format(way=way)}, d.id {other} LIMIT ?)",
            (*where.values, *((collection,) if collection is not None else ()), most),
        )
        return array("q", json.loads(found[0]) if found else ())

    def rows(self, wanted: Iterable[int]) -> dict[int, ListedDocument]:
        found = self._reader.all(_ROWS, (json.dumps(list(wanted)),))
        older = self.superseded(row[1] for row in found)
        return {row[0]: replace(ListedDocument(*row), older=row[1] in older) for row in found}

    def hashes(self, wanted: Iterable[int]) -> tuple[str, ...]:
        found = self._reader.all(
            "SELECT d.sha256 FROM json_each(?) j JOIN document d ON d.id = j.value ORDER BY j.key",
            (json.dumps(list(wanted)),),
        )
        return tuple(row[0] for row in found)

    def has_any(self) -> bool:
        query = "SELECT 1 FROM document WHERE removed IS NULL LIMIT 1"
        return self._reader.one(query) is not None

    def superseded(self, hashes: Iterable[str]) -> frozenset[str]:
        found = self._reader.all(_SUPERSEDED, (json.dumps(list(hashes)),))
        formats = ((row[0], column_codec.document_format(row[1])) for row in found)
        return frozenset(sha256 for sha256, format in formats if format not in SEVERAL)
