"""Many files: each is kept once, whatever happens between."""

import os
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pytest

from briefing.cli.importing import _report
from briefing.config import Config
from briefing.errors import InstallationError
from briefing.library.bulk import Import, Outcome, stop
from briefing.storage.store import Store

STORY = "The quay {0}\n\nAda Kroll opened quay number {0} in Northport on Monday.\n\nThe ferry {0}\n\nThe ferry sails at {0}.\n"


@pytest.fixture
def config(tmp_path):
    return Config(data=tmp_path / "data")


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "texts"
    place.mkdir()
    for number in range(6):
        (place / f"{number}.txt").write_text(STORY.format(number))
    (place / "empty.txt").write_text("")
    return place


@pytest.fixture
def store(tmp_path):
    made = Store(tmp_path / "kept" / "library.db")
    yield made
    made.close()
    stop()


def paths(folder):
    return sorted(str(path) for path in folder.iterdir())


def imported(store, folder, config, *, workers=2, **options):
    options = {"people": False, **options}
    with ThreadPoolExecutor(workers) as pool:
        return Import(paths(folder), config, **options).run(store, pool, workers)


def counts(outcomes):
    """Kept, done before, failed."""
    return (
        sum(each.documents for each in outcomes),
        sum(each.before and not each.failure for each in outcomes),
        sum(bool(each.failure) for each in outcomes),
    )


def test_all_that_can_be_read_is_kept_and_found(store, folder, config):
    outcomes = imported(store, folder, config, people=True)
    assert counts(outcomes) == (6, 0, 1)
    assert next(each.failure for each in outcomes if each.failure).endswith(
        "is empty; give a file with text in it."
    )
    assert len(store.recent(99)) == 6
    found = store.all("SELECT rowid FROM passage WHERE passage MATCH 'northport'")
    assert len(found) == 6
    (named,) = store.all(
        "SELECT count(*) FROM named JOIN name n ON n.id = named.name WHERE key = 'ada kroll'"
    )
    assert named == (6,)


def test_nothing_is_done_twice(store, folder, config):
    imported(store, folder, config)
    assert counts(imported(store, folder, config)) == (0, 6, 1)
    assert counts(imported(store, folder, config, retry=True)) == (0, 6, 1)
    (folder / "3.txt").write_text(STORY.format("3 again"))
    (folder / "empty.txt").write_text("Now it says something.\n")
    assert counts(imported(store, folder, config)) == (2, 5, 0)
    assert counts(imported(store, folder, config, people=True)) == (7, 0, 0)
    assert counts(imported(store, folder, config)) == (0, 7, 0)


def test_a_briefing_that_was_removed_is_imported_again(store, folder, config):
    imported(store, folder, config)
    store.remove(store.recent(1)[0].sha256)
    assert counts(imported(store, folder, config)) == (1, 5, 1)
    assert len(store.recent(99)) == 6


def test_what_the_reader_has_is_left_as_it_is(store, folder, config):
    imported(store, folder, config, people=True)
    before = store.recent(99)
    known = store.briefing(before[0].sha256)
    store.all("DELETE FROM imported")
    imported(store, folder, config)
    assert store.briefing(before[0].sha256) == known
    assert store.recent(99) == before


def test_what_the_reader_corrected_is_left_to_be_taken_up_with_the_corrections(
    store, folder, config
):
    imported(store, folder, config)
    sha256 = store.hashes()[0]
    store.add_correction("section", sha256, {})
    with store.write() as database:
        database.execute("DELETE FROM imported")
    imported(store, folder, config)
    assert store.all("SELECT sha256 FROM document WHERE NOT indexed") == [(sha256,)]


def test_an_executor_of_other_processes_can_do_it(store, folder, config):
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        outcomes = Import(paths(folder), config, people=False).run(store, pool, 2)
    assert counts(outcomes) == (6, 0, 1)


def test_a_file_that_vanishes_and_one_that_is_no_text(store, folder, config):
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    plan = Import([*paths(folder), str(folder / "gone.txt")], config, people=False)
    with ThreadPoolExecutor(1) as pool:
        outcomes = plan.run(store, pool, 1)
    assert counts(outcomes) == (6, 0, 3)
    assert all(each.failure.count(".") >= 1 for each in outcomes if each.failure)


def test_people_that_take_too_much_are_left_out(store, folder, config, monkeypatch):
    monkeypatch.setattr("briefing.library.bulk.task._MEMORY", 300 << 20)
    outcomes = imported(store, folder, config, people=True)
    assert counts(outcomes)[0] == 6


def test_an_import_that_is_killed_goes_on_where_it_was(folder, config, tmp_path):
    for number in range(6, 60):
        (folder / f"{number}.txt").write_text(STORY.format(number))
    command = [sys.executable, "-m", "briefing", "import", str(folder), "--no-entities"]
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path / "data")}
    path = tmp_path / "data" / "briefing" / "library.db"
    program = subprocess.Popen([*command, "--workers", "1"], env=environment)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and not (path.exists() and kept(path)):
        time.sleep(0.02)
    program.kill()
    program.wait()
    done = kept(path)
    assert done > 0
    again = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert again.stdout == f"{60 - done} kept, {done} imported before, 1 failed.\n"
    assert again.returncode == 2
    assert kept(path) == 60


def kept(path):
    store = Store(path)
    try:
        assert store.one("PRAGMA integrity_check") == ("ok",)
        return len(store.recent(999))
    finally:
        store.close()


def test_a_missing_part_is_not_remembered_of_the_files(store, folder, config, monkeypatch):
    def lacking(data, task, *, people):
        raise InstallationError("The Python package x is missing; install Briefing again.")

    with monkeypatch.context() as patched:
        patched.setattr("briefing.library.bulk.task._called", lacking)
        outcomes = imported(store, folder, config)
    assert counts(outcomes) == (0, 0, 7)
    assert sum(each.incomplete for each in outcomes) == 6, "the empty file is refused before"
    assert counts(imported(store, folder, config)) == (6, 0, 1)


@pytest.mark.parametrize(
    ("outcome", "code", "said"),
    [
        (Outcome("a", failure="A is empty.", before=True), 2, "--retry"),
        (Outcome("a", failure="A is empty."), 2, ""),
        (Outcome("a", failure="X is missing.", incomplete=True), 1, ""),
        (Outcome("a", 1), 0, ""),
    ],
)
def test_the_closing_line(outcome, code, said, capsys):
    assert _report([outcome], verbose=False) == code
    closing = capsys.readouterr().out
    assert ("--retry" in closing) == bool(said)
