from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from briefing.cli.complete_names import feeds as names
from briefing.cli.complete_names import files
from briefing.cli.help_text import Group, example
from briefing.cli.library_context import opened_library
from briefing.cli.listing import print_reports, row_format
from briefing.cli.output import inform, print_line, print_pieces, print_rows, warn
from briefing.cli.own_network import ask_before_own_network, own_network
from briefing.cli.source_arguments import check_sources
from briefing.errors import BriefingError, InputError, PrivateHostError
from briefing.model.calendar_words import iso_day
from briefing.model.say_count import say_count

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.library.feed_service import FeedService, ListedEntry, NewEntry, Subscription
    from briefing.model.listing_reports import EntryReport, FeedReport

_NONE = "You follow no feeds; add one with briefing feeds add ADDRESS."


@click.group(
    cls=Group,
    invoke_without_command=True,
    epilog=example(
        "briefing feeds add https://example.org/feed.xml",
        "briefing feeds entries example",
        "briefing feeds read example 1",
    ),
)
@row_format
@click.pass_context
def feeds(ctx: click.Context, form: str) -> None:
    """List the feeds you follow, or change the list."""
    if ctx.invoked_subcommand is not None:
        return
    with opened_library(writing=False) as library:
        found = library.feeds.all()
    if form != "text":
        return print_reports(form, [_feed(*each) for each in enumerate(found, 1)])
    for number, feed in enumerate(found, 1):
        print_line(f"{number:3}  {_name(feed)}  ({_state(feed)})")
        print_line(f"     {' / '.join((*feed.folder, feed.address))}")
    if not found:
        inform(_NONE)


def _name(feed: "Subscription") -> str:
    return feed.title or feed.address


def _state(feed: "Subscription") -> str:
    if feed.failure:
        return f"failed: {feed.failure}"
    pages = ", with pages" if feed.pages else ""
    return f"{say_count(feed.entries, 'entry', 'entries')}, {feed.unread} unread{pages}"


def _feed(number: int, feed: "Subscription") -> "FeedReport":
    from briefing.model.listing_reports import FeedReport

    return FeedReport(
        number=number,
        title=feed.title,
        address=feed.address,
        folder=feed.folder,
        entries=feed.entries,
        unread=feed.unread,
        pages=feed.pages,
        refreshed=feed.refreshed,
        failure=feed.failure or None,
    )


@feeds.command(epilog=example("briefing feeds add https://example.org/feed.xml"))
@click.argument("sources", metavar="ADDRESS|FILE...", nargs=-1, required=True, shell_complete=files)
@own_network
def add(sources: tuple[str, ...], own_network: bool) -> int:
    """Follow feeds by address, or all feeds listed in an OPML file.

    A user name and password in an address are used once and not saved. Feeds on your own network
    are fetched only if you give their addresses here yourself.
    """
    return _add_all(sources, ask_before_own_network(own_network))


@feeds.command("import", epilog=example("briefing feeds import feeds.opml"))
@click.argument("lists", metavar="FILE...", nargs=-1, required=True, shell_complete=files)
def import_lists(lists: tuple[str, ...]) -> int:
    """Follow the feeds listed in OPML files, with their folders."""
    from briefing.library.source_names import is_address

    for source in lists:
        if is_address(source):
            raise InputError("That is an address; follow it with briefing feeds add.")
    return _add_all(lists, lambda _: False)


def _add_all(sources: tuple[str, ...], confirmed: "Callable[[PrivateHostError], bool]") -> int:
    failed = False
    with opened_library() as library:
        for source in check_sources(sources):
            try:
                print_line(_added(library.feeds, source, confirmed))
            except BriefingError as error:
                failed = True
                warn(str(error))
    return 2 if failed else 0


def _added(
    feeds: "FeedService", source: str, confirmed: "Callable[[PrivateHostError], bool]"
) -> str:
    from briefing.library.feed_client import read_list
    from briefing.library.source_names import is_address, is_on_own_network, read_local_file
    from briefing.settings import read_settings

    if is_address(source):
        feed = _followed(feeds, source, confirmed)
        return f"{_name(feed)}: {say_count(feed.entries, 'entry', 'entries')}"
    listed = read_list(read_local_file(source, read_settings().largest))
    for each in listed:
        if is_on_own_network(each.address):
            warn(
                f"{each.address} is on your own network and is ignored in a list; add it by its address."
            )
    return f"{feeds.add_unread(listed)} of {len(listed)} feeds are new; fetch them with briefing feeds refresh."


def _followed(
    feeds: "FeedService", address: str, confirmed: "Callable[[PrivateHostError], bool]"
) -> "Subscription":
    try:
        return feeds.add(address)
    except PrivateHostError as error:
        if not confirmed(error):
            raise
    return feeds.add(address, confirmed=True)


