from typing import TYPE_CHECKING

import click

from briefing.cli.complete_names import query as fields
from briefing.cli.exit_codes import NOTHING_FOUND
from briefing.cli.help_text import example
from briefing.cli.library_context import opened_library
from briefing.cli.listing import print_report, report_format
from briefing.cli.output import console, is_terminal, print_line, warn
from briefing.model.calendar_words import iso_day
from briefing.model.search_query import unknown_filter
from briefing.sanitize import sanitize_line

if TYPE_CHECKING:
    from briefing.library.search_service import Hit, Hits
    from briefing.model import Span
    from briefing.model.json_report import HitReport, RangeReport, SearchReport

_SECONDS = 10.0
"""Longest time in seconds to index new documents before the search."""
_HELP = """Find issues in all briefings, best matches first.

\b
peace talks            both words         '"peace talks"'  the phrase
harb*                  starts with harb   -ferry           without it
peace OR truce         either             NOT (a OR b)     neither
agency:reuters title:harbour person:kroll org:nato source:example.org
after:2024-01 before:2024-03-15 unread: read: marked: collection:work
"""


class SearchCommand(click.Command):
    """A word after a hyphen is left out of the search; only -h alone asks for help."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, ["--help" if word == "-h" else word for word in args])


@click.command(
    cls=SearchCommand,
    help=_HELP,
    epilog=example("briefing search grain harb* after:2024"),
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
)
@click.argument(
    "words", metavar="QUERY...", nargs=-1, type=click.UNPROCESSED, shell_complete=fields
)
@report_format
@click.option(
    "--limit",
    type=click.IntRange(1, 1000),
    default=20,
    show_default=True,
    metavar="N",
    help="Show N issues at most.",
)
def search(words: tuple[str, ...], form: str, limit: int) -> int:
    query = " ".join(words)
    with opened_library(writing=False) as library:
        waiting = library.search.index(_SECONDS)
        hits = library.search.find(query, limit)
        empty = not library.search.has_texts
    if waiting:
        warn(f"{waiting:,} briefings are not indexed yet; the next search continues indexing.")
    if form == "json":
        print_report(_report(query, hits))
    elif hits.shown:
        _print(hits)
    if not hits.shown:
        nothing = "Nothing has been read or imported yet." if empty else "Nothing was found."
        warn(f"{nothing} {unknown_filter(query)}".rstrip())
    return 0 if hits.shown else NOTHING_FOUND


def _report(query: str, hits: "Hits") -> "SearchReport":
    from briefing.model.json_report import SearchReport
    from briefing.model.report_fields import SCHEMA

    found = tuple(_hit(hit) for hit in hits.shown)
    return SearchReport(SCHEMA, query, hits.total, hits.complete, found)


def _hit(hit: "Hit") -> "HitReport":
    from briefing.model.json_report import HitReport

    return HitReport(
        document=hit.sha256,
        title=hit.title,
        agency=hit.agency,
        published=hit.published,
        source=hit.source,
        section=hit.number,
        section_title=hit.issue,
        section_title_marks=_ranges(hit.issue_marks),
        section_start=hit.passage.start,
        section_end=hit.passage.end,
        start=hit.span.start,
        end=hit.span.end,
        snippet=hit.snippet.text,
        snippet_marks=_ranges(hit.snippet.marks),
        score=round(hit.score, 6),
        older=hit.older,
    )


def _ranges(spans: "tuple[Span, ...]") -> "tuple[RangeReport, ...]":
    from briefing.model.json_report import RangeReport

    return tuple(RangeReport(span.start, span.end) for span in spans)


def _print(hits: "Hits") -> None:
    if is_terminal():
        _print_rich(hits)
    else:
        _print_plain(hits)
    if len(hits.shown) < hits.total:
        total = f"{hits.total:,}" if hits.complete else f"more than {hits.total:,}"
        warn(f"These are the first {len(hits.shown):,} of {total} issues.")


def _print_plain(hits: "Hits") -> None:
    for number, hit in enumerate(hits.shown):
        if number:
            print_line()
        for line in lines_of(hit):
            print_line(line)


def lines_of(hit: "Hit") -> list[str]:
    older = "older version" if hit.older else None
    title = hit.title if hit.title != hit.issue else None
    source = hit.source if hit.shares_title else None
    about = ", ".join(filter(None, (title, hit.agency, iso_day(hit.published), older, source)))
    below = (about, hit.snippet.text) if about else (hit.snippet.text,)
    return [sanitize_line(hit.issue), *(f"  {sanitize_line(line)}" for line in below)]


def _print_rich(hits: "Hits") -> None:
    from rich.padding import Padding
    from rich.text import Text

    out = console()
    for number, hit in enumerate(hits.shown):
        issue, *about, words = (Text(line.strip()) for line in lines_of(hit))
        issue.stylize("bold")
        for line in about:
            line.stylize("dim")
        for mark in hit.snippet.marks:
            words.stylize("bold reverse", mark.start, mark.end)
        if number:
            out.print()
        out.print(issue, width=out.width)
        for line in (*about, words):
            out.print(Padding(line, (0, 0, 0, 2)), width=out.width)
