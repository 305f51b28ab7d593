import os
from typing import TYPE_CHECKING

import click

from briefing.cli.help_text import example
from briefing.cli.library_context import opened_library
from briefing.cli.listing import print_reports, row_format
from briefing.cli.output import flush, inform, print_line, warn
from briefing.model.say_count import say_count

if TYPE_CHECKING:
    from briefing.library.fetching.incoming import Came
    from briefing.model.listing_reports import FetchedReport


@click.command(epilog=example("briefing fetch", "briefing fetch --format jsonl"))
@row_format
def fetch(form: str) -> int:
    """Bring in what feeds, folders and mailboxes have, and print what came.

    Refreshes the feeds you follow, and reads the folders, Maildirs and IMAP mailboxes named under
    [fetch] in the settings. Nothing in them is changed. It prints nothing if nothing came, continues
    where it was stopped, and is meant for a timer.
    """
    came: list[Came] = []

    def tell(one: "Came") -> None:
        came.append(one)
        if form == "text":
            _print(one)
        elif form == "jsonl":
            print_reports(form, [_report(one)])
        flush()

    with opened_library() as library:
        library.fetching.run(tell)
        if not library.fetching.has_sources:
            inform("There is nothing to fetch from: follow a feed with briefing feeds add, or name folders and mailboxes under [fetch] in the settings.")  # fmt: skip
    if form == "json":
        print_reports(form, [_report(one) for one in came])
    return 2 if any(one.failure for one in came) else 0


def _print(one: "Came") -> None:
    place = _from_home(one.place)
    if one.failure:
        warn(f"{place}: {one.failure}")
    elif one.document:
        from briefing.library.given_names import cut_title

        print_line(f"{place}: {cut_title(one.title)}")
    if one.excerpts:
        count = say_count(one.excerpts, "new excerpt")
        print_line(f"{place}: {count}, listed only; briefing feeds pages fetches the articles")


def _from_home(place: str) -> str:
    home = os.path.expanduser("~") + os.sep
    return f"~{os.sep}{place.removeprefix(home)}" if place.startswith(home) else place


def _report(one: "Came") -> "FetchedReport":
    from briefing.model.listing_reports import FetchedReport

    return FetchedReport(
        one.kind,  # type: ignore[arg-type]
        one.place,
        one.title,
        one.document,
        one.source,
        one.published,
        one.excerpts,
        one.failure or None,
    )
