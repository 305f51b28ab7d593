import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from briefing import errors
from briefing.module_lookup import module_folders
from briefing.program_end import this_process
from briefing.system.process_limits import limit_other
from briefing.system.processes import group_options, inherit_options, is_running, kill_group
from briefing.system.signals import CPU_LIMIT_CODE, FORBIDDEN_CALL_CODE
from briefing.worker.protocol import Json, Result, read_frame, write_frame
from briefing.worker.sandbox_profile import Limits, Orders, Profile, Protection, protection_of

_ISOLATED = ("-I", "-S", "-X", "utf8", *(("-B",) if sys.dont_write_bytecode else ()))
_ROOT = str(Path(__file__).resolve().parents[2])
_START = """
import gc, sys
gc.disable()
own = sys.path[:]
sys.path[:] = sys.argv[1:2]
import briefing
sys.path[:] = dict.fromkeys([*own, *sys.argv[2:], sys.argv[1]])
from briefing.module_lookup import add_source_finder
add_source_finder()
from briefing.worker import child
child.serve()
"""
"""Takes the package from its own path, and everything else from the standard library first."""


_CONFINED_BY = "briefing.worker." + ("linux_sandbox" if sys.platform == "linux" else "no_sandbox")
"""Its `confine` is called first."""
_MOST = Limits(memory=4 << 30)
"""Upper limit of any call."""
_ANSWERS = {"progress", "part", "error", "result"}
_required = False


def require_sandbox(required: bool) -> None:
    """Whether a child without full protection is refused from now on."""
    global _required
    _required = required


