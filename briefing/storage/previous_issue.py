from collections.abc import Callable

from msgspec import Struct

from briefing.storage.database import Database, plain_words

_DATE = "coalesce(d.published, d.added)"
_MOST = 500


class PreviousIssue(Struct, frozen=True):
    sha256: str
    title: str
    date: str
    """Of publication, else of reading; ISO 8601."""
    address: str = ""


class PreviousIssueFinder:
    def __init__(self, database: Database) -> None:
        self._database = database

    def date(self, sha256: str) -> str | None:
        row = self._database.one(f"SELECT {_DATE} FROM document d WHERE sha256 = ?", (sha256,))
        return row[0] if row else None

    def of_address(self, sha256: str) -> PreviousIssue | None:
        """The text read before this one from its address."""
        row = self._database.one(
            f"SELECT d.sha256, d.title, {_DATE}, other.address FROM source here "
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
            f"SELECT d.sha256, d.title, {_DATE} AS day, s.address FROM source s "
            "JOIN document d USING (sha256) WHERE s.address >= ?1 AND s.address < ?2 "
            "AND s.sha256 <> ?3 AND d.removed IS NULL AND day < ?4 ORDER BY day DESC LIMIT ?5",
            (plain_words(prefix), plain_words(prefix) + "\U0010ffff", sha256, before, _MOST),
        )
        return next((PreviousIssue(*row) for row in found if fits(row[3])), None)

    def of_agency(
        self, agency: str, sha256: str, before: str, fits: Callable[[str], bool]
    ) -> PreviousIssue | None:
        """The latest text of an agency before a date whose title `fits`."""
        found = self._database.all(
            f"SELECT d.sha256, d.title, {_DATE} AS day FROM document d WHERE d.agency = ? "
            "AND d.sha256 <> ? AND d.removed IS NULL AND day < ? ORDER BY day DESC LIMIT ?",
            (agency, sha256, before, _MOST),
        )
        return next((PreviousIssue(*row) for row in found if fits(row[1])), None)
