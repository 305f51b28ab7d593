"""Libraries of older versions are brought up to date, and nothing in them is lost."""

import json
import subprocess
import sys
import zlib
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
    codec,
)
from briefing.model.anchors import anchor_of
from briefing.storage.index import Index
from briefing.storage.rows import Position
from briefing.storage.schema import VERSION, v1
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
    anchor = anchor_of(briefing.document.text, briefing.analysis.sections[1].span)
    time = datetime(2026, 1, 2, tzinfo=UTC)
    return Bookmark("b1", briefing.document.sha256, anchor, "The ferry", time, "come back")


def library_of_version_1(path: Path, briefing: Briefing) -> None:
    """Writes what version 1 wrote."""
    database = apsw.Connection(str(path))
    database.pragma("journal_mode", "wal")
    database.execute(v1.STEP)
    document, mark = briefing.document, bookmark_in(briefing)

    def packed(value: object) -> bytes:
        return zlib.compress(json.dumps(codec.dump(value)).encode())

    time = "2026-01-01T00:00:00+00:00"
    sha = document.sha256
    listed = (sha, "Harbour news", None, None, document.words, 2, time, time)
    database.execute(
        "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
        (*listed, packed(document), packed(briefing.analysis)),
    )
    database.execute("INSERT INTO source VALUES (?, ?, ?)", (document.source, sha, time))
    database.execute("INSERT INTO position VALUES (?, 7, 1)", (sha,))
    database.execute("INSERT INTO read_mark VALUES (?, 0)", (sha,))
    database.execute(
        "INSERT INTO mark VALUES (?, 'bookmark', ?, ?, ?)",
        (mark.id, sha, time, json.dumps(codec.dump(mark))),
    )
    database.execute(
        "INSERT INTO correction (kind, sha256, body) VALUES ('section', ?, '1')", (sha,)
    )
    database.execute("INSERT INTO setting VALUES ('theme', '\"sepia\"')")
    database.pragma("user_version", 1)
    database.close()


def check_all_is_there(store: Store, briefing: Briefing) -> None:
    sha = briefing.document.sha256
    assert store.briefing(sha) == briefing
    assert store.latest("/texts/harbour.txt") == briefing
    assert store.position(sha) == Position(7, 1)
    assert store.read_marks(sha) == {0}
    assert store.marks(Bookmark) == (bookmark_in(briefing),)
    assert store.corrections("section", sha) == (1,)
    assert store.setting("theme") == "sepia"
    assert store.all("PRAGMA foreign_key_check") == []


def test_version_1_is_brought_up_to_date_with_a_copy_beside_it(tmp_path):
    path, briefing = tmp_path / "library.db", briefing_of()
    library_of_version_1(path, briefing)
    store = Store(path)
    assert store.warning is None
    assert store.one("PRAGMA user_version") == (VERSION,)
    check_all_is_there(store, briefing)
    assert Index(store).pending(9) == (briefing.document.sha256,)
    store.close()
    copy = tmp_path / "library.db.version-1"
    assert copy.stat().st_mode & 0o777 == 0o600
    old = apsw.Connection(str(copy))
    assert old.pragma("user_version") == 1
    assert old.execute("SELECT count(*) FROM mark").fetchall() == [(1,)]


def test_what_was_kept_so_goes_with_its_document(tmp_path):
    path, briefing = tmp_path / "library.db", briefing_of()
    library_of_version_1(path, briefing)
    store = Store(path)
    store.remove(briefing.document.sha256)
    store.purge("9999")
    for table in ("content", "source", "position", "read_mark", "mark", "correction"):
        assert store.all(f"SELECT * FROM {table}") == [], table


def test_two_programs_that_bring_it_up_to_date_together(tmp_path):
    path, briefing = tmp_path / "library.db", briefing_of()
    library_of_version_1(path, briefing)
    code = "import pathlib, sys; from briefing.storage.store import Store; print(Store(pathlib.Path(sys.argv[1])).warning)"
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert [program.communicate()[0].strip() for program in started] == ["None"] * 3
    store = Store(path)
    check_all_is_there(store, briefing)
    old = apsw.Connection(str(tmp_path / "library.db.version-1"))
    assert old.pragma("user_version") == 1


def test_a_step_that_fails_leaves_the_library_as_it_was(tmp_path, monkeypatch):
    path, briefing = tmp_path / "library.db", briefing_of()
    library_of_version_1(path, briefing)
    with monkeypatch.context() as patch:
        steps = (v1.STEP, "DROP TABLE mark; SELECT * FROM nowhere;")
        patch.setattr("briefing.storage.connection.MIGRATIONS", steps)
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
    index = Index(store)
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
