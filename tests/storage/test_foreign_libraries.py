"""Files that claim to be libraries: nothing in them runs, and what makes sense is taken."""

import zlib

import apsw
import pytest

from briefing.config import Config
from briefing.errors import InputError, StorageError
from briefing.library import maintenance
from briefing.model import Bookmark
from briefing.storage import table_checks
from briefing.storage.database import Database
from briefing.storage.repositories import Repositories
from briefing.storage.schema import DIGEST, VERSION
from tests.storage.test_schema import bookmark_in, briefing_of

TRIGGERS = [
    f"CREATE TRIGGER evil_{event.split()[0]}_{table} AFTER {event} ON {table} "
    "BEGIN DELETE FROM mark; DELETE FROM setting; END"
    for table in ("document", "mark", "setting", "source", "position", "correction")
    for event in ("INSERT", "UPDATE", "DELETE")
]
FOREIGN = {
    "trigger": TRIGGERS,
    "view": ["CREATE VIEW spy AS SELECT * FROM mark"],
    "table": ["CREATE TABLE extra (a CHECK (a > 1))", "INSERT INTO extra VALUES (2)"],
    "virtual table": ["CREATE VIRTUAL TABLE more USING fts5 (a)", "INSERT INTO more VALUES ('x')"],
    "index": ["CREATE INDEX odd ON document (hex(title)) WHERE length(title) > 1"],
    "sequence": [
        "CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT)",
        "INSERT INTO counted VALUES (9)",
    ],
    "computed column": ["ALTER TABLE mark ADD COLUMN more AS (hex(body))"],
    "column": ["ALTER TABLE document ADD COLUMN more TEXT CHECK (length(more) < 9)"],
    "nothing of ours": ["DROP TRIGGER document_gone"],
}


@pytest.fixture
def config(tmp_path):
    return Config(data=tmp_path / "data")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("made") / "library.db"
    store = Repositories(Database(path))
    store.documents.keep(BRIEFING)
    store.annotations.keep(MARK)
    store.settings.keep("theme", "sepia")
    store.database.close()
    return path.read_bytes()


BRIEFING = briefing_of()
MARK = bookmark_in(BRIEFING)
SHA = BRIEFING.document.sha256


@pytest.fixture
def copy(made, tmp_path):
    path = tmp_path / "copy"
    path.write_bytes(made)
    return path


def change(path, *statements, **pragmas):
    connection = apsw.Connection(str(path))
    for name, value in pragmas.items():
        connection.pragma(name, value)
    for statement in statements:
        connection.execute(statement)
    connection.pragma("journal_mode", "delete")
    connection.close()


def rewrite(path, name, sql):
    """Writes other SQL into the schema than SQLite would take."""
    connection = apsw.Connection(str(path))
    connection.pragma("writable_schema", True)
    connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (sql, name))
    version = connection.pragma("schema_version")
    connection.pragma("schema_version", version + 1)
    connection.close()


def check_whole(path, *, setting="sepia"):
    store = Repositories(Database(path))
    try:
        assert store.database.warning is None
        assert store.documents.briefing(SHA) == BRIEFING
        assert store.annotations.of_kind(Bookmark) == (MARK,)
        assert store.settings.get("theme") == setting
        assert table_checks.digest(store.database.all(table_checks._PARTS)) == DIGEST
        assert store.database.all("SELECT rowid FROM passage WHERE passage MATCH 'ferry'")
        assert store.database.all("PRAGMA integrity_check") == [("ok",)]
    finally:
        store.database.close()


def test_the_parts_of_this_version_are_known():
    found = table_checks.digest(list(table_checks.schema_parts(VERSION)))
    assert found == DIGEST, f'write DIGEST = "{found}" into briefing/storage/schema.py'


@pytest.mark.parametrize("kind", FOREIGN)
def test_restoring_takes_rows_and_nothing_else(config, copy, kind):
    change(copy, *FOREIGN[kind])
    done = maintenance.restore_library(config, copy)
    assert (done.briefings, done.marks) == (1, 1)
    check_whole(config.library_file)


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_library_with_foreign_parts_is_set_aside_and_its_rows_taken(config, copy, kind):
    change(copy, *FOREIGN[kind])
    config.data.mkdir(mode=0o700)
    copy.rename(config.library_file)
    config.library_file.chmod(0o600)
    before = config.library_file.read_bytes()
    assert any(
        "Briefing's" in line or "damaged" in line for line in maintenance.check_library(config)
    )
    assert config.library_file.read_bytes() == before
    told = []
    assert maintenance.repair_library(config, told.append)
    assert "Saved from it: 1 briefing, 1 mark" in told[0]
    (aside,) = config.data.glob("*.damaged-*")
    assert aside.read_bytes() == before
    check_whole(config.library_file)


def test_such_a_library_is_set_aside_when_it_is_opened(config, copy):
    change(copy, *TRIGGERS)
    config.data.mkdir(mode=0o700)
    copy.rename(config.library_file)
    store = Repositories(Database(config.library_file))
    assert store.database.warning.startswith("The library contained foreign data")
    store.settings.keep("a", 1)
    assert store.annotations.of_kind(Bookmark) == (MARK,)
    store.database.close()


BAD_HEADERS = [
    {"user_version": -1},
    {"user_version": -(2**31)},
    {"user_version": 0},
    {"application_id": 7},
    {"application_id": -1},
]


