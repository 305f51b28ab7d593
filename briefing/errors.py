"""The errors a reader may meet; each message is one sentence that says what to do.

BriefingError
├── InputError            the input or the command line was wrong (exit code 2)
│   ├── SourceError       a source could not be read
│   │   ├── RetrievalError   its bytes could not be got
│   │   │   └── PrivateHostError   the reader is to be asked first
│   │   └── FormatError      its bytes are not a document we can read
│   ├── QueryError        a search that cannot be run
│   ├── ConfigError       a setting that cannot be used
│   └── ForbiddenError    what BRIEFING_SECURE does not allow
├── InstallationError     a part of the program itself is missing (exit code 1)
├── OutputError           standard output is closed or full (exit code 2)
├── WorkerError           a child process that read or analysed a document failed
│   ├── WorkerTimeout     it ran past its time
│   └── WorkerMemory      it ran past its memory
├── DamagedData           bytes that were kept or came from another process cannot be decoded
└── StorageError          the library could not be read or written
    ├── StorageBusy       another program holds it
    ├── StorageRefused    it does not take this value, whatever else it takes
    ├── StorageCorrupt    its file is damaged
    └── StorageFromFuture a newer version of the program wrote it
"""


class BriefingError(Exception):
    """Whatever goes wrong in a way that a reader can act on."""


class InputError(BriefingError):
    """The input or the command line was wrong."""


class SourceError(InputError):
    """A source could not be read."""


class RetrievalError(SourceError):
    """The bytes of a source could not be got."""


class PrivateHostError(RetrievalError):
    """An address that the reader gave leads to a computer on his own network; he may say that he means it."""

    def __init__(self, message: str, host: str = "") -> None:
        super().__init__(message)
        self.host = host


class FormatError(SourceError):
    """The bytes of a source are not a document we can read."""


class QueryError(InputError):
    """A search that cannot be run."""


class ConfigError(InputError):
    """A setting that cannot be used."""


class ForbiddenError(InputError):
    """What BRIEFING_SECURE does not allow."""


class InstallationError(BriefingError):
    """A part of the program itself is missing or cannot be loaded; the document is not at fault."""


class OutputError(BriefingError):
    """Standard output is closed or cannot be written."""


class WorkerError(BriefingError):
    """A child process that read or analysed a document failed."""


class WorkerTimeout(WorkerError):
    """A child process ran past its time."""


class UnusableAnswer(WorkerError):
    """What a worker answered makes no sense."""


class WorkerMemory(WorkerError):
    """A child process ran past its memory."""


class DamagedData(BriefingError):
    """Bytes that were kept, or came from another process, cannot be decoded."""


class StorageError(BriefingError):
    """The library could not be read or written."""


class StorageBusy(StorageError):
    """Another program holds the library."""


class StorageRefused(StorageError):
    """The library does not take a value, such as one that is too large."""


class StorageCorrupt(StorageError):
    """The library's file is damaged."""


class StorageFromFuture(StorageError):
    """A newer version of the program wrote the library."""
