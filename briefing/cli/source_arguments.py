from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.cli.subcommands import mistyped
from briefing.errors import InputError

if TYPE_CHECKING:
    from briefing.model import Briefing


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


def find_issue(briefing: "Briefing", number: int) -> int:
    """Index of the issue with a number; 0 is the overview."""
    from briefing.model import SectionKind
    from briefing.model.section import issue_numbers

    sections = briefing.analysis.sections
    numbers = issue_numbers(sections)
    if number in numbers and number:
        return numbers.index(number)
    overviews = [i for i, each in enumerate(sections) if each.kind is SectionKind.OVERVIEW]
    if number == 0 and overviews:
        return overviews[0]
    first, last = (0 if overviews else 1), max(numbers)
    raise InputError(f"There is no issue {number}; choose one from {first} to {last}.")


def not_kept(source: str) -> InputError:
    from briefing.library.source_names import quote_name

    return InputError(f"{quote_name(source)} is not in your library; open it first.")