@pytest.mark.parametrize("pragmas", BAD_HEADERS, ids=str)
def test_a_wrong_header_is_damage_and_no_row_is_lost(config, copy, pragmas):
    change(copy, **pragmas)
    with pytest.raises(InputError):
        maintenance.restore_library(config, copy)
    config.data.mkdir(mode=0o700, exist_ok=True)
    copy.rename(config.library_file)
    store = Repositories(Database(config.library_file))
    assert "Saved from it: 1 briefing, 1 mark" in store.database.warning
    store.database.close()
    maintenance.repair_library(config, lambda sentence: None)
    check_whole(config.library_file)


def test_a_library_without_tables_is_damaged(config, tmp_path):
    config.data.mkdir(mode=0o700)
    change(
        config.library_file, "VACUUM", user_version=VERSION, application_id=table_checks.APPLICATION
    )
    store = Repositories(Database(config.library_file))
    assert "damaged" in store.database.warning
    store.documents.keep(BRIEFING)
    store.database.close()


@pytest.mark.parametrize("pragmas", [{"user_version": VERSION + 1}, {"user_version": 2**31 - 1}])
def test_one_from_the_future_is_refused_unchanged(config, copy, pragmas):
    change(copy, **pragmas)
    before = copy.read_bytes()
    with pytest.raises(InputError, match="newer version"):
        maintenance.restore_library(config, copy)
    config.data.mkdir(mode=0o700, exist_ok=True)
    copy.rename(config.library_file)
    with pytest.raises(StorageError, match="newer version"):
        Repositories(Database(config.library_file))
    assert config.library_file.read_bytes() == before


VIEW = "CREATE TABLE other AS SELECT * FROM {0}; DROP TABLE {0}; CREATE VIEW {0} AS SELECT * FROM other"


@pytest.mark.parametrize("table", ["document", "mark"])
def test_a_view_is_no_table(config, copy, table):
    change(copy, *VIEW.format(table).split(";"))
    with pytest.raises(InputError):
        maintenance.restore_library(config, copy)
    assert not config.library_file.exists()


def test_a_computed_column_is_not_read(config, copy):
    sql = "CREATE TABLE setting (name TEXT PRIMARY KEY, value AS (hex(zeroblob(900000000)))) WITHOUT ROWID"
    rewrite(copy, "setting", sql)
    done = maintenance.restore_library(config, copy)
    assert (done.marks, done.refused) == (1, 1)
    check_whole(config.library_file, setting=None)


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE VIEW mark AS SELECT 1 AS id",
        "CREATE/**/VIEW mark AS SELECT 1 AS id",
        "CREATE VIRTUAL TABLE mark USING fts5(id, kind, sha256, created, body, orphan)",
        "CREATE TABLE mark AS SELECT 1 AS id",
        "nonsense",
        "",
    ],
)
def test_a_schema_that_lies_is_refused(config, copy, sql):
    rewrite(copy, "mark", sql)
    with pytest.raises(InputError):
        maintenance.restore_library(config, copy)
    assert not config.library_file.exists()


BOMB = f"x'{zlib.compress(bytes(1 << 20)).hex()}'"
ROWS = {
    "blob for text": "INSERT INTO setting VALUES ('a', x'00')",
    "text that is none": "INSERT INTO setting VALUES ('a', CAST(x'22ff22' AS TEXT))",
    "lone surrogate": "INSERT INTO setting VALUES ('a', CAST(x'22eda08022' AS TEXT))",
    "no JSON": "INSERT INTO setting VALUES ('a', '{')",
    "deep JSON": f"INSERT INTO setting VALUES ('a', '{'[' * 100000}')",
    "text for a number": f"INSERT INTO read_mark VALUES ('{SHA}', 'x')",
    "number below zero": f"INSERT INTO read_mark VALUES ('{SHA}', -1)",
    "number without a next": f"INSERT INTO read_mark VALUES ('{SHA}', 9223372036854775807)",
    "hash that is none": "INSERT INTO read_mark VALUES ('x', 1)",
    "mark of no kind of body": (
        "INSERT INTO mark (id, kind, sha256, created, body) "
        f"VALUES ('x', 'note', '{SHA}', '2026-01-01T00:00:00Z', '{{}}')"
    ),
    "wrong types in a mark": (
        "INSERT INTO mark (id, kind, sha256, created, body) SELECT 'x', kind, sha256, created, "
        "json_set(body, '$.anchor.exact', 5) FROM mark"
    ),
    "text that is another": (
        "INSERT INTO document (sha256, title, words, issues, added, opened) "
        f"VALUES ('{'0' * 64}', 'x', 1, 1, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')"
    ),
}


@pytest.mark.parametrize("kind", ROWS)
def test_rows_that_make_no_sense_are_counted_and_not_taken(config, copy, kind):
    change(copy, ROWS[kind])
    done = maintenance.restore_library(config, copy)
    assert (done.briefings, done.marks, done.refused) == (1, 1, 1)
    check_whole(config.library_file)


def test_words_for_search_are_made_of_the_texts(config, copy):
    change(
        copy,
        "INSERT INTO passage (rowid, title, body) VALUES (77, 'forged', 'forged')",
        "UPDATE passage_data SET block = randomblob(100)",
        "UPDATE section SET title = 'forged'",
    )
    maintenance.restore_library(config, copy)
    check_whole(config.library_file)
    store = Repositories(Database(config.library_file))
    assert store.database.all("SELECT rowid FROM passage WHERE passage MATCH 'forged'") == []
    store.database.close()


def test_a_text_that_unpacks_to_more_than_any_is_refused(config, copy, monkeypatch):
    monkeypatch.setattr("briefing.model.serialization._LARGEST", 1 << 16)
    change(copy, f"UPDATE content SET text = {BOMB}")
    done = maintenance.restore_library(config, copy)
    assert (done.briefings, done.marks, done.refused) == (0, 1, 1)
