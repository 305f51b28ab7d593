"""Search finds issues, ranks them and says where their words are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from briefing.errors import QueryError
from briefing.model import SectionKind, Span
from briefing.model.search_query import parse_query
from briefing.storage import full_text_search
from briefing.storage.database import Database
from briefing.storage.fts_tokens import Term, find_matches, split_terms
from briefing.storage.full_text_search import Search
from briefing.storage.repositories import Repositories
from briefing.storage.search_index import SearchIndex
from briefing.storage.snippets import WIDTH, best_snippet
from tests.model.test_search_query import PIECES
from tests.storage.test_query_to_sql import TEXTS, made


def keep(store: Repositories, *briefings) -> None:
    for each in briefings:
        store.documents.keep(each)
        SearchIndex(store.database).put(each)


@pytest.fixture
def store():
    store = Repositories(Database(None))
    keep(store, *(made(*each) for each in TEXTS))
    yield store
    store.database.close()


def issues(store: Repositories, query: str) -> list[str]:
    return [hit.issue for hit in Search(store.database).find(parse_query(query)).shown]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ferry", ["The ferry sinks", "The ferry sails"]),
        ("ferry agency:reuters", ["The ferry sails"]),
        ("ECONOMIE", ["Prices rise"]),
        ("person:kroll", ["The ferry sails"]),
        ("agency:reuters", ["The quay opens"]),
        ("after:2020", ["Prices rise", "The quay opens"]),
        ("-ferry", ['Rain -- and 100% "wind"', "Prices rise", "The quay opens"]),
        ("sails OR agency:ete", ["The ferry sinks", "Prices rise", "The ferry sails"]),
        ("nowhere", []),
    ],
)
def test_finds_issues(store, query, found):
    assert issues(store, query) == found


def test_a_title_counts_more_than_the_text_and_the_latest_goes_first():
    store = Repositories(Database(None))
    text = "words " * 30
    keep(store, made("One", None, None, [f"Nothing {text} harbour"], "Ada Kroll"))
    first = made("Two", None, None, [f"Nothing {text}"], "Ada Kroll")
    titled = replace(first.analysis.sections[0], title="The harbour")
    keep(store, replace(first, analysis=replace(first.analysis, sections=(titled,))))
    keep(store, made("Three", None, None, [f"Nobody {text} harbour"], "Ada Kroll"))
    hits = Search(store.database).find(parse_query("harbour")).shown
    assert [hit.title for hit in hits] == ["Two", "Three", "One"]
    assert hits[0].score > hits[1].score
    assert hits[0].issue_marks == (Span(4, 11),)
    assert hits[0].span == Span(0, 0)
    assert hits[0].snippet.marks == ()
    store.database.close()


def test_boilerplate_comes_last():
    store = Repositories(Database(None))
    found = made("One", None, None, ["The ferry sails at noon with all", "A ferry"], "Ada Kroll")
    first, last = found.analysis.sections
    last = replace(last, kind=SectionKind.BOILERPLATE)
    keep(store, replace(found, analysis=replace(found.analysis, sections=(first, last))))
    assert issues(store, "ferry") == [first.title, last.title]
    assert issues(store, "title:ferry") == [first.title]
    store.database.close()


def test_removed_briefings_are_not_found(store):
    sha256 = made(*TEXTS[0]).document.sha256
    store.documents.remove(sha256)
    assert issues(store, "ferry") == ["The ferry sinks"]
    assert issues(store, "agency:reuters") == []
    store.documents.restore(sha256)
    assert len(issues(store, "ferry")) == 2


def test_more_than_are_ranked(store, monkeypatch):
    assert Search(store.database).find(parse_query("the")).complete
    for name in ("_RANKED", "_LATEST"):
        query = getattr(full_text_search, name).replace(str(full_text_search.RANKED + 1), "2")
        monkeypatch.setattr(full_text_search, name, query)
    monkeypatch.setattr(full_text_search, "RANKED", 1)
    for query in ("the", "-nothing"):
        hits = Search(store.database).find(parse_query(query))
        assert (hits.total, hits.complete) == (1, False)


def test_hits_say_where_the_words_are(store):
    hit = Search(store.database).find(parse_query('"ferry sinks"')).shown[0]
    text = made(*TEXTS[1]).document.text
    assert hit.span.of(text) == "ferry sinks"
    assert [mark.of(hit.snippet.text) for mark in hit.snippet.marks] == ["ferry sinks"]
    assert hit.passage.of(text) == "The ferry sinks for Société Générale."
    assert (hit.title, hit.agency, hit.published, hit.number) == (
        "Économie",
        "Agence Été",
        "2024-04",
        1,
    )


def test_a_name_that_is_asked_for_is_marked_where_it_stands(store):
    [hit] = Search(store.database).find(parse_query('person:"ada kr" ferry')).shown
    assert [mark.of(hit.snippet.text) for mark in hit.snippet.marks] == ["ferry", "Ada Kroll"]
    [hit] = Search(store.database).find(parse_query("org:generale")).shown
    assert [mark.of(hit.snippet.text) for mark in hit.snippet.marks] == ["Générale"]


LONG = "Nothing here. " * 40 + "Zoë met the  minister\nof trade. " + "Nothing more. " * 40


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        (["zoe"], ["Zoë"]),
        (["zoe", "minister of trade"], ["Zoë", "minister of trade"]),
        (["minist*"], ["minister"]),
        (["minister of tr*"], ["minister of trade"]),
    ],
)
def test_a_snippet_has_the_words_in_it(words, marked):
    wanted = tuple(Term(tuple(w.rstrip("*").split()), w.endswith("*")) for w in words)
    span, snippet = best_snippet(LONG, wanted, Span(0, len(LONG)), "")
    assert [mark.of(snippet.text) for mark in snippet.marks] == marked
    assert " ".join(span.of(LONG).split()) == marked[0]
    assert snippet.text.startswith("… ")
    assert snippet.text.endswith(" …")
    assert len(snippet.text) <= WIDTH + 4


def test_a_snippet_at_the_end_has_what_stands_before():
    text = "Words go on. " * 40 + "The ferry."
    _, snippet = best_snippet(text, (Term(("ferry",)),), Span(0, len(text)), "")
    assert snippet.text.endswith("Words go on. The ferry.")
    assert len(snippet.text) > WIDTH - 20


def test_a_match_below_the_title_goes_first():
    text = "\nThe ferry\n\nAll of the rest and the ferry.\n"
    span, snippet = best_snippet(text, (Term(("ferry",)),), Span(0, len(text)), "The ferry")
    assert span.start == text.rindex("ferry")
    assert snippet.text == "All of the rest and the ferry."


@given(st.text(alphabet="ab é\n \u0301ß日.", max_size=80), st.integers(0, 40), st.integers(0, 80))
def test_any_snippet_is_of_the_text(text, start, length):
    passage = Span(min(start, len(text)), min(start + length, len(text)))
    wanted = (Term(("a",)), Term(("b", "e"), prefix=True), Term(("ss",)))
    span, snippet = best_snippet(text, wanted, passage, "a b")
    assert passage.start <= span.start <= span.end <= passage.end
    inner = snippet.text.removeprefix("… ").removesuffix(" …")
    assert inner in " ".join(text.split())
    for mark in snippet.marks:
        assert split_terms(parse_query(f'"{mark.of(snippet.text)}"'))[0].words[0][0] in "ab"


def test_matches_are_found_across_pieces():
    text = "harbour " * 20_000
    found = list(find_matches(text, (Term(("harbour", "harbour")),), Span(0, len(text))))
    assert len(found) == 19_999
    assert [each.span.start for each in found] == list(range(0, 8 * 19_999, 8))


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from([*PIECES, "title:x ", "person:", "ferry ", '"the ferry" ', "fer* "])
        | st.text(max_size=2)
    ).map("".join)
)
def test_no_query_fails(query):
    try:
        node = parse_query(query)
    except QueryError:
        return
    store = Repositories(Database(None))
    keep(store, made(*TEXTS[0]))
    Search(store.database).find(node)
    store.database.close()


def test_the_index_stays_whole_when_much_is_put_and_removed():
    store = Repositories(Database(None))
    all_of = [
        made(f"Number {n}", None, None, [f"Issue a{n % 7}", f"b{n}"], "Ada Kroll")
        for n in range(300)
    ]
    for round in range(4):
        keep(store, *all_of)
        with store.database.write() as database:
            database.execute("DELETE FROM document WHERE id % 3 = ?", (round % 3,))
    with store.database.write() as database:
        for command in ("integrity-check", "optimize", "integrity-check"):
            database.execute("INSERT INTO passage (passage) VALUES (?)", (command,))
    count = store.database.one("SELECT count(*) FROM passage WHERE passage MATCH 'issue'")
    assert count == store.database.one("SELECT count(*) FROM section WHERE number = 0")
    assert store.database.all("PRAGMA integrity_check") == [("ok",)]
    store.database.close()
