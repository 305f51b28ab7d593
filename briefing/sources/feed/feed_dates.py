import re
from datetime import UTC, date, datetime, timedelta, timezone

from briefing.model.calendar_words import month_in_any_language

_MONTH = r"(?P<month>[^\W\d_]{3,12})\.?"
_WEEKDAY = r"(?:[^\W\d_]{2,12}\.?,?\s+)?"
_OF = r"(?:\s+de)?"
_YEAR = r"(?P<year>\d{4})"
_DATES = [
    re.compile(pattern)
    for pattern in (
        r"(?P<year>\d{4})[-/.](?P<number>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
        r"(?P<year>\d{4})(?P<number>\d\d)(?P<day>\d\d)(?!\d)",
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.|er)?{_OF}[\s-]+{_MONTH}{_OF}[\s,-]+(?P<year>\d{{4}}|\d\d)(?!\d)",
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)",
        rf"{_YEAR}\s*[年년]\s*(?P<number>\d{{1,2}})\s*[月월]\s*(?P<day>\d{{1,2}})\s*[日일]",
        rf"(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})/{_YEAR}(?!\d)",
        rf"(?P<day>\d{{1,2}})\.(?P<number>\d{{1,2}})\.{_YEAR}(?!\d)",
    )
]
_CLOCK = re.compile(
    r"[\sT,]*(?:[-–]\s+)?(?:at\s+)?(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\b\.?)?\s*(?:(?:GMT|UTC)(?=[+-]))?"
    r"(?P<zone>[+-]\d\d(?::?\d\d)?|[A-Za-z]{1,5}\b)?"
)
_REWRITTEN = (
    (re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(?:\d\d)?"), r"\1-\2-\3T\4:\5"),
    (
        re.compile(r"\w{2,9} (\w{3,9}) {1,2}(\d{1,2}) (\d\d?:[\d:]{2,5})( [A-Z]{2,5})? (\d{4})"),
        r"\2 \1 \5 \3\4",
    ),
)
"""The compact form, and that of C's `asctime`."""
_ZONES = dict.fromkeys(("Z", "UT", "UTC", "GMT", "WET"), 0.0)
_ZONES |= {"BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "IST": 5.5, "JST": 9}
_ZONES |= {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_SECONDS = re.compile(r"\d{9,10}|\d{12,13}")


def read_feed_date(text: str) -> str | None:
    """ISO 8601: in UTC where the zone is known, without one where it is not, a day where no time is
    given; None for anything else.
    """
    text = text.strip()[:100]
    if _SECONDS.fullmatch(text):
        seconds = int(text) if len(text) < 12 else int(text) // 1000
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="minutes")
    for form, usual in _REWRITTEN:
        text = form.sub(usual, text) if form.match(text) else text
    for pattern in _DATES:
        match = pattern.match(text)
        day = _day(match, text) if match else None
        if match and day:
            return _with_clock(day, text, match.end())
    return None


def _day(match: re.Match[str], text: str) -> date | None:
    found = match.groupdict()
    if "first" in found:
        first, second = int(found["first"]), int(found["second"])
        american = second > 12 or re.search(r"\d\s*[AaPp]\.?[Mm]\b", text) is not None
        if not american and first <= 12 and first != second:
            return None
        month, day = (first, second) if american or first == second else (second, first)
    else:
        named = found.get("month")
        month = int(found["number"]) if named is None else month_in_any_language(named)
        day = int(found["day"])
    year = int(found["year"])
    try:
        return date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        return None


def _with_clock(day: date, text: str, at: int) -> str:
    match = _CLOCK.match(text, at)
    if match is None:
        return day.isoformat()
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    try:
        time = datetime(day.year, day.month, day.day, hour, int(match["minute"]))
        zone = _zone(match["zone"])
        if zone is None:
            return time.isoformat(timespec="minutes")
        return time.replace(tzinfo=zone).astimezone(UTC).isoformat(timespec="minutes")
    except (ValueError, OverflowError):
        return day.isoformat()


def _zone(name: str | None) -> timezone | None:
    if not name:
        return None
    if name[0] in "+-":
        hours = int(name[1:3]) + int(name[3:].removeprefix(":") or 0) / 60
        return timezone(timedelta(hours=-hours if name[0] == "-" else hours))
    known = _ZONES.get(name.upper())
    return None if known is None else timezone(timedelta(hours=known))
