import itertools
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.timeline import days_of
from briefing.analysis.dates import find_dates
from briefing.analysis.dates.day_ranges import shifted, unit_around
from briefing.analysis.dates.found_date import Precision
from briefing.model import Block, BlockKind, Document, Span

PUBLISHED = "2026-03-05"  # a Thursday


def found(text, published=PUBLISHED, language=None):
    return find_dates(Document(text, published=published, language=language))


def told(text, published=PUBLISHED, language=None):
    """What each date is, as labels say it."""
    return [(each.span.of(text), each.precision.value) for each in found(text, published, language)]


@pytest.mark.parametrize(
    ("text", "words", "value", "precision"),
    [
        ("It closed on 2026-03-02.", "2026-03-02", "2026-03-02", "day"),
        ("It closed at 2026-03-02T10:30Z.", "2026-03-02T10:30Z", "2026-03-02", "day"),
        ("Posted 02.03.2026 by Ada.", "02.03.2026", "2026-03-02", "day"),
        ("Posted 3/2/2026 by Ada.", "3/2/2026", "2026-03-02", "day"),
        ("Posted 25/12/2025 by Ada.", "25/12/2025", "2025-12-25", "day"),
        ("On the 3rd of May 2019 it rained.", "3rd of May 2019", "2019-05-03", "day"),
        ("It rained on Fri., Jan. 9, 2015.", "Fri., Jan. 9, 2015", "2015-01-09", "day"),
        ("The fair was on May 3-5, 2019.", "May 3-5, 2019", "2019-05-03/2019-05-05", "range"),
        ("The mill closed in March.", "March", "2026-03", "month"),
        ("The mill closed in June.", "June", "2025-06", "month"),
        ("The mill will close in June.", "June", "2026-06", "month"),
        ("The mill closed in May 2011.", "May 2011", "2011-05", "month"),
        ("The mill closed in June of last year.", "June of last year", "2025-06", "month"),
        ("The mill closed last June.", "last June", "2025-06", "month"),
        ("The mill closed on Tuesday.", "Tuesday", "2026-03-03", "day"),
        ("The mill closed on Thursday.", "Thursday", "2026-03-05", "day"),
        ("The mill closed last Thursday.", "last Thursday", "2026-02-26", "day"),
        ("The mill will close on Tuesday.", "Tuesday", "2026-03-10", "day"),
        ("In a Monday interview she agreed.", "Monday", "2026-03-02", "day"),
        ("They met on Tuesday, March 4.", "Tuesday, March 4", "2025-03-04", "day"),
        ("She left yesterday.", "yesterday", "2026-03-04", "day"),
        ("She leaves the day after tomorrow.", "the day after tomorrow", "2026-03-07", "day"),
        ("She left last night.", "last night", "2026-03-04", "day"),
        ("She left three days ago.", "three days ago", "2026-03-02", "day"),
        ("She left two weeks ago.", "two weeks ago", "2026-02-16/2026-02-22", "week"),
        ("She left twenty-five years ago.", "twenty-five years ago", "2001", "year"),
        ("Sea walls will be needed in 30 years.", "in 30 years", "2056", "year"),
        ("It fell last week.", "last week", "2026-02-23/2026-03-01", "week"),
        ("It rained over the weekend.", "the weekend", "2026-02-28/2026-03-01", "weekend"),
        ("It fell over the past two years.", "the past two years", "2024-03-05/2026-03-05", "range"),
        ("It fell in the winter.", "the winter", "2025-winter", "season"),
        ("The fall of 2014 was wet.", "The fall of 2014", "2014-autumn", "season"),
        ("Profit fell in the first quarter.", "first quarter", "2026-01-01/2026-03-31", "quarter"),
        ("It fell in Q3 2024.", "Q3 2024", "2024-07-01/2024-09-30", "quarter"),
        ("In the second half of 2011 it rose.", "second half of 2011", "2011-07-01/2011-12-31", "range"),
        ("Since 1987 it has stood.", "1987", "1987", "year"),
        ("The plan for fiscal 2027 is out.", "fiscal 2027", "2027", "year"),
        ("From 2010-14 it stood.", "2010-14", "2010/2014", "range"),
        ("Between 2010 and 2014 it stood.", "2010 and 2014", "2010/2014", "range"),
        ("From Monday to Wednesday it rained.", "Monday to Wednesday", "2026-03-02/2026-03-04", "range"),
        ("It rained from March 3 to April 5, 2015.", "March 3 to April 5, 2015", "2015-03-03/2015-04-05", "range"),
        ("Cars of the 1970s rust.", "1970s", "1970/1979", "decade"),
        ("Cars of the ’70s rust.", "70s", "1970/1979", "decade"),
        ("A house of the 18th century.", "18th century", "1701/1800", "century"),
        ("She came on Christmas Eve.", "Christmas Eve", "2025-12-24", "day"),
        ("She came on Thanksgiving 2015.", "Thanksgiving 2015", "2015-11-26", "day"),
        ("Since the Sept. 11 attacks it is shut.", "Sept. 11", "2001-09-11", "day"),
    ],
)  # fmt: skip
def test_a_date_is_found_with_its_days_and_precision(text, words, value, precision):
    (one,) = found(text)
    assert (one.span.of(text), one.precision) == (words, precision)
    assert (one.first, one.last) == days_of(value)
    assert one.sentence.of(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "In Leeds Theresa May said no.",
        "May we come in?",
        "They march on, and may stop.",
        "1,500 troops stood in 2,021 places.",
        "Some 2000 people came, and 1984 boxes.",
        "See section 2010, Flight 1549 and Room 2012.",
        "He lives at 1600 Harbour Street Avenue, paid $2015 and ran 1998 miles.",
        "Read https://example.org/2016/03/05/ships and v2.2021.3.",
        "A second chance, second to none, after 75 seconds; they won 3-2 at 21:30.",
        "Ada Kroll, 64, writes for the Sunday Times and for Harbour Today.",
        "It is open every Monday, and was so on a Monday.",
        "Jan Kroll met April Smith and August Holm at the March for Ships.",
        "In the fall of the house nobody was hurt, in the last day of it.",
    ],
)
def test_what_looks_like_a_date_is_none(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "published", "inferred", "about"),
    [
        ("On March 2 it closed.", PUBLISHED, ["year"], [False]),
        ("On March 2, 2026 it closed.", PUBLISHED, [""], [False]),
        ("On Tuesday it closed.", PUBLISHED, ["day"], [False]),
        ("By mid-March, early 2027 and nearly 30 years ago.", PUBLISHED, ["year", "", "year"], [True] * 3),
        ("Posted 3/2/2026.", PUBLISHED, ["order of day and month"], [False]),
    ],
)  # fmt: skip
def test_it_is_told_what_is_inferred_and_what_is_about(text, published, inferred, about):
    assert [each.inferred for each in found(text, published)] == inferred
    assert [each.about for each in found(text, published)] == about


