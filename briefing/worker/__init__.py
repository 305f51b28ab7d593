"""Runs a function on untrusted input in a child process that can be limited and killed.

    worker = Worker()
    result = worker.call("briefing.sources.pdf:convert", data=pdf_bytes, name="a.pdf")

The function is named by its dotted path, so this package imports nothing above it. It takes `data: bytes`
and keyword arguments that JSON can say, and returns what JSON can say, or an `Answer` of that and bytes. A BriefingError that it raises is
raised again here; a crash, a hang or a swelling becomes a WorkerError. The child stays for the next call.
"""

from briefing.worker.child import report
from briefing.worker.client import Worker, require_sandbox, run_once
from briefing.worker.frames import Answer, Json, Limits
from briefing.worker.profile import Profile, Protection

__all__ = [
    "Answer",
    "Json",
    "Limits",
    "Profile",
    "Protection",
    "Worker",
    "report",
    "require_sandbox",
    "run_once",
]
