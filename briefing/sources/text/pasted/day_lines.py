import re

from briefing.late_pattern import late_pattern
from briefing.model.calendar_words import month_in_any_language

_LONGEST = 50
_MOST = 8
"""Words."""
_WEEKDAY = late_pattern(
    r"mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|mo|di|mi|do|fr|sa|so"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica"
    r"|(?:segunda|terça|quarta|quinta|sexta)-feira|(?:maan|dins|woens|donder|vrij|zater|zon)dag",
    re.IGNORECASE,
)
_COUNTED = late_pattern(
    r"(?:day|tag|jour|día|giorno|dia|dag) (?:\d{1,2}|one|two|three|four|five)\b", re.IGNORECASE
)
_CLOCK = late_pattern(r"\d:\d")
_TOLD = late_pattern(r"\s?[-–—:|]\s{1,3}\S")
_NEAR = late_pattern(
    r"today|yesterday|heute|gestern|aujourd['’]hui|hier|hoy|ayer|oggi|ieri|hoje|ontem|vandaag|gisteren",
    re.IGNORECASE,
)
_AMONG = late_pattern(r"(?:the|of|de|den|der|le|el|il|am|st|nd|rd|th|er|º)\Z", re.IGNORECASE)
_PARTS = late_pattern(
    r"\d{1,4}(?:[./-]\d{1,2}[./-]\d{2,4}|-\d\d-\d\d)|\d+|[^\W\d_]+(?:['’-][^\W\d_]+)*"
)
_BETWEEN = late_pattern(r"[\s,.:()–—=*_-]*\Z")


def find_day_lines(lines: list[str]) -> frozenset[int]:
    """Where there are several."""
    found = {at: line for at, line in enumerate(lines) if _is_day(line.strip())}
    several = len({line.strip().casefold() for line in found.values()}) > 1
    return frozenset(found) if several else frozenset()


def _is_day(line: str) -> bool:
    if not line or len(line) > _LONGEST or _CLOCK.search(line):
        return False
    counted = _COUNTED.match(line)
    rest = line[counted.end() :] if counted else line
    if counted and _TOLD.match(rest):
        return True
    words = _PARTS.findall(rest)
    if len(words) > _MOST or not _BETWEEN.match(_PARTS.sub("", rest)):
        return False
    kinds = {_kind(word) for word in words}
    if None in kinds:
        return False
    return bool(counted) or bool(kinds & {"day", "date"}) or {"month", "number"} <= kinds


def _kind(word: str) -> str | None:
    if word.isdigit():
        return "number" if int(word) <= 31 or 1900 <= int(word) < 2100 else None
    if word[0].isdigit():
        return "date"
    if _WEEKDAY.fullmatch(word) or _NEAR.fullmatch(word):
        return "day"
    if _AMONG.match(word):
        return "among"
    return "month" if len(word) > 2 and month_in_any_language(word) else None
