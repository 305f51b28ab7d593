"""All errors that a reader may see; each message is one sentence that says what to do.

BriefingError
├── InputError            the input or the command line was wrong (exit code 2)
│   ├── SourceError       a source could not be read
│   │   ├── RetrievalError   its bytes could not be read or fetched
│   │   │   └── PrivateHostError   the reader has to confirm first
│   │   └── FormatError      its bytes are not a readable document
│   ├── QueryError        a search is invalid
│   ├── ConfigError       a setting is invalid
│   └── ForbiddenError    BRIEFING_SECURE does not allow it
├── InstallationError     a part of the program is missing (exit code 1)
├── OutputError           standard output is closed or full (exit code 2)
├── WorkerError           a child process failed
│   ├── WorkerTimeout     it exceeded its time
│   └── WorkerMemory      it exceeded its memory
├── DamagedData           stored or transferred bytes cannot be decoded
└── StorageError          the library could not be read or written
    ├── StorageBusy       another program holds it
    ├── StorageRefused    it cannot store this value
    ├── StorageCorrupt    its file is damaged
    ├── DamagedRow        one of its texts is damaged
    └── StorageFromFuture a newer version of the program wrote it
"""


class BriefingError(Exception):
    pass


class InputError(BriefingError):
    pass


class SourceError(InputError):
    pass


class RetrievalError(SourceError):
    pass


class PrivateHostError(RetrievalError):
    """The address is on the reader's own network; they may confirm it."""

    def __init__(self, message: str, host: str = "") -> None:
        super().__init__(message)
        self.host = host


class FormatError(SourceError):
    pass


class QueryError(InputError):
    pass


class ConfigError(InputError):
    pass


class ForbiddenError(InputError):
    pass


class InstallationError(BriefingError):
    pass


class OutputError(BriefingError):
    pass


class WorkerError(BriefingError):
    pass


class WorkerTimeout(WorkerError):
    pass


class UnusableAnswer(WorkerError):
    pass


class WorkerMemory(WorkerError):
    pass


class DamagedData(BriefingError):
    pass


class StorageError(BriefingError):
    pass


class StorageBusy(StorageError):
    pass


class StorageRefused(StorageError):
    """For example a value that is too large."""


class StorageCorrupt(StorageError):
    pass


class DamagedRow(StorageError):
    pass


class StorageFromFuture(StorageError):
    pass
