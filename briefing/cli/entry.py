"""Where the program starts: sources alone are opened at once, all else is for the command line's parser."""

import os
import sys

from briefing.cli.exit_codes import INTERRUPTED, exit_code
from briefing.cli.output import guard, repair_descriptors, size_of
from briefing.cli.subcommands import SUBCOMMANDS
from briefing.program_end import this_process
from briefing.secure_mode import name_files

_SIZES = ("COLUMNS", "LINES")


def main() -> None:
    """Runs the command line and exits: 0 done, 1 a fault of ours, 2 wrong input or surroundings, 128 and more by a signal."""
    repair_descriptors()
    guard()
    this_process.watch()
    try:
        code = _run(sys.argv[1:])
    except KeyboardInterrupt:
        code = INTERRUPTED
    except OSError:  # The terminal that was to be told of the end has gone.
        code = 1
    this_process.exit(code)


def _run(arguments: list[str]) -> int:
    forget_wrong_sizes()
    name_files(arguments)
    if only_sources(arguments) and "_BRIEFING_COMPLETE" not in os.environ:
        from briefing.cli.launch import open_in_reader

        return exit_code(lambda: open_in_reader(tuple(arguments)))
    from briefing.cli.main import run

    return run(arguments)


def only_sources(arguments: list[str]) -> bool:
    """Whether there is neither a subcommand nor an option among `arguments`."""
    if arguments and arguments[0] in SUBCOMMANDS:
        return False
    return not any(word.startswith("-") and word != "-" for word in arguments)


def forget_wrong_sizes() -> None:
    """Takes COLUMNS and LINES out of the environment where they are no sizes; libraries take them as they are."""
    for name in _SIZES:
        if name in os.environ and not size_of(os.environ[name]):
            del os.environ[name]
