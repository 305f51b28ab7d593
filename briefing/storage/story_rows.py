import json
from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import nlargest
from typing import NamedTuple

import apsw
from msgspec import Struct

from briefing.storage.database import Database

_FEWEST_SIGNS = 2
_NEWEST = 150
"""Issues looked at for each sign."""


class IssueRef(Struct, frozen=True):
    section: int
    number: int
    """Index in the analysis."""
    start: int
    end: int


class Member(Struct, frozen=True):
    section: int
    document: int
    story: int
    profile: bytes


class StoredIssue(Struct, frozen=True):
    story: int
    sha256: str
    source: str | None
    text_title: str
    agency: str | None
    published: str | None
    added: str
    number: int
    title: str
    start: int
    end: int
    length: int
    """Of the text, in code points."""
    issues: int
    """Of the text."""
    confidence: float
    reason: str
    profile: bytes
    """Empty for an issue that is in no story yet."""
    seen: bool
    """Whether the reader saw the text in a list of stories."""
    section: int
    document: int
    """Row ids."""


class GrownStory(NamedTuple):
    id: int
    texts: int
    latest: str


_LISTED = """
    SELECT coalesce(i.story, 0), d.sha256,
    (SELECT address FROM source WHERE sha256 = d.sha256 ORDER BY number DESC LIMIT 1),
    d.title, d.agency, d.published, d.added, s.number, s.title, s.start, s."end",
    (SELECT max("end") FROM section WHERE document = d.id), d.issues,
    coalesce(i.confidence, 1.0), coalesce(i.reason, ''), coalesce(i.profile, x''), d.seen, s.id, d.id
"""
_OF_STORIES = (
    "FROM story_issue i JOIN section s ON s.id = i.section JOIN document d ON d.id = s.document"
)
_OF_SECTIONS = (
    "FROM json_each(?) j JOIN section s ON s.id = j.value JOIN document d ON d.id = s.document "
    "LEFT JOIN story_issue i ON i.section = s.id"
)


