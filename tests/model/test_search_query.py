"""Queries are read forgivingly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import QueryError
from briefing.model.search_query import (
    DEEPEST,
    LONGEST,
    And,
    Filter,
    Not,
    Or,
    Term,
    is_empty,
    parse_query,
    unknown_filter,
)

A, B = Term("a"), Term("b")


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a and b", And((A, Term("and"), B))),
        ("a OR b", Or((A, B))),
        ("a b OR c", Or((And((A, B)), Term("c")))),
        ("a (b OR c)", And((A, Or((B, Term("c")))))),
        ("a NOT b", And((A, Not(B)))),
        ("a -b", And((A, Not(B)))),
        ("a AND NOT b", And((A, Not(B)))),
        ("a -(b OR c)", And((A, Not(Or((B, Term("c"))))))),
        ("NOT NOT a", A),
        ('"peace  talks"', Term("peace talks")),
        ("“peace talks”", Term("peace talks")),
        ('"peace talks', Term("peace talks")),
        ('"peace tal"*', Term("peace tal", prefix=True)),
        ("harb*", Term("harb", prefix=True)),
        ("well-known", Term("well-known")),
        ("10:30", Term("10:30")),
        ("((a)", A),
        ("a)) b", And((A, B))),
        ("a OR ()", A),
        ("a - b", And((A, B))),
        ("OR", Term("OR")),
        ("a OR", And((A, Term("OR")))),
        ("NOT", Term("NOT")),
        ("a AND OR b", Or((And((A, Term("AND"))), B))),
        ("", And()),
        ('"', And()),
        ("!!! --", And()),
        ("agency:Reuters", Filter("agency", "Reuters")),
        ("AGENCY: reuters", Filter("agency", "reuters")),
        ('person:"ada kroll"', Filter("person", "ada kroll")),
        ("-org:nato", Not(Filter("org", "nato"))),
        ("after:2024", Filter("after", "2024")),
        ("before:2024/3/5", Filter("before", "2024-03-05")),
        ("unread: a", And((Filter("unread"), A))),
        ("unread:a", And((Filter("unread"), A))),
        ("marked: a", And((Filter("marked"), A))),
        ("marked:notes", Filter("marked", "note")),
        ("colour:red", Term("colour:red")),
    ],
)
def test_reads(text, node):
    assert parse_query(text) == node


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("agency:", "after “agency:”, such as"),
        ("title:!", "after “title:”"),
        ("after:tomorrow", "after:2024-03"),
        ("before:2024-13", "before:2024-03"),
        ("marked:red", "bookmark, highlight, note"),
        ("(" * (DEEPEST + 1) + "a", "Parentheses"),
        ("a" * (LONGEST + 1), "too long"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(text, said):
    with pytest.raises(QueryError) as caught:
        parse_query(text)
    assert said in str(caught.value)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("in:work", "in:"),
        ("peace -Foo:bar", "Foo:"),
        ("(persn:kroll)", "persn:"),
        ("agency:reuters unread: title:x", ""),
        ('"in:work"', ""),
        ("10:30 http://a.example re: a:", ""),
        ("x" * 1000 + ":y", ""),
    ],
)
def test_a_filter_that_there_is_not_is_said(text, name):
    said = unknown_filter(text)
    assert said.startswith(f"There is no filter {name}" if name else "")
    assert bool(said) == bool(name)


PIECES = ["a", '"', "(", ")", " ", "-", "*", ":", "AND ", "OR ", "NOT ", "NEAR", "^", "+", "after:"]


@given(st.text() | st.lists(st.sampled_from(PIECES) | st.text(max_size=2)).map("".join))
def test_any_text_is_read_or_refused_in_a_sentence(text):
    try:
        node = parse_query(text)
    except QueryError:
        return
    assert is_empty(node) or not any(part == And() for part in getattr(node, "parts", ()))
