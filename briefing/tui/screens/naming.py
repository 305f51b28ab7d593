"""People and organizations: looking for them, and walking their mentions."""

from collections import Counter
from dataclasses import replace
from functools import partial

from briefing.errors import BriefingError
from briefing.model import Briefing, Entity, Span, section_at
from briefing.tui import dialogs
from briefing.tui.messages import EntityChosen, PeopleFailed, PeopleFound, PeopleProgress
from briefing.tui.screens.base import ReadingBase
from briefing.tui.widgets.sidebar import State


class Naming(ReadingBase):
    """The sidebar's part of the screen."""

    chosen: Entity | None = None
    """Whose mentions are marked."""
    _mention: int = -1

    # Looking for them

    def look_for_people(self) -> None:
        """Start the search, where nobody has made it."""
        self.sidebar.share, self.sidebar.state = 0.0, State.WORKING
        work = partial(self._find_people, self.briefing)
        self.run_worker(
            work,
            group="people",
            description="find people",  # Textual's own would be the whole briefing, written out
            thread=True,
            exclusive=True,
            exit_on_error=False,
        )

    def _find_people(self, briefing: Briefing) -> None:
        """In a thread."""
        try:
            found = self.library.find_people(
                briefing, lambda share: self._post(PeopleProgress(share))
            )
        except BriefingError as error:
            self._post(PeopleFailed(briefing.document.sha256, str(error)))
        else:
            self._post(PeopleFound(found))

    def _post(self, message: PeopleProgress | PeopleFailed | PeopleFound) -> None:
        self.post_message(message)

    def on_people_progress(self, event: PeopleProgress) -> None:
        """Say how far it is."""
        if self.sidebar.state is State.WORKING:
            self.sidebar.share = event.share

    def on_people_failed(self, event: PeopleFailed) -> None:
        """Say why, and how to try again."""
        if event.sha256 == self.document.sha256:
            self.sidebar.reason, self.sidebar.state = event.reason, State.FAILED

    def on_people_found(self, event: PeopleFound) -> None:
        """Fill the sidebar; the sections stay as they are on the screen."""
        if event.briefing.document.sha256 == self.document.sha256:
            self.people_found(event.briefing)

    def people_found(self, briefing: Briefing) -> None:
        """Take the people of a briefing; the screen adds its corrections."""
        self.briefing = briefing
        self.sidebar.state = State.FOUND
        self.fill_names()

    def action_find_people(self) -> None:
        """Look again."""
        if self.sidebar.state is not State.WORKING and self.reading:
            self.briefing = self.without_people()
            self.look_for_people()

    def without_people(self) -> Briefing:
        """The briefing as it was before anybody looked."""
        bare = replace(self.briefing.analysis, entities=None, quotes=None)
        return replace(self.briefing, analysis=bare)

    def action_stop_people(self) -> None:
        """Stop looking."""
        if self.sidebar.state is State.WORKING:
            self.library.stop_people()

    # Listing them

    def fill_names(self) -> None:
        """List the names of this issue, or of the whole briefing."""
        whole = self.sidebar.whole
        everything = whole or not self.reading
        span = Span(0, len(self.document.text)) if everything else self.section.span
        counts = Counter(
            {e.id: sum(span.holds(m.span.start) for m in e.mentions) for e in self.entities}
        )
        self.sidebar.show(self.entities, counts, self.briefing.analysis.quotes or ())

    def action_scope(self) -> None:
        """This issue or the whole briefing."""
        self.sidebar.whole = not self.sidebar.whole
        self.library.keep_setting("names_whole", self.sidebar.whole)
        self.fill_names()

    # Walking them

    def on_entity_chosen(self, event: EntityChosen) -> None:
        """Mark the mentions and go to the first one from here on."""
        self.choose(event.id)
        self.close_overlays()
        self.pane.focus()
        self._walk_mentions(0)

    def choose(self, id: str | None) -> bool:
        """Marks the mentions of an entity, None of nobody; whether that is another one."""
        before = self.chosen
        self.chosen = next((entity for entity in self.entities if entity.id == id), None)
        self._mention = -1
        self.lay_mentions()
        return self.chosen is not before

    def action_next_mention(self) -> None:
        """The next mention."""
        self._walk_mentions(1)

    def action_previous_mention(self) -> None:
        """The previous mention."""
        self._walk_mentions(-1)

    def _walk_mentions(self, direction: int) -> None:
        if self.chosen is None and not self.choose(self.sidebar.chosen):
            self.say(f"Choose a name first: {self.key_of('find_name')} finds one.")
        if self.chosen is None:
            return
        starts = [mention.span.start for mention in self.chosen.mentions]
        self._mention = _next(starts, self._mention, direction, self.section.span.start)
        self.go_to_span(self.chosen.mentions[self._mention].span)
        self.lay_mentions()
        self.marks_changed()

    def action_next_quote(self) -> None:
        """The next words that the chosen one said; of anybody, where nobody is chosen."""
        quotes = self.briefing.analysis.quotes or ()
        if self.chosen is not None:
            quotes = tuple(q for q in quotes if q.speaker == self.chosen.id)
        if not quotes:
            self.say("No quotations found.")
            return
        here = self.pane.focus_span.start if self.pane.focus_span else self.pane.place[0]
        last = self._quote if self._quote >= 0 else here - 1
        after = next((q for q in quotes if q.span.start > last), quotes[0])
        self._quote = after.span.start
        self.go_to_span(after.span)
        self.pane.set_layer("quote", [after.span], "mention")

    _quote: int = -1

    def action_matrix(self) -> None:
        """Show who is named where, and go where the reader points."""
        if not self.entities:
            self.say("No people or organizations are known yet.")
            return

        def done(chosen: tuple[str, int] | None) -> None:
            if chosen is None:
                return
            self.choose(chosen[0])
            if chosen[1] >= 0:
                self.go_to_section(chosen[1])
            self._walk_mentions(0)

        self.app.push_screen(dialogs.MatrixDialog(self.entities, self.plan), done)

    def shown_mention(self) -> str:
        """Such as "2/5 Biden"; "" while nobody is walked."""
        if self.chosen is None or self._mention < 0:
            return ""
        return f"{self._mention + 1}/{len(self.chosen.mentions)} {self.chosen.name}"

    def lay_mentions(self) -> None:
        """Draw the mentions of the chosen one."""
        if self.chosen is None:
            self.pane.clear_layer("mention")
            self.pane.clear_layer("mention-current")
            return
        spans = [mention.span for mention in self.chosen.mentions]
        self.pane.set_layer("mention", spans, "mention")
        current = spans[self._mention : self._mention + 1] if self._mention >= 0 else []
        self.pane.set_layer("mention-current", current, "match-current")

    def named_in(self, entity: Entity) -> Counter[int]:
        """How often each section names an entity."""
        return Counter(section_at(self.sections, m.span.start) for m in entity.mentions)


def _next(starts: list[int], at: int, direction: int, start: int) -> int:
    """The index of the next mention: beside `at`, or the first from `start` on."""
    if at < 0:
        after = [i for i, offset in enumerate(starts) if offset >= start]
        return (after[0] if after else 0) if direction >= 0 else len(starts) - 1
    return (at + direction) % len(starts)
