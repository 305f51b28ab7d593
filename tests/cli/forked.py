"""Runs command lines as the shell would, many in the time of one: the program is imported once, each run is a fork of it.

Reads runs as lines of JSON from standard input, and writes what came of each to standard output.
"""

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from subprocess import PIPE, Popen
from typing import IO, Any

from msgspec import Struct, field, to_builtins

_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SECONDS = 20
_IMPORTED = (
    "cli.entry", "cli.main", "cli.plain_output", "settings", "model.english_words", "model.listing_reports", "library.maintenance", "library.feed_service", "library.version_history", "library.search_service", "library.cross_document.cross_document", "sources.expand_paths",
    "library.exchange.export_formats", "library.exchange.detect_format", "analysis.pipeline", "analysis.segmentation.segment", "tui.key_settings",
    "analysis.figures", "analysis.dates", "library.digest", "library.timeline_rows", "library.source_names", "library.document_list", "tui.key_bindings", "tui.theme_list", "library.analyse_sources", "library.bulk", "library.save_clipboard",
)  # fmt: skip


class Run(Struct):
    """A command line and what it runs in."""

    words: list[str]
    closed: tuple[int, ...] = ()
    """File descriptors that are closed, as by `>&-`."""
    full: tuple[int, ...] = ()
    """File descriptors of a full device."""
    gone: bool = False
    """Whether nobody reads standard output."""
    environment: dict[str, str | None] = field(default_factory=dict)
    folder: str | None = None
    """The present folder, made for the run and removed before it."""
    stdin: str = ""


class Came(Struct):
    """What came of a run."""

    code: int
    out: str
    err: str

    @property
    def is_one_sentence(self) -> bool:
        """Whether standard error has one line, which ends as a sentence does."""
        return (
            self.err.startswith("briefing: ")
            and self.err.endswith(".\n")
            and self.err.count("\n") == 1
        )


class Program:
    """The imported program, with an environment; each command line runs in a fork of it."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = Popen(
            [sys.executable, __file__], stdin=PIPE, stdout=PIPE, text=True, env=environment
        )

    def run(self, runs: list[Run]) -> list[Came]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(to_builtins(runs)) + "\n")
        self._process.stdin.flush()
        return [Came(**came) for came in json.loads(self._process.stdout.readline())]

    def close(self) -> None:
        self._process.communicate()


def _forked(wanted: dict[str, Any]) -> dict[str, Any]:
    files = [tempfile.TemporaryFile() for _ in range(3)]  # noqa: SIM115
    files[0].write(wanted["stdin"].encode("utf-8", "surrogateescape"))
    files[0].seek(0)
    child = os.fork()
    if not child:
        _become(wanted, files)
    _, status = os.waitpid(child, 0)
    for file in files:
        file.seek(0)
    out, err = (file.read().decode("utf-8", "surrogateescape") for file in files[1:])
    return {"code": os.waitstatus_to_exitcode(status), "out": out, "err": err}


def _become(wanted: dict[str, Any], files: Sequence[IO[bytes]]) -> None:
    """Turns this process into the program, started by a shell."""
    import signal

    from briefing.cli import entry

    signal.alarm(SECONDS)
    for name, value in wanted["environment"].items():
        os.environ.pop(name, None) if value is None else os.environ.update({name: value})
    if wanted["folder"]:
        os.mkdir(wanted["folder"])
        os.chdir(wanted["folder"])
        os.rmdir(wanted["folder"])
    for number, file in enumerate(files):
        os.dup2(file.fileno(), number)
    for (
        file
    ) in files:  # Else they would close descriptors that the program opens under their numbers.
        file.close()
    for number in wanted["full"]:
        os.dup2(os.open("/dev/full", os.O_WRONLY), number)
    if wanted["gone"]:
        reading, writing = os.pipe()
        os.close(reading)
        os.dup2(writing, 1)
    for number in wanted["closed"]:
        os.close(number)
    os.closerange(3, 100)
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        there = number not in wanted["closed"]
        stream = open(number, mode, closefd=False) if there else None  # noqa: SIM115
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    sys.argv = ["briefing", *wanted["words"]]
    entry.main()


def _imported() -> None:
    """Imports what most commands do, once for all runs."""
    import gc
    import importlib
    import tomllib  # noqa: F401

    from briefing.cli.subcommands import SUBCOMMANDS

    for path in SUBCOMMANDS.values():
        importlib.import_module(path.partition(":")[0])
    for name in _IMPORTED:
        importlib.import_module(f"briefing.{name}")
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    sys.path[0] = _ROOT
    _imported()
    for line in iter(sys.stdin.readline, ""):
        print(json.dumps([_forked(wanted) for wanted in json.loads(line)]), flush=True)
