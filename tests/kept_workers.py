"""Workers that are stopped while they do nothing are kept for the next test: to start one takes as long as twenty calls."""

import json
import os
import sys
from collections import defaultdict

from briefing.system.processes import is_running
from briefing.worker import client
from briefing.worker.client import Worker

_idle: defaultdict[str, list[tuple]] = defaultdict(list)
"""By all that a child is started with; of each its process, lifeline and protection."""
_started: list[Worker] = []
"""Since the last test ended."""
_start, _kill = Worker._start, Worker._kill


def _key(worker: Worker) -> str:
    orders = worker._orders(-1) | {"preload": ""}
    return json.dumps([orders, client._environment(), sys.executable, sys.path])


def start(worker: Worker) -> None:
    """In the place of `Worker._start`."""
    kept = _idle[_key(worker)]
    if worker._process is None and kept:
        worker._process, worker._lifeline, worker._protection = kept.pop()
    _started.append(worker)
    _start(worker)


def take_back() -> None:
    """Stops what a test has left running, of a library that it never closed, for the next one to use."""
    while _started:
        worker = _started.pop()
        if not worker._lock.locked():
            worker._kill("stop")


def kill(worker: Worker, why: str) -> None:
    """In the place of `Worker._kill`."""
    if why != "stop" or not worker._lock.acquire(blocking=False):
        _kill(worker, why)
        return
    if worker._process is not None and is_running(worker._process):
        _idle[_key(worker)].append((worker._process, worker._lifeline, worker._protection))
        worker._process, worker._lifeline = None, -1
    worker._lock.release()


def end() -> None:
    """Ends all that are kept."""
    for process, lifeline, _ in (child for kept in _idle.values() for child in kept):
        process.kill()
        process.wait()
        os.close(lifeline)
    _idle.clear()
