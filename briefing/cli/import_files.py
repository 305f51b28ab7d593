"""`briefing import`: keeps all documents of folders in the library."""

import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

import click

from briefing.cli.output import inform, is_terminal, print_line
from briefing.errors import InputError
from briefing.library.source_names import quote_name
from briefing.settings import read_settings

if TYPE_CHECKING:
    from briefing.library.bulk import BulkImport, FileOutcome

_MOST = 1_000_000
"""Files that one folder may give."""
_LISTED = 20
"""Failures that are said one by one, unless all are asked for."""


@click.command("import")
@click.argument("folders", metavar="FOLDER...", nargs=-1, required=True)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    metavar="N",
    help="Files that are read at once; as many as there are processors, unless given.",
)
@click.option("--no-entities", is_flag=True, help="Do not look for people and quotes; quicker.")
@click.option("--retry", is_flag=True, help="Try again what failed before.")
@click.option("--verbose", is_flag=True, help="Say of every file what came of it.")
def import_files(
    folders: tuple[str, ...], workers: int | None, no_entities: bool, retry: bool, verbose: bool
) -> int:
    """Read all documents of each FOLDER (or pattern, or file), and keep them in the library.

    What was imported before is passed over, so an import that was stopped goes on when it is run again.
    """
    from briefing.library.bulk import BulkImport

    plan = BulkImport(_files(folders), read_settings(), people=not no_entities, retry=retry)
    outcomes: list[FileOutcome] = []
    try:
        _run(plan, workers or _processors(), outcomes, verbose)
    except KeyboardInterrupt:
        inform(f"Stopped; {_sum(outcomes)}. Run it again to go on.")
        return 130
    return _report(outcomes, verbose)


def _run(plan: "BulkImport", workers: int, outcomes: list["FileOutcome"], verbose: bool) -> None:
    """Does what is left of the import; `outcomes` gets what came of each file as soon as it is kept."""
    from briefing.library import make_library
    from briefing.library.bulk import stop

    count = min(workers, max(1, len(plan)))
    library, pool = make_library(read_settings()), ThreadPoolExecutor(count)
    try:
        with _progress(len(plan)) as step:

            def tell(outcome: "FileOutcome") -> None:
                outcomes.append(outcome)
                step(outcome, verbose)

            library.import_files(plan, pool, count, tell)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        stop()
        pool.shutdown()
        library.close()


def _processors() -> int:
    """How many this program may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _files(folders: tuple[str, ...]) -> list[str]:
    """The files to be read.

    Raises:
        InputError: when one of `folders` is not on this machine.
    """
    from briefing.library.source_names import expand_paths, is_address

    for folder in folders:
        if folder == "-" or is_address(folder):
            raise InputError(
                f"{quote_name(folder)} is no folder; import takes folders, patterns and files."
            )
        if not os.path.exists(folder) and not any(sign in folder for sign in "*?["):
            raise InputError(f"There is no {quote_name(folder)}; check the name.")
    return [path for folder in folders for path in expand_paths(folder, _MOST)]


Step = Callable[["FileOutcome", bool], None]


def _progress(total: int) -> AbstractContextManager[Step]:
    """What tells how far the import is: a bar on a terminal, nothing in a pipe."""
    if not is_terminal(error=True):
        return nullcontext(_tell)
    from briefing.cli.progress import ProgressBar

    return ProgressBar(total, _tell)


def _tell(outcome: "FileOutcome", verbose: bool) -> None:
    if verbose:
        inform(f"{outcome.path}: {_came(outcome)}")


def _came(outcome: "FileOutcome") -> str:
    if outcome.failure:
        return f"{outcome.failure}{' (before)' if outcome.before else ''}"
    if outcome.before:
        return "imported before"
    return "kept" if outcome.documents == 1 else f"{outcome.documents} documents kept"


def _report(outcomes: list["FileOutcome"], verbose: bool) -> int:
    """Says what came of all, and why some failed; the exit code."""
    failed = [each for each in outcomes if each.failure]
    if not verbose:
        reasons = list(dict.fromkeys(each.failure for each in failed))
        for reason in reasons[:_LISTED]:
            inform(reason)
        if len(reasons) > _LISTED:
            inform(f"And {len(reasons) - _LISTED} more; --verbose says why.")
    print_line(f"{_sum(outcomes)}.{_remembered(failed)}")
    if any(each.incomplete for each in failed):
        return 1
    return 2 if failed else 0


def _remembered(failed: list["FileOutcome"]) -> str:
    """How to try again what failed in an import before this one and was not read now."""
    count = sum(each.before for each in failed)
    if not count:
        return ""
    which = "One of them was" if count == 1 else f"{count} of them were"
    return f" {which} not read again, having failed before; --retry tries them again."


def _sum(outcomes: list["FileOutcome"]) -> str:
    kept = sum(each.documents for each in outcomes)
    before = sum(each.before and not each.failure for each in outcomes)
    failed = sum(bool(each.failure) for each in outcomes)
    return f"{kept} kept, {before} imported before, {failed} failed"