def test_nothing_is_guessed_without_a_day_of_publication():
    text = "On Tuesday it closed, last year, in March, three days ago; in March 2021 it had opened."
    assert [each.first for each in found(text, None)] == [None] * 4 + [date(2021, 3, 1)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It opened in 2006. Two years later it shut.", ["2006", "2008"]),
        ("It fell on March 2. The next day it rose.", ["2026-03-02", "2026-03-03"]),
        ("It rose in May 2020 from a year earlier.", ["2020-05", "2019"]),
        ("It opened in June and July 2015.", ["2015-06", "2015-07"]),
    ],
)
def test_dates_count_from_the_one_before(text, values):
    assert [(each.first, each.last) for each in found(text)] == [days_of(each) for each in values]


def test_no_day_counts_from_a_year():
    (_, later) = found("It opened in 2006. The next day it shut.")
    assert later.first is None


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("Sie kam am 3. März 2021 an.", "de", "2021-03-03"),
        ("Elle est venue en février 2020.", "fr", "2020-02"),
        ("Llegó el 1 de mayo de 2019.", "es", "2019-05-01"),
        ("Przyjechała 5 maja.", "pl", "2026-05-05"),
        ("会議は2016年3月5日に。", "ja", "2016-03-05"),
    ],
)
def test_months_of_other_languages_are_known(text, language, value):
    (one,) = found(text, language=language)
    assert (one.first, one.last) == days_of(value)


def test_code_is_not_read_and_a_part_can_be_asked_for():
    text = "Opened 2019.\n\nreleased = 2020\n\nShut 2021."
    code = Span(text.index("released"), text.index("Shut") - 2)
    blocks = (
        Block(BlockKind.PARAGRAPH, Span(0, 12)),
        Block(BlockKind.CODE, code),
        Block(BlockKind.PARAGRAPH, Span(text.index("Shut"), len(text))),
    )
    document = Document(text, blocks=blocks)
    assert [each.first.year for each in find_dates(document)] == [2019, 2021]
    assert [each.first.year for each in find_dates(document, blocks[2].span)] == [2021]


WORDS = re.findall(
    r"\S+",
    "the last next year March May Tuesday 2016 1 31 13 to and ago - – , . 3 days in a century later Q1 FY before after",
)


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), st.sampled_from([None, "0001-01-01", "9999-12-31"]))  # fmt: skip
def test_dates_stand_in_order_and_in_the_text(text, published):
    dates = found(text, published)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(dates))
    assert all(each.first is None or each.first <= each.last for each in dates)
    assert all(each.span.of(text).strip() for each in dates)


def test_units_are_those_of_the_calendar():
    day = date(2024, 2, 29)
    assert unit_around(day, Precision.QUARTER, -1) == (date(2023, 10, 1), date(2023, 12, 31))
    assert unit_around(day, Precision.DECADE) == (date(2020, 1, 1), date(2029, 12, 31))
    assert shifted(day, Precision.YEAR, 1) == date(2025, 2, 28)
