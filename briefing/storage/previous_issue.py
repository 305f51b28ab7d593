from collections.abc import Callable

from msgspec import Struct

from briefing.storage.database import Database, plain_words
from briefing.storage.date_order import DATE_ORDER

_FOUND = "SELECT d.sha256, d.title, d.published, d.added"
_EARLIER = (
    f"{DATE_ORDER} < ?3 AND (d.published IS NOT NULL "
    "OR d.added < (SELECT added FROM document WHERE sha256 = ?1))"
)
"""Undated texts count as earlier than a dated one if they were added before it."""
_MOST = 500


class PreviousIssue(Struct, frozen=True):
    sha256: str
    title: str
    published: str | None
    added: str
    """To the library; both ISO 8601."""
    address: str = ""


class PreviousIssueFinder:
    def __init__(self, database: Database) -> None:
        self._database = database

    def date(self, sha256: str) -> str | None:
        row = self._database.one(f"SELECT {DATE_ORDER} FROM document d WHERE sha256 = ?", (sha256,))
        return row[0] if row else None

    def of_address(self, sha256: str) -> PreviousIssue | None:
        row = self._database.one(
            f"{_FOUND}, other.address FROM source here "
            "JOIN source other ON other.address = here.address AND other.number < here.number "
            "JOIN document d ON d.sha256 = other.sha256 "
            "WHERE here.sha256 = ? AND d.removed IS NULL ORDER BY other.number DESC LIMIT 1",
            (sha256,),
        )
        return PreviousIssue(*row) if row else None

    def below(
        self, prefix: str, sha256: str, before: str, fits: Callable[[str], bool]
    ) -> PreviousIssue | None:
        """The latest text before a date whose address has `prefix` and `fits`."""
        found = self._database.all(
            f"{_FOUND}, s.address FROM source s JOIN document d USING (sha256) "
            "WHERE s.address >= ?4 AND s.address < ?5 AND s.sha256 <> ?1 AND d.removed IS NULL "
            f"AND {_EARLIER} ORDER BY {DATE_ORDER} DESC LIMIT ?2",
            (sha256, _MOST, before, plain_words(prefix), plain_words(prefix) + "\U0010ffff"),
        )
        return next((PreviousIssue(*row) for row in found if fits(row[4])), None)

    def of_agency(
        self, agency: str, sha256: str, before: str, fits: Callable[[str], bool]
    ) -> PreviousIssue | None:
        """The latest text of an agency before a date whose title `fits`."""
        found = self._database.all(
            f"{_FOUND} FROM document d WHERE d.agency = ?4 AND d.sha256 <> ?1 "
            f"AND d.removed IS NULL AND {_EARLIER} ORDER BY {DATE_ORDER} DESC LIMIT ?2",
            (sha256, _MOST, before, agency),
        )
        return next((PreviousIssue(*row) for row in found if fits(row[1])), None)