@feeds.command(epilog=example("briefing feeds export -o feeds.opml"))
@click.option("--output", "-o", metavar="FILE", help="Write to FILE instead of printing.", shell_complete=files)  # fmt: skip
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
def export(output: str | None, force: bool) -> None:
    """Export the list of your feeds, with their folders, as OPML."""
    from briefing.library.atomic_write import write_text
    from briefing.user_paths import user_path

    with opened_library(writing=False) as library:
        pieces = library.feeds.export()
    if output is not None:
        return write_text(user_path(output), pieces, force=force)
    for piece in pieces:
        print_rows(piece)
    return None


@feeds.command(epilog=example("briefing feeds remove 2"))
@click.argument("feed", shell_complete=names)
def remove(feed: str) -> None:
    """Unfollow FEED (its number, address or part of its title)."""
    with opened_library() as library:
        gone = library.feeds.find(feed)
        library.feeds.remove(gone)
    print_line(
        f"You no longer follow {_name(gone)}; add it again with: briefing feeds add {gone.address}"
    )


@feeds.command(epilog=example("briefing feeds refresh"))
def refresh() -> int:
    """Fetch all feeds again."""

    def tell(done: int, of: int, feed: "Subscription", new: "tuple[NewEntry, ...]") -> None:
        state = f"failed: {feed.failure}" if feed.failure else f"{len(new)} new"
        inform(f"[{done}/{of}] {_name(feed)}: {state}")

    with opened_library() as library:
        found = library.feeds.refresh(tell)
    if not found:
        inform(_NONE)
    return 2 if found and all(feed.failure for feed in found) else 0


@feeds.command(epilog=example("briefing feeds pages 2", "briefing feeds pages 2 --off"))
@click.argument("feed", shell_complete=names)
@click.option("--off", is_flag=True, help="No longer fetch them.")
def pages(feed: str, off: bool) -> None:
    """Have briefing fetch also fetch the articles of which FEED has only excerpts.

    It skips those that you have read.
    """
    with opened_library() as library:
        found = library.feeds.find(feed)
        library.feeds.set_pages(found, pages=not off)
    what = "are no longer fetched" if off else "will be fetched by briefing fetch"
    print_line(f"Articles of {_name(found)} {what}.")


@feeds.command(epilog=example("briefing feeds entries 2 --unread"))
@click.argument("feed", shell_complete=names)
@click.option("--unread", is_flag=True, help="List only unread entries; their numbers stay.")
@row_format
def entries(feed: str, unread: bool, form: str) -> None:
    """List the entries of FEED (its number, address or part of its title).

    Entries that the feed itself no longer lists are kept.
    """
    with opened_library(writing=False) as library:
        every = library.feeds.entries(library.feeds.find(feed))
    found = [(number, each) for number, each in enumerate(every, 1) if not (unread and each.read)]
    if form != "text":
        return print_reports(form, [_entry(number, entry) for number, entry in found])
    for number, entry in found:
        day = iso_day(entry.published)
        mark = " " if entry.read else "•"
        print_line(f"{number:3} {mark} {day:10}  {entry.title or entry.source or 'Untitled'}")
    return None


def _entry(number: int, entry: "ListedEntry") -> "EntryReport":
    from briefing.library.source_names import is_address
    from briefing.model.listing_reports import EntryReport

    return EntryReport(
        number=number,
        id=entry.name,
        title=entry.title,
        address=entry.source if is_address(entry.source) else None,
        published=entry.published,
        read=entry.read,
        document=entry.sha256,
    )


@feeds.command(
    "mark-read", epilog=example("briefing feeds mark-read 2", "briefing feeds mark-read")
)
@click.argument("feed", required=False, shell_complete=names)
def mark_read(feed: str | None) -> None:
    """Mark all entries of FEED read, or all entries of all feeds."""
    with opened_library() as library:
        chosen: Iterable[Subscription] = [library.feeds.find(feed)] if feed else library.feeds.all()
        unread = [entry for each in chosen for entry in library.feeds.entries(each, new=True)]
        library.feeds.mark(unread, read=True)
    print_line(f"{say_count(len(unread), 'entry', 'entries')} marked read.")


@feeds.command(epilog=example("briefing feeds read 2 1"))
@click.argument("feed", shell_complete=names)
@click.argument("number", type=int)
@click.option("--offline", is_flag=True, help="Print only what the feed contains; fetch nothing.")
def read(feed: str, number: int, offline: bool) -> None:
    """Print entry NUMBER of FEED.

    The whole article is fetched if possible.
    """
    from briefing.cli.plain_output import briefing_lines

    with opened_library() as library:
        found = library.feeds.entries(library.feeds.find(feed))
        if not 1 <= number <= len(found):
            raise InputError(f"There is no entry {number}; choose one from 1 to {len(found)}.")
        briefing = library.feeds.read(found[number - 1], offline=offline)
    for notice in briefing.document.notices:
        warn(notice)
    print_pieces(briefing_lines(briefing))
