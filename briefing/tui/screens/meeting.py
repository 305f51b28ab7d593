"""People and organizations met again: their pages, and going to where they are named."""

from typing import TYPE_CHECKING

from briefing.errors import BriefingError
from briefing.model import Entity, Span, section_at
from briefing.tui import dialogs
from briefing.tui.outline import shown_title
from briefing.tui.screens.naming import Naming

if TYPE_CHECKING:
    from briefing.tui.dialogs.person_lines import Goto


class Meeting(Naming):
    """What a reader asks of a name over all briefings."""

    def action_person(self) -> None:
        """Show where else the chosen one is named."""
        asked = self.chosen.id if self.chosen is not None else self.sidebar.chosen
        self._show_page(asked)

    def about_name(self) -> bool:
        """Shows the page of the name under the panel's cursor, where the panel has the focus."""
        if not self.sidebar.names.has_focus:
            return False
        self._show_page(self.sidebar.chosen)
        return True

    def _show_page(self, id: str | None) -> None:
        entity = next((each for each in self.entities if each.id == id), None)
        if entity is None:
            self.say(f"Choose a name first: {self.key_of('find_name')} finds one.")
            return
        try:
            page = self.library.across.page_of(self.briefing, entity)
        except BriefingError as error:
            self.say(str(error), error=True)
            return
        if page is None:
            self.say("This briefing is not kept, so nothing is known of its names.")
            return
        self.app.push_screen(dialogs.PersonDialog(self.library.across, page), self._go_to)

    def action_nearest(self) -> None:
        """List the issues of other briefings that are nearest to this one."""
        if not self.reading or self.partial:
            return
        across = self.library.across
        try:
            across.take_up(self.briefing)
            found = across.nearest(self.briefing, self.section)
        except BriefingError as error:
            self.say(str(error), error=True)
            return
        title = shown_title(self.section)
        self.app.push_screen(dialogs.NearestDialog(title, found), self._go_to_issue)

    def _go_to_issue(self, near: tuple[str, int] | None) -> None:
        """Bring an issue of another briefing to the screen."""
        if near is None:
            return
        self.show_kept(near[0])
        if near[0] == self.document.sha256 and near[1] < len(self.sections):
            self.go_to_section(near[1], remember=False)

    def _go_to(self, place: "Goto | None") -> None:
        """Bring a place of a page to the screen, with the one it is about marked."""
        if place is None:
            return
        self.close_overlays()
        self.pane.focus()
        if place.sha256 == self.document.sha256:
            self._leave(True)
        else:
            self.show_kept(place.sha256)
        if place.sha256 == self.document.sha256:
            self._point_at(place)

    def _point_at(self, place: "Goto") -> None:
        from briefing.library.across.build import entity_of

        entity = entity_of(self.briefing, place.kind, place.keys)
        self.choose(entity.id if entity is not None else None)
        if place.span is not None:
            span = Span(*place.span)
            self.go_to_span(span, remember=False)
            self.pane.set_layer("quote", [span], "mention")
        elif entity is not None:
            self._mention = self._first_mention(entity, place.section)
            self.go_to_span(entity.mentions[self._mention].span, remember=False)
            self.lay_mentions()
        self.marks_changed()

    def _first_mention(self, entity: Entity, section: int | None) -> int:
        """The number of the first mention in a section, of the first of all where it has none."""
        found = (
            number
            for number, mention in enumerate(entity.mentions)
            if section_at(self.sections, mention.span.start) == section
        )
        return next(found, 0)
