import re
from datetime import date
from itertools import islice

from briefing.late_pattern import late_pattern
from briefing.model.calendar_words import MONTH_PATTERN, month_in_any_language, month_number

_MONTH = f"(?P<month>{MONTH_PATTERN})"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_CLOCK = late_pattern(
    r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?"
    r"(?:\s*(?P<half>[ap])\.?m\b)?",
    re.IGNORECASE,
)
_BEFORE_CLOCK = late_pattern(
    r"[ ,T|•·–—\u3000-]*(?:(?:at|um|à|às|a\s{1,3}las|alle|ore|kl\.?)\s{1,3})?", re.IGNORECASE
)
_ZONE = late_pattern(r"\s*(?P<zone>Z\b|[+-]\d\d:?\d\d\b|UTC\b|GMT\b)")
_DATES = [
    late_pattern(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_YEAR}-(?P<number>0[1-9]|1[0-2])-(?P<day>[0-3]\d)(?!\d)",
        rf"\b{_YEAR}/(?P<number>0?[1-9]|1[0-2])/(?P<day>[0-3]?\d)\b",
        rf"\b{_YEAR}\.(?P<number>0[1-9]|1[0-2])\.(?P<day>[0-3]\d)\b",
        rf"{_YEAR}\s?[年년]\s?(?P<number>0?[1-9]|1[0-2])\s?[月월]\s?(?P<day>[0-3]?\d)\s?[日일]",
        rf"\b(?P<number>0?[1-9]|1[0-2])[-/.](?P<day>1[3-9]|2\d|3[01])[-/.]{_YEAR}\b",
        rf"\b(?P<day>1[3-9]|2\d|3[01])[-/](?P<number>0?[1-9]|1[0-2])[-/]{_YEAR}\b",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b",
        rf"\b{_MONTH}\s+{_DAY}\s+[\d:]{{5,8}}\s+(?:[A-Z]{{2,4}}\s+)?{_YEAR}\b",
        rf"\b{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}\b",
        rf"\b(?P<day>[0-3]?\d)(?:\.|er|º)?\s(?:de\s)?(?P<named>[^\W\d_]{{3,14}})(?:\sde)?\s{_YEAR}\b",
        rf"\b(?P<day>[0-3]?\d)\.(?P<number>0?[1-9]|1[0-2])\.{_YEAR}\b",
    )
]

_MOST_TRIED = 20
_ENGLISH_WORDS = ("out", "set")


def find_date(text: str) -> tuple[str, int, int] | None:
    """(ISO 8601 date, or date and time; start; end) of the first date with a year."""
    matches = [match for pattern in _DATES for match in islice(pattern.finditer(text), _MOST_TRIED)]
    for match in sorted(matches, key=re.Match.start):
        day = _date(match)
        if day:
            clock, end = _clock(text, match.end())
            return day + clock, match.start(), end
    return None


def _date(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    if "number" in groups:
        month = int(groups["number"])
    elif "named" in groups:
        named = groups["named"]
        is_word = named.lower() in _ENGLISH_WORDS and " de " not in match[0]
        month = 0 if is_word else month_in_any_language(named)
    else:
        month = month_number(groups["month"])
    try:
        return date(int(groups["year"]), month, int(groups["day"])).isoformat()
    except ValueError:
        return None


def _clock(text: str, at: int) -> tuple[str, int]:
    before = _BEFORE_CLOCK.match(text, at)
    match = _CLOCK.match(text, before.end()) if before else None
    if match is None:
        return "", at
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            return "", at
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    clock = f"T{hour:02}:{match['minute']}" + (f":{match['second']}" if match["second"] else "")
    zone = _ZONE.match(text, match.end())
    if zone is None or (text[at] != "T" and _is_later(zone["zone"], clock)):
        return clock, match.end()
    return clock + _offset(zone["zone"]), zone.end()


def _is_later(zone: str, clock: str) -> bool:
    """As in "14:00-16:00"."""
    return zone[0] == "-" and zone[1:3] >= clock[1:3]


def _offset(zone: str) -> str:
    if zone[0] not in "+-":
        return "+00:00"
    return zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
