"""Libraries of older versions are brought up to date, and nothing in them is lost."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import apsw
import pytest
from msgspec.structs import replace

from briefing.errors import StorageError
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
from briefing.model import section_corrections as section_corrections
from briefing.model.anchoring import make_anchor
from briefing.model.reading_place import Position
from briefing.model.section_corrections import SectionCorrection
from briefing.storage import schema
from briefing.storage.database import Database
from briefing.storage.repositories import Repositories
from briefing.storage.search_index import SearchIndex

TEXT = "The harbour\n\nAda Kroll opened the quay.\n\nThe ferry\n\nThe ferry sails for Ada Kroll at noon.\n"


@pytest.fixture(autouse=True)
def libraries():
    """Those of the program."""


def briefing_of(text: str = TEXT) -> Briefing:
    document = Document(text, title="Harbour news", source="/texts/harbour.txt")
    cut = document.text.index("The ferry")
    places = [at for at in range(len(document.text)) if document.text.startswith("Ada Kroll", at)]
    kinds = EntityKind.PERSON
    ada = Entity(
        "e1",
        kinds,
        "Ada Kroll",
        mentions=tuple(Mention(Span(at, at + 9), kinds) for at in places),
    )
    sections = tuple(
        Section(SectionKind.ISSUE, title, TitleSource.DOCUMENT, span)
        for title, span in [
            ("The harbour", Span(0, cut)),
            ("The ferry", Span(cut, len(document.text))),
        ]
    )
    return Briefing(document, Analysis(sections, (ada,), ()))


def bookmark_in(briefing: Briefing) -> Bookmark:
    anchor = make_anchor(briefing.document.text, briefing.analysis.sections[1].span)
    time = datetime(2026, 1, 2, tzinfo=UTC)
    return Bookmark("b1", briefing.document.sha256, anchor, "The ferry", time, "come back")


NEXT = "ALTER TABLE document ADD COLUMN mood TEXT; UPDATE document SET mood = 'calm';"
"""An invented second version."""


@pytest.fixture
def second_version(monkeypatch):
    """A program that knows an invented version 2."""
    monkeypatch.setattr(schema, "MIGRATIONS", (schema.TABLES, NEXT))
    monkeypatch.setattr(schema, "VERSION", 2)


def library_of_version_1(path: Path, briefing: Briefing) -> None:
    """A library as this version writes it."""
    store = Repositories(Database(path))
    store.documents.keep(briefing)
    store.places.keep_position(briefing.document.sha256, Position(7, 1))
    store.places.mark_read(briefing.document.sha256, 0, True)
    store.annotations.keep(bookmark_in(briefing))
    store.corrections.add(briefing.document.sha256, rename(briefing))
    store.settings.keep("theme", "sepia")
    store.database.close()


def rename(briefing: Briefing) -> SectionCorrection:
    """A title that the reader gave."""
    return section_corrections.rename_section(
        briefing.document, briefing.analysis.sections[0], "The new harbour"
    )


def check_all_is_there(store: Repositories, briefing: Briefing) -> None:
    sha = briefing.document.sha256
    assert store.documents.briefing(sha) == briefing
    assert store.documents.latest("/texts/harbour.txt") == briefing
    assert store.places.position(sha) == Position(7, 1)
    assert store.places.read_marks(sha) == {0}
    assert store.annotations.of_kind(Bookmark) == (bookmark_in(briefing),)
    assert store.corrections.of_kind(SectionCorrection, sha) == (rename(briefing),)
    assert store.settings.get("theme") == "sepia"
    assert store.database.all("PRAGMA foreign_key_check") == []


def test_an_older_version_is_brought_up_to_date_with_a_copy_beside_it(tmp_path, request):
    path, briefing = tmp_path / "library.db", briefing_of()
    library_of_version_1(path, briefing)
    request.getfixturevalue("second_version")
    store = Repositories(Database(path))
    assert store.database.warning is None
    assert store.database.one("PRAGMA user_version") == (2,)
    assert store.database.all("SELECT mood FROM document") == [("calm",)]
    check_all_is_there(store, briefing)
    store.database.close()
    copy = tmp_path / "library.db.version-1"
    assert copy.stat().st_mode & 0o777 == 0o600
    old = apsw.Connection(str(copy))
    assert old.pragma("user_version") == 1
    assert old.execute("SELECT count(*) FROM mark").fetchall() == [(1,)]


def test_what_belongs_to_a_document_goes_with_it(tmp_path):
    path, briefing = tmp_path / "library.db", briefing_of()
    library_of_version_1(path, briefing)
    store = Repositories(Database(path))
    store.documents.remove(briefing.document.sha256)
    store.documents.purge("9999")
    for table in ("content", "source", "position", "read_mark", "mark", "correction"):
        assert store.database.all(f"SELECT * FROM {table}") == [], table


TOGETHER = """
import pathlib, sys
from briefing.storage import schema
schema.MIGRATIONS, schema.VERSION = (schema.TABLES, sys.argv[2]), 2
from briefing.storage.database import Database
from briefing.storage.repositories import Repositories
print(Database(pathlib.Path(sys.argv[1])).warning)
"""


def test_two_programs_that_bring_it_up_to_date_together(tmp_path, request):
    path, briefing = tmp_path / "library.db", briefing_of()
    library_of_version_1(path, briefing)
    started = [
        subprocess.Popen(
            [sys.executable, "-c", TOGETHER, str(path), NEXT], stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    assert [program.communicate()[0].strip() for program in started] == ["None"] * 3
    request.getfixturevalue("second_version")
    check_all_is_there(Repositories(Database(path)), briefing)
    old = apsw.Connection(str(tmp_path / "library.db.version-1"))
    assert old.pragma("user_version") == 1


def test_a_step_that_fails_leaves_the_library_as_it_was(tmp_path, monkeypatch):
    path, briefing = tmp_path / "library.db", briefing_of()
    library_of_version_1(path, briefing)
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", (schema.TABLES, "DROP TABLE mark; SELECT * FROM no;"))
        patch.setattr(schema, "VERSION", 2)
        with pytest.raises(StorageError):
            Repositories(Database(path))
    check_all_is_there(Repositories(Database(path)), briefing)


def test_removed_and_restored(tmp_path):
    store, briefing = Repositories(Database(None)), briefing_of()
    sha, mark = briefing.document.sha256, bookmark_in(briefing)
    store.documents.keep(briefing)
    store.places.keep_position(sha, Position(5, 2))
    store.annotations.keep(mark)
    store.documents.remove(sha)
    assert store.documents.recent(9) == ()
    assert store.annotations.of_kind(Bookmark) == ()
    assert store.documents.latest("/texts/harbour.txt") is None
    store.documents.restore(sha)
    assert store.documents.recent(9) == (sha,)
    assert store.annotations.of_kind(Bookmark) == (mark,)
    assert store.places.position(sha) == Position(5, 2)
    store.documents.purge("9999")
    assert store.documents.briefing(sha) == briefing


def test_sections_words_and_names_are_taken_up_once_and_go_with_the_text():
    store, briefing = Repositories(Database(None)), briefing_of()
    index = SearchIndex(store.database)
    store.documents.keep(briefing)
    assert index.pending(9) == (briefing.document.sha256,)
    for _ in range(2):
        index.put(briefing)
        assert index.pending(9) == ()
        assert store.database.all("SELECT number, title FROM section ORDER BY id") == [
            (0, "The harbour"),
            (1, "The ferry"),
        ]
        assert len(store.database.all("SELECT rowid FROM passage WHERE passage MATCH 'ferry'")) == 1
        assert (
            len(store.database.all("SELECT rowid FROM passage WHERE passage MATCH 'HARBÓUR'")) == 1
        )
        assert (
            store.database.all("SELECT key, mentions FROM named JOIN name ON name.id = named.name")
            == [("ada kroll", 1)] * 2
        )
    store.documents.keep(briefing)
    assert index.pending(9) == ()
    store.documents.keep(
        replace(briefing, analysis=replace(briefing.analysis, entities=(), quotes=()))
    )
    index.put(store.documents.briefing(briefing.document.sha256))
    assert store.database.all("SELECT * FROM named") == []
    store.documents.remove(briefing.document.sha256)
    store.documents.purge("9999")
    assert store.database.all("SELECT rowid FROM passage WHERE passage MATCH 'ferry'") == []


@pytest.mark.parametrize(
    ("source", "called"),
    [
        ("/texts/harbour.txt", "harbour.txt"),
        ("https://x.example/harbour", "https://x.example/harbour"),
        ("-", "The harbour Ada Kroll opened the …"),
        (None, "The harbour Ada Kroll opened the …"),
    ],
)
def test_a_text_without_a_title_is_called_by_what_is_known_of_it(source, called):
    store, briefing = Repositories(Database(None)), briefing_of()
    store.documents.keep(replace(briefing, document=Document(TEXT, source=source)))
    assert [store.documents.title(sha256) for sha256 in store.documents.recent(9)] == [called]
