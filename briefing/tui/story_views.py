from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Literal

from briefing.library import Library
from briefing.model import Span
from briefing.tui import dialogs
from briefing.tui.open_request import ListPlace
from briefing.tui.reader_interface import ReaderInterface

if TYPE_CHECKING:
    from briefing.library.stories.comparison import Comparison, Said
    from briefing.library.stories.story import Story
    from briefing.library.timeline_rows import Part, Row
    from briefing.tui.dialogs.timeline_dialog import View

StoryView = Literal["compare", "dates", "figures"]
GoTo = Callable[[str, Span, ListPlace], object]
"""Opens the text with a SHA-256 at words of it, and gets where one level back is."""
Place = Callable[[StoryView, int], ListPlace]


class StoryViews:
    """The sources of a story side by side, and its dates and figures."""

    def __init__(self, library: Library, ui: ReaderInterface, go_to: GoTo) -> None:
        self._library, self._ui, self._go_to = library, ui, go_to

    def show(
        self,
        view: StoryView,
        story: "Story",
        place: Place,
        closed: Callable[[], object],
        line: int = 0,
        of: str = "",
    ) -> None:
        if view == "compare":
            self._compare(story, partial(place, view), closed, line)
            return

        def again(view: "View") -> None:
            self.show("figures" if view.figures else "dates", story, place, closed, 0, of)

        def go(row: "Row", line: int) -> None:
            self._go_to(row.part.document.sha256, row.found.span, place(view, line))

        listed = dialogs.View(figures=view == "figures", line=line)
        self.list_rows(listed, of or story.title, self._parts_of(story), go, again, closed)

    def list_rows(
        self,
        view: "View",
        of: str,
        find: "Callable[[], Sequence[Part]]",
        go: "Callable[[Row, int], object]",
        again: "Callable[[View], object]",
        closed: Callable[[], object] = lambda: None,
    ) -> None:
        def show(found: "tuple[Sequence[Row], str]") -> None:
            def answered(answer: "int | View | None") -> None:
                if answer is None:
                    closed()
                elif isinstance(answer, int):
                    go(found[0][answer], answer)
                else:
                    again(answer)

            self._ui.say("")
            self._ui.push(dialogs.TimelineDialog(*found, view, of), answered)

        self._ui.say(f"Looking for {view.kind}…", lasting=True)
        self._ui.run("timeline", partial(_rows, view, find), show)

    def _compare(
        self,
        story: "Story",
        place: Callable[[int], ListPlace],
        closed: Callable[[], object],
        line: int,
    ) -> None:
        def show(found: "Comparison") -> None:
            self._ui.say("")
            self._ui.push(dialogs.ComparisonDialog(found, line), answered)

        def answered(answer: "tuple[int, Said] | None") -> None:
            if answer is None:
                closed()
            else:
                line, said = answer
                self._go_to(said.sha256, said.place, place(line))

        self._ui.say("Comparing the sources…", lasting=True)
        self._ui.run("stories", partial(self._library.stories.compare, story), show)

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
