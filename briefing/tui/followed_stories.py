from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from briefing.library import Library
from briefing.model import Span
from briefing.tui import dialogs
from briefing.tui.open_request import ListPlace
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.story_views import GoTo, StoryView, StoryViews
from briefing.tui.undo_stack import HeldSteps, UndoStep

if TYPE_CHECKING:
    from briefing.library.followed.followed_page import FollowedPage
    from briefing.library.followed.followed_service import Followed, FormerRows
    from briefing.library.stories.story import Story
    from briefing.tui.dialogs.followed_list_dialog import Listed
    from briefing.tui.dialogs.followed_page_dialog import PageRequest

_SECONDS = 3.0
"""Longest time for indexing, and for comparing, before the list is shown."""

Back = Callable[[], object]
Told = Callable[[str], object]


class FollowedStories:
    def __init__(
        self,
        library: Library,
        ui: ReaderInterface,
        views: StoryViews,
        *,
        go_to: GoTo,
        remember: Callable[[UndoStep], None],
    ) -> None:
        self._library, self._ui, self._views = library, ui, views
        self._go_to, self._remember = go_to, remember
        self.done = HeldSteps(ui, remember)

    def end(self) -> None:
        self.done.close()
        self.done = HeldSteps(self._ui, self._remember)

    def show(
        self,
        id: str = "",
        line: int = 0,
        view: "StoryView | None" = None,
        back: Back | None = None,
    ) -> None:
        if id:
            self._open_page(back or self.end, id, line, view)
            return
        self._ui.say("Looking for new issues…", lasting=True)
        self._ui.run("followed", self._find, partial(self._show, back or self.end))

    def _find(self) -> "Listed":
        waiting = self._library.search.index(_SECONDS)
        left = self._library.stories.join(seconds=_SECONDS)
        followed = self._library.followed
        proposed = {each.id: followed.count_proposed(each.id) for each in followed.all()}
        return proposed, waiting + left

    def _show(self, back: Back, listed: "Listed", said: str = "") -> None:
        def closed(id: str | None) -> None:
            if id is None:
                back()
            else:
                self._open_page(back, id)

        self._ui.say("")
        service = self._library.followed
        self._ui.push(dialogs.FollowedListDialog(*listed, service, self._ui, self.done), closed)

    # A page

    def _open_page(
        self, back: Back, id: str, line: int = 0, view: "StoryView | None" = None
    ) -> None:
        def show(page: "FollowedPage | None") -> None:
            story = page.story if page is not None else None
            if page is None:
                self.show(back=back)
            elif view is not None and story is not None:
                self._show_view(view, story, id, back, line)
            else:
                self._show_page(back, line, page)

        self._ui.run("followed", partial(self._library.followed.page, id), show)

    def _show_page(self, back: Back, line: int, page: "FollowedPage") -> None:
        id = page.followed.id

        def closed(answer: "PageRequest | None") -> None:
            if answer is None:
                self.show(back=back)
            elif answer.view != "open":
                self._show_view(answer.view, answer.story, id, back)
            else:
                issue, place = answer.issue, ListPlace("followed", (id, answer.line))
                self._go_to(issue.sha256, Span(issue.start, issue.start), place)
                self.end()

        service = self._library.followed
        self._ui.push(dialogs.FollowedPageDialog(page, service, self._ui, self.done, line), closed)
        self._ui.write(partial(service.look, id))

    def _show_view(
        self, view: "StoryView", story: "Story", id: str, back: Back, line: int = 0
    ) -> None:
        def place(view: "StoryView", line: int) -> ListPlace:
            return ListPlace("followed", (id, line, view))

        self._views.show(view, story, place, partial(self._open_page, back, id), line)

    # In the list of stories

    def follow(self, story: "Story", ended: Told) -> None:
        """Asks for the name; `ended` is called when the story is followed, or not."""
        from briefing.library.given_names import shorten
        from briefing.sanitize import sanitize_line

        service = self._library.followed

        def keep(name: str) -> "FormerRows":
            return service.follow(story, name)[1]

        done = partial(self._note, "Unfollowed.")
        saving = dialogs.keep_with(self._ui, keep, done=done)
        title = shorten(sanitize_line(story.title))
        asked = dialogs.LineDialog("Follow the story as", title, saving, verb="follow")
        self._ui.push(asked, lambda name: ended("" if name is None else "Followed"))

    def unfollow(self, followed: "Followed", ended: Told) -> None:
        def done(former: "FormerRows") -> None:
            self._note("Followed again.", former)
            ended("Unfollowed")

        self._ui.write(partial(self._library.followed.unfollow, followed.id), done)

    def undo(self, ended: Told) -> None:
        self.done.undo(lambda step: ended(step.undone))

    def _note(self, undone: str, former: "FormerRows") -> None:
        self.done.push(UndoStep(undone, partial(self._library.followed.undo, former)))
