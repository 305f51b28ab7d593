"""Runs a function on untrusted input in a child process that can be limited and killed.

    worker = Worker()
    result = worker.call("package.module:function", data, name="a.pdf")

The function is named by its dotted path, so this package imports nothing above it. It takes `data: bytes`
and keyword arguments that JSON can say, and returns what JSON can say, or an `Result` of that and bytes. A BriefingError that it raises is
raised again here; a crash, a hang or a swelling becomes a WorkerError. The child stays for the next call.
"""

from typing import TYPE_CHECKING, Any

from briefing.worker.child import report_progress, send_part
from briefing.worker.protocol import Json, Result
from briefing.worker.sandbox_profile import Limits, Profile, Protection

if TYPE_CHECKING:
    from briefing.worker.client import Worker, require_sandbox, run_once

__all__ = [
    "Json",
    "Limits",
    "Profile",
    "Protection",
    "Result",
    "Worker",
    "report_progress",
    "require_sandbox",
    "run_once",
    "send_part",
]


def __getattr__(name: str) -> Any:
    """What only the program's side needs is imported when it is asked for; a child does without it."""
    if name not in __all__:
        raise AttributeError(name)
    from briefing.worker import client

    return getattr(client, name)
