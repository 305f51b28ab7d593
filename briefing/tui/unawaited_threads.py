"""Threads for slow work, which the end of the program does not wait for."""

from concurrent.futures import ThreadPoolExecutor

_MOST = 32
"""Threads at once; one that reads from a disk that has gone may never end, and must not keep others waiting."""


class UnawaitedThreads(ThreadPoolExecutor):
    """An event loop's threads; `shutdown` never waits for what they do."""

    def __init__(self) -> None:
        super().__init__(_MOST, thread_name_prefix="work")

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Begins nothing more."""
        super().shutdown(wait=False, cancel_futures=True)
