from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from briefing.cli.complete_names import query as fields
from briefing.cli.complete_names import watches as names
from briefing.cli.help_text import Group, example
from briefing.cli.library_context import opened_library
from briefing.cli.listing import print_reports, row_format
from briefing.cli.output import (
    direct_output,
    inform,
    is_terminal,
    print_line,
    printed,
    wait_for_reader,
    write_bytes,
)
from briefing.cli.search import SearchCommand, lines_of
from briefing.model.say_count import say_count
from briefing.sanitize import sanitize_line

if TYPE_CHECKING:
    from briefing.library import Library
    from briefing.library.watches.watch_service import WatchHit
    from briefing.model.listing_reports import WatchHitReport

_INDEXING = 3600.0
"""Seconds."""
_LISTED = 100
_NONE = "There are no watches; make one with briefing watch add QUERY."


@click.group(
    cls=Group,
    invoke_without_command=True,
    epilog=example(
        "briefing watch add 'person:khan \"air defence\"'", "briefing watch --new --format jsonl"
    ),
)
@click.option("--new", is_flag=True, help="Only hits that were never reported or shown before.")
@row_format
@click.pass_context
def watch(ctx: click.Context, new: bool, form: str) -> None:
    """List what your watches find in briefings that came in, or change the watches.

    A watch is a search that is kept. With --new each hit is printed once, for cron and notifications; without one,
    nothing is printed there.
    """
    if ctx.invoked_subcommand is not None:
        return
    with opened_library(writing=new) as library:
        watched = bool(library.watches.all())
        if watched:
            library.search.index(_INDEXING)
            library.watches.match()
        some = _report(library, form) if new else _list(library, form)
    if not watched:
        inform(_NONE)
    elif not some and is_terminal(error=True):
        inform("There are no new hits." if new else "Your watches have found nothing yet.")


def _report(library: "Library", form: str) -> bool:
    from briefing.library.watches.report_receipt import Outlet

    some = False

    def render(hits: "Sequence[WatchHit]") -> bytes:
        nonlocal some
        go_on, some = some, True
        return printed(lambda: _print(hits, form, go_on=go_on))

    outlet = Outlet(direct_output(), wait_for_reader, write_bytes)
    if not library.watches.report(render, outlet, together=form == "json") and form == "json":
        print_reports(form, [])
    return some


def _list(library: "Library", form: str) -> bool:
    hits = [hit for each in library.watches.all() for hit in library.watches.hits(each, _LISTED)]
    _print(hits, form)
    return bool(hits)


def _print(hits: "Sequence[WatchHit]", form: str, *, go_on: bool = False) -> None:
    if form != "text":
        print_reports(form, [_hit_report(each) for each in hits])
        return
    for number, each in enumerate(hits):
        if number or go_on:
            print_line()
        issue, *about = lines_of(each.hit)
        print_line(f"{each.watch.name}: {issue}")
        for line in about:
            print_line(line)


def _hit_report(each: "WatchHit") -> "WatchHitReport":
    from briefing.model.listing_reports import WatchHitReport

    hit = each.hit
    return WatchHitReport(
        watch=each.watch.name,
        query=each.watch.query,
        document=hit.sha256,
        title=hit.title,
        agency=hit.agency,
        published=hit.published,
        section=hit.number,
        section_title=hit.issue,
        section_start=hit.passage.start,
        section_end=hit.passage.end,
        start=hit.span.start,
        end=hit.span.end,
        snippet=hit.snippet.text,
        found=each.stored.found,
        new=each.stored.new,
    )


_name = click.argument("name", shell_complete=names)
_query = click.argument(
    "words", metavar="QUERY...", nargs=-1, type=click.UNPROCESSED, shell_complete=fields
)
_SEARCH = {"ignore_unknown_options": True, "help_option_names": ["--help"]}


@watch.command(
    cls=SearchCommand,
    epilog=example("briefing watch add 'person:khan \"air defence\"' --name Khan"),
    context_settings=_SEARCH,
)
@_query
@click.option("--name", default="", metavar="NAME", help="What to call it; by default, the query.")
def add(words: tuple[str, ...], name: str) -> None:
    """Watch for QUERY, as briefing search takes it, in briefings that come in from now on."""
    query = " ".join(words)
    with opened_library() as library:
        library.watches.add(query, name)
    inform(f"Watching for {query}; briefing watch --new prints what comes in.")


@watch.command("list", epilog=example("briefing watch list --format json"))
@row_format
def list_watches(form: str) -> None:
    """List your watches."""
    with opened_library(writing=False) as library:
        found = library.watches.all()
    if form != "text":
        from briefing.model.listing_reports import WatchReport

        made = [WatchReport(w.name, w.query, w.created, w.hits, w.new) for w in found]
        print_reports(form, made)
    elif not found:
        inform(_NONE)
    else:
        for each in found:
            query = f"  ({each.query})" if each.query != each.name else ""
            print_line(f"{each.hits:6,}  {each.name}{query}")


@watch.command(
    cls=SearchCommand,
    epilog=example("briefing watch edit Khan 'person:khan missile'"),
    context_settings=_SEARCH,
)
@_name
@_query
def edit(name: str, words: tuple[str, ...]) -> None:
    """Have the watch NAME search for QUERY; what it finds in earlier briefings is not new."""
    with opened_library() as library:
        before = library.watches.find(name)
        library.watches.edit(before.id, " ".join(words))
        named = next(each.name for each in library.watches.all() if each.id == before.id)
    if named != before.name:
        inform(f"It is called {sanitize_line(named)} now.")


@watch.command(epilog=example("briefing watch remove Khan"))
@_name
def remove(name: str) -> None:
    """Remove the watch NAME and forget its hits."""
    with opened_library() as library:
        gone = library.watches.find(name)
        library.watches.remove(gone.id)
    inform(f"{sanitize_line(gone.name)} removed, with {say_count(gone.hits, 'hit')}.")


@watch.command(epilog=example("briefing watch rename Khan 'Khan and the air force'"))
@_name
@click.argument("new")
def rename(name: str, new: str) -> None:
    """Rename the watch NAME to NEW."""
    with opened_library() as library:
        library.watches.rename(library.watches.find(name).id, new)
