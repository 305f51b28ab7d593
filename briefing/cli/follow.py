from typing import TYPE_CHECKING

import click

from briefing.cli.complete_names import files
from briefing.cli.complete_names import followed as names
from briefing.cli.help_text import Group, example
from briefing.cli.library_context import opened_library
from briefing.cli.listing import print_reports, row_format
from briefing.cli.output import inform, print_line
from briefing.errors import InputError
from briefing.model.say_count import say_count
from briefing.sanitize import sanitize_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.library import Library
    from briefing.library.stories.story import StoryIssue

_name = click.argument("name", shell_complete=names)
_issues = click.argument("issues", metavar="ISSUE...", nargs=-1, shell_complete=files)


@click.group(
    cls=Group,
    no_args_is_help=False,
    epilog=example("briefing follow add 12", "briefing follow confirm 'The bridge' notes.md"),
)
def follow() -> None:
    """Follow stories under names of your own; briefing stories --followed shows them.

    New issues are proposed, and you confirm or reject them. An ISSUE is a briefing by path, address or hash, or
    one issue of it as briefing:HASH#START-END.
    """


@follow.command(epilog=example("briefing follow add 12 --name 'The bridge'"))
@click.argument("story", metavar="ID", type=int)
@click.option("--name", default="", metavar="NAME", help="What to call it; by default, its title.")
def add(story: int, name: str) -> None:
    """Follow the story ID, as briefing stories has it."""
    from briefing.cli.stories import find_story

    with opened_library() as library:
        id, _ = library.followed.follow(find_story(library, story), name)
        made = library.followed.get(id)
    if made is not None:
        inform(f"You follow {made.name}, with {say_count(made.confirmed, 'issue')}.")


@follow.command("list", epilog=example("briefing follow list --format json"))
@row_format
def list_followed(form: str) -> None:
    """List the stories you follow."""
    with opened_library(writing=False) as library:
        found = library.followed.all()
        counts = [library.followed.count_proposed(each.id) for each in found]
    if form != "text":
        from briefing.model.listing_reports import FollowedReport

        listed = zip(found, counts, strict=True)
        made = [FollowedReport(f.name, f.created, f.read, f.confirmed, n) for f, n in listed]
        print_reports(form, made)
    elif not found:
        from briefing.cli.print_followed import NONE

        inform(NONE)
    else:
        for each, proposed in zip(found, counts, strict=True):
            more = f"  ({proposed} proposed)" if proposed else ""
            print_line(f"{each.confirmed:6,}  {each.name}{more}")


@follow.command(epilog=example("briefing follow rename 'The bridge' 'Marlow bridge'"))
@_name
@click.argument("new")
def rename(name: str, new: str) -> None:
    """Rename the followed story NAME to NEW."""
    with opened_library() as library:
        library.followed.rename(library.followed.find(name).id, new)


@follow.command(epilog=example("briefing follow remove 'The bridge'"))
@_name
def remove(name: str) -> None:
    """Follow the story NAME no more, and forget what you decided of it."""
    with opened_library() as library:
        gone = library.followed.find(name)
        library.followed.unfollow(gone.id)
    inform(f"You follow {sanitize_line(gone.name)} no more.")


@follow.command(epilog=example("briefing follow confirm 'The bridge' notes.md"))
@_name
@_issues
@click.option("--all", "everything", is_flag=True, help="All that are proposed.")
def confirm(name: str, issues: tuple[str, ...], everything: bool) -> None:
    """Confirm that issues belong to the followed story NAME."""
    if bool(issues) is everything:
        raise InputError("Give the issues to confirm, or --all for all that are proposed.")
    with opened_library() as library:
        id = library.followed.find(name).id
        chosen = _proposed(library, id) if everything else _find(library, id, issues)
        if chosen:
            library.followed.confirm(id, chosen)
    inform(f"{say_count(len(chosen), 'issue')} confirmed.")


@follow.command(epilog=example("briefing follow reject 'The bridge' notes.md"))
@_name
@_issues
def reject(name: str, issues: tuple[str, ...]) -> None:
    """Take issues out of the followed story NAME; they are never proposed again."""
    with opened_library() as library:
        id = library.followed.find(name).id
        chosen = _find(library, id, issues)
        library.followed.reject(id, chosen)
    inform(f"{say_count(len(chosen), 'issue')} rejected.")


@follow.command(epilog=example("briefing follow merge 'The bridge' 'Ferries'"))
@_name
@click.argument("other", shell_complete=names)
def merge(name: str, other: str) -> None:
    """Make the followed story OTHER a part of NAME."""
    with opened_library() as library:
        library.followed.merge(library.followed.find(name).id, library.followed.find(other).id)


@follow.command(epilog=example("briefing follow split 'The bridge' 'Ferries' notes.md"))
@_name
@click.argument("new")
@_issues
def split(name: str, new: str, issues: tuple[str, ...]) -> None:
    """Move issues of the followed story NAME into a new one, NEW."""
    with opened_library() as library:
        id = library.followed.find(name).id
        library.followed.split(id, _find(library, id, issues), new)


def _proposed(library: "Library", id: str) -> "tuple[StoryIssue, ...]":
    page = library.followed.page(id)
    return page.proposed if page is not None else ()


def _find(library: "Library", id: str, issues: "Iterable[str]") -> "list[StoryIssue]":
    from briefing.cli.stories import join_stories
    from briefing.model.text_address import parse_text_address
    from briefing.model.url_policy import shown_address

    join_stories(library)
    page = library.followed.page(id)
    known = (*page.issues, *page.proposed) if page is not None else ()
    found: list[StoryIssue] = []
    for issue in issues:
        place = parse_text_address(issue)
        sha256 = place.sha256 if place else library.documents.find(issue)
        every = [i for s in library.stories.with_texts([sha256 or ""]) for i in s.issues]
        mine = [i for i in known if i.sha256 == sha256] or [i for i in every if i.sha256 == sha256]
        chosen = [i for i in mine if not place or i.start <= place.span.start < i.end]
        if not chosen:
            shown = sanitize_line(shown_address(issue))
            raise InputError(f"{shown} is not an issue of a story in the library.")
        found += chosen
    if not found:
        raise InputError("Give the issues, each by path, address or hash.")
    return found
