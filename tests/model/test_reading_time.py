import pytest

from briefing.model import Document, Section, SectionKind, Span, TitleSource, count_words
from briefing.model.reading_time import article_words, say_minutes


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 min"), (99, "99 min"), (100, "1.7 h"), (590, "9.8 h"), (600, "10 h"), (1382, "23 h")],
)
def test_long_times_are_said_in_hours(minutes, said):
    assert say_minutes(minutes) == said


def test_page_clutter_takes_no_time():
    document = Document("The dues rise. Share this! They rise again. All rights reserved.")
    text, made = document.text, TitleSource.DOCUMENT
    cut, fold = text.index("All"), text.index("Share")
    issue = Section(
        SectionKind.ISSUE, "x", made, Span(0, cut), folded=(Span(fold, fold + len("Share this!")),)
    )
    clutter = Section(SectionKind.BOILERPLATE, "y", made, Span(cut, len(text)))
    assert article_words(document, (issue, clutter)) == 6


@pytest.mark.parametrize(
    ("text", "words"), [("油の値段が上がる。", 4), ("Öl が 2 円", 4), ("Öl ist da.", 3)]
)
def test_two_letters_of_a_script_without_spaces_are_a_word(text, words):
    assert count_words(text) == words
