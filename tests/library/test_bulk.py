"""Many files: each is kept once, whatever happens between."""

import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import apsw
import pytest
from msgspec.structs import replace

from briefing.cli.import_files import _report
from briefing.config import Config
from briefing.errors import InstallationError
from briefing.library import ingest
from briefing.library.bulk import BulkImport, FileOutcome, running_tasks, stop
from briefing.library.bulk import import_task as task
from briefing.library.jobs import NAMING
from briefing.storage.database import Database
from briefing.storage.repositories import Repositories
from tests.storage.corrected import titled

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
    made = Repositories(Database(tmp_path / "kept" / "library.db"))
    yield made
    made.database.close()
    stop()


def paths(folder):
    return sorted(str(path) for path in folder.iterdir())


def imported(store, folder, config, *, workers=1, **options):
    options = {"entities": False, **options}
    with ThreadPoolExecutor(workers) as pool:
        return BulkImport(paths(folder), config, **options).run(store, pool, workers)


def counts(outcomes):
    """Kept, done before, failed."""
    return (
        sum(each.documents for each in outcomes),
        sum(each.before and not each.failure for each in outcomes),
        sum(bool(each.failure) for each in outcomes),
    )


def test_all_that_can_be_read_is_kept_and_found(store, folder, config):
    outcomes = imported(store, folder, config, workers=2, entities=True)
    assert counts(outcomes) == (6, 0, 1)
    assert next(each.failure for each in outcomes if each.failure).endswith(
        "is empty; give a file with text in it."
    )
    assert len(store.documents.recent(99)) == 6
    found = store.database.all("SELECT rowid FROM passage WHERE passage MATCH 'northport'")
    assert len(found) == 6
    (named,) = store.database.all(
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
    assert counts(imported(store, folder, config, entities=True)) == (7, 0, 0)
    assert counts(imported(store, folder, config)) == (0, 7, 0)


def test_a_briefing_that_was_removed_is_imported_again(store, folder, config):
    imported(store, folder, config)
    store.documents.remove(store.documents.recent(1)[0])
    assert counts(imported(store, folder, config)) == (1, 5, 1)
    assert len(store.documents.recent(99)) == 6


def test_what_the_reader_has_is_left_as_it_is(store, folder, config):
    imported(store, folder, config, entities=True)
    before = store.documents.recent(99)
    known = store.documents.briefing(before[0])
    with store.database.write() as database:
        database.execute("DELETE FROM imported")
    imported(store, folder, config)
    assert store.documents.briefing(before[0]) == known
    assert store.documents.recent(99) == before


def test_what_the_reader_corrected_is_left_to_be_taken_up_with_the_corrections(
    store, folder, config
):
    imported(store, folder, config)
    sha256 = store.documents.hashes()[0]
    store.corrections.add(sha256, titled("Quay"))
    with store.database.write() as database:
        database.execute("DELETE FROM imported")
    imported(store, folder, config)
    assert store.database.all("SELECT sha256 FROM document WHERE NOT indexed") == [(sha256,)]


def test_an_executor_of_other_processes_can_do_it(store, folder, config):
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        outcomes = BulkImport(paths(folder), config, entities=False).run(store, pool, 2)
    assert counts(outcomes) == (6, 0, 1)


def test_a_file_that_vanishes_and_one_that_is_no_text(store, folder, config):
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    plan = BulkImport([*paths(folder), str(folder / "gone.txt")], config, entities=False)
    with ThreadPoolExecutor(1) as pool:
        outcomes = plan.run(store, pool, 1)
    assert counts(outcomes) == (6, 0, 3)
    assert all(each.failure.count(".") >= 1 for each in outcomes if each.failure)


def test_people_that_take_too_much_are_left_out(store, folder, config, monkeypatch):
    monkeypatch.setattr(ingest, "NAMING", replace(NAMING, memory=300 << 20))
    outcomes = imported(store, folder, config, entities=True)
    assert counts(outcomes)[0] == 6


def test_an_import_that_is_killed_goes_on_where_it_was(folder, config, tmp_path):
    for number in range(6, 120):
        (folder / f"{number}.txt").write_text(STORY.format(number))
    command = [sys.executable, "-m", "briefing", "import", str(folder), "--no-entities"]
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path / "data")}
    path = tmp_path / "data" / "briefing" / "library.db"
    program = subprocess.Popen([*command, "--workers", "1"], env=environment)
    while program.poll() is None and not (path.exists() and kept(path)):
        time.sleep(0.02)
    program.kill()
    program.wait()
    done = kept(path)
    assert done > 0
    again = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert again.stdout == f"{120 - done} imported, {done} imported before, 1 failed.\n"
    assert again.returncode == 2
    assert kept(path) == 120


def kept(path):
    store = Repositories(Database(path))
    try:
        assert store.database.one("PRAGMA integrity_check") == ("ok",)
        return len(store.documents.recent(999))
    finally:
        store.database.close()


def test_a_missing_part_is_not_remembered_of_the_files(store, folder, config, monkeypatch):
    def lacking(data, request):
        raise InstallationError("The Python package x is missing; install Briefing again.")

    with monkeypatch.context() as patched:
        patched.setattr("briefing.library.bulk.import_task._call_worker", lacking)
        outcomes = imported(store, folder, config)
    assert counts(outcomes) == (0, 0, 7)
    assert sum(each.incomplete for each in outcomes) == 6, "the empty file is refused before"
    assert counts(imported(store, folder, config)) == (6, 0, 1)


