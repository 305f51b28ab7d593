"""A library that may be read and not written is searched, listed, exported and backed up."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from briefing.errors import StorageError
from briefing.library.stories.story_service import StoryService
from briefing.storage import read_only_copy
from briefing.storage.database import Database
from briefing.storage.repositories import Repositories
from briefing.storage.search_index import SearchIndex
from tests.storage.test_schema import bookmark_in, briefing_of

COMMANDS = {
    "search": ["search", "ferry", "--format", "json"],
    "person": ["person", "ada", "kroll", "--format", "json"],
    "bookmarks": ["bookmarks", "--format", "json"],
    "export": ["export", "--all", "--format", "w3c"],
    "collections": ["collections", "--format", "json"],
    "collection": ["collections", "show", "ports", "--format", "json"],
    "changes": ["changes", "/texts/harbour.txt", "--format", "json"],
    "stories": ["stories", "--format", "json"],
    "followed": ["stories", "--followed", "--format", "json"],
    "digest": ["digest", "--preview", "--format", "json"],
    "watch": ["watch", "--format", "json"],
    "backup": ["backup", "{copy}"],
    "add": ["collections", "add", "other"],
}
RUN = """
import contextlib, io, json, sys
from benchmarks.safety import obey_permissions
obey_permissions()
from briefing.cli.main import run
found = {}
for name, command in json.loads(sys.argv[1]).items():
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(command)
    found[name] = code, *(part.buffer.getvalue().decode() for part in (out, err))
print(json.dumps(found))
"""


@pytest.fixture
def data(tmp_path):
    """A library that nobody has open, with two versions of a text, a bookmark and a collection."""
    path = tmp_path / "briefing" / "library.db"
    store = Repositories(Database(path))
    for text in (
        "The harbour\n\nAda Kroll sees.\n\nThe ferry sails.\n",
        briefing_of().document.text,
    ):
        briefing = briefing_of(text)
        store.documents.keep(briefing)
        SearchIndex(store.database).put(briefing)
    store.annotations.keep(bookmark_in(briefing))
    with store.database.write() as database:
        database.execute("INSERT INTO collection VALUES (1, 'ports', '2026-01-01')")
        database.execute("INSERT INTO collected VALUES (1, 2, '2026-01-01')")
        database.execute("INSERT INTO watch VALUES (1, 'ferries', 'ferry', '2026-01-01', 0)")
        database.execute("UPDATE document SET watched = 1")
    StoryService(store.database, store.documents.briefing).join()
    store.database.close()
    return path.parent


def with_a_journal(data):
    """As a program left it that was killed: the last mark is in the journal only."""
    store = Repositories(Database(data / "library.db"))
    mark = bookmark_in(briefing_of())
    store.annotations.keep(
        type(mark)(**{n: getattr(mark, n) for n in mark.__struct_fields__} | {"id": "b2"})
    )
    copy = data.with_name("copied")
    copy.mkdir()
    for name in ("library.db", "library.db-wal"):
        shutil.copyfile(data / name, copy / name)
    store.database.close()
    shutil.rmtree(data)
    copy.rename(data)


def large(data):
    """Too large to be held in memory, as far as it is told."""


@pytest.mark.parametrize("state", [None, with_a_journal, large])
def test_everything_that_only_reads_works(data, tmp_path, state):
    if state:
        state(data)
    for part in data.iterdir():
        part.chmod(0o400)
    data.chmod(0o500)
    before = {part.name: part.read_bytes() for part in data.iterdir()}
    code = RUN
    if state is large:
        code = "from briefing.storage import read_only_copy\nread_only_copy._MOST = 9\n" + RUN
    copy = tmp_path / "copy"
    commands = {
        name: [word.format(copy=copy) for word in command] for name, command in COMMANDS.items()
    }
    try:
        done = subprocess.run(
            [sys.executable, "-c", code, json.dumps(commands)],
            env={**os.environ, "XDG_DATA_HOME": str(tmp_path)},
            capture_output=True,
            text=True,
        )
    finally:
        data.chmod(0o700)
    found = json.loads(done.stdout)
    marks = 2 if state is with_a_journal else 1
    assert {part.name: part.read_bytes() for part in data.iterdir()} == before
    for name in COMMANDS:
        code, out, err = found[name]
        assert code == (2 if name == "add" else 0), (name, err)
        if name != "backup":
            assert err == (
                "briefing: The library cannot be written, so nothing is saved; check its folder, which briefing config names.\n"
            ), name
    out = {name: json.loads(found[name][1] or "null") for name in COMMANDS}
    assert len(out["search"]["hits"]) == 2
    assert out["person"][0]["briefings"] == 1
    assert len(out["bookmarks"]) == marks
    assert found["export"][1].count('"motivation": "bookmarking"') == marks
    assert out["collections"] == [{"name": "ports", "briefings": 1}]
    assert len(out["collection"]) == 1
    assert [change["kind"] for change in out["changes"]["changes"]]
    assert out["stories"]["stories"] == out["followed"]["stories"] == out["watch"] == []
    assert out["digest"]["kept"] is False
    store = Repositories(Database(copy))
    assert len(store.annotations.all()) == marks
    store.database.close()


def test_a_large_library_of_an_older_version_is_not_said_to_be_empty(data, monkeypatch):
    monkeypatch.setattr(read_only_copy, "_MOST", 9)
    monkeypatch.setattr(read_only_copy, "version_of", lambda connection: 0)
    with pytest.raises(StorageError, match="older version wrote the library"):
        read_only_copy.copy_to_memory(data / "library.db")
