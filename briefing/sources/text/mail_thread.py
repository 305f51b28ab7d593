import re

from msgspec import Struct

_LONGEST = 400
"""Characters of an attribution, over its lines."""
_MOST_LINES = 3
_MOST_CONTINUED = 60
"""Lines over which the fields at the head of a message may go on."""
_QUOTE = re.compile(r"(?:>[ \t]?)*")
_ATTRIBUTION = re.compile(
    r"(?:On|Am|Le|El|Il|Op|Em)\s.{4,}?\b(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu)\b"
    r"[^:]{0,80}:\Z",
    re.DOTALL,
)
_BEGINS = re.compile(r"(?:On|Am|Le|El|Il|Op|Em)\s")
_FROM = re.compile(r"\*?(?:From|Von|De|Da|Van)\s?:\*?\s+\S")
_PRINTED = re.compile(
    r"(?!>)[^<>\n:]{2,60}<[^<>\s@]{1,64}@[^<>\s]{1,190}>\s{1,9}[^<>\n]{0,40}\d{1,2}:\d\d\b[^<>\n]{0,12}\Z"
)
"""A sender and the moment in one line, as web mail prints a conversation."""
_TO = re.compile(r"(?:To|An|À|Para|A|Aan): ?\S")
_FIELD = re.compile(
    r"\*?(?:Sent|Date|To|Cc|Subject|Reply-To|Gesendet|Datum|An|Betreff|Envoyé|À|Objet|Enviado|Para|Asunto)"
    r"\s?:\*?(?:\s|\Z)"
)
_LINE = re.compile(
    r"[-_*\s]*(?:original message|forwarded message|begin forwarded message:?)[-_*\s]*\Z", re.I
)
FORWARDED = re.compile(r"forwarded message|weitergeleitete nachricht|message transféré", re.I)
_SIGNATURE = re.compile(r"--\s?\Z")


class Reply(Struct, frozen=True):
    """One message by its lines: `start` to `body` head it, `body` to `end` are its text."""

    start: int
    body: int
    end: int
    depth: int
    """How many signs of quotation each of its lines has."""


def unquote(line: str, depth: int = 1000) -> tuple[str, int]:
    """`line` without at most `depth` signs of quotation, and how many it had."""
    match = _QUOTE.match(line)
    signs = match[0] if match else ""
    had = signs.count(">")
    if had <= depth:
        return line[len(signs) :], had
    at = 0
    for _ in range(depth):
        at = line.index(">", at) + 1
    return line[at:].removeprefix(" "), had


def find_replies(lines: list[str]) -> list[Reply]:
    """In order; what stands before the first belongs to none."""
    starts: list[tuple[int, int, int]] = []
    at = 0
    while at < len(lines):
        size = _head_size(lines, at)
        if size:
            starts.append((at, at + size, _depth_below(lines, at, at + size)))
        at += size or 1
    ends = [*(start for start, _, _ in starts[1:]), len(lines)] if starts else []
    return [
        Reply(start, body, end, depth)
        for (start, body, depth), end in zip(starts, ends, strict=True)
    ]


def quote_depths(lines: list[str]) -> list[int]:
    found = map(unquote, lines)
    return [depth for words, depth in found if words.strip()]


class Head(Struct, frozen=True):
    title: str
    """What names the message: its attribution, or the line that says who sent it."""
    before: list[str]
    """A line such as "Original Message"."""
    fields: list[str]


def reply_head(lines: list[str], reply: Reply) -> Head:
    head = [unquote(line)[0].strip() for line in lines[reply.start : reply.body]]
    sender = next((at for at, line in enumerate(head) if _FROM.match(line)), None)
    if sender is None and len(head) == 2 and _PRINTED.match(head[0]):
        return Head(head[0], [], head[1:])
    if sender is None:
        return Head(" ".join(head), [], [])
    above = list(filter(None, head[:sender]))
    fields = [line for line in above if _FIELD.match(line)]
    return Head(
        head[sender], [line for line in above if line not in fields], fields + head[sender + 1 :]
    )


def find_signature(lines: list[str], start: int, end: int) -> int:
    for at in range(start, end):
        if _SIGNATURE.match(unquote(lines[at])[0]):
            return at
    return end


def _head_size(lines: list[str], at: int) -> int:
    first, depth = unquote(lines[at])
    first = first.strip()
    if _LINE.match(first):
        follows = at + 1
        while follows < len(lines) and not unquote(lines[follows])[0].strip():
            follows += 1
        inner = _fields(lines, follows)
        return follows - at + inner if inner else 0
    if _FROM.match(first):
        return _fields(lines, at)
    if _FIELD.match(first) and at < _MOST_LINES and not any(map(str.strip, lines[:at])):
        near = range(at, min(at + _MOST_LINES, len(lines)))
        sender = next((i for i in near if _FROM.match(lines[i])), at)
        size = _fields(lines, sender, 2 - (sender - at)) if "@" in lines[sender] else 0
        return size and sender - at + size
    if at + 1 < len(lines) and _TO.match(lines[at + 1]) and _PRINTED.match(first):
        return 2
    if not _BEGINS.match(first):
        return 0
    words = ""
    for size in range(1, _MOST_LINES + 1):
        if at + size > len(lines) or unquote(lines[at + size - 1])[1] != depth:
            return 0
        words = f"{words} {unquote(lines[at + size - 1])[0].strip()}".strip()
        if len(words) > _LONGEST:
            return 0
        if _ATTRIBUTION.match(words):
            return size
    return 0


def _fields(lines: list[str], at: int, least: int = 2) -> int:
    if at >= len(lines) or not _FROM.match(unquote(lines[at])[0].strip()):
        return 0
    size, named = 1, 0
    while at + size < len(lines):
        words = unquote(lines[at + size])[0]
        if _FIELD.match(words.strip()):
            named += 1
        elif size - named > _MOST_CONTINUED or not (words[:1] in (" ", "\t") and words.strip()):
            break
        size += 1
    return size if named >= least else 0


def _depth_below(lines: list[str], start: int, body: int) -> int:
    for line in lines[body : body + 10]:
        words, depth = unquote(line)
        if words.strip():
            return depth
    return unquote(lines[start])[1]
