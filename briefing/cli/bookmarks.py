from typing import TYPE_CHECKING

import click

from briefing.cli.help_text import example
from briefing.cli.library_context import opened_library
from briefing.cli.listing import print_reports, row_format
from briefing.cli.output import inform, print_pieces
from briefing.model.calendar_words import iso_day

if TYPE_CHECKING:
    from briefing.library import Library
    from briefing.model import Bookmark
    from briefing.model.listing_reports import BookmarkReport

_SNIPPET = 72


@click.command(epilog=example("briefing bookmarks --format json"))
@row_format
def bookmarks(form: str) -> None:
    """List the bookmarks of all briefings, newest first."""
    from briefing.model import Bookmark

    with opened_library(writing=False) as library:
        gone = {mark.id for mark in library.history.orphans()}
        marks = reversed(library.annotations.all(Bookmark))
        rows = [_row(library, mark, gone=mark.id in gone) for mark in marks]
    if form != "text":
        print_reports(form, rows)
    elif not rows:
        inform("No bookmarks yet; press m in the reader to bookmark an issue.")
    else:
        print_pieces(piece for row in rows for piece in _pieces(row))


def _row(library: "Library", mark: "Bookmark", *, gone: bool) -> "BookmarkReport":
    from briefing.model.listing_reports import BookmarkReport

    return BookmarkReport(
        id=mark.id,
        document=mark.document,
        title=library.documents.title(mark.document),
        agency=library.documents.agency(mark.document),
        section=mark.section_title,
        start=mark.anchor.span.start,
        end=mark.anchor.span.end,
        text=mark.anchor.exact,
        note=mark.note,
        created=mark.created.isoformat(),
        gone=gone,
    )


def _pieces(row: "BookmarkReport") -> list[tuple[str, str]]:
    words = " ".join(row.text.split())
    snippet = words if len(words) <= _SNIPPET else words[: _SNIPPET - 1].rsplit(" ", 1)[0] + "…"
    about = ", ".join(filter(None, (row.title, row.agency)))
    lines = [
        (row.section, "heading"),
        (f"  {about}, marked {iso_day(row.created)}", "dim"),
        (f"  {snippet}", ""),
    ]
    if row.gone:
        lines.append(("  The latest version no longer has this passage.", "dim"))
    return lines + ([(f"  Note: {row.note}", "")] if row.note else [])
