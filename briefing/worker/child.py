import gc
import importlib
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO

from briefing.errors import BriefingError, PrivateHostError
from briefing.system.process_limits import limit_this
from briefing.worker.child_faults import fault_head
from briefing.worker.protocol import Json, Result, read_frame, write_frame
from briefing.worker.sandbox_profile import Orders

_DEEPEST = 4000
"""Nested calls; documents of 150 nested elements need half of it."""
_GARBAGE = (10_000, 20, 20)
_calls: BinaryIO | None = None
_answers: BinaryIO | None = None
_limited_from_outside = False


def report_progress(fraction: float) -> None:
    """`fraction` is 0 to 1; has no effect outside a child."""
    if _answers is not None:
        write_frame(_answers, {"progress": fraction})


def send_part(part: bytes) -> bool:
    """Returns whether the caller wants the rest; True outside a child."""
    if _calls is None or _answers is None:
        return True
    write_frame(_answers, {"part": None}, part)
    reply, _ = read_frame(_calls, sys.maxsize)
    if reply["go_on"] and not _limited_from_outside:
        _limit(reply["limits"])
    return bool(reply["go_on"])


def serve() -> None:
    """Receives orders, reports its protection, and answers calls until descriptor 0 ends."""
    global _calls, _answers, _limited_from_outside
    _calls, _answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    sys.setrecursionlimit(_DEEPEST)
    orders, _ = read_frame(_calls, sys.maxsize)
    confine = importlib.import_module(orders.pop("confined_by")).confine
    sys.dont_write_bytecode = True
    told = Orders(**orders)
    protection = confine(told)
    _limited_from_outside = bool(protection.limits)
    write_frame(_answers, protection._asdict())
    if told.preload:
        with suppress(Exception):  # The call that needs it says what is missing.
            importlib.import_module(told.preload)
    settle_garbage()
    while True:
        try:
            call, data = read_frame(_calls, sys.maxsize)
        except EOFError:
            return
        if not _limited_from_outside:
            _limit(call["limits"])
        write_frame(_answers, *_answer(call, data))


def settle_garbage() -> None:
    # What is imported stays, and so does most of what a text is read into.
    gc.freeze()
    gc.set_threshold(*_GARBAGE)
    gc.enable()


def _answer(call: Json, data: bytes) -> tuple[Json, bytes]:
    try:
        found = _function(call["function"])(data, **call["arguments"])
        answer = found if isinstance(found, Result) else Result(found)
        return {"result": answer.result}, answer.body
    except BriefingError as error:
        head = {"error": type(error).__name__, "message": str(error)}
        if isinstance(error, PrivateHostError):
            head["host"] = error.host
        return head, b""
    except MemoryError:
        message = "It needs too much memory to read; split it into smaller files."
        return {"error": "WorkerMemory", "message": message}, b""
    except RecursionError:
        return {"error": "WorkerError", "message": "It is nested too deeply to be read."}, b""
    except Exception as error:
        return fault_head(error), b""


def _function(path: str) -> Callable[..., Json | Result]:
    module, _, name = path.partition(":")
    return getattr(importlib.import_module(module), name)  # type: ignore[no-any-return]


def _limit(limits: dict[str, Any]) -> None:
    """If the program cannot from outside; the CPU limit counts all calls."""
    limit_this(memory=limits["memory"], cpu=limits["cpu"], files=limits["files"])
