"""All errors that a reader may see; each message is one sentence that says what to do."""


class BriefingError(Exception):
    pass


class InputError(BriefingError):
    """What the reader gave was wrong: a source, the command line, a search or a setting; exit code 2."""


class SourceError(InputError):
    pass


class RetrievalError(SourceError):
    """Its bytes could not be read or fetched."""


class PrivateHostError(RetrievalError):
    """The address is on the reader's own network; they may confirm it."""

    def __init__(self, message: str, host: str = "") -> None:
        super().__init__(message)
        self.host = host


class FormatError(SourceError):
    """Its bytes are not a readable document."""


class QueryError(InputError):
    pass


class ConfigError(InputError):
    pass


class ForbiddenError(InputError):
    """BRIEFING_SECURE does not allow it."""


class InstallationError(BriefingError):
    """A part of the program is missing; exit code 1."""


class OutputError(BriefingError):
    """Standard output is closed or full; exit code 2."""


class WorkerError(BriefingError):
    """A child process failed."""


class WorkerTimeout(WorkerError):
    pass


class UnusableAnswer(WorkerError):
    pass


class WorkerMemory(WorkerError):
    pass


class DamagedData(BriefingError):
    """Stored or transferred bytes cannot be decoded."""


class StorageError(BriefingError):
    """The library could not be read or written."""


class StorageBusy(StorageError):
    """Another program holds it."""


class StorageRefused(StorageError):
    """It cannot store this value, which is too large, for example."""


class StorageCorrupt(StorageError):
    """Its file is damaged."""


class DamagedRow(StorageError):
    """One of its texts is damaged."""


class StorageFromFuture(StorageError):
    """A newer version of the program wrote it."""
