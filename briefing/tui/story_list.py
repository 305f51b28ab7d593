from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from briefing.library import Library
from briefing.model import Span
from briefing.tui import dialogs
from briefing.tui.followed_stories import FollowedStories
from briefing.tui.reader_interface import ReaderInterface

if TYPE_CHECKING:
    from briefing.library.stories.comparison import Comparison, Said
    from briefing.library.stories.story import Story, StoryIssue
    from briefing.library.stories.story_news import StoryNews
    from briefing.tui.dialogs.stories_dialog import StoryRequest

    _Found = tuple[tuple[Story, ...], dict[int, StoryNews], int, dict[int, str]]

_SECONDS = 3.0
"""Longest time for indexing, and for comparing, before the list is shown."""


class Stories:
    """`go_to` opens the text with a SHA-256 at words of it."""

    def __init__(
        self,
        library: Library,
        ui: ReaderInterface,
        *,
        go_to: Callable[[str, Span], object],
        list_dates: "Callable[[Story], object]",
    ) -> None:
        self._library, self._ui = library, ui
        self._go_to, self._list_dates = go_to, list_dates
        self.followed = FollowedStories(library, ui, self._open_issue)

    def show(self) -> None:
        self._find_and_show()

    def _find_and_show(self, at: int | None = None) -> None:
        self._ui.say("Comparing briefings…", lasting=True)
        self._ui.run("stories", self._find, partial(self._show, at=at))

    def _find(self) -> "_Found":
        waiting = self._library.search.index(_SECONDS)
        left = self._library.stories.join(seconds=_SECONDS)
        stories = self._library.stories.all()
        news = {story.id: self._library.stories.news(story) for story in stories}
        followed = self._library.followed.following(stories)
        names = {id: each.name for id, each in followed.items()}
        return stories, news, waiting + left, names

    def _show(self, found: "_Found", at: int | None = None) -> None:
        def answered(answer: "StoryRequest | StoryIssue") -> None:
            if isinstance(answer, tuple):
                self._answer(answer, found)
            else:
                self._open_issue(answer)

        self._ui.say("")
        self._ui.ask(dialogs.StoriesDialog(*found, at), answered)
        self._ui.write(partial(self._library.stories.look, found[0]))

    def _answer(self, answer: "StoryRequest", found: "_Found") -> None:
        story = answer.story
        again = partial(self._find_and_show, story.id if story else None)
        if answer.view == "undo":
            self.followed.undo(again)
        elif story is None:
            self.followed.show()
        elif answer.view == "compare":
            self._compare(story, partial(self._show, found, story.id))
        elif answer.view == "dates":
            self._list_dates(story)
        elif followed := self._library.followed.following((story,)).get(story.id):
            self.followed.unfollow(followed, again)
        else:
            self.followed.follow(story, again)

    def _open_issue(self, issue: "StoryIssue") -> None:
        self._go_to(issue.sha256, Span(issue.start, issue.start))

    def _compare(self, story: "Story", back: Callable[[], object]) -> None:
        def show(found: "Comparison | None") -> None:
            self._ui.say("")
            if found is not None:
                self._ui.push(dialogs.ComparisonDialog(found), answered)

        def answered(said: "Said | None") -> None:
            if said is None:
                back()
            else:
                self._go_to(said.sha256, said.place)

        self._ui.say("Comparing the sources…", lasting=True)
        self._ui.run("stories", partial(self._library.stories.compare, story.id), show)
