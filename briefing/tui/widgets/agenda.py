from collections.abc import Mapping

from msgspec import Struct, field
from textual.content import Content
from textual.reactive import var

from briefing.model import Section, TitleSource
from briefing.model.section import shown_title
from briefing.tui.messages import IssueChosen
from briefing.tui.outline import Outline
from briefing.tui.two_sided_line import Part
from briefing.tui.widgets.virtual_list import VirtualList

_INDENT = 3
_BETWEEN = " · "


class AgendaMarks(Struct, frozen=True):
    read: frozenset[int] = frozenset()
    bookmarked: frozenset[int] = frozenset()
    highlights: Mapping[int, int] = field(default_factory=dict)
    notes: Mapping[int, int] = field(default_factory=dict)
    matches: Mapping[int, int] = field(default_factory=dict)
    changed: frozenset[int] = frozenset()
    new: frozenset[int] = frozenset()
    """Not in the previous briefing of the same source."""


class Agenda(VirtualList):
    LINES = 2

    outline: var[Outline | None] = var(None)
    marks: var[AgendaMarks] = var(AgendaMarks())
    current: var[int] = var(0)
    unfolded: var[bool] = var(False)

    _listed: tuple[int, ...] = ()
    """Section indexes in list order; -1 is the line that folds and unfolds boilerplate."""
    _places: Mapping[int, int] = {}

    def watch_marks(self, old: AgendaMarks, new: AgendaMarks) -> None:
        changed = (old.read ^ new.read) | (old.bookmarked ^ new.bookmarked)
        changed |= (old.changed ^ new.changed) | (old.new ^ new.new)
        for before, after in (
            (old.highlights, new.highlights),
            (old.notes, new.notes),
            (old.matches, new.matches),
        ):
            changed |= {index for index, _ in before.items() ^ after.items()}
        places = [self._places[index] for index in changed if index in self._places]
        if places:
            self.remake(*places)

    def watch_current(self) -> None:
        if self.outline is None:
            return
        if self.current in self.outline.junk:
            self.unfolded = True
        self._show_current()

    def watch_outline(self) -> None:
        """List the sections; called when boilerplate is folded or unfolded, too."""
        outline = self.outline
        if outline is None:
            return
        fold = (-1,) if outline.junk else ()
        self._listed = (*outline.issues, *fold, *(outline.junk if self.unfolded else ()))
        self._places = {index: place for place, index in enumerate(self._listed)}
        self.list_items(len(self._listed))
        self._show_current()

    watch_unfolded = watch_outline

    def _show_current(self) -> None:
        if self.current in self._places:
            self.cursor = self._places[self.current]

    def lines(self, index: int) -> list[Content]:
        """In a long list, a section takes one line each for title and facts."""
        outline = self.outline
        if outline is None:
            return [Content("")]
        shown = self._listed[index]
        if shown < 0:
            sign = "▾" if self.unfolded else "▸"
            return [Content.styled(f"{sign} Page clutter ({len(outline.junk)})", "$muted")]
        section = outline.sections[shown]
        if shown in outline.junk:
            left_out = Content.assemble(("  ", ""), (shown_title(section), "$muted"))
            return list(left_out.wrap(self.room))
        return self._issue(outline, section, shown)

    def _issue(self, outline: Outline, section: Section, index: int) -> list[Content]:
        number = Content.styled(f"{outline.number(index) or '':>2} ", "$muted")
        style = "italic" if section.title_source is TitleSource.INFERRED else ""
        style += " $muted" if index in self.marks.read else ""
        room = max(8, self.room - _INDENT)
        title = Content.styled(shown_title(section), style.strip())
        facts = _facts(self.marks, outline, section, index)
        if self.long:
            short = title.truncate(room - max(0, len(number) - _INDENT), ellipsis=True)
            shown = [short, _laid(facts, room)[0]]
        else:
            shown = [*title.wrap(room), *_laid(facts, room)]
        first, *others = shown
        return [number + first, *(Content(" " * _INDENT) + line for line in others)]

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """Fold or unfold, or say which issue was chosen."""
        event.stop()
        shown = self._listed[event.index]
        if shown < 0:
            self.unfolded = not self.unfolded
        else:
            self.post_message(IssueChosen(shown))


def _facts(marks: AgendaMarks, outline: Outline, section: Section, index: int) -> list[Part]:
    counted = ((marks.highlights, "marked"), (marks.notes, "noted"), (marks.matches, "found"))
    counts = [(found.get(index), word) for found, word in counted]
    facts: list[Part] = [(f"{outline.minutes(index)} min", "$muted")]
    if section.title_source is TitleSource.INFERRED and not any(n for n, _ in counts):
        facts.append(("inferred", "$muted"))
    if index in marks.read:
        facts.append(("✓", "$text-success"))
    if index in marks.bookmarked:
        facts.append(("◆", "bold $text-accent"))
    if index in marks.new:
        facts.append(("new", "bold $text-success"))
    elif index in marks.changed:
        facts.append(("changed", "$text-warning"))
    facts += [(f"{n} {word}", "$text-accent") for n, word in counts if n]
    return facts


def _laid(facts: list[Part], room: int) -> list[Content]:
    lines = [Content.styled(*facts[0])]
    for words, style in facts[1:]:
        longer = Content.assemble(lines[-1], (_BETWEEN, "$muted"), (words, style))
        if longer.cell_length <= room:
            lines[-1] = longer
        else:
            lines.append(Content.styled(words, style))
    return lines
