"""Entry point. Opens sources at once; anything else is left to click."""

import os
import sys

from briefing.cli.exit_codes import INTERRUPTED, exit_code
from briefing.cli.output import guard, repair_descriptors, size_of
from briefing.cli.subcommands import SUBCOMMANDS
from briefing.program_end import this_process
from briefing.secure_mode import name_files

_SIZES = ("COLUMNS", "LINES")


def main() -> None:
    repair_descriptors()
    guard()
    this_process.watch()
    try:
        code = _run(sys.argv[1:])
    except KeyboardInterrupt:
        code = INTERRUPTED
    except OSError:  # The terminal is gone.
        code = 1
    this_process.exit(code)


def _run(arguments: list[str]) -> int:
    forget_wrong_sizes()
    name_files(arguments)
    if "_BRIEFING_COMPLETE" in os.environ:
        from briefing.cli.completion import complete

        return complete(os.environ["_BRIEFING_COMPLETE"])
    if only_sources(arguments):
        from briefing.cli.launch import open_in_reader

        return exit_code(lambda: open_in_reader(tuple(arguments)))
    if arguments[:1] == ["show"] and not {"-h", "--help"} & {*arguments}:
        from briefing.library.reading_worker import start_ahead

        start_ahead()
    from briefing.cli.main import run

    return run(arguments)


def only_sources(arguments: list[str]) -> bool:
    if arguments and arguments[0] in SUBCOMMANDS:
        return False
    return not any(word.startswith("-") and word != "-" for word in arguments)


def forget_wrong_sizes() -> None:
    for name in _SIZES:
        if name in os.environ and not size_of(os.environ[name]):
            del os.environ[name]
