from collections.abc import Iterator

from msgspec import Struct

from briefing.late_pattern import late_pattern

COLONS = late_pattern(r"[ \t]*:{3,}[ \t]*(?P<rest>(?:[A-Za-z{.][^`]*)?)\Z")
"""What begins a box (":::note"), or ends one (":::")."""
INDENTED = late_pattern(
    r"[ \t]*(?:!!!|\?\?\?\+?)[ \t]+(?P<name>[A-Za-z][\w-]*)(?:[ \t]+[\w-]+){0,4}(?:[ \t]+\"(?P<title>[^\"\n]*)\")?[ \t]*\Z"
)
"""What begins a box of the lines below it that stand further in."""
_FENCE = late_pattern(r"[ \t>]*(`{3,}|~{3,})")
_NAMED = late_pattern(r"\{?[ \t]*\.?(?:callout-)?([A-Za-z]{3,12})(?![\w-])\}?(?P<more>.*)\Z")
_TITLE = late_pattern(r"\btitle=(?:\"([^\"]*)\"|'([^']*)')|\A\[([^\[\]]*)\]")
_ATTRIBUTES = late_pattern(r"\{[^{}]*(?:\}|\Z)|\A[^{}]*\}")
_KIND_NAMES = """
abstract attention bug caution check danger details done error example fail failure faq help hint
important info missing note question quote seealso success summary tip tldr todo warning"""
_KINDS = frozenset(_KIND_NAMES.split())


class _Reader(Struct):
    hidden: list[tuple[str, int]]

    def quote(self, lines: list[str], first: int = 0) -> Iterator[str]:
        at = 0
        while at < len(lines):
            end = _end_of_code(lines, at)
            if end > at:
                yield from lines[at:end]
            elif opened := INDENTED.match(lines[at]):
                end = _end_of_indented(lines, at)
                head = f"[!{opened['name'].lower()}] {opened['title'] or ''}"
                yield from self._box(lines[at:end], head, 4, first + at)
            elif opened := COLONS.match(lines[at]):
                end = _end_of_colons(lines, at)
                yield from self._colons(lines[at : max(end, at + 1)], opened["rest"], first + at)
            else:
                yield lines[at]
            at = max(end, at + 1)

    def _colons(self, lines: list[str], rest: str, first: int) -> Iterator[str]:
        closed = len(lines) > 1
        head = _head(rest)
        if head:
            yield from self._box(lines[:-1] if closed else lines, head, 0, first)
        else:
            self.hidden += [(rest, first)] if rest else []
            yield ""
            yield from self.quote(lines[1:-1], first + 1)
        if closed:
            yield ""

    def _box(self, lines: list[str], head: str, inner: int, first: int) -> Iterator[str]:
        column = _indent(lines[0])
        edge = " " * column + "> "
        yield edge + head
        for line in self.quote([_cut(line, column + inner) for line in lines[1:]], first + 1):
            yield edge + line


def quote_boxes(source: str) -> tuple[str, list[tuple[str, int]]]:
    """As callouts, and the signs of others with their lines."""
    if not any(sign in source for sign in (":::", "!!!", "???")):
        return source, []
    reader = _Reader([])
    return "\n".join(reader.quote(source.split("\n"))), reader.hidden


def _head(rest: str) -> str:
    named = _NAMED.match(rest)
    if named is None:
        return ""
    more = named["more"]
    title = _TITLE.search(more.strip())
    words = next(filter(None, title.groups()), "") if title else ""
    words = words or _ATTRIBUTES.sub("", more).strip(" \t:")
    if named[1].lower() not in _KINDS and not words:
        return ""
    return f"[!{named[1].lower()}] {words}"


def _end_of_code(lines: list[str], at: int) -> int:
    opened = _FENCE.match(lines[at])
    if opened is None:
        return at
    end = at + 1
    while end < len(lines) and not lines[end].strip(" \t>").startswith(opened[1]):
        end += 1
    return min(end + 1, len(lines))


def _end_of_indented(lines: list[str], at: int) -> int:
    column = _indent(lines[at]) + 4
    end = last = at + 1
    while last < len(lines) and (not lines[last].strip() or _indent(lines[last]) >= column):
        last += 1
        end = last if lines[last - 1].strip() else end
    return end


def _end_of_colons(lines: list[str], at: int) -> int:
    depth = 0
    for end in range(at, len(lines)):
        found = COLONS.match(lines[end])
        if found:
            depth += 1 if found["rest"] else -1
            if depth <= 0:
                return end + 1 if end > at else at
    return at


def _indent(line: str) -> int:
    line = line.expandtabs(4)
    return len(line) - len(line.lstrip(" "))


def _cut(line: str, columns: int) -> str:
    line = line.expandtabs(4)
    return line[min(columns, _indent(line)) :]
