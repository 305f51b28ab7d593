from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import click

from briefing.cli.complete_names import files
from briefing.cli.help_text import example
from briefing.cli.output import Piece, print_json, print_pieces, print_text, warn
from briefing.cli.own_network import ask_before_own_network, own_network
from briefing.cli.source_arguments import check_sources, find_issue
from briefing.errors import BriefingError, InstallationError, StorageError

if TYPE_CHECKING:
    from briefing.config import Config
    from briefing.library.kept_texts import KeptTexts
    from briefing.model import Briefing


def _number(context: click.Context, parameter: click.Parameter, value: float) -> float:
    """Rejects "nan", which click accepts in any range."""
    if value != value:
        raise click.BadParameter("give a number of seconds", context, parameter)
    return value


@click.command(
    epilog=example(
        "briefing show report.pdf",
        "briefing show notes.md --format json",
        "pdftotext report.pdf - | briefing show -",
    )
)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, shell_complete=files)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="json: a list for several sources; jsonl: one line per document.",
)
@click.option("--section", type=int, metavar="N", help="Print only issue N; 0 is the overview.")
@click.option("--no-entities", is_flag=True, help="Skip names and quotations; faster.")
@click.option(
    "--patience",
    type=click.FloatRange(min=0, min_open=True, max=300),
    default=30,
    show_default=True,
    metavar="SECONDS",
    callback=_number,
    help="Time limit for finding the names in a document.",
)
@click.option("--any-language", is_flag=True, help="Find names in texts in other languages too.")
@click.option(
    "--as-found",
    is_flag=True,
    help="Ignore the library: analyse the text anew, without your corrections.",
)
@own_network
def show(
    sources: tuple[str, ...],
    form: str,
    section: int | None,
    no_entities: bool,
    patience: float,
    any_language: bool,
    as_found: bool,
    own_network: bool,
) -> int:
    """Print each SOURCE: a path, an address or - for standard input.

    What your library has of the text is used; nothing is saved.
    """
    from briefing.library.analyse_sources import analyse_sources
    from briefing.model.json_report import with_boilerplate_unfolded
    from briefing.settings import read_settings

    failures: list[BriefingError] = []
    config = read_settings()
    with ExitStack() as stack:
        kept = None if as_found else _open_kept_texts(config, stack)
        found = analyse_sources(
            check_sources(sources),
            config,
            entity_seconds=0 if no_entities or form == "markdown" else patience,
            any_language=any_language,
            failed=lambda e: _complain(e, failures),
            warned=warn,
            confirmed=ask_before_own_network(own_network),
            **({"kept": kept.analysis} if kept else {}),
        )
        corrected = map(kept.correct, found) if kept else found
        whole = map(with_boilerplate_unfolded, corrected)
        _print(whole, form, section, config, alone=len(sources) == 1)
    if any(isinstance(error, InstallationError) for error in failures):
        return 1
    return 2 if failures else 0


def _open_kept_texts(config: "Config", stack: ExitStack) -> "KeptTexts | None":
    from briefing.library.kept_texts import open_kept_texts

    try:
        return stack.enter_context(open_kept_texts(config, warn))
    except StorageError as error:
        warn(str(error))
        return None


def _print(
    briefings: "Iterable[Briefing]",
    form: str,
    section: int | None,
    config: "Config",
    *,
    alone: bool,
) -> None:
    if form in ("json", "jsonl"):
        reports = (_report(b, section, config.words_per_minute) for b in briefings)
        _print_reports(reports, lines=form == "jsonl", alone=alone)
    elif form == "markdown":
        _print_markdown(_markdown(b, section) for b in briefings)
    else:
        print_pieces(_text(briefings, section))


def _complain(error: BriefingError, failures: list[BriefingError]) -> None:
    failures.append(error)
    warn(str(error))


def _print_markdown(texts: Iterable[str]) -> None:
    for number, text in enumerate(texts):
        print_text(f"\n{text}" if number else text)


def _print_reports(reports: Iterable[dict[str, Any]], *, lines: bool, alone: bool) -> None:
    if lines:
        for report in reports:
            print_json(report, indent=None)
        return
    found = list(reports)
    value = found[0] if alone and len(found) == 1 else found
    if found:
        print_json(value)


def _report(briefing: "Briefing", section: int | None, speed: int) -> dict[str, Any]:
    from msgspec import to_builtins

    from briefing.model.json_report import only_section, report_briefing

    report = report_briefing(briefing, speed)
    if section is not None:
        report = only_section(report, find_issue(briefing, section))
    found: dict[str, Any] = to_builtins(report)
    return found


def _markdown(briefing: "Briefing", section: int | None) -> str:
    from briefing.model.markdown_writer import briefing_to_markdown, section_to_markdown

    if section is None:
        return briefing_to_markdown(briefing)
    chosen = briefing.analysis.sections[find_issue(briefing, section)]
    return section_to_markdown(briefing.document, chosen, alone=True)


def _text(briefings: "Iterable[Briefing]", section: int | None) -> Iterator[Piece]:
    from briefing.cli.plain_output import briefing_lines, section_lines

    for number, briefing in enumerate(briefings):
        if number:
            yield from (("", ""), ("", ""))
        if section is None:
            yield from briefing_lines(briefing)
        else:
            yield from section_lines(briefing, find_issue(briefing, section), alone=True)
