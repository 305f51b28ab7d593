from typing import TYPE_CHECKING

import click

from briefing.cli.complete_names import collections as names
from briefing.cli.complete_names import files
from briefing.cli.help_text import Group, example
from briefing.cli.library_context import opened_library
from briefing.cli.listing import print_reports, row_format
from briefing.cli.output import inform, print_line
from briefing.cli.source_arguments import not_kept
from briefing.model.calendar_words import iso_day

if TYPE_CHECKING:
    from briefing.library import Library
    from briefing.library.document_list import ListedDocument
    from briefing.model.listing_reports import CollectedReport


@click.group(
    cls=Group,
    invoke_without_command=True,
    epilog=example("briefing collections add Work report.pdf", "briefing collections show Work"),
)
@row_format
@click.pass_context
def collections(ctx: click.Context, form: str) -> None:
    """List your collections, or change them."""
    if ctx.invoked_subcommand is not None:
        return
    with opened_library(writing=False) as library:
        found = library.collections.all()
    if form != "text":
        from briefing.model.listing_reports import CollectionReport

        print_reports(form, [CollectionReport(each.name, each.count) for each in found])
    elif not found:
        inform("There are no collections; make one with briefing collections add NAME SOURCE.")
    else:
        for each in found:
            print_line(f"{each.count:6,}  {each.name}")


@collections.command(epilog=example("briefing collections show Work --format json"))
@click.argument("name", shell_complete=names)
@row_format
def show(name: str, form: str) -> None:
    """List the briefings in the collection NAME."""
    from briefing.library.document_list import ListRequest

    with opened_library(writing=False) as library:
        chosen = library.collections.find(name)
        ids = library.documents.listing.ids(ListRequest(collection=chosen.id))
        known = library.documents.listing.rows(ids)
    rows = [known[id] for id in ids if id in known]
    if form != "text":
        return print_reports(form, [_row(row) for row in rows])
    for row in rows:
        print_line(f"{row.sha256[:12]}  {iso_day(row.published):10}  {row.title}")
    return None


@collections.command(epilog=example("briefing collections add Work report.pdf notes.md"))
@click.argument("name", shell_complete=names)
@click.argument("sources", metavar="[SOURCE]...", nargs=-1, shell_complete=files)
def add(name: str, sources: tuple[str, ...]) -> None:
    """Add briefings to the collection NAME.

    Each SOURCE is a briefing that you have read, by path, address or hash.
    """
    with opened_library() as library:
        hashes = [_hash(library, source) for source in sources]
        new = library.collections.put(library.collections.find_or_make(name), hashes)
    if sources:
        inform(f"{len(new)} of {len(sources)} added.")


@collections.command(epilog=example("briefing collections take Work report.pdf"))
@click.argument("name", shell_complete=names)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, shell_complete=files)
def take(name: str, sources: tuple[str, ...]) -> None:
    """Remove briefings from the collection NAME."""
    with opened_library() as library:
        hashes = [_hash(library, source) for source in sources]
        gone = library.collections.take(library.collections.find(name).id, hashes)
    inform(f"{len(gone)} of {len(sources)} removed.")


@collections.command(epilog=example('briefing collections rename Work "Work, 2025"'))
@click.argument("name", shell_complete=names)
@click.argument("new")
def rename(name: str, new: str) -> None:
    """Rename the collection NAME to NEW."""
    with opened_library() as library:
        library.collections.rename(library.collections.find(name).id, new)


@collections.command(epilog=example("briefing collections remove Work"))
@click.argument("name", shell_complete=names)
def remove(name: str) -> None:
    """Delete the collection NAME; its briefings stay in the library."""
    with opened_library() as library:
        library.collections.remove(library.collections.find(name).id)


def _hash(library: "Library", source: str) -> str:
    found = library.documents.find(source)
    if found is None:
        raise not_kept(source)
    return found


def _row(row: "ListedDocument") -> "CollectedReport":
    from briefing.model.listing_reports import CollectedReport

    return CollectedReport(
        document=row.sha256,
        title=row.title,
        agency=row.agency,
        published=row.published,
        words=row.words,
        issues=row.issues,
        read=row.read,
        marks=row.marks,
        opened=row.opened,
    )