class StoryRows:
    def __init__(self, database: Database) -> None:
        self._database = database

    # What is not in stories yet

    def pending(self, most: int) -> list[tuple[int, str]]:
        found = self._database.all(
            "SELECT id, sha256 FROM document WHERE NOT joined AND indexed AND removed IS NULL "
            "ORDER BY id LIMIT ?",
            (most,),
        )
        return [(row[0], row[1]) for row in found]

    def count_pending(self) -> int:
        row = self._database.one(
            "SELECT count(*) FROM document WHERE NOT joined AND indexed AND removed IS NULL"
        )
        return int(row[0]) if row else 0

    def issues(self, document: int, most: int) -> list[IssueRef]:
        found = self._database.all(
            "SELECT id, number, start, \"end\" FROM section WHERE document = ? AND kind = 'issue' "
            "ORDER BY number LIMIT ?",
            (document, most),
        )
        return [IssueRef(*row) for row in found]

    def is_unjoined(self, document: int, issues: list[IssueRef]) -> bool:
        """Whether it has these issues still, and is in no stories."""
        row = self._database.one("SELECT 1 FROM document WHERE id = ? AND NOT joined", (document,))
        return row is not None and self.issues(document, max(1, len(issues))) == issues

    # How rare terms are

    def counts(self, keys: Iterable[int]) -> dict[int, int]:
        found = self._database.all(
            "SELECT key, issues FROM story_term WHERE key IN (SELECT value FROM json_each(?))",
            (json.dumps(list(keys)),),
        )
        return {row[0]: row[1] for row in found}

    def total(self) -> int:
        row = self._database.one("SELECT count(*) FROM story_issue")
        return int(row[0]) if row else 0

    # Joining

    def sharing_signs(self, signs: Sequence[int], most: int) -> list[int]:
        newest = "SELECT section FROM story_sign WHERE sign = ? ORDER BY section DESC LIMIT ?"
        found = (self._database.all(newest, (sign, _NEWEST)) for sign in signs)
        shared = Counter(row[0] for rows in found for row in rows)
        near = [section for section, count in shared.items() if count >= _FEWEST_SIGNS]
        return nlargest(most, near, key=lambda section: (shared[section], section))

    def members(self, sections: Iterable[int]) -> list[Member]:
        return self._members("i.section", sections, -1)

    def members_of(self, story: int, most: int) -> list[Member]:
        return self._members("i.story", (story,), most)

    def _members(self, column: str, values: Iterable[int], most: int) -> list[Member]:
        found = self._database.all(
            "SELECT i.section, s.document, i.story, i.profile FROM story_issue i "
            f"JOIN section s ON s.id = i.section WHERE {column} IN (SELECT value FROM json_each(?)) "
            "ORDER BY i.section DESC LIMIT ?",
            (json.dumps(list(values)), most),
        )
        return [Member(*row) for row in found]

    # Listing

    def grown(self, since: str, fewest: int) -> list[GrownStory]:
        found = self._database.all(
            "SELECT i.story, count(DISTINCT d.id), "
            "coalesce(max(substr(nullif(d.published, ''), 1, 10)), max(substr(d.added, 1, 10))) "
            "FROM story_issue i JOIN section s ON s.id = i.section "
            "JOIN document d ON d.id = s.document WHERE d.removed IS NULL GROUP BY i.story "
            "HAVING count(DISTINCT d.id) >= ?2 AND max(d.added) >= ?1",
            (since, fewest),
        )
        return [GrownStory(*row) for row in found]

    def with_texts(self, hashes: Iterable[str]) -> list[int]:
        found = self._database.all(
            "SELECT DISTINCT i.story FROM json_each(?) j JOIN document d ON d.sha256 = j.value "
            "JOIN section s ON s.document = d.id JOIN story_issue i ON i.section = s.id",
            (json.dumps(list(hashes)),),
        )
        return [row[0] for row in found]

    def listing(self, stories: Iterable[int]) -> list[StoredIssue]:
        which = "i.story IN (SELECT value FROM json_each(?)) ORDER BY i.story, s.id"
        return self._listing(f"{_OF_STORIES} WHERE d.removed IS NULL AND {which}", stories)

    def listing_of(self, sections: Iterable[int]) -> list[StoredIssue]:
        which = "i.section IN (SELECT value FROM json_each(?)) ORDER BY i.story, s.id"
        return self._listing(f"{_OF_STORIES} WHERE d.removed IS NULL AND {which}", sections)

    def by_section(self, sections: Iterable[int]) -> dict[int, StoredIssue]:
        """Also those that are in no story yet."""
        found = self._listing(f"{_OF_SECTIONS} WHERE d.removed IS NULL", sections)
        return {row.section: row for row in found}

    def _listing(self, tables: str, ids: Iterable[int]) -> list[StoredIssue]:
        found = self._database.all(f"{_LISTED} {tables}", (json.dumps(list(ids)),))
        return [StoredIssue(*row) for row in found]

    def outdated(self, hashes: Iterable[str], sha256: str) -> list[str]:
        """Those whose address has a newer text, or is one of that of `sha256`."""
        found = self._database.all(
            "SELECT j.value FROM json_each(?1) j WHERE j.value = ?2 OR EXISTS ("
            "SELECT 1 FROM source here JOIN source other ON other.address = here.address "
            "WHERE here.sha256 = j.value AND (other.number > here.number OR other.sha256 = ?2))",
            (json.dumps(list(hashes)), sha256),
        )
        return [row[0] for row in found]

    def look(self, hashes: Iterable[str]) -> None:
        with self._database.write() as connection:
            connection.execute(
                "UPDATE document SET seen = 1 WHERE NOT seen "
                "AND sha256 IN (SELECT value FROM json_each(?))",
                (json.dumps(list(hashes)),),
            )


# Within the caller's transaction


def count_terms(connection: apsw.Connection, keys: Iterable[int]) -> None:
    connection.executemany(
        "INSERT INTO story_term VALUES (?, 1) ON CONFLICT DO UPDATE SET issues = issues + 1",
        [(key,) for key in keys],
    )


def make_story(connection: apsw.Connection) -> int:
    connection.execute("INSERT INTO story DEFAULT VALUES")
    return connection.last_insert_rowid()


def put_issue(
    connection: apsw.Connection,
    member: Member,
    signs: Iterable[int],
    confidence: float,
    reason: str,
) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO story_issue VALUES (?, ?, ?, ?, ?)",
        (member.section, member.story, confidence, reason, member.profile),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO story_sign VALUES (?, ?)", [(sign, member.section) for sign in signs]
    )


def merge_stories(connection: apsw.Connection, kept: int, other: int) -> None:
    connection.execute("UPDATE story_issue SET story = ? WHERE story = ?", (kept, other))
    connection.execute("DELETE FROM story WHERE id = ?", (other,))


def mark_joined(connection: apsw.Connection, document: int) -> None:
    connection.execute("UPDATE document SET joined = 1 WHERE id = ?", (document,))
