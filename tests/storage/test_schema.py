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
from briefing.model.section_corrections import SectionCorrection
from briefing.storage import schema
from briefing.storage.column_codec import Position
from briefing.storage.search_index import SearchIndex
from briefing.storage.store import Store

TEXT = "The harbour\n\nAda Kroll opened the quay.\n\nThe ferry\n\nThe ferry sails for Ada Kroll at noon.\n"


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
    store = Store(path)
    store.keep(briefing)
    store.keep_position(briefing.document.sha256, Position(7, 1))
    store.mark_read(briefing.document.sha256, 0, True)
    store.keep_mark(bookmark_in(briefing))
    store.add_correction(briefing.document.sha256, rename(briefing))
    store.keep_setting("theme", "sepia")
    store.close()


def rename(briefing: Briefing) -> SectionCorrection:
    """A title that the reader gave."""
    return section_corrections.rename_section(
        briefing.document, briefing.analysis.sections[0], "The new harbour"
    )


def check_all_is_there(store: Store, briefing: Briefing) -> None:
    sha = briefing.document.sha256
    assert store.briefing(sha) == briefing
    assert store.latest("/texts/harbour.txt") == briefing
    assert store.position(sha) == Position(7, 1)
    assert store.read_marks(sha) == {0}
    assert store.marks(Bookmark) == (bookmark_in(briefing),)
    assert store.corrections(SectionCorrection, sha) == (rename(briefing),)
    assert store.setting("theme") == "sepia"
    assert store.all("PRAGMA foreign_key_check") == []


def test_an_older_version_is_brought_up_to_date_with_a_copy_beside_it(tmp_path, request):
    path, briefing = tmp_path / "library.db", briefing_of()
    library_of_version_1(path, briefing)
    request.getfixturevalue("second_version")
    store = Store(path)
    assert store.warning is None
    assert store.one("PRAGMA user_version") == (2,)
    assert store.all("SELECT mood FROM document") == [("calm",)]
    check_all_is_there(store, briefing)
    store.close()
    copy = tmp_path / "library.db.version-1"
    assert copy.stat().st_mode & 0o777 == 0o600
    old = apsw.Connection(str(copy))
    assert old.pragma("user_version") == 1
    assert old.execute("SELECT count(*) FROM mark").fetchall() == [(1,)]


def test_what_belongs_to_a_document_goes_with_it(tmp_path):
    path, briefing = tmp_path / "library.db", briefing_of()
    library_of_version_1(path, briefing)
    store = Store(path)
    store.remove(briefing.document.sha256)
    store.purge("9999")
    for table in ("content", "source", "position", "read_mark", "mark", "correction"):
        assert store.all(f"SELECT * FROM {table}") == [], table


TOGETHER = """
import pathlib, sys
from briefing.storage import schema
schema.MIGRATIONS, schema.VERSION = (schema.TABLES, sys.argv[2]), 2
from briefing.storage.store import Store
print(Store(pathlib.Path(sys.argv[1])).warning)
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
    check_all_is_there(Store(path), briefing)
    old = apsw.Connection(str(tmp_path / "library.db.version-1"))
    assert old.pragma("user_version") == 1


def test_a_step_that_fails_leaves_the_library_as_it_was(tmp_path, monkeypatch):
    path, briefing = tmp_path / "library.db", briefing_of()
    library_of_version_1(path, briefing)
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", (schema.TABLES, "DROP TABLE mark; SELECT * FROM no;"))
        patch.setattr(schema, "VERSION", 2)
        with pytest.raises(StorageError):
            Store(path)
    check_all_is_there(Store(path), briefing)


def test_removed_and_restored(tmp_path):
    store, briefing = Store(None), briefing_of()
    sha, mark = briefing.document.sha256, bookmark_in(briefing)
    store.keep(briefing)
    store.keep_position(sha, Position(5, 2))
    store.keep_mark(mark)
    store.remove(sha)
    assert store.recent(9) == store.marks(Bookmark) == ()
    assert store.latest("/texts/harbour.txt") is None
    store.restore(sha)
    assert [kept.sha256 for kept in store.recent(9)] == [sha]
    assert store.marks(Bookmark) == (mark,)
    assert store.position(sha) == Position(5, 2)
    store.purge("9999")
    assert store.briefing(sha) == briefing


def test_sections_words_and_names_are_taken_up_once_and_go_with_the_text():
    store, briefing = Store(None), briefing_of()
    index = SearchIndex(store)
    store.keep(briefing)
    assert index.pending(9) == (briefing.document.sha256,)
    for _ in range(2):
        index.put(briefing)
        assert index.pending(9) == ()
        assert store.all("SELECT number, title FROM section ORDER BY id") == [
            (0, "The harbour"),
            (1, "The ferry"),
        ]
        assert len(store.all("SELECT rowid FROM passage WHERE passage MATCH 'ferry'")) == 1
        assert len(store.all("SELECT rowid FROM passage WHERE passage MATCH 'HARBÓUR'")) == 1
        assert (
            store.all("SELECT key, mentions FROM named JOIN name ON name.id = named.name")
            == [("ada kroll", 1)] * 2
        )
    store.keep(briefing)
    assert index.pending(9) == ()
    store.keep(replace(briefing, analysis=replace(briefing.analysis, entities=(), quotes=())))
    index.put(store.briefing(briefing.document.sha256))
    assert store.all("SELECT * FROM named") == []
    store.remove(briefing.document.sha256)
    store.purge("9999")
    assert store.all("SELECT rowid FROM passage WHERE passage MATCH 'ferry'") == []


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
    store, briefing = Store(None), briefing_of()
    store.keep(replace(briefing, document=Document(TEXT, source=source)))
    assert [kept.title for kept in store.recent(9)] == [called]
