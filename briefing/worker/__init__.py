"""Runs functions on untrusted input in a sandboxed child process with limits.

    worker = Worker()
    result = worker.call("package.module:function", data, name="a.pdf")

A function takes `data: bytes` and JSON keyword arguments, and returns JSON or a `Result`. BriefingErrors are raised again here;
a crash or an exceeded limit is a WorkerError.
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
    """Lazy, because a child does not need the program's side."""
    if name not in __all__:
        raise AttributeError(name)
    from briefing.worker import client

    return getattr(client, name)
