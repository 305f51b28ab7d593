import io
from itertools import accumulate

import pytest
from reportlab.pdfgen.canvas import Canvas

from briefing.sources.pdf.convert_pdf import convert_pdf
from briefing.sources.pdf.letter_spacing import close_letters


def spaced(words: str, apart: float) -> str:
    canvas = Canvas(buffer := io.BytesIO(), pagesize=(595, 842), invariant=1)
    text = canvas.beginText(90, 700)
    text.setFont("Helvetica", 12)
    text.setCharSpace(apart)
    text.textLine(words)
    canvas.drawText(text)
    canvas.save()
    return convert_pdf(buffer.getvalue()).markdown


@pytest.mark.parametrize("apart", [0, 2.5, 4])
def test_words_whose_letters_are_set_apart_are_whole(apart):
    assert spaced("THE PRICE OF RYE", apart) == "THE PRICE OF RYE"


@pytest.mark.parametrize(
    ("text", "space", "closed"),
    [
        ("R E P O R T", 2, "REPORT"),
        ("o f t h e f a i r", 2, "ofthefair"),
        ("A B C D E F", 2, "A B C D E F"),
        ("x = y z + u v", 2, "x = y z + u v"),
        ("R E P O R T", 9, "R E P O R T"),
        ("we go to an inn", 2, "we go to an inn"),
    ],
)
def test_only_letters_a_little_apart_are_closed(text, space, closed):
    letter = 6
    ends = list(accumulate(space if sign == " " else letter for sign in text))
    found, places = close_letters(text, lambda i: (ends[i] - letter, ends[i]))
    assert found == closed
    assert not places or "".join(text[place] for place in places) == closed


@pytest.mark.parametrize(
    "words",
    [
        "Of a b text. We ask if I am to do it or if he is to go on as I do or as a bee.",
        "Of a b text: if A or B or C is so it holds",
    ],
)
def test_short_words_of_prose_stay_apart(words):
    assert spaced(words, 0) == words
