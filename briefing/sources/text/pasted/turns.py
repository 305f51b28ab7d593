import re
from collections import Counter

from briefing.late_pattern import late_pattern
from briefing.sources.text.pasted.day_lines import find_day_lines
from briefing.sources.text.pasted.pasted import Pasted, ends_sentence, find_first_line, is_blank

_TIME = r"(?:\d{1,2}:)?\d{1,2}:\d\d(?:\s?[AaPp]\.?[Mm]\.?)?"
_DAY = r"\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{1,4})?"
_DATE = (
    r"(?:[a-z]{2,9}\.?, )?(?:[a-z]{3,9}\.? \d{1,2}|\d{1,2}\.? [a-z]{3,9}\.?)(?:,? (?:19|20)\d\d)?"
)
_WORD = r"[^\W\d_a-z][\w.'’\-]*"
_NAME = rf"(?P<name>{_WORD}(?: (?:{_WORD}|\d{{1,3}}|de|van|von|der|al|bin)){{0,4}})"
_ANY = (
    r"(?P<name>[\w][\w.'’\-]{0,30}(?: [\w][\w.'’\-]{0,30}){0,3})"
    r"(?:\s{0,3}\([a-z]{2,4}(?:/[a-z]{2,5}){1,2}\))?"
)
_WHEN = (
    rf"(?i:(?:today|yesterday|heute|gestern|hier|ayer|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{{0,6}}|{_DATE}|{_DAY}),?\s{{1,3}}(?:at\s{{1,3}})?)?"
    rf"{_TIME}"
)
_STAMPED = late_pattern(
    rf"(?:{_ANY}\s{{0,9}}[—–·|,]?\s{{1,9}}[\[(]?{_WHEN}[\])]?(?:\s{{1,3}}\(edited\))?\Z"
    rf"|{_TIME}\s{{1,3}}<[@+%]?(?P<by>[^<>\s]{{1,30}})>\s{{1,3}}(?=\S)"
    rf"|[\[(]{_WHEN}(?:,?\s{{1,3}}{_DAY})?[\])]\s{{0,3}}(?:<(?P<nick>[^<>\s]{{1,30}})>\s{{1,3}}(?=\S)|(?P<after>{_WORD}(?:,? {_WORD}){{0,3}})(?:\s\([^()\d]{{2,20}}\))?\Z))",
)
"""A name with the moment at which something was written, as programs for chats copy it."""
_SPOKEN_TIME = late_pattern(
    r"\d{1,2} (?:hours?|minutes?|seconds?)(?: \d{1,2} (?:minutes?|seconds?)){0,2}\Z"
)
"""What programs read aloud for a time, which stands below it."""
_EVENT = late_pattern(rf"\[?{_DAY},?\s{{1,3}}{_TIME}\]?\s{{1,3}}[-–—]\s{{1,3}}\S")
_TIMED_NAME = late_pattern(
    rf"(?:\[?{_DAY},?\s{{1,3}}{_TIME}\]?|[\[(]{_TIME}[\])]|\d{{1,2}}:\d\d:\d\d)(?:\s{{0,3}}[-–—])?\s{{1,3}}(?:From\s{{1,3}}|~\s{{0,3}})?"
    rf"{_ANY}(?:\s{{1,3}}to\s{{1,3}}[^:\n]{{1,40}}?\s{{0,3}}:\Z|(?:\s{{1,3}}to\s{{1,3}}[^:\n]{{1,40}}?)?\s{{0,3}}:\s{{0,9}}(?=\S))",
)
_ENDS_WITH_MOMENT = late_pattern(rf"{_WHEN}[\])]?(?:\s{{1,3}}\(edited\))?\Z")
_RELATIVE = late_pattern(r"\b(?:today|yesterday) at\b", re.IGNORECASE)
_MOMENT = late_pattern(
    rf"(?::[a-z\d_+\-]{{2,40}}:\s{{1,3}})?(?P<dash>[—–]\s{{1,3}})?[\[(]?{_WHEN}[\])]?\Z"
)
_BEFORE = (
    rf"(?:[\[(]?(?:{_DAY},?\s{{1,3}})?{_TIME}(?:,?\s{{1,3}}{_DAY})?[\])]?\s{{0,3}}[-–—]?\s{{0,3}})?"
)
_AFTER = rf"(?:\s{{0,3}}[\[(,]\s{{0,3}}[^\[\]():\d]{{0,40}}(?:{_TIME})?[\])]?)?"
_SPOKEN = late_pattern(rf"{_BEFORE}{_NAME}{_AFTER}\s?:\s{{1,9}}(?=\S)")
_ANNOUNCED = late_pattern(rf"{_NAME}(?P<party>\s\([^()\d]{{2,40}}\)|\ssaid)?\s?:\Z")
_CALLED = late_pattern(
    r"(?P<name>(?:Mrs?\.|Ms\.|Miss|Dr\.|The|Chairman|Chairwoman|Chair|Senator|General)\s[A-Z][A-Z'’\-]{2,30}(?:\s[A-Z]{2,30})?)"
    r"\.\s{1,3}(?=\S)|(?P<letter>[QA])\s{2,8}(?=[A-Z])"
)
"""Names as records of parliaments have them: "Mr. REED. Thank you"."""
_HEADED = late_pattern(
    rf"(?:{_NAME}\s{{1,9}}[\[(]?{_TIME}[\])]?|[\[(]?{_TIME}[\])]?\s{{1,9}}[-–—]?\s{{0,3}}(?P<other>{_WORD}(?: {_WORD}){{0,3}}))\Z"
)
_RECORDED = late_pattern(
    rf"(?i:{_DATE}(?:,? {_TIME})?|(?:\d{{1,2}}h )?\d{{1,2}}m(?: \d{{1,2}}s)?|(?P<by>.{{2,60}} (?:started|stopped) (?:transcription|recording)))"
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
_ALONE = late_pattern(rf"(?P<name>{_WORD}(?: {_WORD}){{0,3}})(?: \([^()]{{1,20}}\))?")
_NICK = late_pattern(r"(?P<name>[\w.\-]{2,32}(?: [\w.\-]{1,32})?)")
_CONTROL = late_pattern(
    r"(?:\d{1,3} repl(?:y|ies)|last reply .{1,30}|view thread|replied to a thread:?|:[a-z\d_+\-]{2,30}:)\Z",
    re.IGNORECASE,
)
_CLOCK = late_pattern(r"\d:\d\d")
_LEAST, _SHARE = 4, 0.6
_LEAST_STAMPED = 3
_UNSEEN = "␦"


def read_turns(lines: list[str]) -> Pasted | None:
    stamped = _stamped(lines)
    if stamped:
        return _write(lines, stamped, stamped)
    names = {at: name for at, line in enumerate(lines) if (name := _speaker(line.strip()))}
    counts = Counter(names.values())
    often = {name for name, count in counts.items() if count > 1}
    called = bool(often) and len(counts) > 1 and all(map(str.isupper, counts))
    called |= len(counts) > 1 and sum(map(_is_announced, lines)) >= _LEAST_STAMPED
    starts = [at for at, name in names.items() if name in often or len(often) > 1 or called]
    said = sum(counts[name] for name in counts if name in often or called)
    if (len(often) < 2 and not called) or said < _LEAST:
        return None
    if not _cover(lines, starts) or not _are_spoken(lines, starts):
        return None
    return _write(lines, names, {at: names[at] for at in starts})


def _stamped(lines: list[str]) -> dict[int, str]:
    if not any(map(_CLOCK.search, lines)):
        return {}
    names, sure = {}, 0
    for at, line in enumerate(lines):
        words = line.strip().lstrip(_UNSEEN)
        if _MOMENT.match(words) or _CONTROL.match(words):
            continue
        match = _STAMPED.match(words) or _TIMED_NAME.match(words)
        if match:
            parts = match.groupdict()
            names[at] = (
                parts["name"] or parts.get("nick") or parts.get("by") or parts.get("after") or ""
            )
            sure += bool(
                "after" not in parts or parts["nick"] or parts["by"] or _RELATIVE.search(words)
            )
        elif moment := _MOMENT.match(_below(lines, at)):
            alone = (_NICK if moment["dash"] else _ALONE).fullmatch(words)
            names |= {at: alone["name"]} if alone else {}
    names = _signed_below(lines) or names
    counts = Counter(names.values())
    again = sum(count for count in counts.values() if count > 1)
    if len(names) < _LEAST_STAMPED or len(counts) < 2 or 2 * max(again, sure) < len(names):
        return {}
    return names if _cover(lines, list(names)) else {}


def _below(lines: list[str], at: int) -> str:
    below = [line.strip() for line in lines[at + 1 : at + 3]]
    return next((line for line in below if not _SPOKEN_TIME.match(line)), "")


def _signed_below(lines: list[str]) -> dict[int, str]:
    filled = [at for at, line in enumerate(lines) if not is_blank(line)]
    moments = [k for k, at in enumerate(filled) if _MOMENT.match(lines[at].strip())]
    found: dict[int, str] = {}
    if not moments or moments[-1] < len(filled) - 1:
        return {}
    for k in [-1, *moments[:-1]]:
        name = _ALONE.fullmatch(lines[filled[k + 1]].strip())
        found |= {filled[k + 1]: name["name"]} if name else {}
    return found if len(found) == len(moments) else {}


def _write(lines: list[str], names: dict[int, str], starts: dict[int, str]) -> Pasted:
    first = find_first_line(lines)
    begins = min(starts)
    days = find_day_lines(lines)
    opens = first in names or first in days
    found = Pasted(untitled=opens or lines[first].lstrip()[0] in "[(0123456789")
    for at, line in enumerate(lines):
        if at in days:
            found.add_apart(line.strip(), heading=True)
            continue
        told = _RECORDED.fullmatch(line.strip())
        if told and (at < begins or told["by"]):
            found.add_apart(line.strip(), clutter=bool(told["by"]))
            continue
        own = (at in names and at >= begins) or _EVENT.match(line)
        found.begin_block(bool(own))
        if at in names:
            found.turns[len(found.lines)] = names[at]
        found.add(line.strip() if at in names else line)
        apart = at in names and _ENDS_WITH_MOMENT.search(line.rstrip()) is not None
        found.begin_block(apart and at + 1 < len(lines) and lines[at + 1][:1].islower())
    return found


def _speaker(line: str) -> str:
    match = _SPOKEN.match(line) or _CALLED.match(line) or _announced(line)
    headed = None if match else _HEADED.match(line)
    if match:
        parts = match.groupdict()
        name = parts["name"] or parts["letter"] if "letter" in parts else parts["name"]
    elif headed:
        name = headed["name"] or headed["other"]
    else:
        return ""
    field = name.lower() in _FIELDS and name not in ("QUESTION", "ANSWER")
    return "" if field or len(name) > 40 else name


def _announced(line: str) -> re.Match[str] | None:
    match = _ANNOUNCED.match(line)
    return match if match and (match["party"] or " " in match["name"]) else None


def _is_announced(line: str) -> bool:
    match = _ANNOUNCED.match(line.strip())
    return match is not None and match["party"] is not None


def _are_spoken(lines: list[str], starts: list[int]) -> bool:
    filled = [line if is_blank(line) else line.strip() for line in lines]
    lasts = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        lasts.append(next(filter(str.strip, reversed(filled[start:end]))))
    return sum(map(ends_sentence, lasts)) * 2 >= len(lasts)


def _cover(lines: list[str], starts: list[int]) -> bool:
    known, days = frozenset(starts), find_day_lines(lines)
    filled = [at for at, line in enumerate(lines) if not is_blank(line) and at not in days]
    inside = [at for at in filled if at >= starts[0]]
    paragraphs = sum(1 for at in inside if at == 0 or is_blank(lines[at - 1]) or at in known)
    return len(inside) >= _SHARE * len(filled) and len(starts) >= _SHARE * paragraphs
