import click

from briefing.cli.library_context import opened_library
from briefing.cli.output import inform, print_json, print_line
from briefing.errors import InputError
from briefing.library import Library
from briefing.library.document_list import ListedDocument, ListRequest
from briefing.model.sanitize import sanitize_line
from briefing.model.url_policy import shown_address

_FORM = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")


@click.group(invoke_without_command=True)
@_FORM
@click.pass_context
def collections(ctx: click.Context, form: str) -> None:
    """List your collections, or change them."""
    if ctx.invoked_subcommand is not None:
        return
    with opened_library(writing=False) as library:
        found = library.collections.all()
    if form == "json":
        print_json([{"name": each.name, "briefings": each.count} for each in found])
    elif not found:
        inform("There are no collections; make one with briefing collections add NAME SOURCE.")
    else:
        for each in found:
            print_line(f"{each.count:6,}  {each.name}")


@collections.command()
@click.argument("name")
@_FORM
def show(name: str, form: str) -> None:
    """List the briefings in the collection NAME."""
    with opened_library(writing=False) as library:
        chosen = library.collections.find(name)
        ids = library.documents.listing.ids(ListRequest(collection=chosen.id))
        known = library.documents.listing.rows(ids)
    rows = [known[id] for id in ids if id in known]
    if form == "json":
        print_json([_row(row) for row in rows])
        return
    for row in rows:
        print_line(f"{row.sha256[:12]}  {(row.published or '')[:10]:10}  {row.title}")


@collections.command()
@click.argument("name")
@click.argument("sources", metavar="[SOURCE]...", nargs=-1)
def add(name: str, sources: tuple[str, ...]) -> None:
    """Add briefings you have read to the collection NAME, by path, address or hash."""
    with opened_library() as library:
        hashes = [_hash(library, source) for source in sources]
        new = library.collections.put(library.collections.made(name), hashes)
    if sources:
        inform(f"{len(new)} of {len(sources)} added.")


@collections.command()
@click.argument("name")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
def take(name: str, sources: tuple[str, ...]) -> None:
    """Remove briefings from the collection NAME."""
    with opened_library() as library:
        hashes = [_hash(library, source) for source in sources]
        gone = library.collections.take(library.collections.find(name).id, hashes)
    inform(f"{len(gone)} of {len(sources)} removed.")


@collections.command()
@click.argument("name")
@click.argument("new")
def rename(name: str, new: str) -> None:
    """Rename the collection NAME to NEW."""
    with opened_library() as library:
        library.collections.rename(library.collections.find(name).id, new)


@collections.command()
@click.argument("name")
def remove(name: str) -> None:
    """Delete the collection NAME; its briefings stay in the library."""
    with opened_library() as library:
        library.collections.remove(library.collections.find(name).id)


def _hash(library: Library, source: str) -> str:
    found = library.documents.find(source)
    if found is None:
        raise InputError(
            f"{sanitize_line(shown_address(source))} is not in the library; read it first."
        )
    return found


def _row(row: ListedDocument) -> dict[str, object]:
    return {
        "document": row.sha256,
        "title": row.title,
        "agency": row.agency,
        "published": row.published,
        "words": row.words,
        "issues": row.issues,
        "read": row.read,
        "marks": row.marks,
        "opened": row.opened,
    }
