"""Pages follow the reader's corrections of names, in one briefing and in all."""

import pytest

from briefing.config import Config
from briefing.library import make_library
from briefing.model import EntityKind
from briefing.model.entity_corrections import (
    Scope,
    change_kind,
    hide_entity,
    merge_entities,
    not_a_name,
    rename_entity,
)
from briefing.storage.search_index import SearchIndex
from tests.library.cross_document.articles import HARBOUR, WINTER, kept


@pytest.fixture
def library(tmp_path):
    made = make_library(Config(data=tmp_path))
    kept(made, HARBOUR, WINTER)
    yield made
    made.close()


def named(briefing, name):
    return next(e for e in briefing.analysis.entities if e.name == name)


def correct(library, correction):
    library.corrections.correct_entities(HARBOUR.document, correction)
    renew(library)


def renew(library):
    """Takes up what is marked as changed, as the program does behind the screen."""
    index = SearchIndex(library._store.database)
    for sha256 in index.pending(99):
        index.put(library.corrections.apply(library._store.documents.briefing(sha256)))


def briefings(library, name, kind="person"):
    found = library.cross_document.page(kind, name.casefold())
    return {each.title for each in found.appearances} if found else set()


BOTH = {"Harbour talks go on", "Winter in Norhaven"}
HERE, ELSEWHERE = {"Harbour talks go on"}, {"Winter in Norhaven"}


@pytest.mark.parametrize(
    ("scope", "new", "old"), [(Scope.DOCUMENT, HERE, ELSEWHERE), (Scope.ALL, BOTH, set())]
)
def test_another_name(library, scope, new, old):
    reyes = named(HARBOUR, "Tom Reyes")
    correct(library, rename_entity(HARBOUR.document, reyes, "Thomas Quill", scope))
    assert briefings(library, "Thomas Quill") == new
    assert briefings(library, "Tom Reyes") == old
    assert library.corrections.undo_entities(HARBOUR.document)
    renew(library)
    assert briefings(library, "Tom Reyes") == BOTH


@pytest.mark.parametrize(("scope", "left"), [(Scope.DOCUMENT, ELSEWHERE), (Scope.ALL, set())])
def test_left_out_and_no_name(library, scope, left):
    reyes = named(HARBOUR, "Tom Reyes")
    for correction in (
        hide_entity(HARBOUR.document, reyes, scope),
        not_a_name(HARBOUR.document, reyes.mentions[0], scope),
    ):
        correct(library, correction)
        assert briefings(library, "Tom Reyes") == left
        library.corrections.undo_entities(HARBOUR.document)
        renew(library)


def test_a_name_that_the_reader_gave_is_left_out_everywhere(library):
    correct(
        library, rename_entity(HARBOUR.document, named(HARBOUR, "Tom Reyes"), "Quill", Scope.ALL)
    )
    assert briefings(library, "Quill")
    renamed = named(library.corrections.apply(HARBOUR), "Quill")
    correct(library, hide_entity(HARBOUR.document, renamed, Scope.ALL))
    assert briefings(library, "Quill") == set()


def test_another_kind(library):
    correct(
        library,
        change_kind(
            HARBOUR.document, named(HARBOUR, "Tom Reyes"), EntityKind.ORGANIZATION, Scope.ALL
        ),
    )
    assert briefings(library, "Tom Reyes") == set()
    assert briefings(library, "Tom Reyes", "organization") == BOTH


def test_two_that_are_one(library):
    one, other = named(HARBOUR, "Mira Okafor"), named(HARBOUR, "Tom Reyes")
    correct(library, merge_entities(HARBOUR.document, one, other))
    found = library.cross_document.page("person", "mira okafor", HARBOUR.document.sha256)
    here = next(each for each in found.appearances if each.title == "Harbour talks go on")
    assert [issue.title for issue in here.issues] == ["Fishing rights", "The crane"]
    assert briefings(library, "Tom Reyes") == ELSEWHERE
