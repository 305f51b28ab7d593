from concurrent.futures import ThreadPoolExecutor

_MOST = 32
"""Threads at once; reads from an unreachable disk may never end and must not block others."""


class UnawaitedThreads(ThreadPoolExecutor):
    def __init__(self) -> None:
        super().__init__(_MOST, thread_name_prefix="work")

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        super().shutdown(wait=False, cancel_futures=True)
