"""Ends this process at a step of what it does, as kill -9 would."""

import os
import signal
import sys
from collections.abc import Callable


def run_until(step: int, call: Callable[[], object]) -> int:
    """Steps are the calls and returns of functions; returns their number, if there are fewer."""
    at = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal at
        if at == step:
            os.kill(os.getpid(), signal.SIGKILL)
        at += 1

    sys.setprofile(count)
    call()
    sys.setprofile(None)
    return at
