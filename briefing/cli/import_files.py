import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

import click

from briefing.cli.complete_names import files
from briefing.cli.help_text import example
from briefing.cli.output import inform, is_terminal, print_line
from briefing.errors import InputError
from briefing.system.processes import count_processors

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from briefing.library.bulk import BulkImport, FileOutcome

_MOST = 1_000_000
"""Maximum number of files in a folder."""
_LISTED = 20
"""Failures listed without --verbose."""


@click.command("import", epilog=example("briefing import ~/reports '*.pdf'"))
@click.argument("folders", metavar="FOLDER...", nargs=-1, required=True, shell_complete=files)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    metavar="N",
    help="Files read in parallel; by default, the number of processors.",
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Read on the workers of the dask scheduler at ADDRESS (host:port).",
)
@click.option("--no-entities", is_flag=True, help="Skip names and quotations; faster.")
@click.option("--retry", is_flag=True, help="Retry files that failed before.")
@click.option("--verbose", is_flag=True, help="Report the result of every file.")
def import_files(
    folders: tuple[str, ...],
    workers: int | None,
    cluster: str | None,
    no_entities: bool,
    retry: bool,
    verbose: bool,
) -> int:
    """Import all documents of each FOLDER into the library.

    A FOLDER may also be a pattern or a file.

    Files that were imported before are skipped, so an interrupted import continues when you run it
    again.
    """
    from briefing.library import bulk
    from briefing.settings import read_settings

    if cluster is not None and workers is not None:
        raise InputError("A cluster has its own workers; give --cluster or --workers.")
    config = read_settings()
    plan = bulk.BulkImport(_files(folders), config, entities=not no_entities, retry=retry)
    count = min(workers or count_processors(), max(1, len(plan)))
    outcomes: list[FileOutcome] = []
    try:
        with bulk.local_threads(count) if cluster is None else bulk.cluster(cluster) as readers:
            _run(plan, readers, outcomes, verbose)
    except KeyboardInterrupt:
        inform(f"Stopped; {_sum(outcomes)}. Run it again to continue.")
        return 130
    return _report(outcomes, verbose)


def _run(
    plan: "BulkImport",
    readers: tuple["Executor", int],
    outcomes: list["FileOutcome"],
    verbose: bool,
) -> None:
    from briefing.library import make_library
    from briefing.settings import read_settings

    library = make_library(read_settings())
    try:
        with _progress(len(plan)) as step:

            def tell(outcome: "FileOutcome") -> None:
                outcomes.append(outcome)
                step(outcome, verbose)

            library.import_files(plan, *readers, tell)
    finally:
        library.close()


def _files(folders: tuple[str, ...]) -> list[str]:
    """Expand folders and patterns.

    Raises:
        InputError: if one of `folders` does not exist locally.
    """
    from briefing.library.source_names import expand_paths, is_address, quote_name

    for folder in folders:
        if folder == "-" or is_address(folder):
            raise InputError(
                f"{quote_name(folder)} is not a folder; import takes folders, patterns and files."
            )
        if not os.path.exists(folder) and not any(sign in folder for sign in "*?["):
            raise InputError(f"{quote_name(folder)} does not exist; check the path.")
    return [path for folder in folders for path in expand_paths(folder, _MOST)]


Step = Callable[["FileOutcome", bool], None]


def _progress(total: int) -> AbstractContextManager[Step]:
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
    return "imported" if outcome.documents == 1 else f"{outcome.documents} documents imported"


def _report(outcomes: list["FileOutcome"], verbose: bool) -> int:
    failed = [each for each in outcomes if each.failure]
    if not verbose:
        reasons = list(dict.fromkeys(each.failure for each in failed))
        for reason in reasons[:_LISTED]:
            inform(reason)
        if len(reasons) > _LISTED:
            inform(f"And {len(reasons) - _LISTED} more; --verbose lists them.")
    print_line(f"{_sum(outcomes)}.{_remembered(failed)}")
    if any(not each.before and not each.incomplete for each in failed):
        inform(
            "Files that failed are skipped next time unless they change; --retry tries them again."
        )
    if any(each.incomplete for each in failed):
        return 1
    return 2 if failed else 0


def _remembered(failed: list["FileOutcome"]) -> str:
    count = sum(each.before for each in failed)
    if not count:
        return ""
    which = "One of them was" if count == 1 else f"{count} of them were"
    return f" {which} skipped after an earlier failure; use --retry to try again."


def _sum(outcomes: list["FileOutcome"]) -> str:
    kept = sum(each.documents for each in outcomes)
    before = sum(each.before and not each.failure for each in outcomes)
    failed = sum(bool(each.failure) for each in outcomes)
    return f"{kept} imported, {before} imported before, {failed} failed"
