"""What holds for the sources of every command."""

from collections.abc import Sequence

from briefing.errors import InputError


def check_sources(sources: Sequence[str]) -> Sequence[str]:
    """`sources`, when they can be read one after the other.

    Raises:
        InputError: when standard input is among them twice, or one has no name.
    """
    if sources.count("-") > 1:
        raise InputError("Standard input can be read once; give - once.")
    if "" in sources:
        raise InputError("A source has no name; give a path, an address or - for standard input.")
    return sources
