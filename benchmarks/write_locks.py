"""How long transactions keep other programs from writing."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import apsw

from briefing.storage import database


@contextmanager
def watch_locks() -> Iterator[list[float]]:
    """Milliseconds of this thread's processor time, of each transaction of a library on disk: those of the clock depend on what else runs."""
    taken: list[float] = []
    transaction = database.transaction

    @contextmanager
    def timed(connection: apsw.Connection) -> Iterator[None]:
        begun = time.thread_time()
        with transaction(connection):
            yield
        if connection.db_filename("main"):
            taken.append((time.thread_time() - begun) * 1000)

    database.transaction = timed
    try:
        yield taken
    finally:
        database.transaction = transaction


def say_locks(taken: list[float]) -> str:
    ordered = sorted(taken) or [0.0]
    return (
        f"{len(taken):,} transactions, median {ordered[len(ordered) // 2]:.0f} ms, "
        f"99 % below {ordered[len(ordered) * 99 // 100]:.0f} ms, longest {ordered[-1]:.0f} ms"
    )
