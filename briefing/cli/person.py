from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click
from msgspec import to_builtins

from briefing.cli.library_context import opened_library
from briefing.cli.output import Piece, print_json, print_pieces
from briefing.errors import InputError
from briefing.model.sanitize import sanitize_line

if TYPE_CHECKING:
    from briefing.library import Library
    from briefing.library.cross_document.entity_page import Appearance, EntityPage

_LEFT_OUT = ("key", "person", "sha256", "skipped")
_NAMED = 12
"""Names listed in the message if several match."""


@click.command()
@click.argument("words", metavar="NAME", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def person(words: tuple[str, ...], form: str) -> None:
    """Show where a person or an organization is mentioned in your library, and what they said.

    With json, a list of everybody who has the name.
    """
    with opened_library(writing=False) as library:
        pages = _pages(library, " ".join(words))
    if form == "json":
        print_json([_row(page) for page in pages])
    elif len(pages) > 1:
        names = ", ".join(dict.fromkeys(sanitize_line(page.name) for page in pages[:_NAMED]))
        raise InputError(f"Several match: {names}; give a longer name, or use --format json.")
    else:
        print_pieces(_pieces(pages[0]))


def _pages(library: "Library", words: str) -> "list[EntityPage]":
    """Pages of all namesakes, most frequent first.

    Raises:
        InputError: if there are none.
    """
    across = library.cross_document
    pages: dict[tuple[str, str], EntityPage] = {}
    for name in across.find(words):
        page = across.page(name.kind, name.key)
        if page is not None:
            pages.setdefault((page.kind, page.person), page)
    if not pages:
        raise InputError(
            f"No one called {sanitize_line(words)} is in your library; names are found when a briefing is read."
        )
    return sorted(pages.values(), key=lambda page: -page.briefings)


def _row(page: "EntityPage") -> dict[str, Any]:
    row = {key: value for key, value in to_builtins(page).items() if key not in _LEFT_OUT}
    return {**row, "joined": page.joined}


def _pieces(page: "EntityPage") -> Iterator[Piece]:
    yield page.name, "title"
    yield f"{page.kind}, {page.description}" if page.description else page.kind, "dim"
    if page.forms:
        yield f"Also: {', '.join(page.forms)}", ""
    if page.joined:
        yield page.joined, ""
    yield from _heading(page.named_in)
    for each in page.appearances:
        yield from _appearance(each)
    older = page.briefings - len(page.appearances)
    if older > 0:
        first = (
            f", the first on {page.first.published[:10]}"
            if page.first and page.first.published
            else ""
        )
        yield f"and {older} more{first}", "dim"
    if page.said:
        yield from _heading("Said")
    for said in page.said:
        yield said.words, ""
        how = "" if said.direct else ", reported"
        yield f"  {said.title}, {_day(said.published, said.added)}{how}", "dim"
    if page.beside:
        yield from _heading("Appears with")
    for other in page.beside:
        yield f"{other.name} ({_counted(other.issues, 'issue')})", ""
    if page.namesakes:
        yield from _heading("Similar names, not merged")
    for namesake in page.namesakes:
        yield f"{namesake.name} ({_counted(namesake.briefings, 'briefing')})", ""


def _appearance(each: "Appearance") -> Iterator[Piece]:
    yield f"{_day(each.published, each.added)}  {each.title}", ""
    for issue in each.issues:
        times = f" ({issue.mentions} times)" if issue.mentions > 1 else ""
        yield f"            {issue.title}{times}", "dim"
    if each.doubtful:
        yield (f"            Merged? {each.reason}, but nobody else is mentioned with both", "dim")
    elif each.reason and ":" in each.reason:
        yield f"            Merged: {each.reason}", "dim"


def _day(published: str | None, added: str) -> str:
    return (published or "")[:10] or f"added {added[:10]}"


def _heading(words: str) -> Iterator[Piece]:
    yield from (("", ""), (words, "heading"))


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'s' if count > 1 else ''}"
