"""Typed work for a worker: a function of bytes and a request, what it may use, and its answer."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_type_hints

import msgspec
from msgspec import Struct

from briefing.errors import DamagedData, UnusableAnswer
from briefing.model.serialization import from_bytes, sanitize_values, to_bytes
from briefing.worker import Json, Limits, Result

if TYPE_CHECKING:
    from briefing.worker import Worker

R = TypeVar("R", bound=Struct)
A = TypeVar("A")


class Allowance(Struct, frozen=True):
    """What work may use, by the size of what it is given."""

    memory: int = 1 << 30
    """Bytes."""
    seconds: float = 10.0
    """Seconds of processor time for anything, however small."""
    bytes_a_second: float = 500_000
    """Bytes (or code points) that one more second of processor time is allowed for."""
    patience: float = 2.0
    """Seconds by the clock for each second of processor time."""

    def limits(self, size: int) -> Limits:
        """The limits for `size` bytes or code points."""
        seconds = self.seconds + size / self.bytes_a_second
        return Limits(memory=self.memory, cpu=seconds, wall=self.patience * seconds)


class Job(Generic[R, A]):
    """A function "package.module:name" of `(data: bytes, request: R) -> A` that runs in a worker.

    Requests travel as JSON, for names of files need not be UTF-8; answers travel as MessagePack. An answer is checked
    against its type, and all text in it is sanitized again.
    """

    def __init__(
        self, function: str, request: type[R], answer: type[A], allowance: Allowance | None = None
    ) -> None:
        self.function, self.request, self.answer = function, request, answer
        self.allowance = allowance or Allowance()

    def run(
        self,
        worker: "Worker",
        request: R,
        data: bytes = b"",
        *,
        limits: Limits | None = None,
        progress: Callable[[float], None] | None = None,
        part: Callable[[bytes], Limits | None] | None = None,
    ) -> A:
        """The answer of `worker`; `part` as in `Worker.ask`.

        Raises:
            BriefingError: the one that the function raised.
            WorkerTimeout, WorkerMemory, WorkerError: when it passed a limit, crashed, was stopped, or answered nonsense.
        """
        found = worker.ask(
            f"{__name__}:run_job",
            data,
            limits=limits or self.allowance.limits(len(data)),
            progress=progress,
            part=part,
            name=self.function,
            request=msgspec.to_builtins(request),
        )
        try:
            answer: A = sanitize_values(from_bytes(self.answer, found.body))
        except DamagedData:
            raise nonsense() from None
        return answer


def nonsense() -> UnusableAnswer:
    """The error for an answer that makes no sense."""
    return UnusableAnswer("Reading it gave an invalid answer; the document may be damaged.")


def run_job(data: bytes, *, name: str, request: Json) -> Result:
    """Runs the function called `name` in the worker."""
    module, _, function_name = name.partition(":")
    function: Any = getattr(import_module(module), function_name)
    kind = get_type_hints(function)["request"]
    return Result(None, to_bytes(function(data, msgspec.convert(request, kind))))
