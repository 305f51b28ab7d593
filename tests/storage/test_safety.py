"""Backups, restoring, salvage and mending: no mark is lost that can be read."""

import os
import subprocess
import sys
import threading
import zlib
from contextlib import ExitStack
from pathlib import Path

import apsw
import pytest

from briefing.config import Config
from briefing.errors import InputError, StorageBusy, StorageError
from briefing.library import maintenance
from briefing.model import Bookmark, Document
from briefing.model.section_corrections import SectionCorrection
from briefing.storage.connect import PAGE
from briefing.storage.database import Database
from briefing.storage.file_swap import replace_library
from briefing.storage.recovery import examine
from briefing.storage.repositories import Repositories
from briefing.storage.schema import VERSION
from briefing.storage.search_index import SearchIndex
from briefing.system import locks
from tests.storage.corrected import titled
from tests.storage.test_schema import bookmark_in, briefing_of, library_of_version_1


@pytest.fixture
def config(tmp_path):
    return Config(data=tmp_path / "data")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A library with forty briefings and a bookmark in each, closed."""
    path = tmp_path_factory.mktemp("made") / "library.db"
    store = Repositories(Database(path))
    index = SearchIndex(store.database)
    for briefing, mark in KEPT:
        store.documents.keep(briefing)
        store.annotations.keep(mark)
        index.put(briefing)
    store.corrections.add(None, titled("a"))
    store.database.close()
    return path.read_bytes()


@pytest.fixture
def path(config, made):
    """The same library, for a test of its own."""
    config.data.mkdir(mode=0o700)
    config.library_file.write_bytes(made)
    config.library_file.chmod(0o600)
    return config.library_file


def kept(number):
    briefing = briefing_of(f"Text {number}\n\nAda Kroll sees {number} boats.\n\nThe ferry\n" * 9)
    mark = bookmark_in(briefing)
    return briefing, type(mark)(**{**fields(mark), "id": f"mark-{number:03}"})


def fields(mark):
    return {name: getattr(mark, name) for name in mark.__slots__}


KEPT = [kept(number) for number in range(40)]
MARKS = {mark.id for _, mark in KEPT}


def marks_in(path):
    store = Repositories(Database(path))
    try:
        assert store.database.warning is None
        return {mark.id for mark in store.annotations.of_kind(Bookmark)}
    finally:
        store.database.close()


def names(path):
    """Without the file that stands for a lock where the system has none."""
    return sorted(part.name.rsplit("-2", 1)[0] for part in path.parent.glob("[!.]*"))


def overwrite(path, page, size, data=None):
    with open(path, "r+b") as file:
        file.seek(page * PAGE)
        file.write(data or os.urandom(size))


def pages_of(path, table):
    connection = apsw.Connection(str(path))
    query = "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno"
    found = [row[0] - 1 for row in connection.execute(query, (table,))]
    connection.close()
    return found


def change(path, statement, *values):
    connection = apsw.Connection(str(path))
    connection.execute(statement, values)
    connection.close()


# Backup and restore


def test_a_backup_is_one_whole_file_while_others_write(config, path, tmp_path):
    store, target, stop = Repositories(Database(path)), tmp_path / "copy", threading.Event()
    mark = KEPT[0][1]

    def write():
        number = 0
        while not stop.is_set():
            number += 1
            store.annotations.keep(type(mark)(**{**fields(mark), "id": f"more-{number}"}))

    thread = threading.Thread(target=write)
    thread.start()
    try:
        maintenance.back_up(config, target)
    finally:
        stop.set()
        thread.join()
    store.database.close()
    assert target.stat().st_mode & 0o777 == 0o600
    assert [part.name for part in tmp_path.iterdir() if part.is_file()] == ["copy"]
    copy = apsw.Connection(str(target))
    assert copy.pragma("integrity_check") == "ok"
    assert copy.pragma("journal_mode") == "delete"
    copy.close()
    assert marks_in(target) >= MARKS


def test_a_backup_goes_over_nothing(config, path, tmp_path):
    target = tmp_path / "copy"
    target.write_text("mine")
    for wrong in (target, path, tmp_path, tmp_path / "no" / "copy"):
        with pytest.raises(InputError):
            maintenance.back_up(config, wrong)
    assert target.read_text() == "mine"
    maintenance.back_up(config, target, force=True)
    assert marks_in(target) == MARKS


def test_restore_puts_it_back_and_keeps_what_was_there(config, path, tmp_path):
    maintenance.back_up(config, tmp_path / "copy")
    change(path, "DELETE FROM document")
    done = maintenance.restore_library(config, tmp_path / "copy")
    assert (done.briefings, done.marks) == (40, 40)
    assert marks_in(path) == MARKS
    assert marks_in(done.aside) == set()
    assert path.stat().st_mode & 0o777 == 0o600


def test_restore_where_there_is_no_library(config, path, tmp_path):
    maintenance.back_up(config, tmp_path / "copy")
    other = Config(data=tmp_path / "other")
    assert maintenance.restore_library(other, tmp_path / "copy").aside is None
    assert marks_in(other.library_file) == MARKS
    assert other.data.stat().st_mode & 0o777 == 0o700


def test_a_backup_of_an_older_version_is_brought_up_to_date(config, tmp_path):
    briefing = briefing_of()
    library_of_version_1(tmp_path / "old", briefing)
    before = (tmp_path / "old").read_bytes()
    assert maintenance.restore_library(config, tmp_path / "old").marks == 1
    store = Repositories(Database(config.library_file))
    assert store.database.one("PRAGMA user_version") == (VERSION,)
    assert store.documents.briefing(briefing.document.sha256) == briefing
    store.database.close()
    assert (tmp_path / "old").read_bytes() == before


def test_restore_waits_for_nobody(config, path, tmp_path, monkeypatch):
    monkeypatch.setattr("briefing.storage.recovery.restore_backup._WAIT", 50)
    maintenance.back_up(config, tmp_path / "copy")
    code = (
        "import pathlib, sys; from briefing.storage.database import Database; "
        "store = Database(pathlib.Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdout.readline() == b"open\n"
    try:
        with pytest.raises(StorageBusy):
            maintenance.restore_library(config, tmp_path / "copy")
    finally:
        other.communicate(b"")
    assert marks_in(path) == MARKS
    assert maintenance.restore_library(config, tmp_path / "copy").marks == 40


def empty(path):
    path.write_bytes(b"")


def words(path):
    path.write_text("words " * 1000)


def other_database(path):
    path.unlink()
    change(path, "CREATE TABLE t (a)")


def future(path):
    change(path, f"PRAGMA user_version = {VERSION + 1}")


def half(path):
    os.truncate(path, path.stat().st_size // 2)


def hole(path):
    overwrite(path, pages_of(path, "mark")[0], PAGE)


@pytest.mark.parametrize("spoil", [empty, words, other_database, future, half, hole])
def test_what_is_no_backup_changes_nothing(config, path, tmp_path, spoil):
    maintenance.back_up(config, tmp_path / "copy")
    spoil(tmp_path / "copy")
    before = names(path)
    with pytest.raises(InputError):
        maintenance.restore_library(config, tmp_path / "copy")
    assert marks_in(path) == MARKS
    assert names(path) == before


# Salvage


@pytest.mark.parametrize(
    "table", ["document", "content", "mark", "source", "section", "passage_data"]
)
def test_what_can_be_read_of_a_damaged_library_is_saved(path, table):
    page = pages_of(path, table)[0]
    overwrite(path, page, PAGE)
    spoiled = path.read_bytes()
    told = []
    assert examine.examine_library(path)
    assert path.read_bytes() == spoiled
    assert examine.repair_library(path, told.append)
    assert examine.examine_library(path) == []
    if table == "mark":
        assert len(marks_in(path)) > 20
    else:
        assert marks_in(path) == MARKS
    if table == "document":
        store = Repositories(Database(path))
        assert all(
            store.documents.briefing(briefing.document.sha256) == briefing for briefing, _ in KEPT
        )
        store.database.close()
    aside = list(path.parent.glob("*.damaged-*"))
    if aside:
        assert aside[0].read_bytes() == spoiled
        assert "Saved from it" in told[0]


def cut_off(path):
    os.truncate(path, path.stat().st_size - PAGE)


def without_header(path):
    overwrite(path, 0, 100, bytes(100))


def without_first_page(path):
    overwrite(path, 0, PAGE)


def without_schema(path):
    for page in pages_of(path, "sqlite_schema"):
        overwrite(path, page, PAGE)


@pytest.mark.parametrize("spoil", [cut_off, without_header, without_first_page, without_schema])
def test_a_library_that_cannot_be_opened_is_salvaged_at_the_start(path, spoil):
    spoil(path)
    spoiled = path.read_bytes()
    store = Repositories(Database(path))
    assert "damaged" in store.database.warning
    assert "Saved from it" in store.database.warning
    marks = {mark.id for mark in store.annotations.of_kind(Bookmark)}
    assert len(marks) > 20 if spoil is cut_off else marks == MARKS
    for briefing, mark in KEPT:
        found = store.documents.briefing(briefing.document.sha256)
        assert found == briefing or (found is None and spoil is cut_off), mark.id
    store.database.close()
    aside = next(path.parent.glob("*.damaged-*[0-9]"))
    assert aside.read_bytes() == spoiled


def test_two_programs_salvage_once(path):
    with open(path, "r+b") as file:
        file.truncate(path.stat().st_size - PAGE)
    code = "import pathlib, sys; from briefing.storage.database import Database; print(Database(pathlib.Path(sys.argv[1])).warning)"
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    told = sorted(program.communicate()[0].strip() for program in started)
    assert told[1:] == ["None", "None"] or told[:2] == ["None", "None"]
    assert len(list(path.parent.glob("*.damaged-*[0-9]"))) == 1
    assert len(marks_in(path)) > 20


def test_what_is_written_in_the_journal_is_saved_too(path, tmp_path):
    store = Repositories(Database(path))
    mark = KEPT[0][1]
    store.annotations.keep(type(mark)(**{**fields(mark), "id": "late"}))
    for suffix in ("", "-wal"):
        name = path.name + suffix
        (tmp_path / name).write_bytes(path.with_name(name).read_bytes())
    store.database.close()
    copy = tmp_path / path.name
    overwrite(copy, pages_of(path, "content")[0], PAGE)
    examine.repair_library(copy, lambda sentence: None)
    assert "late" in marks_in(copy)


# Mending


def test_a_sound_library_is_left_alone(path):
    assert examine.examine_library(path) == []
    before = names(path), path.read_bytes()
    told = []
    assert examine.repair_library(path, told.append)
    assert told == []
    assert (names(path), path.read_bytes()) == before


def lost_document(path):
    change(path, "DELETE FROM document WHERE id = 7")


def lost_content(path):
    change(path, "DELETE FROM content WHERE document = 7")


def other_text(path):
    text = zlib.compress(b"other words")
    change(path, "UPDATE content SET text = ? WHERE document = 7", text)


def spoiled_analysis(path):
    change(path, "UPDATE content SET analysis = x'00' WHERE document = 7")


def lost_words(path):
    change(path, "INSERT INTO passage (passage) VALUES ('delete-all')")


def words_of_nothing(path):
    change(path, "INSERT INTO passage (rowid, title, body) VALUES (99999, 'a', 'b')")


def open_folder(path):
    path.parent.chmod(0o755)


def open_file(path):
    path.chmod(0o644)


def left_over(path):
    part = path.with_name(f"{path.name}.new-abc")
    part.mkdir()
    (part / "library.db").touch()
    os.utime(part, (0, 0))


SPOILT = [
    lost_document,
    lost_content,
    other_text,
    spoiled_analysis,
    lost_words,
    words_of_nothing,
    open_folder,
    open_file,
    left_over,
]


@pytest.mark.parametrize("spoil", SPOILT)
def test_what_is_wrong_is_found_and_mended_and_no_mark_lost(config, path, spoil):
    spoil(path)
    assert len(maintenance.check_library(config)) >= 1
    assert len(maintenance.check_library(config)) >= 1
    told = []
    assert maintenance.repair_library(config, told.append)
    assert told
    assert maintenance.check_library(config) == []
    assert marks_in(path) == MARKS
    store = Repositories(Database(path))
    assert store.corrections.of_kind(SectionCorrection, KEPT[0][0].document.sha256) == (
        titled("a"),
    )
    count = store.database.one("SELECT count(*) FROM passage_docsize")[0]
    assert count == store.database.one("SELECT count(*) FROM section")[0] > 0
    store.database.close()
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_mark_that_cannot_be_read_is_told_of_and_left(config, path):
    change(path, "UPDATE mark SET body = '{' WHERE id = 'mark-003'")
    assert ["mark-003" in line for line in maintenance.check_library(config)] == [True]
    assert not maintenance.repair_library(config, lambda sentence: None)
    found = apsw.Connection(str(path)).execute("SELECT count(*) FROM mark").fetchall()
    assert found == [(40,)]


def test_there_is_nothing_to_examine(config):
    for call in (
        maintenance.check_library,
        lambda config: maintenance.repair_library(config, print),
    ):
        with pytest.raises(InputError, match="no library yet"):
            call(config)
    assert not config.data.exists()


def test_a_library_from_the_future_is_left_alone(config, path):
    future(path)
    before = path.read_bytes()
    for call in (
        maintenance.check_library,
        lambda config: maintenance.repair_library(config, print),
    ):
        with pytest.raises(StorageError, match="newer version"):
            call(config)
    assert path.read_bytes() == before


def test_documents_are_as_they_were(path):
    overwrite(path, pages_of(path, "mark")[0], PAGE)
    examine.repair_library(path, lambda sentence: None)
    store = Repositories(Database(path))
    for briefing, _ in KEPT:
        found = store.documents.briefing(briefing.document.sha256)
        assert found is not None
        assert isinstance(found.document, Document)
        assert found == briefing
    store.database.close()
    assert isinstance(path, Path)


@pytest.mark.skipif(not vars(locks)["fcntl"], reason="nobody waits where the system has no locks")
def test_a_library_that_is_being_replaced_is_opened_afterwards(path, made):
    told, before = [], path.stat().st_ino

    def replace(sentence):
        told.append(sentence)
        path.with_name("new.db").write_bytes(made)
        replace_library(path, path.with_name("new.db"), "damaged")
        lock.close()

    lock = ExitStack()
    lock.enter_context(locks.locked_folder(path.parent))
    database = Database(path, progress=replace)
    assert told == ["Another program is replacing the library; waiting for it."]
    assert database.warning is None
    assert path.stat().st_ino != before
    database.check_file()
    database.close()
