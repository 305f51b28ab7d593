from functools import partial
from typing import TYPE_CHECKING

from briefing.library import Library
from briefing.model import Span
from briefing.tui import dialogs
from briefing.tui.followed_stories import FollowedStories
from briefing.tui.open_request import ListPlace
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.story_views import GoTo, StoryView, StoryViews

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.library.stories.story import Story
    from briefing.library.stories.story_news import StoryNews
    from briefing.tui.dialogs.stories_dialog import StoryRequest
    from briefing.tui.undo_stack import UndoStep

    _Found = tuple[tuple[Story, ...], dict[int, StoryNews], int, dict[int, str]]

_SECONDS = 3.0
"""Longest time for indexing, and for comparing, before the list is shown."""


class Stories:
    def __init__(
        self,
        library: Library,
        ui: ReaderInterface,
        *,
        go_to: GoTo,
        remember: "Callable[[UndoStep], None]",
    ) -> None:
        self._library, self._ui, self._go_to = library, ui, go_to
        self._views = StoryViews(library, ui, go_to)
        self.followed = FollowedStories(library, ui, self._views, go_to=go_to, remember=remember)

    def show(
        self, id: int = 0, line: int = 0, view: "StoryView | None" = None, said: str = ""
    ) -> None:
        """At a line of the story, or of a view of it; `said` was done."""
        self._ui.say("Comparing briefings…", lasting=True)
        self._ui.run("stories", self._find, partial(self._show, id, line, view, said))

    def _find(self) -> "_Found":
        waiting = self._library.search.index(_SECONDS)
        left = self._library.stories.join(seconds=_SECONDS)
        stories = self._library.stories.all(most=self._library.stories.shown)
        news = {story.id: self._library.stories.news(story) for story in stories}
        followed = self._library.followed.following(stories)
        names = {id: each.name for id, each in followed.items()}
        return stories, news, waiting + left, names

    def _show(
        self, id: int, line: int, view: "StoryView | None", said: str, found: "_Found"
    ) -> None:
        story = next((each for each in found[0] if each.id == id), None)
        if view is not None and story is not None:
            self._show_view(view, story, found, line)
            return

        def closed(answer: "StoryRequest | None") -> None:
            if answer is None:
                self.followed.end()
            else:
                self._answer(answer, found)

        self._ui.say("")
        done = self.followed.done
        self._ui.push(dialogs.StoriesDialog(*found, done, (id, line), said), closed)
        self._ui.write(partial(self._library.stories.look, found[0]))

    def _answer(self, answer: "StoryRequest", found: "_Found") -> None:
        story, line = answer.story, answer.line
        again = partial(self.show, story.id if story else 0, line, None)
        if answer.view == "undo":
            self.followed.undo(again)
        elif story is None:
            self.followed.show(back=again)
        elif answer.view == "open":
            issue, place = story.issues[line], ListPlace("stories", (story.id, line))
            self._go_to(issue.sha256, Span(issue.start, issue.start), place)
            self.followed.end()
        elif answer.view != "follow":
            self._show_view(answer.view, story, found)
        elif followed := self._library.followed.following((story,)).get(story.id):
            self.followed.unfollow(followed, again)
        else:
            self.followed.follow(story, again)

    def _show_view(self, view: "StoryView", story: "Story", found: "_Found", line: int = 0) -> None:
        def place(view: "StoryView", line: int) -> ListPlace:
            return ListPlace("stories", (story.id, line, view))

        closed = partial(self._show, story.id, 0, None, "", found)
        self._views.show(view, story, place, closed, line)
