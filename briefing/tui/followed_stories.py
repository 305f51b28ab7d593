from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from briefing.library import Library
from briefing.tui import dialogs
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.undo_stack import HeldSteps, UndoStep

if TYPE_CHECKING:
    from briefing.library.followed.followed_page import FollowedPage
    from briefing.library.followed.followed_service import Followed, FormerRows
    from briefing.library.stories.story import Story, StoryIssue
    from briefing.tui.dialogs.followed_list_dialog import Listed

_SECONDS = 3.0
"""Longest time for indexing, and for comparing, before the list is shown."""


class FollowedStories:
    """`open_issue` goes to an issue."""

    def __init__(
        self, library: Library, ui: ReaderInterface, open_issue: "Callable[[StoryIssue], object]"
    ) -> None:
        self._library, self._ui, self._open_issue = library, ui, open_issue
        self._done = HeldSteps(ui, lambda step: None)

    def show(self) -> None:
        self._ui.say("Looking for new issues…", lasting=True)
        self._ui.run("followed", self._find, self._show)

    def _find(self) -> "Listed":
        self._library.search.index(_SECONDS)
        self._library.stories.join(seconds=_SECONDS)
        followed = self._library.followed
        listed = followed.all()
        return listed, tuple(followed.count_proposed(each.id) for each in listed)

    def _show(self, listed: "Listed") -> None:
        self._ui.say("")
        shown = dialogs.FollowedListDialog(listed, self._library.followed, self._ui, self._done)
        self._ui.ask(shown, self._open_page)

    def _open_page(self, id: str) -> None:
        self._ui.run("followed", partial(self._library.followed.page, id), self._show_page)

    def _show_page(self, page: "FollowedPage | None") -> None:
        if page is None:
            self.show()
            return

        def closed(issue: "StoryIssue | None") -> None:
            if issue is None:
                self.show()
            else:
                self._open_issue(issue)

        shown = dialogs.FollowedPageDialog(page, self._library.followed, self._ui, self._done)
        self._ui.push(shown, closed)
        self._ui.write(partial(self._library.followed.look, page.followed.id))

    # In the list of stories

    def follow(self, story: "Story", ended: Callable[[], object]) -> None:
        """Asks for the name; `ended` is called when the story is followed, or not."""
        from briefing.library.given_names import shorten
        from briefing.model.sanitize import sanitize_line

        service = self._library.followed

        def keep(name: str) -> "FormerRows":
            return service.follow(story, name)[1]

        done = partial(self._note, "Followed", "Unfollowed.")
        saving = dialogs.keep_with(self._ui, keep, done=done)
        title = shorten(sanitize_line(story.title))
        asked = dialogs.LineDialog("Follow the story as", title, saving, verb="follow")
        self._ui.push(asked, lambda _: ended())

    def unfollow(self, followed: "Followed", ended: Callable[[], object]) -> None:
        def done(former: "FormerRows") -> None:
            self._note("Unfollowed", "Followed again.", former)
            ended()

        self._ui.write(partial(self._library.followed.unfollow, followed.id), done)

    def undo(self, ended: Callable[[], object]) -> None:
        if self._done:
            self._done.undo(lambda _: ended())
        else:
            ended()

    def _note(self, said: str, undone: str, former: "FormerRows") -> None:
        self._done.push(UndoStep(undone, partial(self._library.followed.undo, former)))
