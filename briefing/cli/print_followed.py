"""`briefing stories --followed`."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import to_builtins

from briefing.cli.library_context import opened_library
from briefing.cli.output import Piece, inform, print_json, print_pieces
from briefing.cli.stories import issue_line, issue_report, join_stories
from briefing.model.calendar_words import iso_day
from briefing.model.report_fields import SCHEMA
from briefing.model.say_count import say_count
from briefing.model.story_reports import (
    FollowedStoriesReport,
    FollowedStoryReport,
    StoryNewsReport,
)

if TYPE_CHECKING:
    from briefing.library.followed.followed_page import FollowedPage

NONE = "You follow no story; briefing follow add ID follows one, and + in the list of stories."
_LISTED = 20
"""Issues of a story that the text shows; JSON has all."""


def print_followed(form: str) -> None:
    with opened_library(writing=False) as library:
        join_stories(library)
        found = [library.followed.page(each.id) for each in library.followed.all()]
        pages = [page for page in found if page is not None]
        if form == "text":
            for page in pages:
                library.failures.attempt(None, library.followed.look, page.followed.id)
    if form == "json":
        print_json(to_builtins(FollowedStoriesReport(SCHEMA, tuple(map(_report, pages)))))
    elif not pages:
        inform(NONE)
    else:
        print_pieces(_markdown(pages) if form == "markdown" else _pieces(pages))


def _report(page: "FollowedPage") -> FollowedStoryReport:
    followed, news = page.followed, page.news
    return FollowedStoryReport(
        followed.name,
        followed.created,
        followed.read,
        page.voices,
        StoryNewsReport(news.names, news.figures, news.quotations),
        tuple(map(issue_report, page.proposed)),
        tuple(map(issue_report, page.issues)),
        page.gone,
    )


def _pieces(pages: "Sequence[FollowedPage]") -> Iterator[Piece]:
    for number, page in enumerate(pages):
        if number:
            yield "", ""
        yield page.followed.name, "heading"
        yield f"  {_summary(page)}", "dim"
        if page.news:
            yield f"  New since {iso_day(page.followed.read)}: {page.news.summary}", "dim"
        for issue in page.proposed:
            yield f"  Proposed: {issue_line(issue)}", ""
            yield f"    {issue.sha256[:12]}, shared: {issue.reason}", "dim"
        for issue in page.issues[:_LISTED]:
            yield f"  {issue_line(issue)}", ""
        if len(page.issues) > _LISTED:
            left = say_count(len(page.issues) - _LISTED, "earlier issue")
            yield f"  and {left}", "dim"


def _markdown(pages: "Sequence[FollowedPage]") -> Iterator[Piece]:
    from briefing.model.markdown_writer import escape_markdown

    for number, page in enumerate(pages):
        if number:
            yield "", ""
        yield f"## {escape_markdown(page.followed.name)}", ""
        yield "", ""
        yield _summary(page), ""
        for issues, before in ((page.proposed, "Proposed: "), (page.issues, "")):
            if issues:
                yield "", ""
            for issue in issues:
                yield f"- {escape_markdown(f'{before}{issue_line(issue)}')}", ""


def _summary(page: "FollowedPage") -> str:
    gone = f"{say_count(len(page.gone), 'issue')} no longer in the library" if page.gone else ""
    counts = (say_count(page.voices, "source"), say_count(len(page.issues), "issue"))
    proposed = f"{len(page.proposed)} proposed" if page.proposed else ""
    return ", ".join(filter(None, (*counts, proposed, gone)))
