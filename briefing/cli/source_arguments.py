from collections.abc import Sequence

from briefing.cli.subcommands import mistyped
from briefing.errors import InputError


def check_sources(sources: Sequence[str]) -> Sequence[str]:
    """Return `sources` unchanged.

    Raises:
        InputError: if standard input is given twice, or a source is empty.
    """
    if sources.count("-") > 1:
        raise InputError("Standard input can be read only once; give - once.")
    if "" in sources:
        raise InputError("A source has no name; give a path, an address or - for standard input.")
    return sources


def check_command(word: str) -> None:
    """Raises InputError if `word`, which stands where a subcommand may, is a mistyped one."""
    if meant := mistyped(word):
        raise InputError(
            f"“{word}” is neither a command nor a file; did you mean briefing {meant}?"
        )