class Worker:
    """Thread-safe; one call at a time.

    Besides Python's own files it may read `readable`, and what its `profile` allows. The module
    `preload` is imported while it is idle.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        profile: Profile = Profile.READ,
        readable: Iterable[str] = (),
        preload: str = "",
    ) -> None:
        self._limits = limits or Limits()
        self._profile, self._readable, self._preload = profile, tuple(readable), preload
        self._process: subprocess.Popen[bytes] | None = None
        self._protection: Protection | None = None
        self._lifeline = -1
        self._lock = threading.Lock()
        self._deadline = threading.Timer(0, self.stop)
        self._why = ""
        self._beside: set[Worker] = set()

    def start(self) -> None:
        """The first call raises what goes wrong; no effect during a call."""
        if self._lock.acquire(blocking=False):
            try:
                with suppress(errors.InstallationError):
                    self._start()
            finally:
                self._lock.release()

    def _start(self) -> None:
        if self._process is not None and is_running(self._process):
            return
        self._end()
        self._protection = None
        end, self._lifeline = os.pipe()
        try:
            self._process = subprocess.Popen(
                [sys.executable, *_ISOLATED, "-c", _START, _ROOT, *module_folders(sys.path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                **inherit_options(end),
                **group_options(),
            )
            this_process.children.add(self._process)
            with suppress(OSError):
                write_frame(cast(BinaryIO, self._process.stdin), self._orders(end))
        except OSError as error:
            raise errors.InstallationError(
                f"The process that reads documents cannot be started ({error.strerror}); install Briefing again."
            ) from None
        finally:
            os.close(end)

    def protection(self) -> Protection:
        """Raises WorkerError if the child cannot be started."""
        with self._lock:
            self._start()
            try:
                return self._known_protection()
            except (EOFError, OSError, OverflowError, ValueError):
                self._kill("crash")
                raise self._failure() from None

    def call(
        self,
        function: str,
        data: bytes = b"",
        *,
        limits: Limits | None = None,
        progress: Callable[[float], None] | None = None,
        **arguments: Json,
    ) -> Json:
        """`function` is "package.module:name".

        Raises:
            BriefingError: from the function.
            WorkerTimeout, WorkerMemory, WorkerError: if it exceeds a limit, crashes or is stopped.
        """
        return self.ask(function, data, limits=limits, progress=progress, **arguments).result

    def ask(
        self,
        function: str,
        data: bytes = b"",
        *,
        limits: Limits | None = None,
        progress: Callable[[float], None] | None = None,
        part: Callable[[bytes], Limits | None] | None = None,
        **arguments: Json,
    ) -> Result:
        """As `call`, for a function that returns a `Result` with bytes.

        `part` gets the part that may be sent ahead of the result; it returns limits for the rest, or None to stop.
        """
        limits = limits or self._limits
        with self._lock:
            self._start()
            self._why = ""
            self._set_deadline(limits.wall)
            try:
                self._send_call(function, data, limits, arguments)
                return self._receive(limits, progress, part)
            except (EOFError, OSError, OverflowError, ValueError) as error:
                self._kill("size" if isinstance(error, OverflowError) else "crash")
                raise self._failure() from None
            finally:
                self._deadline.cancel()

    def _set_deadline(self, seconds: float) -> None:
        self._deadline.cancel()
        self._deadline = threading.Timer(seconds, self._kill, ("time",))
        self._deadline.daemon = True
        self._deadline.start()

    def stop(self) -> None:
        """Also kills children made by `beside`; a running call raises WorkerError."""
        for other in tuple(self._beside):
            other.stop()
        self._kill("stop")

    @contextmanager
    def beside(self, *, profile: Profile, readable: Iterable[str] = ()) -> Iterator["Worker"]:
        """Another child, which `stop` ends too."""
        other = Worker(profile=profile, readable=readable)
        self._beside.add(other)
        try:
            yield other
        finally:
            self._beside.discard(other)
            other.stop()

    def _send_call(
        self, function: str, data: bytes, limits: Limits, arguments: dict[str, Json]
    ) -> None:
        process = cast("subprocess.Popen[bytes]", self._process)
        protection = self._known_protection()
        if _required and protection.missing:
            self._kill("stop")
            raise errors.ConfigError(_refusal_sentence(protection))
        if len(data) > limits.memory // 2:
            raise errors.WorkerMemory(
                "It needs too much memory to read; split it into smaller files."
            )
        if protection.limits:
            _set_limits(process.pid, limits)
        head = {"function": function, "arguments": arguments, "limits": limits._asdict()}
        write_frame(cast(BinaryIO, process.stdin), head, data)

    def _receive(
        self,
        limits: Limits,
        progress: Callable[[float], None] | None,
        part: Callable[[bytes], Limits | None] | None,
    ) -> Result:
        process = cast("subprocess.Popen[bytes]", self._process)
        answers = cast(BinaryIO, process.stdout)
        parted = False
        while True:
            answer, body = read_frame(answers, limits.output)
            if not isinstance(answer, dict) or not _ANSWERS & answer.keys():
                raise ValueError("no answer")
            if "progress" in answer:
                if progress is not None:
                    progress(answer["progress"])
            elif "error" in answer:
                raise _make_error(answer)
            elif "result" in answer:
                return Result(answer["result"], body)
            elif parted:  # Each would earn the child more time.
                raise ValueError("a second part")
            else:
                parted = True
                self._answer_part(self._ask_caller(part, body) if part is not None else limits)

    def _ask_caller(self, part: Callable[[bytes], Limits | None], body: bytes) -> Limits | None:
        try:
            return part(body)
        except BaseException:
            self._kill("stop")
            raise

    def _answer_part(self, limits: Limits | None) -> None:
        """`limits` count from now; None stops the child."""
        process = cast("subprocess.Popen[bytes]", self._process)
        if limits is not None:
            self._set_deadline(limits.wall)
            if self._known_protection().limits:
                _set_limits(process.pid, limits)
        head = {"go_on": limits is not None, "limits": limits and limits._asdict()}
        write_frame(cast(BinaryIO, process.stdin), head)

    def _orders(self, lifeline: int) -> Json:
        package = str(Path(__file__).parents[1])
        orders = Orders(
            self._profile,
            readable=[package, *self._readable],
            unreadable=[os.path.expanduser("~")],
            memory=_MOST.memory,
            files=_MOST.files,
            preload=self._preload,
            lifeline=lifeline,
        )
        return {"confined_by": _CONFINED_BY, **orders._asdict()}

    def _known_protection(self) -> Protection:
        if self._protection is None:
            process = cast("subprocess.Popen[bytes]", self._process)
            said, _ = read_frame(cast(BinaryIO, process.stdout), 1 << 16)
            self._protection = protection_of(said)
            if self._protection.limits and not _set_limits(process.pid, self._limits):
                self._protection = self._protection._replace(limits=())
        return self._protection

    def _kill(self, why: str) -> None:
        process = self._process
        self._why = self._why or why
        if process is not None:
            self._end()
            for stream in (process.stdin, process.stdout):
                if stream is not None and why != "time" and why != "stop":
                    stream.close()

    def _end(self) -> None:
        process, lifeline, self._lifeline = self._process, self._lifeline, -1
        if process is not None and process.returncode is None:
            kill_group(process)
            process.kill()
            process.wait()
        if lifeline >= 0:
            os.close(lifeline)

    def _failure(self) -> errors.WorkerError:
        code = self._process.returncode if self._process else 0
        self._process = None
        if self._why == "time" or code == CPU_LIMIT_CODE:
            return errors.WorkerTimeout("It takes too long to read; split it into smaller files.")
        if code == FORBIDDEN_CALL_CODE:
            return errors.WorkerError(
                "It tried something that no document needs and was stopped; do not trust it."
            )
        if self._why == "stop":
            return errors.WorkerError("The work was stopped.")
        if self._why == "size":
            return errors.WorkerMemory("It contains too much text; split it into smaller files.")
        return errors.WorkerError("The program that reads it crashed; the document may be damaged.")


def run_once(
    function: str, data: bytes = b"", *, limits: Limits | None = None, **arguments: Json
) -> Json:
    worker = Worker(limits)
    try:
        return worker.call(function, data, **arguments)
    finally:
        worker.stop()


def _environment() -> dict[str, str]:
    """Library paths (absolute), the time zone and what is said here."""
    # Threads of numpy that wait for one another take ten times the time of one.
    found = {"HOME": "/", "LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"}
    for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
        folders = filter(os.path.isabs, os.environ.get(name, "").split(os.pathsep))
        found[name] = os.pathsep.join(folders)
    zone = os.environ.get("TZ", "")
    found["TZ"] = zone if re.fullmatch(r"[A-Za-z][\w+/-]*", zone) else ""
    return {name: value for name, value in found.items() if value}


def _set_limits(pid: int, limits: Limits) -> bool:
    """From outside; False if the system refuses. The CPU limit counts all calls."""
    return limit_other(pid, memory=limits.memory, cpu=limits.cpu, files=limits.files)


def _refusal_sentence(protection: Protection) -> str:
    missing = ", ".join(protection.missing)
    return (
        f"This system cannot fully isolate documents ({missing}: see briefing doctor); "
        'set sandbox = "best" in the settings to read them anyway.'
    )


def _make_error(answer: Json) -> errors.BriefingError:
    """Only our classes, because the child is not trusted."""
    kind = getattr(errors, str(answer["error"]), None)
    if not isinstance(kind, type) or not issubclass(kind, errors.BriefingError):
        kind = errors.WorkerError
    fault = answer.get("fault", "of no known kind")
    message = str(answer.get("message", ""))
    message = message or f"It could not be read ({fault}); the document may be damaged."
    if kind is errors.PrivateHostError:
        return errors.PrivateHostError(message, str(answer.get("host", "")))
    return kind(message)
