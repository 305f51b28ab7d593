"""What is written to the library: in order, away from who asked for it, and nothing is left behind."""

import threading

import pytest

from briefing.errors import StorageError
from briefing.library.writer import Writer


@pytest.fixture
def writer():
    writer = Writer()
    writer.start()
    yield writer
    writer.close()


def test_a_command_writes_in_its_own_thread():
    writer, threads = Writer(), []
    future = writer.submit(lambda: threads.append(threading.get_ident()))
    assert (future.done(), threads) == (True, [threading.get_ident()])


def test_the_order_is_kept_and_who_asks_does_not_wait(writer):
    go, done = threading.Event(), []
    writer.submit(go.wait)
    for number in range(50):
        writer.submit(done.append, number)
    assert (done, writer.busy, writer.flush(0)) == ([], True, False)
    go.set()
    assert writer.flush(60)
    assert (done, writer.call(lambda: len(done))) == (list(range(50)), 50)


def test_who_asked_is_told_before_what_follows_is_done(writer):
    seen = []
    writer.submit(seen.append, "first", ended=lambda _: seen.append("told"))
    writer.submit(seen.append, "second")
    writer.close()
    assert (seen, writer.busy) == (["first", "told", "second"], False)


def test_a_failure_is_of_one_operation_only(writer):
    def fail():
        raise StorageError("The disk is full.")

    first, failed, third = (writer.submit(each) for each in (int, fail, int))
    with pytest.raises(StorageError):
        failed.result()
    assert (first.result(), third.result()) == (0, 0)


def test_an_operation_may_ask_for_others(writer):
    assert writer.call(lambda: writer.call(threading.get_ident)) != threading.get_ident()


def test_after_the_end_it_writes_at_once(writer):
    done = []
    writer.close()
    writer.submit(done.append, 1)
    writer.close()
    assert done == [1]
