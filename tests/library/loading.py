"""Texts that are held back before they are split or read whole."""

import threading
from contextlib import contextmanager

from briefing.library.open_document import Ingestion

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
    finish = Ingestion.finish

    def wait_and_finish(self):
        assert go.wait(60)
        if failure is not None:
            raise failure
        return finish(self)

    patch.setattr(Ingestion, "finish", wait_and_finish)
    try:
        yield go
    finally:
        go.set()
