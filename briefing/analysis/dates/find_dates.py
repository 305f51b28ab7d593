import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from briefing.analysis.dates import (
    calendar_rules as calendar,
)
from briefing.analysis.dates import holiday_rules, period_rules, relative_rules
from briefing.analysis.dates.date_words import NUMBER_WORDS, is_approximate
from briefing.analysis.dates.day_ranges import SEASONS
from briefing.analysis.dates.found_date import FoundDate, Precision
from briefing.analysis.dates.reading import Reading, Rule, Value
from briefing.analysis.sentence_spans import sentence_spans
from briefing.model import BlockKind, Document, Span
from briefing.model.calendar_words import MONTHS, WEEKDAYS, iso_day, month_names
from briefing.model.languages import ENGLISH

_WORD = re.compile(r"[^\W_]+")
_NUMBER_OR_WORD = re.compile(r"\d[^\W_]*|[^\W\d_]+")
_UNSPACED = frozenset(("ja", "zh"))
_INSIDE = re.compile(r"[0-9A-Za-z_$€£#@&=%/\\+][.,:/-]?$|[$€£#@&=%/\\+~]$")
"""Before a number that is part of another, of an address or of a price."""
_JOINED = re.compile(r"\s?(?:[-–—]|to|through|thru|until|till)\s?(?:(?:early|mid|late)[\s-])?")
_AND = re.compile(r"\sand\s")
_BETWEEN = re.compile(r"\bbetween\s(?:the\s)?$", re.IGNORECASE)
_AFTER_THE = re.compile(
    r"\s{1,3}(?:last|past|previous|next|coming|following|same|very|day|night|week|month|quarter|year|decade|"
    r"century|[a-z]{3,5}ties|spring|summer|fall|autumn|winter|fourth)",
    re.IGNORECASE,
)
_DIGITS = (
    *calendar.NUMBERED, *period_rules.RANGES, *period_rules.YEARS, *period_rules.NTH, *relative_rules.COUNTED,
)  # fmt: skip
_NEAR = 700
"""Code points within which a date counts from the one before it."""


def _starters() -> dict[str, tuple[Rule, ...]]:
    found: dict[str, tuple[Rule, ...]] = {}

    def add(words: str | Sequence[str], rules: tuple[Rule, ...]) -> None:
        for word in words.split() if isinstance(words, str) else words:
            found[word] = (*found.get(word, ()), *rules)

    months = month_names(ENGLISH).keys()
    add([*dict.fromkeys((*MONTHS, *months, "sept"))], calendar.NAMED)
    add(
        (*WEEKDAYS, *["mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"]),
        calendar.DATED_WEEKDAY,
    )
    add(WEEKDAYS, relative_rules.WEEKDAY_ALONE)
    add("the last this past previous next coming following that same very", relative_rules.WHICH)
    add("the", (*relative_rules.THE, *period_rules.SPELLED, *calendar.SEASONS_NAMED))
    add("the this today tonight yesterday tomorrow last", relative_rules.TODAY)
    add(sorted(NUMBER_WORDS), relative_rules.COUNTED)
    add("in", relative_rules.IN)
    add(tuple(SEASONS), calendar.SEASONS_NAMED)
    add("first second third fourth final", period_rules.NTH)
    add("fiscal fy", period_rules.FISCAL)
    add("sixteenth seventeenth eighteenth nineteenth twentieth twenty", period_rules.CENTURIES)
    add("q1 q2 q3 q4 h1 h2", period_rules.SHORT_QUARTERS)
    add([f"fy{year}" for year in (*range(10, 50), *range(1980, 2050))], period_rules.FISCAL)
    for word, rules in holiday_rules.HOLIDAYS.items():
        add(word, rules)
    return found


_STARTERS = _starters()


