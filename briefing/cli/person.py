from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

import click

from briefing.cli.complete_names import people
from briefing.cli.exit_codes import NOTHING_FOUND
from briefing.cli.help_text import example
from briefing.cli.library_context import opened_library
from briefing.cli.listing import print_reports, row_format
from briefing.cli.output import Piece, print_pieces, warn
from briefing.errors import InputError
from briefing.model.calendar_words import iso_day
from briefing.model.say_count import say_count
from briefing.sanitize import sanitize_line

if TYPE_CHECKING:
    from briefing.library import Library
    from briefing.library.cross_document.entity_page import Appearance, EntityPage
    from briefing.model.listing_reports import PersonReport

_NAMED = 12
"""Names listed in the message if several match."""


@click.command(epilog=example("briefing person Donald Trump", "briefing person NATO --format json"))
@click.argument("words", metavar="NAME", nargs=-1, required=True, shell_complete=people)
@row_format
def person(words: tuple[str, ...], form: str) -> int:
    """Show where a person or organization is named, with quotations.

    Looks through your whole library. With json, a list of everybody who has the name.
    """
    name = " ".join(words)
    with opened_library(writing=False) as library:
        pages = _pages(library, name)
    if form != "text":
        print_reports(form, [_row(page) for page in pages])
    if not pages:
        warn(
            f"No one called {sanitize_line(name)} is in your library; names are found when a briefing is read."
        )
        return NOTHING_FOUND
    if form == "text":
        _print(pages, name)
    return 0


def _print(pages: "list[EntityPage]", name: str) -> None:
    called = [page for page in pages if page.name.casefold() == name.casefold()]
    others = _names([page for page in pages if page not in called])
    if not called and len(pages) > 1:
        raise InputError(f"Several match: {others}; give a longer name, or use --format json.")
    pieces = [_pieces(page) for page in called or pages]
    print_pieces(chain(pieces[0], *(chain([("", "")], more) for more in pieces[1:])))
    if called and others:
        warn(f"Others match too: {others}.")


def _names(pages: "list[EntityPage]") -> str:
    return ", ".join(dict.fromkeys(sanitize_line(page.name) for page in pages[:_NAMED]))


def _pages(library: "Library", words: str) -> "list[EntityPage]":
    across = library.cross_document
    pages: dict[tuple[str, str], EntityPage] = {}
    for name in across.find(words):
        page = across.page(name.kind, name.key)
        if page is not None:
            pages.setdefault((page.kind, page.identity), page)
    return sorted(pages.values(), key=lambda page: -page.briefings)


def _row(page: "EntityPage") -> "PersonReport":
    from msgspec import convert

    from briefing.model.listing_reports import PersonReport

    return convert(page, PersonReport, from_attributes=True)


def _pieces(page: "EntityPage") -> Iterator[Piece]:
    yield page.name, "title"
    yield f"{page.kind}, {page.description}" if page.description else page.kind, "dim"
    if page.forms:
        yield f"Also: {', '.join(page.forms)}", ""
    if page.why_merged:
        yield page.why_merged, ""
    yield from _heading(page.named_in)
    for each in page.appearances:
        yield from _appearance(each)
    older = page.briefings - len(page.appearances)
    if older > 0:
        first = (
            f", the first on {iso_day(page.first.published)}"
            if page.first and page.first.published
            else ""
        )
        yield f"and {older} more{first}", "dim"
    if page.quotations:
        yield from _heading("Said")
    for said in page.quotations:
        yield said.words, ""
        how = "" if said.direct else ", reported"
        yield f"  {said.title}, {_day(said.published, said.added)}{how}", "dim"
    if page.companions:
        yield from _heading("Appears with")
    for other in page.companions:
        yield f"{other.name} ({say_count(other.issues, 'issue')})", ""
    if page.namesakes:
        yield from _heading("Similar names, not merged")
    for namesake in page.namesakes:
        yield f"{namesake.name} ({say_count(namesake.briefings, 'briefing')})", ""


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
    return iso_day(published) or f"added {iso_day(added)}"


def _heading(words: str) -> Iterator[Piece]:
    yield from (("", ""), (words, "heading"))
