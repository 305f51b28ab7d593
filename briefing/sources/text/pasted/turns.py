import re
from collections import Counter

from briefing.sources.text.pasted.pasted import Pasted, ends_sentence, is_blank

_TIME = r"(?:\d{1,2}:)?\d{1,2}:\d\d(?:\s?[AaPp]\.?[Mm]\.?)?"
_DAY = r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}"
_WORD = r"[^\W\d_a-z][\w.'’\-]*"
_NAME = rf"(?P<name>{_WORD}(?: (?:{_WORD}|\d{{1,3}}|de|van|von|der|al|bin)){{0,4}})"
_BEFORE = (
    rf"(?:[\[(]?(?:{_DAY},?\s{{1,3}})?{_TIME}(?:,?\s{{1,3}}{_DAY})?[\])]?\s{{0,3}}[-–—]?\s{{0,3}})?"
)
_AFTER = rf"(?:\s{{0,3}}[\[(,]\s{{0,3}}[^\[\]():\d]{{0,40}}(?:{_TIME})?[\])]?)?"
_SPOKEN = re.compile(rf"{_BEFORE}{_NAME}{_AFTER}\s?:\s{{1,9}}(?=\S)")
_HEADED = re.compile(
    rf"(?:{_NAME}\s{{1,9}}[\[(]?{_TIME}[\])]?|[\[(]?{_TIME}[\])]?\s{{1,9}}[-–—]?\s{{0,3}}(?P<other>{_WORD}(?: {_WORD}){{0,3}}))\Z"
)
_FIELDS = frozenset(
    [
        "from",
        "to",
        "cc",
        "bcc",
        "subject",
        "date",
        "sent",
        "re",
        "note",
        "notes",
        "source",
        "photo",
        "image",
        "credit",
        "where",
        "when",
        "what",
        "who",
        "why",
        "how",
        "attendees",
        "present",
        "absent",
        "time",
        "place",
        "location",
        "summary",
        "decision",
        "action",
        "update",
        "warning",
        "caution",
        "important",
        "tip",
        "example",
        "question",
        "answer",
        "phone",
        "email",
        "website",
        "address",
        "tel",
        "fax",
        "title",
        "author",
        "published",
        "updated",
        "by",
    ]
)
_LEAST, _SHARE = 4, 0.6


def read_turns(lines: list[str]) -> Pasted | None:
    """Each turn is a paragraph that begins with its speaker."""
    names = {at: name for at, line in enumerate(lines) if (name := _speaker(line.strip()))}
    counts = Counter(names.values())
    often = {name for name, count in counts.items() if count > 1}
    starts = [at for at, name in names.items() if name in often or len(often) > 1]
    if len(often) < 2 or sum(counts[name] for name in often) < _LEAST:
        return None
    if not _cover(lines, starts) or not _are_spoken(lines, starts):
        return None
    first = next(at for at, line in enumerate(lines) if not is_blank(line))
    found = Pasted(untitled=first in names)
    for at, line in enumerate(lines):
        if at in names and at >= starts[0] and found.lines and not is_blank(found.lines[-1]):
            found.add("")
        if at in names:
            found.turns[len(found.lines)] = names[at]
        found.add(line.strip() if at in names else line)
    return found


def _speaker(line: str) -> str:
    match = _SPOKEN.match(line)
    headed = None if match else _HEADED.match(line)
    if match:
        name = match["name"]
    elif headed:
        name = headed["name"] or headed["other"]
    else:
        return ""
    return "" if name.lower() in _FIELDS or len(name) > 40 else name


def _are_spoken(lines: list[str], starts: list[int]) -> bool:
    filled = [line if is_blank(line) else line.strip() for line in lines]
    lasts = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        lasts.append(next(filter(str.strip, reversed(filled[start:end]))))
    return sum(map(ends_sentence, lasts)) * 2 >= len(lasts)


def _cover(lines: list[str], starts: list[int]) -> bool:
    known = frozenset(starts)
    filled = [at for at, line in enumerate(lines) if not is_blank(line)]
    inside = [at for at in filled if at >= starts[0]]
    paragraphs = sum(1 for at in inside if at == 0 or is_blank(lines[at - 1]) or at in known)
    return len(inside) >= _SHARE * len(filled) and len(starts) >= _SHARE * paragraphs
