"""Where the program starts: sources alone are opened at once, all else is for the command line's parser."""

import os
import sys

from briefing.cli.outcome import exit_code
from briefing.cli.subcommands import SUBCOMMANDS
from briefing.ending import this_process


def main() -> None:
    """Runs the command line and exits: 0 done, 1 a fault of ours, 2 wrong input."""
    this_process.watch()
    arguments = sys.argv[1:]
    if only_sources(arguments) and "_BRIEFING_COMPLETE" not in os.environ:
        from briefing.cli.opening import open_in_reader

        this_process.exit(exit_code(lambda: open_in_reader(tuple(arguments))))
    from briefing.cli.main import run

    this_process.exit(run(arguments))


def only_sources(arguments: list[str]) -> bool:
    """Whether there is neither a subcommand nor an option among `arguments`."""
    if arguments and arguments[0] in SUBCOMMANDS:
        return False
    return not any(word.startswith("-") and word != "-" for word in arguments)
