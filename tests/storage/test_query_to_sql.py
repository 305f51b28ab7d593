"""Queries find the briefings that they mean, and never fail in the database."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from briefing.errors import QueryError
from briefing.model import (
    Analysis,
    Bookmark,
    Briefing,
    Document,
    Entity,
    EntityKind,
    Mention,
    Section,
    SectionKind,
    Span,
    TitleSource,
)
from briefing.model.search_query import parse_query
from briefing.storage.database import Database
from briefing.storage.query_to_sql import documents_condition, passages_condition, split_query
from briefing.storage.repositories import Repositories
from briefing.storage.search_index import SearchIndex
from tests.model.test_search_query import PIECES
from tests.storage.test_schema import bookmark_in

TEXTS = [
    ("Harbour news", "Reuters", "2024-03-05", ["The quay opens", "The ferry sails"], "Ada Kroll"),
    ("Économie", "Agence Été", "2024-04", ["Prices rise", "The ferry sinks"], "Société Générale"),
    ("Weather", None, None, ['Rain -- and 100% "wind"'], "Åsa Öst"),
]


def made(title, agency, published, issues, name) -> Briefing:
    """A briefing whose issues have their titles as texts, the last naming somebody."""
    text = "\n\n".join([*issues[:-1], f"{issues[-1]} for {name}."])
    document = Document(text, title=title, agency=agency, published=published, source=f"/x/{title}")
    cuts = [text.index(issue) for issue in issues]
    sections = tuple(
        Section(SectionKind.ISSUE, issue, TitleSource.DOCUMENT, Span(start, end))
        for issue, start, end in zip(issues, cuts, [*cuts[1:], len(text)], strict=True)
    )
    kind = EntityKind.ORGANIZATION if "Soc" in name else EntityKind.PERSON
    at = text.index(name)
    entity = Entity("e1", kind, name, mentions=(Mention(Span(at, at + len(name)), kind),))
    return Briefing(document, Analysis(sections, (entity,), ()))


@pytest.fixture(scope="module")
def store():
    store = Repositories(Database(None))
    for each in TEXTS:
        briefing = made(*each)
        store.documents.keep(briefing)
        SearchIndex(store.database).put(briefing)
    first = made(*TEXTS[0])
    for section in first.analysis.sections:
        store.places.mark_read(first.document.sha256, section.span.start, True)
    mark = replace(bookmark_in(first), document=first.document.sha256)
    assert isinstance(mark, Bookmark)
    store.annotations.keep(mark)
    with store.database.write() as database:
        database.execute("INSERT INTO collection VALUES (1, 'École', '')")
        database.execute("INSERT INTO collected VALUES (1, 2, '')")
    yield store
    store.database.close()


def titles(store: Repositories, query: str) -> list[str]:
    where = documents_condition(parse_query(query))
    rows = store.database.all(
        f"SELECT title FROM document d WHERE {where.sql} ORDER BY id", where.values
    )
    return [row[0] for row in rows]


def issues(store: Repositories, query: str) -> list[str]:
    where = passages_condition(parse_query(query))
    rows = store.database.all(
        f"SELECT s.title FROM section s JOIN document d ON d.id = s.document WHERE {where.sql} "
        "ORDER BY s.id",
        where.values,
    )
    return [row[0] for row in rows]


HARBOUR, ECONOMY, WEATHER = "Harbour news", "Économie", "Weather"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [HARBOUR, ECONOMY, WEATHER]),
        ("harb", [HARBOUR]),
        ("economie", [ECONOMY]),
        ("ete", [ECONOMY]),
        ("kroll", [HARBOUR]),
        ("asa", [WEATHER]),
        ("agency:reut OR title:weath", [HARBOUR, WEATHER]),
        ("-agency:reuters", [ECONOMY, WEATHER]),
        ("person:ost", [WEATHER]),
        ("person:societe", []),
        ("org:societe", [ECONOMY]),
        ("after:2024-03", [HARBOUR, ECONOMY]),
        ("after:2024-04", [ECONOMY]),
        ("before:2024-04", [HARBOUR]),
        ("-after:2024", [WEATHER]),
        ("read:", [HARBOUR]),
        ("unread:", [ECONOMY, WEATHER]),
        ("marked:", [HARBOUR]),
        ("marked:note", []),
        ("collection:eco", [ECONOMY]),
        ("source:/x/W", [WEATHER]),
        ("unread: (economie OR asa) -agency:ete", [WEATHER]),
    ],
)
def test_lists_are_filtered(store, query, found):
    assert titles(store, query) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ferry", ["The ferry sails", "The ferry sinks"]),
        ("ferry -sails", ["The ferry sinks"]),
        ('"ferry sails" OR rain', ["The ferry sails", 'Rain -- and 100% "wind"']),
        ("fer*", ["The ferry sails", "The ferry sinks"]),
        ("ferry person:kroll", ["The ferry sails"]),
        ("title:quay", ["The quay opens"]),
        ("title:harbour", ["The quay opens", "The ferry sails"]),
        ("ferry agency:reuters OR rise", ["The ferry sails", "Prices rise"]),
        ("-ferry", ["The quay opens", "Prices rise", 'Rain -- and 100% "wind"']),
        ("100%", ['Rain -- and 100% "wind"']),
    ],
)
def test_passages_are_filtered(store, query, found):
    assert issues(store, query) == found


@settings(deadline=None)
@given(
    st.text()
    | st.lists(
        st.sampled_from([*PIECES, "title:x ", "person:", "after:2024 ", "source:a", "marked: "])
        | st.text(max_size=2)
    ).map("".join)
)
def test_no_query_fails_in_the_database(store, query):
    try:
        node = parse_query(query)
    except QueryError:
        return
    titles(store, query)
    issues(store, query)
    match, rest = split_query(node)
    assert (match is None) == (rest == node)
    if match is not None:
        store.database.all("SELECT rowid FROM passage WHERE passage MATCH ?", (match,))


def test_an_overview_that_was_read_makes_no_briefing_read():
    store = Repositories(Database(None))
    briefing = made(*TEXTS[0])
    first, second = briefing.analysis.sections
    sections = (replace(first, kind=SectionKind.OVERVIEW), second)
    briefing = replace(briefing, analysis=replace(briefing.analysis, sections=sections))
    store.documents.keep(briefing)
    SearchIndex(store.database).put(briefing)
    store.places.mark_read(briefing.document.sha256, first.span.start, True)
    assert (titles(store, "read:"), titles(store, "unread:")) == ([], [HARBOUR])
    store.places.mark_read(briefing.document.sha256, second.span.start, True)
    assert (titles(store, "read:"), titles(store, "unread:")) == ([HARBOUR], [])
    store.database.close()


def test_names_that_the_reader_joined_are_one(store):
    with store.database.write() as database:
        database.execute(
            "INSERT INTO identity (kind, key, person) VALUES ('person', 'asa ost', 'ada kroll')"
        )
    assert titles(store, "person:kroll") == [HARBOUR, WEATHER]
    assert titles(store, "person:ost") == [WEATHER]
    assert titles(store, "kroll") == [HARBOUR, WEATHER]
    with store.database.write() as database:
        database.execute("DELETE FROM identity")


def test_a_heading_follows_its_document():
    store = Repositories(Database(None))
    store.documents.keep(made(*TEXTS[0]))
    store.documents.keep(made(*TEXTS[2]))
    with store.database.write() as database:
        database.execute("UPDATE document SET title = 'Climate' WHERE title = 'Weather'")
    assert titles(store, "title:climate") == ["Climate"]
    assert titles(store, "title:weather") == []
    with store.database.write() as database:
        database.execute("DELETE FROM document WHERE title = 'Climate'")
        database.execute("INSERT INTO heading (heading, rank) VALUES ('integrity-check', 0)")
    assert titles(store, "title:climate") == []
    assert titles(store, "") == [HARBOUR]
    store.database.close()
