"""What a child may do, and what of that the system holds it to."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum

from briefing.worker.frames import Json


class Profile(StrEnum):
    """What a child is for."""

    READ = "read"
    """Works on the bytes that it is given: reads Python's own files, and nothing else."""
    FETCH = "fetch"
    """Asks the network, and reads Python's own files and what names the servers and their certificates."""


@dataclass(frozen=True, slots=True)
class Orders:
    """What a child is told when it starts."""

    profile: str
    readable: list[str]
    """Files and folders beside Python's own that it may read."""
    unreadable: list[str]
    """Folders that it may never read whole: the reader's home, for one."""
    memory: int
    files: int
    """What it may at most be allowed: bytes of address space, and open files."""
    lifeline: int = -1
    """A descriptor whose other end is closed when the program ends; -1 for none."""


@dataclass(frozen=True, slots=True)
class Protection:
    """What holds a child back, each as the means that do it; empty where nothing does."""

    files: list[str] = field(default_factory=list)
    """It reads no file but those of Python and of the program, and writes none."""
    network: list[str] = field(default_factory=list)
    """It reaches no network, but for what its profile allows."""
    processes: list[str] = field(default_factory=list)
    """It starts no program, and touches no other process."""
    limits: list[str] = field(default_factory=list)
    """It cannot raise the limits of its memory, processor time and files."""
    environment: list[str] = field(default_factory=list)
    """It inherits no variables and no descriptors."""
    end: list[str] = field(default_factory=list)
    """It ends with the program, however that ends."""

    @property
    def missing(self) -> list[str]:
        """The names of what nothing holds."""
        return [name for name, means in asdict(self).items() if not means]


def protection_of(said: Json) -> Protection:
    """What a child said of itself.

    Raises:
        ValueError: when it is no such answer.
    """
    try:
        return Protection(**{name: [str(each) for each in means] for name, means in said.items()})
    except (AttributeError, TypeError):
        raise ValueError("no protection") from None
