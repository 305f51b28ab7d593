"""What a child may do, and what of that the system holds it to."""

from enum import StrEnum
from typing import NamedTuple

from briefing.worker.protocol import Json


class Profile(StrEnum):
    """What a child is for."""

    READ = "read"
    """Works on the bytes that it is given: reads Python's own files, and nothing else."""
    FETCH = "fetch"
    """Asks the network, and reads Python's own files and what names the servers and their certificates."""


class Limits(NamedTuple):
    """What one call may use."""

    memory: int = 1 << 30
    """Bytes of address space."""
    cpu: float = 10.0
    """Seconds of processor time."""
    wall: float = 20.0
    """Seconds by the clock."""
    files: int = 64
    """Open files."""
    output: int = 256 << 20
    """Bytes of the answer."""


class Orders(NamedTuple):
    """What a child is told when it starts."""

    profile: str
    readable: list[str]
    """Files and folders beside Python's own that it may read."""
    unreadable: list[str]
    """Folders that it may never read whole: the reader's home, for one."""
    memory: int
    files: int
    """What it may at most be allowed: bytes of address space, and open files."""
    preload: str = ""
    """A module that is imported while nothing is asked; "" for none."""
    lifeline: int = -1
    """A descriptor whose other end is closed when the program ends; -1 for none."""


class Protection(NamedTuple):
    """What holds a child back, each as the means that do it; empty where nothing does."""

    files: tuple[str, ...] = ()
    """It reads no file but those of Python and of the program, and writes none."""
    network: tuple[str, ...] = ()
    """It reaches no network, but for what its profile allows."""
    processes: tuple[str, ...] = ()
    """It starts no program, and touches no other process."""
    limits: tuple[str, ...] = ()
    """It cannot raise the limits of its memory, processor time and files."""
    environment: tuple[str, ...] = ()
    """It inherits no variables and no descriptors."""
    end: tuple[str, ...] = ()
    """It ends with the program, however that ends."""

    @property
    def missing(self) -> list[str]:
        """The names of what nothing holds."""
        return [name for name, means in self._asdict().items() if not means]


def protection_of(said: Json) -> Protection:
    """What a child said of itself.

    Raises:
        ValueError: when it is no such answer.
    """
    try:
        return Protection(**{name: tuple(map(str, means)) for name, means in said.items()})
    except (AttributeError, TypeError):
        raise ValueError("no protection") from None
