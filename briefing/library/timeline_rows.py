from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from briefing.analysis.dates import FoundDate, Precision, find_dates
from briefing.analysis.figures.figure import Figure, FigureKind
from briefing.analysis.figures.find_figures import find_figures
from briefing.model import Block, BlockKind, Document, Span
from briefing.model.calendar_words import SHORT_MONTHS, iso_day, say_day
from briefing.model.languages import ENGLISH
from briefing.model.say_count import say_count

_KINDS = list(FigureKind)
_RECENT = timedelta(10)
_SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}


class Part(Struct, frozen=True):
    """What is read of a document; all of it without `span`."""

    document: Document
    span: Span | None = None
    outlet: str = ""
    added: str = ""
    """When the text came in, in ISO 8601; "" if unknown."""


class DateRow(Struct, frozen=True):
    part: Part
    found: FoundDate
    from_added: bool = False

    @property
    def value(self) -> str:
        if self.found.first is None:
            return _one_line(self.found.span.of(self.part.document.text))
        return say_date(self.found)

    @property
    def note(self) -> str:
        inferred = self.found.inferred
        if self.found.first is None:
            return "in a year that is not known"
        if self.from_added:
            return f"{inferred} inferred from the day the text came in"
        return f"{inferred} inferred" if inferred else ""

    @property
    def is_relative(self) -> bool:
        """To a day that is not known; a day of an unknown year is not."""
        of_year = self.found.inferred == "year" and self.found.precision is not Precision.YEAR
        return self.found.first is None and not of_year


class FigureRow(Struct, frozen=True):
    part: Part
    found: Figure

    @property
    def value(self) -> str:
        return _one_line(self.found.span.of(self.part.document.text))

    @property
    def note(self) -> str:
        earlier = "compared with" if self.found.earlier else ""
        return ", ".join(filter(None, (self.found.subject, earlier)))


Row = DateRow | FigureRow


def sentence_of(row: Row) -> str:
    return _one_line(row.found.sentence.of(row.part.document.text))


def list_dates(parts: Iterable[Part]) -> list[DateRow]:
    """The earliest first; those whose days are not known are last."""
    every = tuple(parts)
    days = {day for part in every if (day := _day_of(part.document.published))}
    return sorted((row for part in every for row in _dates(part, days)), key=_day_order)


def known_dates(rows: Sequence[DateRow]) -> tuple[list[DateRow], str]:
    """Without those that are relative to an unknown day, and a sentence about these, or ""."""
    left = [row for row in rows if row.is_relative]
    if not left:
        return [*rows], ""
    says = f"{say_count(len(left), 'date')} such as “{left[0].value}”"
    why = "the text does not say from which day to count"
    return [row for row in rows if not row.is_relative], f"Not listed: {says}; {why}."


def _dates(part: Part, days: Collection[date]) -> Iterator[DateRow]:
    """Undated texts count from the day they came in, if one of `days` is from then."""
    document, came = part.document, _day_of(part.added)
    if came is None or _day_of(document.published) is not None:
        yield from (DateRow(part, each) for each in find_dates(document, part.span))
        return
    told = (each.last for each in find_dates(document) if not each.inferred)
    recent = any(abs(came - day) <= _RECENT for day in (*days, *told) if day)
    assumed = replace(document, published=came.isoformat()) if recent else document
    for each in find_dates(assumed, part.span):
        yield DateRow(part, each, from_added=recent and bool(each.inferred))


def _day_of(moment: str | None) -> date | None:
    try:
        return date.fromisoformat(iso_day(moment))
    except ValueError:
        return None


def _day_order(row: DateRow) -> tuple[date, date]:
    first, last = row.found.first or date.max, row.found.last or date.max
    return first, last


def list_figures(parts: Iterable[Part]) -> list[FigureRow]:
    rows = [FigureRow(part, each) for part in parts for each in _figures(part)]
    return sorted(rows, key=_value_order)


def _figures(part: Part) -> Iterable[Figure]:
    document = part.document
    whole = part.span or Span(0, len(document.text))
    for block in document.blocks or (Block(BlockKind.PARAGRAPH, whole),):
        if block.kind is not BlockKind.CODE and block.span.overlaps(whole):
            start, end = max(block.span.start, whole.start), min(block.span.end, whole.end)
            yield from find_figures(document.text, Span(start, end), document.language or ENGLISH)


def _value_order(row: FigureRow) -> tuple[int, str, float, float]:
    figure = row.found
    return _KINDS.index(figure.kind), figure.unit, figure.low, figure.high


def say_date(found: FoundDate) -> str:
    assert found.first is not None
    assert found.last is not None
    said = _days(found.first, found.last, found.precision)
    return f"about {said}" if found.about else said


def _days(first: date, last: date, precision: Precision) -> str:
    match precision:
        case Precision.DAY:
            return say_day(first)
        case Precision.WEEK | Precision.WEEKEND:
            return f"{precision} of {say_day(first)}"
        case Precision.MONTH:
            return _month(first)
        case Precision.QUARTER:
            return f"Q{(first.month + 2) // 3} {first.year}"
        case Precision.SEASON:
            return f"{_SEASONS[first.month]} {first.year}"
        case Precision.DECADE:
            return f"{first.year}s"
        case Precision.CENTURY:
            return f"{_nth(last.year // 100)} century" if first.year % 100 else f"{first.year}s"
        case Precision.YEAR:
            return str(first.year)
        case _:
            return _range(first, last)


def _range(first: date, last: date) -> str:
    whole_months = first.day == 1 and (last + timedelta(1)).day == 1 if last < date.max else False
    if whole_months and first.month == 1 and last.month == 12:
        return f"{first.year}–{last.year}"
    say = _month if whole_months else say_day
    return f"{say(first)} – {say(last)}"


def _month(day: date) -> str:
    return f"{SHORT_MONTHS[day.month - 1]} {day.year}"


def _nth(number: int) -> str:
    teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _one_line(words: str) -> str:
    return " ".join(words.split())
