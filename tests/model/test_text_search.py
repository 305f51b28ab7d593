"""Search in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import QueryError
from briefing.model import Span
from briefing.model.text_search import SearchResult, search_longer, search_text

TEXT = (
    "The White\nHouse said it’s “very concerned”—the Iran–US talks … were well-known.\n\n"
    "the white   house; WHITE HOUSE; café and cafe\u0301; C++ (a.b) [x]"
)


@pytest.mark.parametrize(
    ("words", "pattern", "found"),
    [
        ("white house", False, ["White\nHouse", "white   house", "WHITE HOUSE"]),
        ("White House", False, ["White\nHouse"]),
        ("it's", False, ["it’s"]),
        ('"very concerned"', False, ["“very concerned”"]),
        ('concerned"--the', False, ["concerned”—the"]),
        ("Iran-US", False, ["Iran–US"]),
        ("talks ...", False, ["talks …"]),
        ("caf\u00e9", False, ["café", "cafe\u0301"]),
        ("cafe\u0301", False, ["café", "cafe\u0301"]),
        ("c++ (a.b) [x]", False, ["C++ (a.b) [x]"]),
        ("   ", False, []),
        ("nothing of it", False, []),
        (r"w\w+e\s+h\w+e", True, ["White\nHouse", "white   house", "WHITE HOUSE"]),
        (r"^the\b", True, ["The", "the"]),
        (r"\bW\S+E\b", True, ["WHITE"]),
        (r"x*", True, ["x"]),
    ],
)
def test_finds(words, pattern, found):
    assert [span.of(TEXT) for span in search_text(TEXT, words, pattern=pattern).spans] == found


@pytest.mark.parametrize("text", ["inter\u00adnatio\u00adnal law", "inter\u200bnational\ufeff law"])
@pytest.mark.parametrize("words", ["international law", "nation", "Inter\u00adnational".lower()])
def test_what_nobody_sees_parts_no_word(text, words):
    assert len(search_text(text, words).spans) == 1
    assert len(search_text("international law", words).spans) == 1


def test_a_bad_expression_is_one_sentence():
    with pytest.raises(QueryError, match="cannot be read"):
        search_text(TEXT, "(", pattern=True)


def test_a_slow_expression_is_stopped():
    found = search_text("a" * 5000 + "b", r"(a+a+)+c", pattern=True, seconds=0.1)
    assert not found.complete


def test_too_many_matches_are_cut():
    found = search_text("ab" * 100, "a", most=10)
    assert len(found.spans) == 10
    assert not found.complete


def test_walks_round_the_ends():
    found = search_text("x..x..x", "x")
    assert [found.step(0, 1), found.step(6, 1), found.step(0, -1)] == [1, 0, 2]
    assert found.near(4) == 2
    assert found.near(7) == 0
    assert found.within(Span(0, 4)) == 2


@given(st.text(), st.text(), st.text(min_size=1))
def test_a_phrase_is_found_where_it_stands(before, after, words):
    if words.strip():
        found = search_text(before + words.strip() + after, words, seconds=5)
        assert found.spans


@pytest.mark.parametrize(
    "pattern", ["a" * 2000, "a{5000000}", "(a{1,9999}){2}", "(?:x{ 2 , 70000 })"]
)
def test_an_expression_that_takes_long_to_read_is_refused(pattern):
    with pytest.raises(QueryError):
        search_text("aaa", pattern, pattern=True)


def test_the_time_is_for_all_parts_together():
    parts = [Span(i * 100, i * 100 + 100) for i in range(50)]
    found = search_text(("a" * 99 + "!") * 50, "(a|aa)+$", pattern=True, within=parts, seconds=0.02)
    assert not found.complete


@pytest.mark.parametrize("pattern", [False, True])
def test_words_that_would_take_long_to_read_are_refused(pattern):
    with pytest.raises(QueryError, match="too long; give at most 1,000"):
        search_text("text", "e\u0301 " * 30_000, pattern=pattern)
    assert search_text("a " * 500, "a " * 499 + "a").spans == (Span(0, 999),)


@pytest.mark.parametrize("pattern", [False, True])
def test_more_matches_than_are_looked_for_at_once(pattern):
    text = "ab c " * 2500
    found = search_text(text, "ab", pattern=pattern)
    assert (len(found.spans), found.complete) == (2500, True)
    assert [span.start for span in found.spans] == list(range(0, len(text), 5))
    assert len(search_text(text, "ab", pattern=pattern, most=1700).spans) == 1700


LETTERS = st.text(alphabet="abcAB \u017f\u212ask\u0130\u0131i-\u2019e\u0301\u200b", max_size=60)


@given(
    text=LETTERS,
    words=st.text(alphabet="abcskiA-e ", min_size=1, max_size=4),
    most=st.integers(1, 6),
)
def test_a_longer_word_is_found_among_the_matches_of_a_shorter(text, words, most):
    typed = ("", SearchResult())
    for size in range(1, len(words) + 1):
        longer = words[:size]
        found = search_longer(text, longer, *typed, most)
        assert found == search_text(text, longer, most=most)
        typed = (longer, found)
