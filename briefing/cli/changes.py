from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click

from briefing.cli.complete_names import files
from briefing.cli.help_text import example
from briefing.cli.library_context import opened_library
from briefing.cli.listing import print_report, report_format
from briefing.cli.output import Piece, print_pieces, warn
from briefing.cli.own_network import ask_before_own_network, own_network
from briefing.cli.source_arguments import not_kept
from briefing.errors import InputError, PrivateHostError

if TYPE_CHECKING:
    from briefing.library import Library
    from briefing.library.version_history import VersionComparison
    from briefing.model import Briefing, Section
    from briefing.model.listing_reports import ChangedIssueReport, ChangeReport, ChangesReport
    from briefing.model.version_diff import Change

_FIRST_WORDS = 72
_SIGNS = {"kept": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}


@click.command(epilog=example("briefing changes report.md --read"))
@click.argument("source", shell_complete=files)
@report_format
@click.option("--read", "again", is_flag=True, help="Reload SOURCE first.")
@own_network
def changes(source: str, form: str, again: bool, own_network: bool) -> None:
    """Show what changed between the last two versions of SOURCE.

    SOURCE is a path or an address. Removed words are shown as [-…-], added words as {+…+}.
    """
    with opened_library(writing=again) as library:
        source = library.reading.permit(source)
        sha256 = (
            _read_again(library, source, ask_before_own_network(own_network))
            if again
            else library.documents.find(source)
        )
        found = _compared(library, source, sha256)
        lost = library.history.orphans(found.after.document.sha256)
    if form == "json":
        print_report(_report(found, source, tuple(mark.anchor.exact for mark in lost)))
    else:
        print_pieces(_pieces(found))
        if lost:
            warn(f"{len(lost)} of your marks could not be placed.")


def _read_again(
    library: "Library", source: str, confirmed: Callable[[PrivateHostError], bool]
) -> str:
    try:
        reading = library.open(source)
    except PrivateHostError as error:
        if not confirmed(error):
            raise
        reading = library.open(library.reading.permit(source, confirmed=True))
    return reading.finish().document.sha256


def _compared(library: "Library", source: str, sha256: str | None) -> "VersionComparison":
    """Compare the last two versions of a source.

    Raises:
        InputError: if there are fewer.
    """
    if sha256 is None:
        raise not_kept(source)
    found = library.history.compare(sha256)
    if found is None:
        from briefing.library.source_names import quote_name

        raise InputError(
            f"There is only one version of {quote_name(source)}; use --read to look for a new one."
        )
    return found


def _report(found: "VersionComparison", source: str, lost: tuple[str, ...]) -> "ChangesReport":
    from briefing.model.listing_reports import SCHEMA, ChangesReport, VersionReport

    return ChangesReport(
        SCHEMA,
        source,
        VersionReport(found.before.document.sha256, found.read_before),
        VersionReport(found.after.document.sha256, found.read_after),
        tuple(_change(found, change) for change in found.changes),
        lost,
    )


def _change(found: "VersionComparison", change: "Change") -> "ChangeReport":
    from briefing.model.listing_reports import ChangeReport, EditReport

    old, new = found.before.document.text, found.after.document.text
    edits = tuple(
        EditReport(
            (edit.before.start, edit.before.end),
            (edit.after.start, edit.after.end),
            edit.before.of(old),
            edit.after.of(new),
        )
        for edit in change.edits
    )
    return ChangeReport(change.kind.value, _issue(change.before), _issue(change.after), edits)


def _issue(section: "Section | None") -> "ChangedIssueReport | None":
    from briefing.model.listing_reports import ChangedIssueReport

    if section is None:
        return None
    return ChangedIssueReport(section.title, section.span.start, section.span.end)


def _pieces(found: "VersionComparison") -> Iterator[Piece]:
    from briefing.model.diff_hunks import diff_hunks

    yield f"From {_minute(found.read_before)} to {_minute(found.read_after)}", "dim"
    shown = [change for change in found.changes if change.kind != "same"]
    if not shown:
        yield "No issue changed except in spacing and typography.", ""
    for change in shown:
        section = change.after or change.before
        assert section is not None
        yield "", ""
        yield f"{change.kind.capitalize()}: {section.title}", "heading"
        if change.kind in ("added", "gone"):
            yield f"  {_first_words(found.after if change.after else found.before, section)}", ""
        for passage in diff_hunks(found.before.document.text, found.after.document.text, change):
            words = (f"{_SIGNS[ink][0]}{words}{_SIGNS[ink][1]}" for words, ink in passage.pieces)
            yield f"  {''.join(words)}", ""


def _first_words(briefing: "Briefing", section: "Section") -> str:
    start = section.heading.end if section.heading else section.span.start
    words = " ".join(briefing.document.text[start : section.span.end].split())
    return words if len(words) <= _FIRST_WORDS else words[:_FIRST_WORDS].rpartition(" ")[0] + " …"


def _minute(moment: str) -> str:
    return f"{moment[:10]} {moment[11:16]} UTC"