def find_dates(document: Document, within: Span | None = None) -> tuple[FoundDate, ...]:
    """In the order of the text; code is not read."""
    whole = within or Span(0, len(document.text))
    language = document.language or ENGLISH
    months = month_names(language) if language != ENGLISH else {}
    reading = Reading(document.text, _day(document.published), months)
    starters = _STARTERS | dict.fromkeys(months, calendar.FOREIGN)
    words = _NUMBER_OR_WORD if language in _UNSPACED else _WORD
    found: list[FoundDate] = []
    for block in document.blocks or (None,):
        span = block.span if block else whole
        if span.overlaps(whole) and not (block and block.kind is BlockKind.CODE):
            reading.block = Span(max(span.start, whole.start), min(span.end, whole.end))
            found += _in_block(reading, words, starters)
    return tuple(found)


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(iso_day(published))
    except ValueError:
        return None


def _in_block(
    reading: Reading, words: re.Pattern[str], starters: Mapping[str, tuple[Rule, ...]]
) -> Iterator[FoundDate]:
    text, block = reading.text, reading.block
    numbered = (*calendar.FOREIGN, *_DIGITS) if reading.months else _DIGITS
    sentences: list[Span] = []
    before: FoundDate | None = None
    at = block.start
    for word in words.finditer(text, block.start, block.end):
        rules = starters.get(word[0].lower()) or (numbered if word[0][0] in "0123456789" else ())
        if not rules or word.start() < at or not _may_begin(word, text):
            continue
        sentences = sentences or list(sentence_spans(text, block))
        reading.sentence = _sentence_at(sentences, word.start())
        found = _read(rules, reading, word.start())
        if found is None:
            continue
        at, reading.anchor = found.span.end, found
        joined = _join(text, before, found) if before else None
        if before and not joined:
            yield before
        before = joined or found
    if before:
        yield before


def _may_begin(word: re.Match[str], text: str) -> bool:
    if word[0][0].isdigit():
        return not _INSIDE.search(text, max(0, word.start() - 2), word.start())
    return word[0].lower() != "the" or _AFTER_THE.match(text, word.end()) is not None


def _sentence_at(sentences: Sequence[Span], offset: int) -> Span:
    at = bisect_right(sentences, offset, key=lambda each: each.start) - 1
    return sentences[max(at, 0)]


def _read(rules: Sequence[Rule], reading: Reading, start: int) -> FoundDate | None:
    best: FoundDate | None = None
    anchor = reading.anchor
    if anchor and start - anchor.span.end > _NEAR:
        reading.anchor = None
    for each in rules:
        match = each.pattern.match(reading.text, start, reading.block.end)
        if match is None or (best and match.end() <= best.span.end):
            continue
        value = _value(each, match, reading)
        if value is not None:
            best = _found(value, match, reading)
    return best


def _value(rule: Rule, match: re.Match[str], reading: Reading) -> Value | None:
    try:
        return rule.read(match, reading)
    except (ValueError, OverflowError):
        return None


def _found(value: Value, match: re.Match[str], reading: Reading) -> FoundDate:
    first, last = value.days or (None, None)
    return FoundDate(
        Span(*match.span()),
        reading.sentence,
        value.precision,
        first,
        last,
        value.inferred,
        value.about or _is_about(match, reading),
    )


def _is_about(match: re.Match[str], reading: Reading) -> bool:
    counted = match.group()[0].isdigit() or "number" in match.groupdict()
    return is_approximate(reading.before(match.start()), counted=counted)


def _join(text: str, one: FoundDate, other: FoundDate) -> FoundDate | None:
    between = text[one.span.end : other.span.start]
    told = _JOINED.fullmatch(between) or (
        _AND.fullmatch(between)
        and _BETWEEN.search(text, max(0, one.span.start - 20), one.span.start)
    )
    if not told or one.first is None or other.last is None or one.first > other.last:
        return None
    return replace(
        one,
        span=Span(one.span.start, other.span.end),
        precision=Precision.RANGE,
        last=other.last,
        inferred=one.inferred or other.inferred,
        about=one.about or other.about,
    )
