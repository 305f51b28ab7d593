from bisect import bisect_left
from collections.abc import Callable
from functools import partial

from briefing.errors import BriefingError
from briefing.library import Library
from briefing.model import Briefing, Entity, Quote, Span, section_at
from briefing.model.languages import ENGLISH, name_language
from briefing.tui import dialogs
from briefing.tui.reader.navigation import Navigation
from briefing.tui.reader.session import (
    BriefingShown,
    EntitiesChanged,
    ReadingSession,
    SectionsCorrected,
    SectionShown,
)
from briefing.tui.reader.side_panels import Panels
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.widgets.pane import ReadingPane
from briefing.tui.widgets.sidebar import Sidebar, SidebarState


class Entities:
    def __init__(
        self,
        session: ReadingSession,
        navigation: Navigation,
        pane: ReadingPane,
        sidebar: Sidebar,
        panels: Panels,
        library: Library,
        ui: ReaderInterface,
        changed: Callable[[], object],
    ) -> None:
        self._session, self._navigation, self._pane = session, navigation, pane
        self._sidebar, self._panels = sidebar, panels
        self._library, self._ui, self._changed = library, ui, changed
        self.state = SidebarState.WAITING
        self.chosen: Entity | None = None
        """The entity whose mentions are highlighted."""
        self._mention = -1
        """Index of the current mention; -1 for none."""
        self._reached: tuple[Span | None, str] = (None, "")
        """The mention or quote gone to last, and its place among its like."""
        session.subscribe(BriefingShown, self._begin)
        session.subscribe(SectionShown, lambda _: self._show_section())
        session.subscribe(SectionsCorrected, lambda _: self._show_section())
        session.subscribe(EntitiesChanged, self._take)

    def load(self) -> None:
        kept = self._library.failures.attempt(None, self._library.settings.get, "names_whole")
        self._sidebar.whole = bool(kept)

    def _begin(self, event: BriefingShown) -> None:
        self.choose(None)
        self.fill()
        if self._session.entities_known:
            self._show_state(SidebarState.FOUND)
        else:
            self._show_state(SidebarState.WAITING)
            self._ui.call_after_refresh(self.find)

    def _show_section(self) -> None:
        self._draw()
        if not self._sidebar.whole:
            self.fill()

    def _take(self, event: EntitiesChanged) -> None:
        if event.corrected:
            self.choose(None)
        self._show_state(SidebarState.FOUND)
        self.fill()

    # Search

    @property
    def is_working(self) -> bool:
        return self.state is SidebarState.WORKING

    @property
    def can_find_again(self) -> bool:
        failed = self.state is SidebarState.FAILED
        return failed or (self.state is SidebarState.FOUND and bool(self._sidebar.foreign))

    def find(self, *, any_language: bool = False) -> None:
        if not self._session.is_open or self._session.partial:
            return
        self._sidebar.share = 0.0
        self._show_state(SidebarState.WORKING)
        briefing = self._session.briefing
        self._ui.run(
            "people",
            partial(self._library.reading.look_for_names, briefing, self._report, any_language),
            self._found,
            partial(self._failed, briefing.document.sha256),
        )

    def find_again(self) -> None:
        if not self.is_working and self._session.is_open:
            self._session.forget_entities()
            self.find(any_language=bool(self._sidebar.foreign))

    def stop(self) -> None:
        if self.is_working:
            self._library.reading.stop_looking()

    def _report(self, share: float) -> None:
        self._ui.call_later(self._show_share, share)

    def _show_share(self, share: float) -> None:
        if self.is_working:
            self._sidebar.share = share

    def _found(self, briefing: Briefing) -> None:
        if self._session.is_showing(briefing.document.sha256):
            self._session.take_entities(briefing)

    def _failed(self, sha256: str, error: BriefingError) -> None:
        if self._session.is_showing(sha256):
            self._sidebar.reason = str(error)
            self._show_state(SidebarState.FAILED)

    def _show_state(self, state: SidebarState) -> None:
        self.state = self._sidebar.state = state

    # List

    def fill(self) -> None:
        session = self._session
        whole = Span(0, len(session.document.text))
        everything = self._sidebar.whole or not session.sections
        span = whole if everything else session.section.span
        language = None if everything else session.section.language
        language = language or session.document.language or ENGLISH
        self._sidebar.foreign = "" if language == ENGLISH else name_language(language)
        counts = {
            entity.id: sum(span.holds(mention.span.start) for mention in entity.mentions)
            for entity in session.entities
        }
        self._sidebar.show(session.entities, counts, session.quotes, session.document.text)

    def toggle_scope(self) -> None:
        self._sidebar.whole = not self._sidebar.whole
        keep = self._library.settings.keep
        self._ui.write(partial(keep, "names_whole", self._sidebar.whole))
        self.fill()
        self._ui.say(f"Names of {'the whole briefing' if self._sidebar.whole else 'this issue'}.")

    # Mentions and quotes

    @property
    def count(self) -> str:
        at, label = self._reached
        return label if at == self._pane.focus_bar.span else ""

    def choose(self, id: str | None) -> bool:
        before = self.chosen
        self.chosen = next((each for each in self._session.entities if each.id == id), None)
        self._mention, self._reached = -1, (None, "")
        self._draw()
        return self.chosen is not before

    def clear(self) -> bool:
        return self.choose(None)

    def go_to_first(self, id: str) -> None:
        self.choose(id)
        self._panels.return_to_text()
        self._walk(0)
        self._sidebar.point_at(id)
        keys = [self._ui.key_of(name) for name in ("next_mention", "previous_mention")]
        quotes = f"{self._ui.key_of('next_quote')} quotations"
        self._ui.say(
            f"{self._reached[1]}: {keys[0]} next · {keys[1]} previous · {quotes} · Tab to the panels"
        )

    def show_mention(self, entity: Entity, section: int | None) -> None:
        self.choose(entity.id)
        sections = self._session.sections
        numbers = (
            number
            for number, mention in enumerate(entity.mentions)
            if section_at(sections, mention.span.start) == section
        )
        self._go_to_mention(entity, next(numbers, 0), remember=False)

    def next_mention(self) -> None:
        self._walk(1)

    def previous_mention(self) -> None:
        self._walk(-1)

    def _walk(self, direction: int) -> None:
        if self.chosen is None and not self.choose(self._sidebar.chosen):
            self._ui.say(f"Choose a name first; press {self._ui.key_of('find_name')} to find one.")
        if self.chosen is None:
            return
        starts = [mention.span.start for mention in self.chosen.mentions]
        here = self._session.section.span.start
        self._go_to_mention(self.chosen, _next(starts, self._mention, direction, here))

    def _go_to_mention(self, entity: Entity, number: int, *, remember: bool = True) -> None:
        span = entity.mentions[number].span
        self._mention = number
        self._reached = (span, f"{number + 1}/{len(entity.mentions)} {entity.name}")
        self._navigation.go_to_span(span, remember=remember)
        self._draw()
        self._changed()

    def _quotes_of_chosen(self) -> tuple[Quote, ...]:
        quotes, chosen = self._session.quotes, self.chosen
        return quotes if chosen is None else tuple(q for q in quotes if q.speaker == chosen.id)

    def next_quote(self) -> None:
        quotes = self._quotes_of_chosen()
        if not quotes:
            whose = f" by {self.chosen.name}" if self.chosen is not None else ""
            self._ui.say(f"No quotations{whose} found.")
            return
        spans = [quote.span for quote in quotes]
        self._go_to_quote(spans, self._after_focus(spans) % len(spans))

    def go_to_quote(self, quote: Quote) -> None:
        self.choose(quote.speaker)
        self._panels.return_to_text()
        spans = [each.span for each in self._quotes_of_chosen()]
        self._go_to_quote(spans, spans.index(quote.span))

    def _go_to_quote(self, spans: list[Span], at: int) -> None:
        whose = f" {self.chosen.name}" if self.chosen is not None else ""
        self._reached = (spans[at], f"quotation {at + 1}/{len(spans)}{whose}")
        self._navigation.go_to_span(spans[at])
        self._changed()

    def _after_focus(self, spans: list[Span]) -> int:
        focus = self._pane.focus_bar
        if focus.span in spans:
            return spans.index(focus.span) + 1
        here = focus.span.start if focus.span and focus.in_sight else self._session.place.offset
        return bisect_left(spans, here, key=lambda span: span.start)

    def show_matrix(self) -> None:
        if not self._session.entities:
            self._ui.say("No people or organizations are known yet.")
            return

        def chosen(cell: tuple[str, int]) -> None:
            self.choose(cell[0])
            self._navigation.go_to_section(cell[1])
            self._walk(0)

        session = self._session
        dialog = dialogs.MatrixDialog(session.entities, session.outline, session.index, self.chosen)
        self._ui.ask(dialog, chosen)

    def _draw(self) -> None:
        if self.chosen is None:
            self._pane.overlay.drop("mention")
            self._pane.overlay.drop("mention-current")
            return
        spans = [mention.span for mention in self.chosen.mentions]
        self._pane.overlay.set("mention", spans, "mention")
        current = spans[self._mention : self._mention + 1] if self._mention >= 0 else []
        self._pane.overlay.set("mention-current", current, "match-current")


def _next(starts: list[int], at: int, direction: int, start: int) -> int:
    if at < 0:
        after = [i for i, offset in enumerate(starts) if offset >= start]
        return (after[0] if after else 0) if direction >= 0 else len(starts) - 1
    return (at + direction) % len(starts)
