from typing import TYPE_CHECKING

import click

from briefing.cli.complete_names import feeds as names
from briefing.cli.complete_names import files
from briefing.cli.help_text import Group, example
from briefing.cli.listing import print_reports, row_format
from briefing.cli.output import inform, print_line, print_pieces, warn
from briefing.cli.own_network import ask_before_own_network, own_network
from briefing.cli.source_arguments import check_sources
from briefing.errors import BriefingError, InputError, PrivateHostError

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.library.feed_service import Entry, FeedService, Subscription
    from briefing.model.listing_reports import EntryReport, FeedReport


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
    found = _feeds().all()
    if form != "text":
        return print_reports(form, [_feed(*each) for each in enumerate(found, 1)])
    for number, feed in enumerate(found, 1):
        state = f"failed: {feed.failure}" if feed.failure else f"{len(feed.entries)} entries"
        print_line(f"{number:3}  {feed.title or feed.address}  ({state})")
        print_line(f"     {feed.address}")
    if not found:
        inform("You follow no feeds; add one with briefing feeds add ADDRESS.")
    return None


def _feed(number: int, feed: "Subscription") -> "FeedReport":
    from briefing.model.listing_reports import FeedReport

    return FeedReport(
        number=number,
        title=feed.title,
        address=feed.address,
        entries=len(feed.entries),
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
    failed = False
    confirmed = ask_before_own_network(own_network)
    for source in check_sources(sources):
        try:
            print_line(_added(_feeds(), source, confirmed))
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
        return f"{feed.title or feed.address}: {len(feed.entries)} entries"
    listed = read_list(read_local_file(source, read_settings().largest))
    for _, address in listed:
        if is_on_own_network(address):
            warn(
                f"{address} is on your own network and is ignored in a list; add it by its address."
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


@feeds.command(epilog=example("briefing feeds remove 2"))
@click.argument("feed", shell_complete=names)
def remove(feed: str) -> None:
    """Unfollow FEED (its number, address or part of its title)."""
    gone = _feeds().remove(feed)
    print_line(
        f"You no longer follow {gone.title or gone.address}; add it again with: briefing feeds add {gone.address}"
    )


@feeds.command(epilog=example("briefing feeds refresh"))
def refresh() -> int:
    """Fetch all feeds again."""
    seen = {feed.address: {entry.id for entry in feed.entries} for feed in _feeds().all()}

    def tell(done: int, of: int, feed: "Subscription") -> None:
        new = sum(1 for entry in feed.entries if entry.id not in seen.get(feed.address, ()))
        state = f"failed: {feed.failure}" if feed.failure else f"{new} new"
        inform(f"[{done}/{of}] {feed.title or feed.address}: {state}")

    found = _feeds().refresh(tell)
    return 2 if found and all(feed.failure for feed in found) else 0


@feeds.command(epilog=example("briefing feeds entries 2 --format json"))
@click.argument("feed", shell_complete=names)
@row_format
def entries(feed: str, form: str) -> None:
    """List the entries of FEED (its number, address or part of its title)."""
    found = _feeds().find(feed).entries
    if form != "text":
        return print_reports(form, [_entry(*each) for each in enumerate(found, 1)])
    for number, entry in enumerate(found, 1):
        day = (entry.published or "")[:10]
        print_line(f"{number:3}  {day:10}  {entry.title or entry.address or 'Untitled'}")
    return None


def _entry(number: int, entry: "Entry") -> "EntryReport":
    from briefing.model.listing_reports import EntryReport

    return EntryReport(number, entry.id, entry.title, entry.address or None, entry.published)


@feeds.command(epilog=example("briefing feeds read 2 1"))
@click.argument("feed", shell_complete=names)
@click.argument("number", type=int)
@click.option("--offline", is_flag=True, help="Print only what the feed contains; fetch nothing.")
def read(feed: str, number: int, offline: bool) -> None:
    """Print entry NUMBER of FEED.

    The whole article is fetched if possible.
    """
    from briefing.cli.plain_output import briefing_lines

    feeds = _feeds()
    found = feeds.find(feed).entries
    if not 1 <= number <= len(found):
        raise InputError(f"There is no entry {number}; choose one from 1 to {len(found)}.")
    briefing = feeds.read(found[number - 1], offline=offline)
    for notice in briefing.document.notices:
        warn(notice)
    print_pieces(briefing_lines(briefing))


def _feeds() -> "FeedService":
    from briefing.library.feed_service import FeedService
    from briefing.settings import read_settings

    return FeedService(read_settings())
