from datetime import date

import pytest
from msgspec.structs import replace

from briefing.analysis.dates import FoundDate, Precision
from briefing.library.timeline_rows import (
    Part,
    known_dates,
    list_dates,
    list_figures,
    say_date,
    sentence_of,
)
from briefing.model import Block, BlockKind, Document, Span


def found(first, last, precision, about=False):
    start, end = (date.fromisoformat(day) if day else None for day in (first, last))
    return FoundDate(Span(0, 1), Span(0, 1), Precision(precision), start, end, about=about)


@pytest.mark.parametrize(
    ("first", "last", "precision", "said"),
    [
        ("2026-03-02", "2026-03-02", "day", "2 Mar 2026"),
        ("2026-03-02", "2026-03-08", "week", "week of 2 Mar 2026"),
        ("2026-03-01", "2026-03-31", "month", "Mar 2026"),
        ("2026-07-01", "2026-09-30", "quarter", "Q3 2026"),
        ("2026-12-01", "2027-02-28", "season", "winter 2026"),
        ("2026-01-01", "2026-12-31", "year", "2026"),
        ("1990-01-01", "1999-12-31", "decade", "1990s"),
        ("1801-01-01", "1900-12-31", "century", "19th century"),
        ("2001-01-01", "2100-12-31", "century", "21st century"),
        ("1800-01-01", "1899-12-31", "century", "1800s"),
        ("2010-01-01", "2014-12-31", "range", "2010–2014"),
        ("2010-03-01", "2010-05-31", "range", "Mar 2010 – May 2010"),
        ("2010-03-02", "2010-05-31", "range", "2 Mar 2010 – 31 May 2010"),
    ],
)
def test_dates_are_said_as_precisely_as_they_are_known(first, last, precision, said):
    assert say_date(found(first, last, precision)) == said


def test_what_is_about_is_said():
    assert say_date(found("2026-01-01", "2026-12-31", "year", about=True)) == "about 2026"


def part(text, outlet):
    block = Block(BlockKind.PARAGRAPH, Span(0, len(text)))
    return Part(Document(text, blocks=(block,)), outlet=outlet)


def test_the_accounts_of_a_story_are_in_one_order():
    one = part("It shut on 5 May 2021. It opened yesterday.", "Northern Wire")
    other = part("Its\nyard was built in 1987.", "Pelham Post")
    rows = list_dates([one, other])
    assert [(row.value, row.part.outlet) for row in rows] == [
        ("1987", "Pelham Post"),
        ("5 May 2021", "Northern Wire"),
        ("yesterday", "Northern Wire"),
    ]
    assert sentence_of(rows[0]) == "Its yard was built in 1987."


def test_figures_are_in_order_of_kind_unit_and_value():
    text = (
        "It cost $5 million. Then 14 people were hurt, and 12 people died. Prices rose 3 percent."
    )
    assert [row.value for row in list_figures([part(text, "")])] == [
        "12 people",
        "14 people",
        "$5 million",
        "3 percent",
    ]


RECENT = (
    "On 4 March 2026 it shut. It opened on Monday and two days later. It will open again on 5 May."
)


@pytest.mark.parametrize(
    ("text", "published", "added", "rows", "left"),
    [
        (
            RECENT,
            "2026-03-06",
            "2026-03-20",
            ["2 Mar 2026", "4 Mar 2026", "4 Mar 2026", "5 May 2026"],
            "",
        ),
        (
            RECENT,
            None,
            "2026-03-06T09:00:00",
            ["2 Mar 2026", "4 Mar 2026", "4 Mar 2026", "5 May 2026"],
            "",
        ),
        (RECENT, None, "2027-03-06", ["4 Mar 2026", "5 May"], "2 dates such as “Monday”"),
        (RECENT, None, "", ["4 Mar 2026", "5 May"], "2 dates such as “Monday”"),
        ("It shut yesterday.", None, "2026-03-06", [], "1 date such as “yesterday”"),
        ("It shut in May.", "no date", "2026-03-06", ["May"], ""),
    ],
)
def test_relative_dates_count_from_a_day_that_is_known(text, published, added, rows, left):
    document = replace(part(text, "").document, published=published)
    shown, says = known_dates(list_dates([Part(document, added=added)]))
    assert [row.value for row in shown] == rows
    assert says.removeprefix("Not listed: ").partition(";")[0] == left
    assumed = [row.from_added for row in shown]
    assert any(assumed) is (published is None and len(rows) == 4)
    assert all("from the day the text came in" in row.note for row in shown if row.from_added)


def test_another_account_of_then_tells_that_a_text_is_recent():
    dated = replace(part("It shut.", "").document, published="2026-03-05")
    undated = part("It opened yesterday.", "").document
    rows = list_dates([Part(dated), Part(undated, added="2026-03-06")])
    assert [(row.value, row.from_added) for row in rows] == [("5 Mar 2026", True)]
