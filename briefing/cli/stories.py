import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click
from msgspec import to_builtins

from briefing.cli.help_text import example
from briefing.cli.library_context import opened_library
from briefing.cli.output import Piece, inform, is_terminal, print_json, print_pieces, warn
from briefing.errors import InputError
from briefing.library.given_names import cut_title
from briefing.model.report_fields import SCHEMA
from briefing.model.say_count import say_count
from briefing.model.story_reports import (
    StoriesReport,
    StoryIssueReport,
    StoryNewsReport,
    StoryReport,
)
from briefing.sanitize import sanitize_line

if TYPE_CHECKING:
    from briefing.library import Library
    from briefing.library.stories.story import Story, StoryIssue
    from briefing.library.stories.story_news import StoryNews

_INDEXING = 3600.0
"""Seconds."""
_EXAMPLES = "write 24h, 3d, 2w or a date such as 2026-03-31"
_AGO = re.compile(r"([1-9]\d{0,5})([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


@click.command(epilog=example("briefing stories --since 24h"))
@click.option("--since", metavar="TIME", help="24h, 3d, 2w or a date; by default, 7d.")
@click.option("--all", "everything", is_flag=True, help="Include stories that grew earlier.")
@click.option(
    "--compare",
    "story",
    type=int,
    metavar="ID",
    help="What its sources say alike and apart; the list shows the ids.",
)
@click.option(
    "--limit",
    type=click.IntRange(1, 1_000_000),
    metavar="N",
    help="Show N stories at most; by default, 100, or with --all every one.",
)
@click.option("--followed", is_flag=True, help="The stories you follow, with what is proposed.")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text")
def stories(
    since: str | None,
    everything: bool,
    story: int | None,
    limit: int | None,
    followed: bool,
    form: str,
) -> None:
    """List the stories that several briefings tell.

    Followed and watched ones come first, then those of most independent sources.
    """
    chosen = since is not None or everything or bool(limit)
    if followed:
        if chosen or story is not None:
            raise InputError("Give --followed without --since, --all, --limit and --compare.")
        from briefing.cli.print_followed import print_followed

        print_followed(form)
        return
    if story is not None:
        if chosen:
            raise InputError("Give --compare without --since, --all and --limit.")
        _compare(story, form)
        return
    if since is not None and everything:
        raise InputError("Give --since or --all, not both.")
    moment = "" if everything else parse_moment("7d" if since is None else since)
    _list(moment, limit, form)


def _list(moment: str, limit: int | None, form: str) -> None:
    with opened_library(writing=False) as library:
        join_stories(library)
        most = limit or (library.stories.shown if moment else None)
        found = library.stories.all(moment, most=most and most + 1)
        more, found = most is not None and len(found) > most, found[:most]
        news = {story.id: library.stories.news(story) for story in found}
        if form == "text":
            library.failures.attempt(None, library.stories.look, found)
        empty = not library.search.has_texts
    if form == "json":
        print_json(to_builtins(StoriesReport(SCHEMA, tuple(_report(s, news[s.id]) for s in found))))
    elif not found:
        inform(_why_none(empty, everything=not moment))
    else:
        print_pieces(_markdown(found) if form == "markdown" else _pieces(found, news))
    if more:
        shown = say_count(len(found), "story", "stories")
        warn(f"These are the first {shown}; see --limit and --all.")


def _compare(id: int, form: str) -> None:
    from briefing.cli.compare_stories import print_comparison

    with opened_library(writing=False) as library:
        join_stories(library)
        print_comparison(library.stories.compare(find_story(library, id)), form)


def find_story(library: "Library", id: int) -> "Story":
    found = library.stories.get(id)
    if found is None:
        raise InputError(
            f"There is no story {id}; briefing stories --all lists them with their ids."
        )
    return found


def parse_moment(since: str) -> str:
    """ISO 8601 in UTC.

    Raises:
        InputError: if `since` is no time.
    """
    try:
        return _parse(since).isoformat(timespec="microseconds")
    except OverflowError:
        why = "is too long ago"
    except ValueError:
        why = "is not a time"
    raise InputError(f"“{sanitize_line(since)}” {why}; {_EXAMPLES}.")


def _parse(since: str) -> datetime:
    if ago := _AGO.fullmatch(since):
        return datetime.now(UTC) - int(ago[1]) * _UNITS[ago[2]]
    moment = datetime.fromisoformat(since)
    return moment if moment.tzinfo else moment.astimezone().astimezone(UTC)


def join_stories(library: "Library") -> None:
    library.search.index(_INDEXING)
    library.stories.join(lambda left: _tell(left) if is_terminal(error=True) else None)


def _tell(left: int) -> None:
    warn(f"Comparing {left:,} texts with the stories known…")


def _why_none(empty: bool, *, everything: bool) -> str:
    if empty:
        return "Nothing has been read or imported yet."
    if everything:
        return "No two texts in your library tell the same story."
    return "No story has grown in that time; see --since and --all."


def _report(story: "Story", news: "StoryNews") -> StoryReport:
    return StoryReport(
        story.id,
        story.title,
        story.first,
        story.latest,
        story.state.value,
        story.voices,
        story.reason,
        StoryNewsReport(news.names, news.figures, news.quotations),
        tuple(map(issue_report, story.issues)),
    )


def issue_report(issue: "StoryIssue") -> StoryIssueReport:
    return StoryIssueReport(
        issue.sha256,
        issue.source,
        issue.title,
        issue.outlet,
        issue.published,
        issue.section,
        issue.start,
        issue.end,
        issue.length,
        round(issue.confidence, 3),
        issue.reason,
    )


def _pieces(found: "tuple[Story, ...]", news: "dict[int, StoryNews]") -> Iterator[Piece]:
    for number, story in enumerate(found):
        if number:
            yield "", ""
        yield cut_title(story.title), "heading"
        yield f"  Story {story.id}: {_summary(story)}, {story.state}", "dim"
        for issue in story.issues:
            yield f"  {issue_line(issue)}", ""
        if story.reason:
            yield f"  Shared: {story.reason}", "dim"
        if news[story.id]:
            yield f"  New to you: {news[story.id].summary}", "dim"


def _markdown(found: "tuple[Story, ...]") -> Iterator[Piece]:
    from briefing.model.markdown_writer import escape_markdown

    for number, story in enumerate(found):
        if number:
            yield "", ""
        yield f"## {escape_markdown(cut_title(story.title))}", ""
        yield "", ""
        yield f"{_summary(story)}", ""
        yield "", ""
        for issue in story.issues:
            yield f"- {escape_markdown(issue_line(issue))}", ""


def _summary(story: "Story") -> str:
    sources = say_count(story.voices, "source")
    days = story.first if story.first == story.latest else f"{story.first} to {story.latest}"
    return f"{sources}, {days if story.is_dated else f'added {days}'}"


def issue_line(issue: "StoryIssue") -> str:
    day = issue.day if issue.published else f"added {issue.day}"
    return ", ".join(filter(None, (cut_title(issue.title), cut_title(issue.outlet or ""), day)))
