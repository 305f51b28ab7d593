import json
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from briefing.model import Span
from briefing.model.search_query import And, Filter, Node, Not
from briefing.model.search_query import Or as AnyOf
from briefing.storage import column_codec
from briefing.storage.database import Reader
from briefing.storage.document_listing import DocumentListing
from briefing.storage.fts_tokens import Term, split_terms
from briefing.storage.query_to_sql import Condition, passages_condition, split_query
from briefing.storage.snippets import Snippet, best_snippet, mark_snippet
from briefing.storage.without_digests import without_digests

RANKED = 10_000
"""Maximum issues ranked, newest first; words with more matches are too common to rank by."""
TITLE_WEIGHT = 4.0
"""Relative to a word in the text."""
ASIDE_WEIGHT = 0.1
"""Weight of a word in boilerplate."""


class Hit(Struct, frozen=True):
    sha256: str
    title: str
    """Of the briefing, as the next three."""
    agency: str | None
    published: str | None
    source: str
    """Its address or path."""
    number: int
    """Section index when it was indexed."""
    issue: str
    issue_marks: tuple[Span, ...]
    """Matches in `issue`."""
    passage: Span
    """Span of the issue."""
    span: Span
    """Best match; empty at the issue's start if only titles match."""
    snippet: Snippet
    score: float
    """Negative bm25; 0 if not ranked."""
    older: bool = False
    """Whether there is a later version."""
    shares_title: bool = False
    """Whether a briefing from elsewhere with the same title was found too."""


class Hits(Struct, frozen=True):
    shown: tuple[Hit, ...] = ()
    total: int = 0
    complete: bool = True
    """False if there are more than `total`."""


class Search:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def find(self, asked: Node, most: int = 50) -> Hits:
        query, values = _ranked(asked) or _unranked(asked)
        found = self._reader.all(query, (*values, most))
        if not found:
            return Hits()
        scores = self._without_digests({row[0]: row[1] for row in found})
        shown, total = self._hits(scores, split_terms(asked)), found[0][2]
        if total > RANKED:
            return Hits(tuple(shown.values()), RANKED, complete=False)
        return Hits(tuple(shown.values()), total - len(found) + len(scores))

    def sections(self, asked: Node, documents: Iterable[int] | None = None) -> tuple[int, ...]:
        where = _all_passages(asked)
        query, values = _FOUND.format(where.sql), where.values
        if documents is not None:
            query += " AND d.id IN (SELECT value FROM json_each(?))"
            values = (*values, json.dumps(list(documents)))
        return tuple(row[0] for row in self._reader.all(query, values))

    def show(self, sections: Iterable[int], asked: Node) -> dict[int, Hit]:
        """What a search that found these issues would show, by section id."""
        return self._hits(dict.fromkeys(sections, 0.0), split_terms(asked))

    def _without_digests(self, scores: dict[int, float]) -> dict[int, float]:
        # A digest repeats what others say: it is a hit where nobody else says it.
        query = "SELECT id, document FROM section WHERE id IN (SELECT value FROM json_each(?))"
        found = self._reader.all(query, (json.dumps(list(scores)),))
        told = set(without_digests(self._reader, {document for _, document in found}))
        kept = {section for section, document in found if document in told}
        return {id: score for id, score in scores.items() if id in kept} or scores

    def _hits(self, scores: dict[int, float], wanted: tuple[Term, ...]) -> dict[int, Hit]:
        found = self._reader.all(_ABOUT, (json.dumps(list(scores)),))
        older = DocumentListing(self._reader).superseded({row[2] for row in found})
        titles = Counter(title for title, _ in {(row[3], row[6]) for row in found})
        hits: dict[int, Hit] = {}
        for document, rows in groupby(found, key=itemgetter(0)):
            group = list(rows)
            text = self._text(document)
            made = {row[1]: _hit(row, text, scores[row[1]], wanted) for row in group}
            more = {"older": group[0][2] in older, "shares_title": titles[group[0][3]] > 1}
            hits |= {id: replace(hit, **more) for id, hit in made.items()}
        return {id: hits[id] for id in scores if id in hits}

    def _text(self, document: int) -> str:
        row = self._reader.one("SELECT text, body FROM content WHERE document = ?", (document,))
        if row is None:
            return ""
        return column_codec.plain_text(row[0])


def _ranked(asked: Node) -> tuple[str, tuple[object, ...]] | None:
    match, rest = split_query(asked)
    if match is None:
        return None
    where = passages_condition(rest)
    if where.values or where.sql != "1":
        return _RANKED.format(_FILTERED.format(where.sql)), (match, *where.values)
    return _RANKED.format(_REMOVED), (match,)


def _unranked(asked: Node) -> tuple[str, tuple[object, ...]]:
    where = _all_passages(asked)
    return _LATEST.format(_FOUND.format(where.sql)), where.values


def _all_passages(asked: Node) -> Condition:
    where = passages_condition(asked)
    first = "" if _asks_for_passages(asked) else "AND s.number = 0"
    return Condition(f"({where.sql}) {first}", where.values)


def _asks_for_passages(node: Node) -> bool:
    if isinstance(node, Filter):
        return node.field in ("person", "org", "title")
    if isinstance(node, (And, AnyOf)):
        return any(map(_asks_for_passages, node.parts))
    return not isinstance(node, Not) or _asks_for_passages(node.of)


_ABOUT = """
    SELECT d.id, s.id, d.sha256, d.title, d.agency, d.published,
        coalesce((SELECT address FROM source WHERE sha256 = d.sha256 ORDER BY number DESC LIMIT 1), ''),
        s.number, s.title, s.start, s."end"
    FROM json_each(?) j JOIN section s ON s.id = j.value JOIN document d ON d.id = s.document
    ORDER BY d.id
"""
_RANKED = f"""
    SELECT id, score, count(*) OVER () FROM (
        SELECT passage.rowid AS id, bm25(passage, {TITLE_WEIGHT}, 1.0, {ASIDE_WEIGHT}) AS score FROM passage {{}}
        ORDER BY passage.rowid DESC LIMIT {RANKED + 1}
    ) ORDER BY score, id DESC LIMIT ?
"""
_REMOVED = """
    WHERE passage MATCH ? AND passage.rowid NOT IN (
        SELECT s.id FROM section s JOIN document d ON d.id = s.document WHERE d.removed IS NOT NULL
    )
"""
_FILTERED = """
    CROSS JOIN section s ON s.id = passage.rowid CROSS JOIN document d ON d.id = s.document
    WHERE passage MATCH ? AND d.removed IS NULL AND ({})
"""
"""Filters row by row: its worst case takes a third of the other order's (measured)."""
_FOUND = """
    SELECT s.id AS id FROM section s JOIN document d ON d.id = s.document
    WHERE d.removed IS NULL AND {}
"""
_LATEST = f"""
    SELECT id, 0.0, count(*) OVER () FROM (
        {{}} ORDER BY s.id DESC LIMIT {RANKED + 1}
    ) LIMIT ?
"""


def _hit(row: tuple[Any, ...], text: str, score: float, wanted: tuple[Term, ...]) -> Hit:
    _, _, sha256, title, agency, published, source, number, issue, start, end = row
    passage = Span(min(start, len(text)), min(end, len(text)))
    span, snippet = best_snippet(text, wanted, passage, issue)
    about = (sha256, title, agency, published, source, number, issue)
    return Hit(*about, mark_snippet(issue, wanted), passage, span, snippet, -score)
