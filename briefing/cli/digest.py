from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
from msgspec import to_builtins
from msgspec.structs import replace

from briefing.cli.help_text import example
from briefing.cli.library_context import opened_library
from briefing.cli.output import Piece, inform, print_json, print_pieces, print_text
from briefing.cli.stories import join_stories, parse_moment
from briefing.errors import InputError
from briefing.model import Span, TitleSource
from briefing.model.digest_origins import find_parts, link_outside, origins
from briefing.model.json_report import report_digest
from briefing.model.url_policy import link_to_open

if TYPE_CHECKING:
    from briefing.library import Library
    from briefing.model import Briefing


@click.command(
    epilog=example(
        "briefing digest",
        "briefing digest --since 24h --preview",
        "briefing digest --format markdown",
    )
)
@click.option("--since", metavar="TIME", help="24h, 3d, 2w or a date; by default, the last digest.")
@click.option("--all", "everything", is_flag=True, help="Make it of all that is in the library.")
@click.option("--preview", is_flag=True, help="Print it only: keep nothing, and call nothing old.")
@click.option("--again", is_flag=True, help="Make the last digest anew, of the same texts.")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text")
def digest(since: str | None, everything: bool, preview: bool, again: bool, form: str) -> None:
    """Make one briefing of what came in since the last digest.

    Each story is told once: the fullest account, then what others add, in the words of the
    sources. The library keeps it.
    """
    if (since is not None) + everything + again > 1:
        raise InputError("Give one of --since, --all and --again.")
    if preview and again:
        raise InputError("Give --preview or --again, not both.")
    moment = "" if everything else parse_moment(since) if since is not None else None
    with opened_library(writing=not preview) as library:
        join_stories(library)
        made = _make(library, moment, preview, again)
        addresses = _addresses(library, made)
        empty, nothing = not library.search.has_texts, library.digests.nothing
    if form == "json":
        print_json(
            to_builtins(report_digest(made, not preview and made is not None, addresses.get))
        )
    elif made is None:
        inform(_why_none(empty, moment, again, nothing))
    elif form == "markdown":
        _print_markdown(made, addresses)
    else:
        print_pieces(_pieces(made, addresses))


def _make(library: "Library", moment: str | None, preview: bool, again: bool) -> "Briefing | None":
    if again:
        return library.digests.again()
    if preview:
        return library.digests.preview(moment)
    made = library.digests.make(moment)
    return made.briefing if made else None


def _why_none(empty: bool, moment: str | None, again: bool, nothing: str) -> str:
    if empty:
        return "Nothing has been read or imported yet."
    if again:
        return "No digest has been made yet, or nothing of it is left."
    if moment is None:
        return f"{nothing[:-1]}; see --since and --all."
    return "Nothing came in in that time; see --since and --all."


def _addresses(library: "Library", made: "Briefing | None") -> dict[str, str]:
    found = {each.source.sha256 for each in origins(made.document)} if made else set()
    return library.documents.sources(found)


def _pieces(made: "Briefing", addresses: dict[str, str]) -> Iterator[Piece]:
    from briefing.model.section import shown_title

    text = made.document.text
    known = tuple(origins(made.document))
    named = {each.name.start: link_to_open(addresses.get(each.source.sha256, "")) for each in known}
    yield made.document.title or "", "title"
    for number, section in enumerate(made.analysis.sections, 1):
        inferred = " (inferred title)" if section.title_source is TitleSource.INFERRED else ""
        yield "", ""
        yield f"{number}. {shown_title(section)}{inferred}", "heading"
        at = section.heading.end + 1 if section.heading else section.span.start
        for line in text[at : section.span.end].rstrip("\n").split("\n"):
            sources = [page for start, page in named.items() if at <= start < at + len(line)]
            said = line and any(find_parts(known, Span(at, at + len(line))))
            yield f"  {line}" if said else line, "dim" if sources else ""
            yield from ((page, "dim") for page in sources if page)
            at += len(line) + 1


def _print_markdown(made: "Briefing", addresses: dict[str, str]) -> None:
    from briefing.model.markdown_writer import briefing_to_markdown

    print_text(briefing_to_markdown(replace(made, document=link_outside(made.document, addresses))))
