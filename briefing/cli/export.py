from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from briefing.cli.complete_names import collections, files, query
from briefing.cli.help_text import example
from briefing.cli.library_context import opened_library
from briefing.cli.output import inform, print_rows, print_text
from briefing.cli.source_arguments import not_kept
from briefing.errors import InputError
from briefing.library.exchange import FORMATS, MARKS, QUOTE
from briefing.user_paths import user_path

if TYPE_CHECKING:
    from briefing.library import Library


_TEMPLATE = 1 << 20
"""Largest template in bytes."""


class ExportOptions(Struct, frozen=True):
    sources: tuple[str, ...] = ()
    collection: str | None = None
    search: str | None = None


@click.command(
    epilog=example("briefing export --all -o marks.md", "briefing export report.pdf --quotes")
)
@click.argument("sources", metavar="[SOURCE]...", nargs=-1, shell_complete=files)
@click.option(
    "--collection",
    metavar="NAME",
    help="Export the briefings of a collection.",
    shell_complete=collections,
)
@click.option(
    "--search",
    metavar="WORDS",
    help="Export the briefings that match WORDS.",
    shell_complete=query,
)
@click.option("--all", "everything", is_flag=True, help="Export the whole library.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=FORMATS[0],
    show_default=True,
    help="w3c: Web Annotations (JSON-LD), imported without loss; csv: Readwise's columns.",
)
@click.option(
    "--quotes",
    is_flag=True,
    help='Also export quotations, each "(attributed by Briefing)".',
)
@click.option("--template", metavar="FILE", help="Template for the markdown.", shell_complete=files)
@click.option("--print-template", is_flag=True, help="Print the default template, to start from.")
@click.option(
    "--only",
    multiple=True,
    type=click.Choice(MARKS),
    help="Export only this kind of mark; may be given several times.",
)
@click.option(
    "--output",
    "-o",
    metavar="FILE",
    help="Write to FILE instead of printing.",
    shell_complete=files,
)
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
def export(
    sources: tuple[str, ...],
    collection: str | None,
    search: str | None,
    everything: bool,
    form: str,
    quotes: bool,
    template: str | None,
    print_template: bool,
    only: tuple[str, ...],
    output: str | None,
    force: bool,
) -> None:
    """Export your marks: bookmarks, highlights and notes.

    Each SOURCE is a briefing in the library, named by path, address or hash.
    """
    if print_template:
        return _print_template()
    wanted = ExportOptions(sources, collection, search)
    if (wanted != ExportOptions()) == everything:
        raise InputError("Name the briefings to export, or give --all; see briefing export --help.")
    shape = _template(template) if template else None
    with opened_library(writing=False) as library:
        hashes = None if everything else _hashes(library, wanted)
        kinds = (*(only or MARKS), *((QUOTE,) if quotes else ()))
        pieces = library.annotations.export(hashes, form, template=shape, only=kinds)
        if output is None:
            _print(pieces)
        else:
            _write(user_path(output), pieces, force=force)


def _print_template() -> None:
    from briefing.library.exchange.markdown_export import DEFAULT, GUIDE

    print_text(GUIDE + DEFAULT)


def _hashes(library: "Library", wanted: ExportOptions) -> list[str]:
    from briefing.library.document_list import ListRequest

    found = [_found(library, source) for source in wanted.sources]
    if wanted.collection is not None or wanted.search is not None:
        name = wanted.collection
        collection = None if name is None else library.collections.find(name).id
        ids = library.documents.listing.ids(
            ListRequest(words=wanted.search or "", collection=collection)
        )
        rows = library.documents.listing.rows(ids)
        found += [rows[id].sha256 for id in ids if id in rows]
    return list(dict.fromkeys(found))


def _found(library: "Library", source: str) -> str:
    sha256 = library.documents.find(source)
    if sha256 is None:
        raise not_kept(source)
    return sha256


def _template(name: str) -> str:
    from briefing.library.source_names import quote_name, read_local_file

    try:
        return read_local_file(name, _TEMPLATE).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{quote_name(name)} is not UTF-8 text; save it as UTF-8.") from None


def _print(pieces: Iterable[str]) -> None:
    empty = True
    for piece in pieces:
        print_rows(piece)
        empty = False
    if empty:
        _nothing()


def _write(path: Path, pieces: Iterator[str], *, force: bool) -> None:
    from briefing.library.atomic_write import write_text

    first = next(pieces, None)
    if first is None:
        return _nothing()
    write_text(path, _joined(first, pieces), force=force)
    return None


def _joined(first: str, pieces: Iterator[str]) -> Iterator[str]:
    yield first
    yield from pieces


def _nothing() -> None:
    inform("There are no marks to export; --quotes exports what Briefing attributed.")
