"""Translates queries into conditions on `document d` and `section s`, and FTS5 expressions.

User input is always bound, or quoted as an FTS5 string.
"""

from typing import Any as AnyValue

from msgspec import Struct

from briefing.model import search_query
from briefing.model.folding import fold_accents
from briefing.model.search_query import And, Filter, Node, Not, Term

_NAMED = """
    {item} IN (SELECT {column} FROM named WHERE name IN (
        SELECT id FROM name WHERE kind {kind} AND instr(' ' || key, ' ' || ?)
        UNION SELECT n.id FROM identity i JOIN name n ON n.kind = i.kind AND n.key = i.key
        WHERE i.sha256 IS NULL AND i.kind {kind} AND instr(' ' || i.person, ' ' || ?)
    ))
"""
"""Names with a prefix, and names merged with them."""
_KINDS = {"person": "person", "org": "organization"}
_MARKED_READ = "SELECT 1 FROM read_mark r WHERE r.sha256 = d.sha256"
_READ = f"""(
    d.sha256 IN (SELECT sha256 FROM read_mark) AND CASE WHEN d.indexed AND d.issues
    THEN NOT EXISTS (
        SELECT 1 FROM section i WHERE i.document = d.id AND i.kind = 'issue'
        AND NOT EXISTS ({_MARKED_READ} AND r.start = i.start)
    )
    ELSE (SELECT count(*) FROM ({_MARKED_READ})) >= d.issues END
)"""
"""Every issue was read; without issues, anything."""
_DATED = {"after": "d.published IS NOT NULL AND d.published >= ?"}
_DATED["before"] = "d.published IS NOT NULL AND d.published < ?"


class Condition(Struct, frozen=True):
    sql: str = "1"
    values: tuple[AnyValue, ...] = ()


def documents_condition(node: Node) -> Condition:
    """On `document d`; words match prefixes in title, agency and names."""
    return _DocumentTerms().condition(node)


def passages_condition(node: Node) -> Condition:
    """On `section s` and its `document d`."""
    return _PassageTerms().condition(node)


def match_expression(node: Node) -> str | None:
    """Returns None for filters and purely negative queries."""
    if isinstance(node, Term):
        return _quoted(node.text, prefix=node.prefix)
    if isinstance(node, search_query.Or):
        parts = [match_expression(part) for part in node.parts]
        return None if None in parts else " OR ".join(f"({part})" for part in parts)
    if isinstance(node, And):
        wanted = [match_expression(part) for part in node.parts if not isinstance(part, Not)]
        denied = [match_expression(part.of) for part in node.parts if isinstance(part, Not)]
        if not wanted or None in wanted or None in denied:
            return None
        found = " AND ".join(f"({part})" for part in wanted)
        without = " OR ".join(f"({part})" for part in denied)
        return f"({found}) NOT ({without})" if denied else found
    return None


def split_query(node: Node) -> tuple[str | None, Node]:
    """The part that FTS5 can rank, or None, and the rest."""
    parts = node.parts if isinstance(node, And) else (node,)
    text = tuple(part for part in parts if _is_text(part))
    found = match_expression(And(text))
    if found is None:
        return None, node
    return found, And(tuple(part for part in parts if not _is_text(part)))


def _is_text(node: Node) -> bool:
    return match_expression(node.of if isinstance(node, Not) else node) is not None


def _quoted(text: str, *, prefix: bool) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}" *' if prefix else f'"{doubled}"'


class _DocumentTerms:
    item, column = "d.id", "document"

    def __init__(self) -> None:
        self.values: list[AnyValue] = []

    def condition(self, node: Node) -> Condition:
        sql = self.sql(node)
        return Condition(sql, tuple(self.values))

    def sql(self, node: Node) -> str:
        if isinstance(node, Term):
            return self.term(node)
        if isinstance(node, Filter):
            return f"({self.filter(node)})"
        if isinstance(node, Not):
            return f"NOT {self.sql(node.of)}"
        word = " AND " if isinstance(node, And) else " OR "
        return f"({word.join(map(self.sql, node.parts))})" if node.parts else "1"

    def bound(self, sql: str, *values: AnyValue) -> str:
        self.values += values
        return sql

    def term(self, term: Term) -> str:
        heading = self.heading("", term.text)
        return f"({heading} OR {self.named(term.text)})"

    def named(self, text: str, kind: str | None = None) -> str:
        """Takes any but places without `kind`."""
        name = " ".join(fold_accents(text).split())
        sql = _NAMED.format(
            item=self.item, column=self.column, kind="= ?" if kind else "<> 'place'"
        )
        return self.bound(sql, *((kind, name, kind, name) if kind else (name, name)))

    def heading(self, column: str, text: str) -> str:
        matched = column + _quoted(text, prefix=True)
        return self.bound("d.id IN (SELECT rowid FROM heading WHERE heading MATCH ?)", matched)

    def filter(self, asked: Filter) -> str:
        field, value = asked.field, asked.value
        if field in ("title", "agency"):
            return self.heading(f"{field} : ", value)
        if field in _KINDS:
            return self.named(value, _KINDS[field])
        if field in _DATED:
            return self.bound(_DATED[field], value)
        return self.library_filter(field, value)

    def library_filter(self, field: str, value: str) -> str:
        if field == "read":
            return _READ
        if field == "unread":
            return f"NOT {_READ}"
        if field == "marked" and not value:
            return "EXISTS (SELECT 1 FROM mark m WHERE m.sha256 = d.sha256)"
        if field == "marked":
            kind = "EXISTS (SELECT 1 FROM mark m WHERE m.sha256 = d.sha256 AND m.kind = ?)"
            return self.bound(kind, value)
        if field == "collection":
            collected = "SELECT document FROM collected JOIN collection c ON c.id = collection"
            where = f"d.id IN ({collected} WHERE instr(fold(c.name), ?))"
            return self.bound(where, fold_accents(value))
        address = "SELECT sha256 FROM source WHERE instr(lower(address), lower(?))"
        return self.bound(f"d.sha256 IN ({address})", value)


class _PassageTerms(_DocumentTerms):
    """Words and names apply to the passage, everything else to the document."""

    item, column = "s.id", "section"

    def sql(self, node: Node) -> str:
        found = match_expression(node)
        if found is not None:
            return self.passage(found)
        return super().sql(node)

    def passage(self, match: str) -> str:
        return self.bound("s.id IN (SELECT rowid FROM passage WHERE passage MATCH ?)", match)

    def filter(self, asked: Filter) -> str:
        if asked.field == "title":
            document = self.heading("title : ", asked.value)
            issue = self.passage("title : " + _quoted(asked.value, prefix=True))
            return f"{document} OR {issue}"
        return super().filter(asked)
