"""Counting what a piece of work does, where a clock would tell more about the machine."""

import itertools
import sys


def calls(work, *given):
    """How many functions, of Python and of C, are called while `work` runs."""
    count = itertools.count()

    def seen(frame, event, argument):
        if event in ("call", "c_call"):
            next(count)

    sys.setprofile(seen)
    try:
        work(*given)
    finally:
        sys.setprofile(None)
    return next(count)
