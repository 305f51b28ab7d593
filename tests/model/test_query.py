"""Queries are read forgivingly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import QueryError
from briefing.model.search_query import (
    DEEPEST,
    LONGEST,
    All,
    Any,
    Filter,
    Not,
    Words,
    is_empty,
    parse,
)

A, B = Words("a"), Words("b")


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("a b", All((A, B))),
        ("a AND b", All((A, B))),
        ("a and b", All((A, Words("and"), B))),
        ("a OR b", Any((A, B))),
        ("a b OR c", Any((All((A, B)), Words("c")))),
        ("a (b OR c)", All((A, Any((B, Words("c")))))),
        ("a NOT b", All((A, Not(B)))),
        ("a -b", All((A, Not(B)))),
        ("a AND NOT b", All((A, Not(B)))),
        ("a -(b OR c)", All((A, Not(Any((B, Words("c"))))))),
        ("NOT NOT a", A),
        ('"peace  talks"', Words("peace talks")),
        ("“peace talks”", Words("peace talks")),
        ('"peace talks', Words("peace talks")),
        ('"peace tal"*', Words("peace tal", prefix=True)),
        ("harb*", Words("harb", prefix=True)),
        ("well-known", Words("well-known")),
        ("10:30", Words("10:30")),
        ("((a)", A),
        ("a)) b", All((A, B))),
        ("a OR ()", A),
        ("a - b", All((A, B))),
        ("OR", Words("OR")),
        ("a OR", All((A, Words("OR")))),
        ("NOT", Words("NOT")),
        ("a AND OR b", Any((All((A, Words("AND"))), B))),
        ("", All()),
        ('"', All()),
        ("!!! --", All()),
        ("agency:Reuters", Filter("agency", "Reuters")),
        ("AGENCY: reuters", Filter("agency", "reuters")),
        ('person:"ada kroll"', Filter("person", "ada kroll")),
        ("-org:nato", Not(Filter("org", "nato"))),
        ("after:2024", Filter("after", "2024")),
        ("before:2024/3/5", Filter("before", "2024-03-05")),
        ("unread: a", All((Filter("unread"), A))),
        ("unread:a", All((Filter("unread"), A))),
        ("marked: a", All((Filter("marked"), A))),
        ("marked:notes", Filter("marked", "note")),
        ("colour:red", Words("colour:red")),
    ],
)
def test_reads(text, node):
    assert parse(text) == node


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("agency:", 'after "agency:", such as'),
        ("title:!", 'after "title:"'),
        ("after:tomorrow", "after:2024-03"),
        ("before:2024-13", "before:2024-03"),
        ("marked:red", "bookmark, highlight, note"),
        ("(" * (DEEPEST + 1) + "a", "Parentheses"),
        ("a" * (LONGEST + 1), "too long"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(text, said):
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert said in str(caught.value)
    assert str(caught.value).endswith(".")


PIECES = ["a", '"', "(", ")", " ", "-", "*", ":", "AND ", "OR ", "NOT ", "NEAR", "^", "+", "after:"]


@given(st.text() | st.lists(st.sampled_from(PIECES) | st.text(max_size=2)).map("".join))
def test_any_text_is_read_or_refused_in_a_sentence(text):
    try:
        node = parse(text)
    except QueryError:
        return
    assert is_empty(node) or not any(part == All() for part in getattr(node, "parts", ()))
