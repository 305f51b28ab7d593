"""Programs that start together on a machine that has no library yet."""

import os
import subprocess
import sys

import pytest

from briefing.storage.database import Database
from briefing.storage.repositories import Repositories

OPEN = """
import pathlib, sys
from briefing.storage.database import Database
from briefing.storage.repositories import Repositories
store = Repositories(Database(pathlib.Path(sys.argv[1])))
store.settings.keep(sys.argv[2], 1)
print(store.database.warning)
"""


@pytest.fixture(autouse=True)
def libraries():
    """Those of the program."""


@pytest.mark.parametrize("attempt", range(4))
def test_both_use_the_one_library(tmp_path, attempt):
    path = tmp_path / "kept" / "library.db"
    command = [sys.executable, "-c", OPEN, str(path)]
    started = [
        subprocess.Popen([*command, name], stdout=subprocess.PIPE, text=True) for name in "ab"
    ]
    assert [program.communicate()[0].strip() for program in started] == ["None", "None"]
    assert {part.name for part in path.parent.iterdir()} <= {
        "library.db",
        "library.db-wal",
        "library.db-shm",
    }
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_system_without_links_will_do(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "library.db"
    store = Repositories(Database(path))
    store.settings.keep("a", 1)
    store.database.close()
    assert store.database.warning is None
    assert [part.name for part in tmp_path.iterdir()] == ["library.db"]


def test_a_library_that_others_may_read_is_closed_to_them(tmp_path):
    path = tmp_path / "library.db"
    Database(path).close()
    path.chmod(0o644)
    store = Repositories(Database(path))
    files = [path, *tmp_path.glob("library.db-*")]
    assert len(files) == 3
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    store.database.close()
