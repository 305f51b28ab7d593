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
    """Limits that depend on the size of the data."""

    memory: int = 1 << 30
    """Bytes."""
    seconds: float = 10.0
    """CPU seconds for data of any size."""
    bytes_a_second: float = 500_000
    """Bytes (or code points) per further CPU second."""
    patience: float = 2.0
    """Elapsed seconds per CPU second."""

    def limits(self, size: int) -> Limits:
        seconds = self.seconds + size / self.bytes_a_second
        return Limits(memory=self.memory, cpu=seconds, wall=self.patience * seconds)


class Job(Generic[R, A]):
    """A function "package.module:name" of `(data: bytes, request: R) -> A` that runs in a worker.

    Requests are JSON, because file names need not be UTF-8; answers are MessagePack, checked against
    their type and sanitized again.
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
        """Raises as `Worker.ask`, which explains `part`, and WorkerError for an unusable answer."""
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
    return UnusableAnswer("Reading it gave an invalid answer; the document may be damaged.")


def run_job(data: bytes, *, name: str, request: Json) -> Result:
    module, _, function_name = name.partition(":")
    function: Any = getattr(import_module(module), function_name)
    kind = get_type_hints(function)["request"]
    return Result(None, to_bytes(function(data, msgspec.convert(request, kind))))
