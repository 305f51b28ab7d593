"""The program's side: starts the child, calls it, and kills it when it must."""

import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO, cast

from briefing import errors
from briefing.ending import this_process
from briefing.worker.frames import Answer, Json, Limits, read_frame, write_frame

_ROOT = str(Path(__file__).resolve().parents[2])
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); from briefing.worker import child; child.serve()"
)


class Worker:
    """A child process that answers one call at a time. Calls may come from any thread."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._why = ""

    def start(self) -> None:
        """Starts the child ahead of the first call."""
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _START, _ROOT],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            this_process.children.add(self._process)

    def call(
        self,
        function: str,
        data: bytes = b"",
        *,
        limits: Limits | None = None,
        progress: Callable[[float], None] | None = None,
        **arguments: Json,
    ) -> Json:
        """The result of `function` ("package.module:name") on `data` and `arguments`.

        Raises:
            BriefingError: the one that the function raised.
            WorkerTimeout, WorkerMemory, WorkerError: when it ran past a limit, crashed or was stopped.
        """
        return self.ask(function, data, limits=limits, progress=progress, **arguments).result

    def ask(
        self,
        function: str,
        data: bytes = b"",
        *,
        limits: Limits | None = None,
        progress: Callable[[float], None] | None = None,
        **arguments: Json,
    ) -> Answer:
        """`call` for a function that gives an `Answer`, which has bytes in it.

        Raises:
            BriefingError: the one that the function raised.
            WorkerTimeout, WorkerMemory, WorkerError: when it ran past a limit, crashed or was stopped.
        """
        limits = limits or self._limits
        with self._lock:
            self.start()
            self._why = ""
            timer = threading.Timer(limits.wall, self._kill, ("time",))
            timer.daemon = True
            timer.start()
            try:
                return self._exchange(function, data, limits, progress, arguments)
            except (EOFError, OSError, OverflowError, ValueError) as error:
                self._kill("size" if isinstance(error, OverflowError) else "crash")
                raise self._failure() from None
            finally:
                timer.cancel()

    def stop(self) -> None:
        """Ends the child; a call under way raises WorkerError."""
        self._kill("stop")

    def _exchange(
        self,
        function: str,
        data: bytes,
        limits: Limits,
        progress: Callable[[float], None] | None,
        arguments: dict[str, Json],
    ) -> Answer:
        process = cast("subprocess.Popen[bytes]", self._process)
        calls, answers = cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout)
        head = {"function": function, "arguments": arguments, "limits": asdict(limits)}
        write_frame(calls, head, data)
        while True:
            answer, body = read_frame(answers, limits.output)
            if "progress" not in answer:
                break
            if progress is not None:
                progress(answer["progress"])
        if "error" in answer:
            raise _raised(answer)
        return Answer(answer["result"], body)

    def _kill(self, why: str) -> None:
        process = self._process
        self._why = self._why or why
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None and why != "time" and why != "stop":
                    stream.close()

    def _failure(self) -> errors.WorkerError:
        code = self._process.returncode if self._process else 0
        self._process = None
        if self._why == "time" or code == -24:
            return errors.WorkerTimeout("It takes longer to read than one document may take.")
        if self._why == "stop":
            return errors.WorkerError("The work was stopped.")
        if self._why == "size":
            return errors.WorkerMemory("It gives more text than one document may hold.")
        return errors.WorkerError("The program that reads it crashed; the document may be damaged.")


def run_once(
    function: str, data: bytes = b"", *, limits: Limits | None = None, **arguments: Json
) -> Json:
    """`Worker.call` in a child of its own, which ends with the call."""
    worker = Worker(limits)
    try:
        return worker.call(function, data, **arguments)
    finally:
        worker.stop()


def _raised(answer: Json) -> errors.BriefingError:
    kind = getattr(errors, answer["error"], errors.WorkerError)
    message = (
        answer["message"]
        or f"It could not be read ({answer['fault']}); the document may be damaged."
    )
    return cast(errors.BriefingError, kind(message))
