from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING

import click

from briefing.cli.complete_names import files
from briefing.cli.help_text import example
from briefing.cli.listing import print_report
from briefing.cli.output import Piece, inform, print_pieces, warn
from briefing.cli.own_network import ask_before_own_network, own_network
from briefing.cli.source_arguments import check_sources, find_issue
from briefing.errors import BriefingError
from briefing.model.say_count import say_count

if TYPE_CHECKING:
    from briefing.library.timeline_rows import DateRow, FigureRow, Part, Row
    from briefing.model import Briefing
    from briefing.model.listing_reports import DateReport, FigureReport, TimelineReport


@click.command(
    epilog=example("briefing timeline report.md", "briefing timeline report.md --figures")
)
@click.argument("source", shell_complete=files)
@click.option("--section", type=int, metavar="N", help="List issue N only; 0 is the overview.")
@click.option("--figures", is_flag=True, help="List figures in place of dates; JSON has both.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
)
@own_network
def timeline(source: str, section: int | None, figures: bool, form: str, own_network: bool) -> None:
    """List the dates of SOURCE in order, each with its sentence.

    SOURCE is a path, an address or - for standard input. What the text does not say of a date, such
    as its year, is marked as inferred.
    """
    from briefing.library.timeline_rows import Part, known_dates, list_dates, list_figures

    briefing, added = _read(source, own_network)
    span = None
    if section is not None:
        span = briefing.analysis.sections[find_issue(briefing, section)].span
    part = Part(briefing.document, span, added=added)
    if form == "json":
        print_report(_report(briefing, part))
        return
    rows: Sequence[Row]
    rows, left_out = (list_figures([part]), "") if figures else known_dates(list_dates([part]))
    if not rows and not left_out:
        inform(f"No {'figures' if figures else 'dates'} were found.")
    print_pieces(_markdown(rows) if form == "markdown" else _pieces(rows))
    if left_out:
        inform(left_out)


def _read(source: str, confirmed: bool) -> "tuple[Briefing, str]":
    """With the moment when it came in. Raises BriefingError if unreadable."""
    from briefing.library.analyse_sources import analyse_sources
    from briefing.library.kept_texts import open_kept_texts
    from briefing.settings import read_settings

    failures: list[BriefingError] = []
    config = read_settings()
    with ExitStack() as stack:
        kept = stack.enter_context(open_kept_texts(config, warn))
        found = [
            kept.correct(each)
            for each in analyse_sources(
                check_sources([source]),
                config,
                entity_seconds=0,
                failed=failures.append,
                warned=warn,
                confirmed=ask_before_own_network(confirmed),
                kept=kept.analysis,
            )
        ]
        added = kept.added(found[0].document.sha256) if found else ""
    if failures:
        raise failures[0]
    if len(found) > 1:
        warn(f"Only the first of {say_count(len(found), 'document')} is listed.")
    return found[0], added or datetime.now(UTC).isoformat()


def _pieces(rows: "Sequence[Row]") -> Iterator[Piece]:
    from briefing.library.timeline_rows import sentence_of

    for (value, note), same in groupby(rows, key=_head):
        yield f"{value} ({note})" if note else value, "heading"
        for sentence in dict.fromkeys(map(sentence_of, same)):
            yield f"  {sentence}", ""


def _markdown(rows: "Sequence[Row]") -> Iterator[Piece]:
    from briefing.library.timeline_rows import sentence_of
    from briefing.model.markdown_writer import escape_markdown

    for (value, note), same in groupby(rows, key=_head):
        doubt = f" ({escape_markdown(note)})" if note else ""
        for sentence in dict.fromkeys(map(sentence_of, same)):
            yield f"- **{escape_markdown(value)}**{doubt}: {escape_markdown(sentence)}", ""


def _head(row: "Row") -> tuple[str, str]:
    return row.value, row.note


def _report(briefing: "Briefing", part: "Part") -> "TimelineReport":
    from briefing.library.timeline_rows import list_dates, list_figures
    from briefing.model.listing_reports import SCHEMA, TimelineReport

    return TimelineReport(
        SCHEMA,
        briefing.document.sha256,
        briefing.document.published,
        tuple(_date_report(briefing, row) for row in list_dates([part])),
        tuple(_figure_report(briefing, row) for row in list_figures([part])),
    )


def _date_report(briefing: "Briefing", row: "DateRow") -> "DateReport":
    from briefing.library.timeline_rows import sentence_of
    from briefing.model.listing_reports import DateReport
    from briefing.model.section import section_at

    found = row.found
    return DateReport(
        found.span.start,
        found.span.end,
        found.span.of(briefing.document.text),
        found.first.isoformat() if found.first else None,
        found.last.isoformat() if found.last else None,
        found.precision.value,
        found.about,
        found.inferred,
        section_at(briefing.analysis.sections, found.span.start),
        sentence_of(row),
    )


def _figure_report(briefing: "Briefing", row: "FigureRow") -> "FigureReport":
    from briefing.library.timeline_rows import sentence_of
    from briefing.model.listing_reports import FigureReport
    from briefing.model.section import section_at

    found = row.found
    return FigureReport(
        found.span.start,
        found.span.end,
        found.span.of(briefing.document.text),
        found.kind.value,
        found.low,
        found.high,
        found.bound.value,
        found.unit,
        found.subject,
        section_at(briefing.analysis.sections, found.span.start),
        sentence_of(row),
    )
