"""What a child process may do, and how that is enforced."""

from enum import StrEnum
from typing import NamedTuple

from briefing.worker.protocol import Json


class Profile(StrEnum):
    READ = "read"
    """Reads only Python's own files."""
    FETCH = "fetch"
    """Uses the network; also reads name resolution and certificate files."""


class Limits(NamedTuple):
    memory: int = 1 << 30
    """Bytes of address space."""
    cpu: float = 10.0
    """CPU seconds."""
    wall: float = 20.0
    """Elapsed seconds."""
    files: int = 64
    output: int = 256 << 20
    """Bytes of the result."""


class Orders(NamedTuple):
    profile: str
    readable: list[str]
    unreadable: list[str]
    """Folders that never become readable as a whole, such as the home folder."""
    memory: int
    files: int
    """Limits: bytes of address space, and open files."""
    preload: str = ""
    """Module imported while idle; "" for none."""
    lifeline: int = -1
    """A pipe that the program holds open; -1 for none."""


class Protection(NamedTuple):
    """The mechanisms that enforce each restriction; empty if nothing does."""

    files: tuple[str, ...] = ()
    """Reads no files but Python's and the program's; writes none."""
    network: tuple[str, ...] = ()
    """No network beyond the profile."""
    processes: tuple[str, ...] = ()
    """Starts no program and touches no other process."""
    limits: tuple[str, ...] = ()
    """Cannot raise its limits of memory, CPU time and files."""
    environment: tuple[str, ...] = ()
    """Inherits no variables and no descriptors."""
    end: tuple[str, ...] = ()
    """Ends with the program, however that ends."""

    @property
    def missing(self) -> list[str]:
        return [name for name, means in self._asdict().items() if not means]


def protection_of(said: Json) -> Protection:
    """Raises:
    ValueError: It is not a valid answer.
    """
    try:
        return Protection(**{name: tuple(map(str, means)) for name, means in said.items()})
    except (AttributeError, TypeError):
        raise ValueError("no protection") from None
