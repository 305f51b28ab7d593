"""Digits raised behind a number leave it its value."""

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.sources.test_pdf_pages import ROMAN, Print, convert, sentences

SMALL = 6.5
RAISED, LOWERED = 4.0, -1.0


def printed(pieces):
    """A line of (text, size, height above the baseline), one behind the other."""
    left, line = 72.0, []
    for text, size, height in pieces:
        line.append(Print(left, 700 + height, text, size))
        left += stringWidth(text, ROMAN, size)
    return line


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([("It has 83,190,556", 11, 0), ("2", SMALL, RAISED), (" people.", 11, 0)], "It has 83,190,556² people."),
        ([("It grew by 1.16", 11, 0), ("4", SMALL, RAISED), (",", SMALL, RAISED), ("5", SMALL, RAISED), (" a year.", 11, 0)], "It grew by 1.16⁴,⁵ a year."),
        ([("Some 10", 11, 0), ("-6", SMALL, RAISED), (" metres.", 11, 0)], "Some 10⁻⁶ metres."),
        ([("It costs 48", 11, 0), ("1", SMALL, RAISED), ("/", 11, 0), ("2", SMALL, LOWERED), (" cents.", 11, 0)], "It costs 48 1/2 cents."),
        ([("It costs 48", 11, 0), ("1/2", SMALL, RAISED), (" cents.", 11, 0)], "It costs 48 1/2 cents."),
        ([("Of 2", 11, 0), ("256", SMALL, RAISED), (" − 2", 11, 0), ("224", SMALL, RAISED), (" keys.", 11, 0)], "Of 2²⁵⁶ − 2²²⁴ keys."),
        ([("It has 12", 11, 0), ("34", 9.5, 0), (" rooms.", 11, 0)], "It has 1234 rooms."),
        ([("It has 12", 11, 0), ("th", SMALL, RAISED), (" place.", 11, 0)], "It has 12th place."),
        ([("The CO", 11, 0), ("2", SMALL, -2), (" of it.", 11, 0)], "The CO2 of it."),
    ],
)  # fmt: skip
def test_raised_digits_are_not_run_into_a_number(pieces, text):
    below = [Print(72, 680, sentences(0, 1)), Print(72, 666, sentences(1, 1))]
    assert convert([*printed(pieces), *below]).markdown.startswith(text)
