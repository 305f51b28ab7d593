"""Parses library searches: words, phrases, filters and operators.

    peace talks            both words              "peace talks"    the phrase
    harb*                  words starting so       -ferry           without the word
    peace OR truce         either word             NOT (a OR b)     neither word
    agency:reuters         filters, alone or with words; quote values that contain spaces
    person:"ada kroll" org:nato title:harbour collection:work source:example.org
    after:2024-01 before:2024-03-15 (`after` includes its first day, `before` excludes it)
    unread: read: marked: marked:note

The parser is lenient: an unclosed quote or parenthesis ends with the text, a surplus one is
ignored, and a dangling operator or unknown filter is a word.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from briefing.errors import QueryError

LONGEST = 1000
"""Characters of a query."""
DEEPEST = 20
"""Nesting of parentheses; SQLite limits the resulting expression to 256 levels."""

VALUED = ("title", "agency", "person", "org", "after", "before", "collection", "source", "marked")
"""Filters with a value; optional for `marked`."""
PLAIN = ("unread", "read", "marked")
KINDS = ("bookmark", "highlight", "note")


class Term(Struct, frozen=True):
    text: str
    prefix: bool = False


class Filter(Struct, frozen=True):
    """Dates are ISO 8601, as precise as given."""

    field: str
    value: str = ""


class Not(Struct, frozen=True):
    of: "Node"


class And(Struct, frozen=True):
    parts: tuple["Node", ...] = ()


class Or(Struct, frozen=True):
    parts: tuple["Node", ...]


Node = Term | Filter | Not | And | Or
"""A parsed query; `And()` for an empty one."""


class _Token(Struct, frozen=True):
    sign: str
    node: Node = And()


_FIELD = "|".join(sorted({*VALUED, *PLAIN}))
_TOKEN = re.compile(
    rf"""
    (?P<paren>[()])
    | -(?P<minus>(?=[^\s\-)]))
    | (?P<field>{_FIELD}):(?P<gap>\s*)(?:"(?P<quoted>[^"]*)"?|(?P<value>[^\s()"]*))
    | "(?P<phrase>[^"]*)"?(?P<star>\*?)
    | (?P<word>[^\s()"]+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_UNKNOWN = re.compile(r'"[^"]*"?|(?<![^\s(-])(?P<name>[a-z]{1,20}):(?!//)[^\s"]', re.IGNORECASE)
"""What is in quotation marks is passed over."""
_UNUSABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_OPENS = ("", "(", "NOT")


def parse_query(text: str) -> Node:
    """Raises:
    QueryError: The query is too long or too deep, or a filter has no valid value.
    """
    if len(text) > LONGEST:
        raise QueryError(f"The search is too long; use at most {LONGEST} characters.")
    tokens = list(_tokens(_UNUSABLE.sub(" ", text.translate(_QUOTES))))
    return _Reader(_balance(tokens)).read()


def squeeze_query(text: str) -> str:
    """On one line, without what searches pass over."""
    return " ".join(_UNUSABLE.sub(" ", text).split())


def unknown_filter(text: str) -> str:
    """What to say where nothing was found for a word like "in:work"; "" without such a word."""
    for match in _UNKNOWN.finditer(text.translate(_QUOTES)):
        if match["name"] and match["name"].lower() not in (*VALUED, *PLAIN):
            *known, last = (f"{name}:" for name in dict.fromkeys((*VALUED, *PLAIN)))
            return f"There is no filter {match['name']}:, only {', '.join(known)} and {last}."
    return ""


def is_empty(node: Node) -> bool:
    return node == And()


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while match := _TOKEN.search(text, at):
        at = match.end()
        if match["paren"]:
            yield _Token(match["paren"])
        elif match["minus"] is not None:
            yield _Token("NOT")
        elif match["field"]:
            node, at = _filter(match)
            yield _Token("", node)
        elif match["word"] in ("AND", "OR", "NOT"):
            yield _Token(match["word"])
        elif match["phrase"] is not None:
            yield from _words(match["phrase"], prefix=bool(match["star"]))
        else:
            word = match["word"]
            yield from _words(word, prefix=word.endswith("*"))


def _words(text: str, *, prefix: bool) -> Iterator[_Token]:
    if any(c.isalnum() for c in text):
        yield _Token("", Term(" ".join(text.split()).rstrip("*"), prefix))


def _filter(match: re.Match[str]) -> tuple[Node, int]:
    field = match["field"].lower()
    value = " ".join((match["quoted"] or match["value"] or "").split())
    if field in PLAIN and (field != "marked" or match["gap"] or not value):
        return Filter(field), match.end("field") + 1
    if field in ("after", "before"):
        return Filter(field, _date(field, value)), match.end()
    if field == "marked":
        return Filter(field, _kind(value)), match.end()
    if not any(c.isalnum() for c in value):
        raise QueryError(f"Enter a value after “{field}:”, such as {field}:{_LIKE[field]}.")
    return Filter(field, value.rstrip("*")), match.end()


_LIKE = {
    "title": "harbour",
    "agency": "reuters",
    "person": "kroll",
    "org": "nato",
    "collection": "work",
    "source": "example.org",
}


def _date(field: str, value: str) -> str:
    match = _DATE.fullmatch(value)
    if match is None or not (1 <= int(match[2] or 1) <= 12 and 1 <= int(match[3] or 1) <= 31):
        raise QueryError(
            f"Enter a date after “{field}:”, such as {field}:2024, {field}:2024-03 or {field}:2024-03-15."
        )
    return "-".join(part.zfill(2) for part in match.groups() if part)


def _kind(value: str) -> str:
    kind = value.lower().rstrip("s")
    if kind not in KINDS:
        raise QueryError("Enter bookmark, highlight, note or nothing after “marked:”.")
    return kind


def _balance(tokens: list[_Token]) -> list[_Token]:
    found: list[_Token] = []
    depth = 0
    for token in tokens:
        depth += {"(": 1, ")": -1}.get(token.sign, 0)
        if depth > DEEPEST:
            raise QueryError(f"Parentheses may be nested {DEEPEST} deep; remove some.")
        if depth >= 0:
            found.append(token)
        depth = max(depth, 0)
    found += [_Token(")")] * depth
    right = ")"
    for i in reversed(range(len(found))):
        sign = found[i].sign
        left = found[i - 1].sign if i else "("
        alone = right not in _OPENS or (sign != "NOT" and left in ("(", "NOT"))
        if sign in ("AND", "OR", "NOT") and alone:
            found[i] = _Token("", Term(sign))
        right = found[i].sign
    return found


class _Reader:
    """Recursive descent; OR binds less tightly than AND and juxtaposition."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def read(self) -> Node:
        either: list[Node] = []
        together: list[Node] = []
        while (token := self._next()) is not None and token.sign != ")":
            if token.sign == "OR":
                either.append(_join(And, together))
                together = []
            elif token.sign != "AND":
                together.append(self._part(token))
        either.append(_join(And, together))
        return _join(Or, either)

    def _part(self, token: _Token) -> Node:
        denied = False
        while token.sign == "NOT":
            denied = not denied
            token = self._next() or _Token("")
        node = self.read() if token.sign == "(" else token.node
        return Not(node) if denied and not is_empty(node) else node

    def _next(self) -> _Token | None:
        self._at += 1
        return self._tokens[self._at - 1] if self._at <= len(self._tokens) else None


def _join(kind: type[And] | type[Or], parts: list[Node]) -> Node:
    found: list[Node] = []
    for part in parts:
        if isinstance(part, kind):
            found += part.parts
        elif not is_empty(part):
            found.append(part)
    if not found:
        return And()
    return found[0] if len(found) == 1 else kind(tuple(found))
