"""Texts that are held back before they are split or read whole."""

import threading
from contextlib import contextmanager

from briefing.library import open_document, whole

SMALL = "\n\n".join(
    [
        "# Harbour talks",
        "The harbour board met twice that week and wrote down what it had heard.",
        "## Fishing rights",
        "Ada Lind said that the boats stay where they are, whatever the board writes.",
        "## The crane",
        "The crane on the north quay has stood still since May, and Lind wants it gone.",
        "",
    ]
)
LARGE = SMALL + "".join(
    f"## Part {n}\n\n{f'The {n}th clause of the treaty on grain and its words. ' * 60}\n\n"
    for n in range(30)
)
"""More than is shown at once."""


@contextmanager
def held_back(patch, failure=None):
    """Lets nothing be split or read whole until the event that this gives is set, or `failure` comes of it."""
    go = threading.Event()
    split, read = open_document.find_sections, whole.Whole._read

    def wait():
        assert go.wait(60)
        if failure is not None:
            raise failure

    def find_sections(*arguments):
        wait()
        return split(*arguments)

    def read_all(*arguments):
        wait()
        return read(*arguments)

    patch.setattr(open_document, "find_sections", find_sections)
    patch.setattr(whole.Whole, "_read", read_all)
    try:
        yield go
    finally:
        go.set()
