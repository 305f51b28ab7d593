"""An import on other executors than threads: nothing is lost or kept twice."""

import socket
import sys
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from threading import Thread

import pytest

from briefing.cli.main import run
from briefing.config import Config
from briefing.errors import InputError, InstallationError
from briefing.library.bulk import BulkImport, cluster, running_tasks, stop
from briefing.library.bulk.batching_executor import MOST, BatchingExecutor
from briefing.library.reading_worker import make_reader
from briefing.storage.database import Database
from briefing.storage.repositories import Repositories
from tests.library import cluster_runs
from tests.library.test_bulk import STORY, counts

COUNT = 6


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "texts"
    place.mkdir()
    for number in range(COUNT):
        (place / f"{number}.txt").write_text(STORY.format(number))
    (place / "empty.txt").write_text("")
    return place


@pytest.fixture
def store(tmp_path):
    made = Repositories(Database(tmp_path / "kept" / "library.db"))
    yield made
    made.database.close()
    stop()


def plan(folder):
    return BulkImport(sorted(map(str, folder.iterdir())), Config(), entities=False)


def imported(store, folder, executor):
    return counts(plan(folder).run(store, executor, 2))


def kept(store):
    return len(store.documents.hashes())


# Without a cluster


def test_what_a_worker_does_not_see_it_is_sent(store, folder, monkeypatch):
    monkeypatch.setattr(running_tasks, "run", cluster_runs.blind)
    with ThreadPoolExecutor(2) as pool:
        assert imported(store, folder, pool) == (COUNT, 0, 1)
        assert imported(store, folder, pool) == (0, COUNT, 1)


class Losing(Executor):
    """Loses each file's task so many times, as a scheduler that is started again."""

    def __init__(self, pool, times):
        self._pool, self._times, self._seen = pool, times, {}

    def submit(self, call, task):  # type: ignore[override]
        seen = self._seen[task.path] = self._seen.get(task.path, 0) + 1
        if seen > self._times:
            return self._pool.submit(call, task)
        lost = Future()
        lost.cancel()
        lost.set_running_or_notify_cancel()
        return lost


def test_what_the_scheduler_loses_is_submitted_again(store, folder):
    with ThreadPoolExecutor(2) as pool:
        assert imported(store, folder, Losing(pool, 2)) == (COUNT, 0, 1)
        (folder / "new.txt").write_text("It is new.\n")
        with pytest.raises(InputError, match="again and again"):
            imported(store, folder, Losing(pool, 99))
    assert kept(store) == COUNT


def test_several_calls_are_sent_as_one_and_fail_alike(store, folder):
    class Slow(Executor):
        """Runs what it is sent when it is told so."""

        def __init__(self):
            self.sent = []

        def submit(self, call, *arguments):  # type: ignore[override]
            self.sent.append((Future(), call, arguments))
            return self.sent[-1][0]

    slow = Slow()
    batching = BatchingExecutor(slow, 1)
    futures = [batching.submit(divmod, 9, number) for number in (1, 2, 3, 4)]
    assert [len(calls) for _, _, (calls,) in slow.sent] == [1, 1]
    futures[3].cancel()
    for future, call, arguments in slow.sent[:2]:
        future.set_result(call(*arguments))
    assert [future.result() for future in futures[:2]] == [(9, 0), (4, 1)]
    assert len(slow.sent) == 3
    slow.sent[2][0].set_exception(InputError("It is gone."))
    with pytest.raises(InputError):
        futures[2].result()
    with ThreadPoolExecutor(2) as pool:
        assert imported(store, folder, BatchingExecutor(pool, 2)) == (COUNT, 0, 1)


def test_what_was_read_when_it_is_stopped_is_kept(store, folder):
    seen = []

    def tell(outcome):
        seen.append(outcome)
        if len(seen) == 3:
            raise KeyboardInterrupt

    with ThreadPoolExecutor(2) as pool:
        with pytest.raises(KeyboardInterrupt):
            plan(folder).run(store, pool, 2, tell)
        done = kept(store)
        assert done >= 2
        assert imported(store, folder, pool)[:2] == (COUNT - done, done)


@pytest.mark.parametrize(
    "address", ["here", "here:", "http://here:1", "127.0.0.1:99999", "a b:1", "\x1b[2J:1", "-:1/x"]
)
def test_an_address_that_is_none(address, folder, capsys):
    code = run(["import", str(folder), "--cluster", address])
    said = capsys.readouterr().err
    assert (code, said.count("\n"), "\x1b" in said) == (2, 1, False)
    assert "is not a scheduler's address; give host:port" in said


def test_without_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InstallationError, match=r"pip install 'briefing\[cluster\]'"):
        cluster("127.0.0.1:8786").__enter__()


# With a scheduler and two workers


@pytest.fixture(scope="module")
def scheduler():
    dask = pytest.importorskip("dask")
    distributed = pytest.importorskip("distributed")
    settings = {
        "distributed.scheduler.allowed-failures": 0,
        "distributed.comm.timeouts.connect": "5s",
    }
    with (
        dask.config.set(settings),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=50
        ) as made,
    ):
        yield made.scheduler_address


def test_a_cluster_imports_as_threads_do(store, folder, scheduler, tmp_path):
    with cluster(scheduler) as (executor, workers):
        assert workers == 2 * MOST
        assert imported(store, folder, executor) == (COUNT, 0, 1)
        assert imported(store, folder, executor) == (0, COUNT, 1)
        there = executor.submit(cluster_runs.protection).result()
    here = make_reader()
    assert there == tuple(here.protection())
    here.stop()
    other = Repositories(Database(tmp_path / "other" / "library.db"))
    with ThreadPoolExecutor(2) as pool:
        assert imported(other, folder, pool) == (COUNT, 0, 1)
    rows = "SELECT sha256, text, body, analysis FROM document d JOIN content c ON c.document = d.id ORDER BY 1"
    assert store.database.all(rows) == other.database.all(rows)
    other.database.close()


def test_a_file_that_ends_its_worker_fails_alone(store, folder, scheduler, monkeypatch):
    (folder / "deadly.txt").write_text("It ends who reads it.\n")
    monkeypatch.setattr(running_tasks, "run", cluster_runs.deadly)
    with cluster(scheduler) as (executor, workers):
        outcomes = plan(folder).run(store, executor, workers)
    assert counts(outcomes) == (COUNT, 0, 2)
    assert any("ended every worker that read it" in each.failure for each in outcomes)
    assert kept(store) == COUNT


def test_what_answers_is_no_scheduler(scheduler):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer():
            for _ in range(2):
                taken, _ = server.accept()
                taken.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                taken.close()

        Thread(target=answer, daemon=True).start()
        with pytest.raises(InputError, match="No scheduler answers"):
            cluster(f"127.0.0.1:{server.getsockname()[1]}").__enter__()
