"""The library as a list, and named lists of briefings."""

import shutil

import pytest
from msgspec.structs import replace

from briefing.config import Config
from briefing.errors import InputError, QueryError
from briefing.library import make_library
from briefing.library.document_list import ListOrder, ListRequest
from briefing.model import Span

TEXTS = {
    "élan": ("Élan", "2024-02-01", 900),
    "zebra": ("coast news", "2023-05-06", 60),
    "Apple": (None, None, 300),
    "banana": ("Reuters", "2025-01-01", 600),
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """The folder of a library that is copied for each test."""
    folder = tmp_path_factory.mktemp("shelf")
    made = make_library(Config(data=folder / "data"))
    for name, (agency, published, words) in TEXTS.items():
        path = folder / f"{name}.md"
        path.write_text(f"# {name}\n\nHead.\n\n## Trade\n\n{'word ' * words}\n\n## Arms\n\nFew.\n")
        found = made.open(str(path)).finish()
        about = replace(found.document, agency=agency, published=published)
        made._store.documents.keep(replace(found, document=about))
    made.close()
    return folder / "data"


@pytest.fixture
def library(shelf, tmp_path):
    made = make_library(Config(data=shutil.copytree(shelf, tmp_path / "data")))
    yield made
    made.close()


def titles(library, **asked):
    ids = library.documents.listing.ids(ListRequest(**asked))
    rows = library.documents.listing.rows(ids)
    return [rows[id].title for id in ids]


def hash_of(library, title):
    [found] = library.documents.listing.hashes(
        library.documents.listing.ids(ListRequest(f'title:"{title}"'))
    )
    return found


@pytest.mark.parametrize(
    ("order", "descending", "expected"),
    [
        (ListOrder.OPENED, True, ["banana", "Apple", "zebra", "élan"]),
        (ListOrder.OPENED, False, ["élan", "zebra", "Apple", "banana"]),
        (ListOrder.PUBLISHED, True, ["banana", "élan", "zebra", "Apple"]),
        (ListOrder.PUBLISHED, False, ["zebra", "élan", "banana", "Apple"]),
        (ListOrder.TITLE, False, ["Apple", "banana", "élan", "zebra"]),
        (ListOrder.AGENCY, False, ["zebra", "élan", "banana", "Apple"]),
        (ListOrder.LEFT, True, ["élan", "banana", "Apple", "zebra"]),
    ],
)
def test_lists_are_ordered(library, order, descending, expected):
    assert titles(library, order=order, descending=descending) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ap", ["Apple"]),
        ("agency:reuters", ["banana"]),
        ("after:2024", ["banana", "élan"]),
        ("unread: -title:zebra", ["banana", "Apple", "élan"]),
        ("nowhere", []),
    ],
)
def test_lists_are_filtered(library, words, expected):
    assert titles(library, words=words) == expected


def test_a_filter_that_is_none_is_refused(library):
    with pytest.raises(QueryError):
        library.documents.listing.ids(ListRequest("after:soon"))


@pytest.mark.parametrize("indexed", [False, True])
def test_rows_say_what_was_read_and_what_is_left(library, indexed):
    if indexed:
        library.search.index(5)
    briefing = library.documents.open(hash_of(library, "banana"))
    sections = briefing.analysis.sections
    library.annotations.add_bookmark(briefing, Span(0, 3))
    row = library.documents.listing.rows(library.documents.listing.ids(ListRequest("banana")))
    [row] = row.values()
    assert (row.issues, row.read, row.marks, row.words_left) == (2, 0, 1, row.words)
    library.places.mark_read(briefing.document, sections[1])
    [row] = library.documents.listing.rows([row.id]).values()
    assert (row.read, row.words_left) == (1, round(row.words * (1 - row.share)))
    assert 0 < row.share < 1
    library.places.mark_read(briefing.document, sections[2])
    [row] = library.documents.listing.rows([row.id]).values()
    assert (row.read, row.words_left) == (2, 0)
    assert titles(library, words="read:") == ["banana"]


def test_the_overview_is_no_issue_once_it_is_indexed(library):
    library.search.index(5)
    briefing = library.documents.open(hash_of(library, "banana"))
    library.places.mark_read(briefing.document, briefing.analysis.sections[0])
    [row] = library.documents.listing.rows(
        library.documents.listing.ids(ListRequest("banana"))
    ).values()
    assert (row.issues, row.read) == (2, 0)


def test_what_was_removed_comes_back_whole(library):
    sha256 = hash_of(library, "zebra")
    briefing = library.documents.open(sha256)
    mark = library.annotations.add_bookmark(briefing, Span(0, 3))
    library.places.mark_read(briefing.document, briefing.analysis.sections[1])
    list_ = library.collections.make("Work")
    library.collections.put(list_, [sha256])
    [row] = library.documents.listing.rows(
        library.documents.listing.ids(ListRequest("zebra"))
    ).values()

    library.documents.remove(sha256)
    assert titles(library, words="zebra") == []
    assert library.documents.listing.rows([row.id]) == {}
    assert library.collections.all()[0].count == 0
    library.documents.bring_back(sha256)
    assert library.documents.listing.rows([row.id]) == {row.id: row}
    assert library.annotations.all(type(mark), briefing.document) == (mark,)
    assert titles(library, collection=list_) == ["zebra"]


# Collections


def test_collections_hold_briefings(library):
    kept = library.collections
    work = kept.make("  Work ")
    two = [hash_of(library, "zebra"), hash_of(library, "banana")]
    assert set(kept.put(work, two)) == set(two)
    assert kept.put(work, [*two, hash_of(library, "Apple")]) == (hash_of(library, "Apple"),)
    assert kept.take(work, two[:1]) == (two[0],)
    assert [(each.name, each.count) for each in kept.all()] == [("Work", 2)]
    assert kept.holding(two) == {work: 1}
    assert sorted(titles(library, collection=work)) == ["Apple", "banana"]
    assert sorted(titles(library, words="collection:work")) == ["Apple", "banana"]


def test_a_removed_collection_comes_back(library):
    kept = library.collections
    work = kept.make("Work")
    kept.put(work, [hash_of(library, "zebra")])
    gone = kept.remove(work)
    assert kept.all() == ()
    kept.restore(gone)
    assert [(each.id, each.name, each.count) for each in kept.all()] == [(work, "Work", 1)]
    kept.make("Other")
    kept.rename(work, "work")
    assert [each.name for each in kept.all()] == ["Other", "work"]


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "ÉTUDES", "études"])
def test_names_that_cannot_be(library, name):
    library.collections.make("Études")
    with pytest.raises(InputError):
        library.collections.make(name)


def test_names_are_made_visible(library):
    library.collections.make("a\x1b[31m\nb")
    [found] = library.collections.all()
    assert "\x1b" not in found.name
    assert "\n" not in found.name
