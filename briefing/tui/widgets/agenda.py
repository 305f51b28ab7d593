"""The agenda: the issues, each with how long it takes and its marks; what was left out is folded at the end."""

from dataclasses import dataclass

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from briefing.model import Section, TitleSource
from briefing.tui.line import Part
from briefing.tui.messages import IssueChosen
from briefing.tui.outline import Outline, shown_title

_FOLD = "fold"
_INDENT = 3


@dataclass(frozen=True, slots=True)
class AgendaMarks:
    """What the agenda shows beside the issues, each by the index of a section."""

    read: frozenset[int] = frozenset()
    bookmarked: frozenset[int] = frozenset()
    highlights: tuple[tuple[int, int], ...] = ()
    """Index and count."""
    notes: tuple[tuple[int, int], ...] = ()
    matches: tuple[tuple[int, int], ...] = ()
    changed: frozenset[int] = frozenset()
    """New or changed since the last reading."""


class Agenda(OptionList):
    """Posts `IssueChosen`."""

    BORDER_TITLE = "Agenda"

    outline: reactive[Outline | None] = reactive(None)
    marks: reactive[AgendaMarks] = reactive(AgendaMarks())
    current: reactive[int] = reactive(0)
    """The index of the section that is shown."""
    unfolded: reactive[bool] = reactive(False)
    """Whether what was left out is listed."""

    def watch_outline(self) -> None:
        """List the issues anew."""
        self._fill()

    def watch_marks(self) -> None:
        """Show the marks."""
        if self.outline is None:
            return
        for index in self._listed(self.outline):
            self.replace_option_prompt(str(index), self._prompt(self.outline, index))

    def on_resize(self) -> None:
        """Wrap the titles anew."""
        self.watch_marks()

    def watch_unfolded(self) -> None:
        """List what was left out, or fold it."""
        self._fill()

    def watch_current(self) -> None:
        """Move the highlight to the section that is shown, and unfold where it is folded."""
        if self.outline is None:
            return
        if self.current in self.outline.junk:
            self.unfolded = True
        self._point()

    def _listed(self, outline: Outline) -> tuple[int, ...]:
        return (*outline.issues, *(outline.junk if self.unfolded else ()))

    def _fill(self) -> None:
        outline = self.outline
        if outline is None:
            return
        options = [Option(self._prompt(outline, i), id=str(i)) for i in outline.issues]
        if outline.junk:
            sign = "▾" if self.unfolded else "▸"
            fold = Content.styled(f"{sign} {len(outline.junk)} left out", "$muted")
            options.append(Option(fold, id=_FOLD))
        if self.unfolded:
            options += [Option(self._prompt(outline, i), id=str(i)) for i in outline.junk]
        self.set_options(options)
        self._point()

    def _point(self) -> None:
        if self.outline is not None and self.current in self._listed(self.outline):
            self.highlighted = self.get_option_index(str(self.current))

    def _prompt(self, outline: Outline, index: int) -> Content:
        section = outline.sections[index]
        if index in outline.junk:
            return Content.assemble(("  ", ""), (shown_title(section), "$muted"))
        number = f"{outline.number(index) or '':>2} "
        style = "italic" if section.title_source is TitleSource.INFERRED else ""
        style += " $muted" if index in self.marks.read else ""
        room = max(8, self.scrollable_content_region.width - _INDENT)
        lines = Content.styled(shown_title(section), style.strip()).wrap(room)
        title = Content("\n" + " " * _INDENT).join(lines)
        facts = Content.assemble(*self._facts(outline, section, index)).wrap(room)
        lines = [title, *facts]
        return Content.assemble((number, "$muted"), Content("\n" + " " * _INDENT).join(lines))

    def _facts(self, outline: Outline, section: Section, index: int) -> list[Part]:
        marks = self.marks
        counted = ((marks.highlights, "marked"), (marks.notes, "noted"), (marks.matches, "found"))
        counts = [(dict(found).get(index), word) for found, word in counted]
        facts: list[Part] = [(f"{outline.minutes(index)} min", "$muted")]
        if section.title_source is TitleSource.INFERRED and not any(n for n, _ in counts):
            facts.append((" · inferred", "$muted"))
        if index in marks.read:
            facts.append((" · ✓", "$text-success"))
        if index in marks.bookmarked:
            facts.append((" ◆", "bold $text-accent"))
        if index in marks.changed:
            facts.append((" · changed", "$text-warning"))
        facts += [(f" · {n} {word}", "$text-accent") for n, word in counts if n]
        return facts

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Fold or unfold, or say which issue was chosen."""
        event.stop()
        if event.option_id == _FOLD:
            self.unfolded = not self.unfolded
        elif event.option_id is not None:
            self.post_message(IssueChosen(int(event.option_id)))
