"""Backups that the program makes itself, and what a damaged library takes from them."""

import pytest

from briefing.config import Config
from briefing.errors import StorageError
from briefing.library import Library, make_library
from briefing.model import Bookmark
from briefing.storage.database import Database
from briefing.storage.recovery import backups, examine
from briefing.storage.repositories import Repositories
from tests.storage import test_safety
from tests.storage.test_safety import KEPT, MARKS, fields, marks_in, overwrite, pages_of

config, made, path = test_safety.config, test_safety.made, test_safety.path


@pytest.fixture
def day(monkeypatch):
    """Sets the day."""

    def set_to(number):
        monkeypatch.setattr(backups, "_name_today", lambda: f"library-2026-03-{number:02}.db")

    return set_to


def names(path):
    return [each.name[8:18] for each in backups.list_backups(path)]


def test_one_is_made_a_day_and_five_are_kept(path, day):
    for number in range(1, 9):
        day(number)
        made = backups.back_up_daily(path)
        assert marks_in(made) == MARKS
        assert backups.back_up_daily(path) is None
    assert names(path) == [f"2026-03-0{number}" for number in (8, 7, 6, 5, 4)]
    assert made.stat().st_mode & 0o777 == 0o600
    assert made.parent.stat().st_mode & 0o777 == 0o700


def test_a_clock_that_was_ahead_once_stops_no_backup(path, day):
    day(30)
    backups.back_up_daily(path)
    for number in range(1, 7):
        day(number)
        assert backups.back_up_daily(path)
    assert names(path) == [f"2026-03-0{number}" for number in (6, 5, 4, 3, 2)]


def test_a_damaged_library_takes_the_place_of_no_backup(path, day):
    day(1)
    backups.back_up_daily(path)
    overwrite(path, pages_of(path, "content")[0], 4)
    day(2)
    with pytest.raises(StorageError, match="could not be made"):
        backups.back_up_daily(path)
    assert names(path) == ["2026-03-01"]
    assert [each.suffix for each in (path.parent / "backups").glob("[!.]*")] == [".db"]


def test_what_a_damaged_library_lost_comes_from_the_last_sound_backup(path, day):
    day(1)
    backups.back_up_daily(path)
    day(2)
    backups.back_up_daily(path).write_bytes(b"no library")
    store = Repositories(Database(path))
    mark = KEPT[0][1]
    late = type(mark)(**{**fields(mark), "id": "late"})
    store.annotations.keep(late)
    store.database.close()
    for page in pages_of(path, "content"):
        overwrite(path, page, 8192)
    told = []
    assert examine.repair_library(path, told.append)
    assert "and from the last backup" in told[0]
    store = Repositories(Database(path))
    assert {each.id for each in store.annotations.of_kind(Bookmark)} == MARKS | {"late"}
    assert [store.documents.briefing(b.document.sha256) for b, _ in KEPT] == [b for b, _ in KEPT]
    store.database.close()


def test_an_empty_file_is_filled_from_a_backup(path, day):
    day(1)
    backups.back_up_daily(path)
    path.write_bytes(b"")
    Database(path).close()
    assert marks_in(path) == MARKS


def test_none_is_made_of_a_library_that_is_empty_damaged_or_in_memory(tmp_path, path):
    empty = make_library(Config(data=tmp_path / "empty"))
    memory = Library(Config(data=path.parent), Database(None, like=path))
    warned = make_library(Config(data=path.parent))
    warned._store.database.warning = "The library was damaged."
    sound = make_library(Config(data=path.parent))
    made = [library.documents.back_up_daily() for library in (empty, memory, warned, sound)]
    assert [each is not None for each in made] == [False, False, False, True]
    for library in (empty, memory, warned, sound):
        library.close()


def test_none_is_made_of_a_file_that_took_the_library_s_place(path):
    library = make_library(Config(data=path.parent))
    aside = path.with_name("aside.db")
    path.rename(aside)
    path.write_bytes(aside.read_bytes())
    with pytest.raises(StorageError, match="removed or replaced"):
        library.documents.back_up_daily()
    aside.rename(path)
    assert library.documents.back_up_daily()
    library.close()
