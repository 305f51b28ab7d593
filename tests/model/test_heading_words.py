import pytest

from briefing.model.heading_words import continues_sentence, says_something

HEADINGS = [
    "Mills",
    "3.1 The price of rye",
    "EU",
    "概览",
    "What is x = y in the mills of today?",
    "IV. RYE",
    "iron and rye",
]
OTHERS = ["z", "rij~", "A B", "D", "5", "x = mills", "www.example.org/mills", "ada@example.org"]  # fmt: skip


@pytest.mark.parametrize("text", HEADINGS)
def test_words_of_a_heading(text):
    assert says_something(text)


@pytest.mark.parametrize("text", OTHERS)
def test_no_words_of_a_heading(text):
    assert not says_something(text)


def test_the_rest_of_a_sentence_begins_small():
    assert continues_sentence("is the distance that the sacks were moved")
    assert not continues_sentence("Is the distance that the sacks were moved")
    assert not continues_sentence("iron and rye")
    assert not continues_sentence("where does the rye go to now?")