@pytest.mark.parametrize(
    ("outcome", "code", "said"),
    [
        (FileOutcome("a", failure="A is empty.", before=True), 2, "--retry"),
        (FileOutcome("a", failure="A is empty."), 2, ""),
        (FileOutcome("a", failure="X is missing.", incomplete=True), 1, ""),
        (FileOutcome("a", 1), 0, ""),
    ],
)
def test_the_closing_line(outcome, code, said, capsys):
    assert _report([outcome], verbose=False) == code
    captured = capsys.readouterr()
    assert ("--retry" in captured.out) == bool(said)
    assert ("--retry" in captured.out + captured.err) == (code == 2)


# Odd files

SECOND = 10**9
YEARS = {
    "1": -62_135_596_800,
    "1677": -9_223_372_037,
    "1900": -2_208_988_800,
    "1969": -1,
    "2262": 9_223_372_037,
    "2446": 15_032_385_535,
    "9999": 253_402_300_799,
    "10000": 253_402_300_800,
    "last": 2**62 // SECOND * SECOND,
}


def test_a_file_of_any_date_is_imported_once(store, tmp_path, config, monkeypatch):
    for number, year in enumerate(YEARS):
        (tmp_path / f"{year}.txt").write_text(STORY.format(number))
    real, later = os.stat, 0

    class Dated:
        """A file with a date that file systems may give that are not here."""

        def __init__(self, found, seconds):
            self._found = found
            self.st_mtime_ns, self.st_mtime = seconds * SECOND, float(seconds)

        def __getattr__(self, attribute):
            return getattr(self._found, attribute)

    def stat(path, *args, **options):
        found = real(path, *args, **options)
        name = os.path.basename(str(path)).removesuffix(".txt")
        return Dated(found, YEARS[name] + later) if name in YEARS else found

    monkeypatch.setattr(os, "stat", stat)
    given = [f"{tmp_path}/{year}.txt" for year in YEARS]

    def run():
        with ThreadPoolExecutor(2) as pool:
            return counts(BulkImport(given, config, entities=False).run(store, pool, 2))

    assert run() == (len(YEARS), 0, 0)
    assert run() == (0, len(YEARS), 0)
    later = 1
    assert run() == (len(YEARS), 0, 0)


def bound(path):
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


ODD = {
    "a link to nothing": lambda path: path.symlink_to("nothing"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to its folder": lambda path: path.symlink_to("."),
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a socket": bound,
    "a pipe": os.mkfifo,
    "a folder": os.mkdir,
    "a file that is gone": lambda path: None,
    "a null in the\0name": lambda path: None,
    "a name too long" * 20: lambda path: None,
    "": lambda path: None,
}
NAMES = ("a\nb", "\udcff\udcfe", "é" * 125, "\x1b[2J", "%s{0}", "-", "a" * 251)


def test_files_that_are_none_fail_alone_and_any_name_is_imported(
    store, folder, config, monkeypatch
):
    monkeypatch.setattr("briefing.sources.local_file.PATIENCE", 0.1)
    monkeypatch.chdir(folder)
    for name, make in ODD.items():
        make(folder / name[:99])
    for number, name in enumerate(NAMES):
        (folder / f"{name}.txt").write_text(STORY.format(f"of {number}"))
    given = [*(f"{folder}/{name}" for name in (*ODD, *(f"{name}.txt" for name in NAMES)))]

    def run():
        with ThreadPoolExecutor(2) as pool:
            return BulkImport(given, config, entities=False).run(store, pool, 2)

    outcomes = run()
    assert counts(outcomes) == (len(NAMES), 0, len(ODD))
    assert all("\n" not in each.failure and "\x1b" not in each.failure for each in outcomes)
    assert counts(run()) == (0, len(NAMES), len(ODD))


def test_a_file_that_grows_or_goes_while_it_is_read(store, folder, config, monkeypatch):
    real = vars(task)["read_local_file"]

    def retrieve(path, largest):
        if path.endswith("2.txt"):
            os.unlink(path)
        data = real(path, largest)
        if path.endswith("1.txt"):
            (folder / "1.txt").write_text(STORY.format("1, longer by now"))
        return data

    monkeypatch.setattr(task, "read_local_file", retrieve)
    assert counts(imported(store, folder, config)) == (5, 0, 2)
    monkeypatch.setattr(task, "read_local_file", real)
    assert counts(imported(store, folder, config)) == (1, 4, 1)


def test_faults_that_nobody_foresaw_fail_alone(store, folder, config, monkeypatch):
    real = vars(task)["read_local_file"]
    errors = [ValueError, OSError, RecursionError, KeyError, MemoryError]

    def retrieve(path, largest):
        number = os.path.basename(path)[0]
        if number in "01234":
            raise errors[int(number)]("odd")
        return real(path, largest)

    monkeypatch.setattr(task, "read_local_file", retrieve)
    assert counts(imported(store, folder, config)) == (1, 0, 6)


def test_rows_that_the_library_does_not_take_fail_alone(store, folder, config, monkeypatch):
    real = vars(running_tasks)["run"]
    store.database._connection.limit(apsw.SQLITE_LIMIT_LENGTH, 5000)
    titles = {"2.txt": "\ud800", "4.txt": "x" * 6000}

    def run(given):
        result = real(given)
        if (title := titles.get(os.path.basename(given.path))) is not None:
            [(packed, entry)] = result.found
            result.found[0] = replace(packed, title=title), entry
        return result

    monkeypatch.setattr(running_tasks, "run", run)
    assert counts(imported(store, folder, config)) == (4, 0, 3)
    assert len(store.documents.recent(99)) == 4
