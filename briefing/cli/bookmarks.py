from typing import Any

import click

from briefing.cli.library_context import opened_library
from briefing.cli.output import inform, print_json, print_pieces
from briefing.library import Library
from briefing.model import Bookmark

_SNIPPET = 72


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def bookmarks(form: str) -> None:
    """List the bookmarks of all briefings, newest first."""
    with opened_library(writing=False) as library:
        gone = {mark.id for mark in library.history.orphans()}
        marks = reversed(library.annotations.all(Bookmark))
        rows = [{**_row(library, mark), "gone": mark.id in gone} for mark in marks]
    if form == "json":
        print_json(rows)
    elif not rows:
        inform("No bookmarks yet; press m in the reader to bookmark an issue.")
    else:
        print_pieces(piece for row in rows for piece in _pieces(row))


def _row(library: Library, mark: Bookmark) -> dict[str, Any]:
    return {
        "id": mark.id,
        "document": mark.document,
        "title": library.documents.title(mark.document),
        "section": mark.section_title,
        "start": mark.anchor.span.start,
        "end": mark.anchor.span.end,
        "text": mark.anchor.exact,
        "note": mark.note,
        "created": mark.created.isoformat(),
    }


def _pieces(row: dict[str, Any]) -> list[tuple[str, str]]:
    words = " ".join(row["text"].split())
    snippet = words if len(words) <= _SNIPPET else words[: _SNIPPET - 1].rsplit(" ", 1)[0] + "…"
    lines = [
        (row["section"], "heading"),
        (f"  {row['title']}, marked {row['created'][:10]}", "dim"),
        (f"  {snippet}", ""),
    ]
    if row["gone"]:
        lines.append(("  The latest version no longer has this passage.", "dim"))
    return lines + ([(f"  Note: {row['note']}", "")] if row["note"] else [])
