from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from briefing.library import Library
from briefing.model import Span
from briefing.tui import dialogs
from briefing.tui.reader_interface import ReaderInterface

if TYPE_CHECKING:
    from briefing.library.stories.story import Story
    from briefing.library.timeline_rows import Part, Row
    from briefing.tui.dialogs.timeline_dialog import View


class StoryTimelines:
    """`go_to` opens the text with a SHA-256 at words of it."""

    def __init__(
        self, library: Library, ui: ReaderInterface, go_to: Callable[[str, Span], object]
    ) -> None:
        self._library, self._ui, self._go_to = library, ui, go_to

    def show_story(self, story: "Story") -> None:
        self._list_story(story, dialogs.View())

    def _list_story(self, story: "Story", view: "View") -> None:
        again = partial(self._list_story, story)
        self.list_rows(view, story.title, self._parts_of(story), again, can_widen=False)

    def list_rows(
        self,
        view: "View",
        of: str,
        find: "Callable[[], Sequence[Part]]",
        again: "Callable[[View], object]",
        *,
        can_widen: bool,
    ) -> None:
        def show(found: "tuple[Sequence[Row], str]") -> None:
            self._ui.say("")
            dialog = dialogs.TimelineDialog(*found, view, of, can_widen=can_widen)
            self._ui.ask(dialog, answered)

        def answered(answer: "tuple[str, Span] | View") -> None:
            if isinstance(answer, tuple):
                self._go_to(*answer)
            else:
                again(answer)

        self._ui.say(f"Looking for {view.kind}…", lasting=True)
        self._ui.run("timeline", partial(_rows, view, find), show)

    def _parts_of(self, story: "Story") -> "Callable[[], Sequence[Part]]":
        def find() -> "Sequence[Part]":
            from briefing.library.timeline_rows import Part

            loaded = [(each, self._library.corrections.load(each.sha256)) for each in story.issues]
            return [
                Part(
                    kept.document,
                    Span(issue.start, issue.end),
                    issue.outlet or kept.document.byline or issue.title,
                    issue.added,
                )
                for issue, kept in loaded
                if kept is not None
            ]

        return find


def _rows(view: "View", find: "Callable[[], Sequence[Part]]") -> "tuple[Sequence[Row], str]":
    from briefing.library.timeline_rows import known_dates, list_dates, list_figures

    parts = find()
    return (list_figures(parts), "") if view.figures else known_dates(list_dates(parts))
