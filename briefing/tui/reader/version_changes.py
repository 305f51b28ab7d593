from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from briefing.errors import BriefingError
from briefing.library import Library
from briefing.model import Briefing
from briefing.sanitize import sanitize_line
from briefing.tui import dialogs
from briefing.tui.reader.navigation import Navigation
from briefing.tui.reader.session import (
    BriefingShown,
    EntitiesChanged,
    ReadingSession,
    SectionsCorrected,
)
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.shown_facts import shown_day
from briefing.tui.widgets.pane import ReadingPane
from briefing.tui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from briefing.library.carry_over import CarriedOver
    from briefing.library.cross_document.novelty import Novelty
    from briefing.library.version_history import VersionComparison

_NONE: frozenset[int] = frozenset()


class Versions:
    def __init__(
        self,
        session: ReadingSession,
        navigation: Navigation,
        pane: ReadingPane,
        sidebar: Sidebar,
        library: Library,
        ui: ReaderInterface,
        *,
        open_kept: Callable[[str, Callable[[], object]], object],
        changed: Callable[[], object],
    ) -> None:
        self._session, self._navigation, self._pane = session, navigation, pane
        self._sidebar, self._library, self._ui = sidebar, library, ui
        self._open_kept, self._changed = open_kept, changed
        self.changed = _NONE
        """Indexes of sections whose words differ from the previous version."""
        self._added = _NONE
        self._news: Novelty | None = None
        """None until compared, and without a previous briefing."""
        session.subscribe(BriefingShown, self._begin)
        session.subscribe(SectionsCorrected, lambda _: self.look_for_news())
        session.subscribe(EntitiesChanged, lambda _: self.look_for_news())

    @property
    def new(self) -> frozenset[int]:
        return self._added | (self._news.issues if self._news is not None else _NONE)

    def _begin(self, event: BriefingShown) -> None:
        self.changed = self._added = _NONE
        self._take_news(None)
        if event.moved is not None:
            self._tell_moved(event.moved)
        if self._session.entities_known:
            self._ui.call_after_refresh(self.look_for_news)

    def _tell_moved(self, moved: "CarriedOver") -> None:
        sections = self._session.sections
        self._flag(
            frozenset(i for i, s in enumerate(sections) if s.span.start in moved.fresh),
            frozenset(i for i, s in enumerate(sections) if s.span.start in moved.added),
        )
        key = self._ui.key_of("changes")
        if moved.sentence:
            self._ui.say(f"The text changed: {moved.sentence}. {key} shows what changed.")
        elif moved.fresh:
            self._ui.say(f"The text changed since you read it; {key} shows what changed.")

    def compare_sections(self, before: Briefing) -> None:
        text = self._session.document.text
        titles = {section.title for section in before.analysis.sections}
        words = {
            section.span.of(before.document.text).strip() for section in before.analysis.sections
        }
        sections = self._session.sections
        changed = [i for i, s in enumerate(sections) if s.span.of(text).strip() not in words]
        self._flag(
            frozenset(changed), frozenset(i for i in changed if sections[i].title not in titles)
        )

    def _flag(self, changed: frozenset[int], added: frozenset[int]) -> None:
        self.changed, self._added = changed, added
        self._changed()

    # Since the previous version

    def list_changes(self) -> None:
        if not self._session.is_open:
            return
        if self._session.partial:
            self._ui.say("The rest of the text is still being read.")
            return
        sha256 = self._session.document.sha256
        self._ui.run(
            "changes",
            partial(self._library.history.compare, sha256),
            partial(self._show_changes, sha256),
            partial(self._say_failure, sha256),
        )

    def _say_failure(self, sha256: str, error: BriefingError) -> None:
        if self._session.is_showing(sha256):
            self._ui.say(str(error), error=True)

    def _show_changes(self, sha256: str, comparison: "VersionComparison | None") -> None:
        if not self._session.is_showing(sha256):
            return
        if comparison is None:
            key = self._ui.key_of("reload")
            self._ui.say(f"There is no previous version yet; {key} reads the source again.")
        else:
            self._ui.ask(dialogs.ChangesDialog(comparison), self._go_there)

    def _go_there(self, there: "dialogs.ChangeTarget") -> None:
        here = self._session.is_showing(there.sha256)
        if here:
            self._point_at(there, remember=True)
            return

        def shown() -> None:
            self._ui.say("This is the previous version; Ctrl+O goes back.")
            self._point_at(there, remember=False)

        self._open_kept(there.sha256, shown)

    def _point_at(self, there: "dialogs.ChangeTarget", *, remember: bool) -> None:
        offset = there.place.start
        heads = offset in {section.span.start for section in self._session.sections}
        self._navigation.go_to_offset(offset, "top" if heads else "middle", remember=remember)
        self._pane.focus_bar.put(None if heads else offset)

    # Since the previous briefing

    def look_for_news(self) -> None:
        self._take_news(None)
        if self._session.is_open and not self._session.partial:
            briefing = self._session.briefing
            self._ui.run(
                "news",
                partial(self._library.cross_document.news, briefing),
                partial(self._show_news, briefing.document.sha256),
                lambda _: None,  # if the library cannot be read, nothing counts as new
            )

    def _show_news(self, sha256: str, news: "Novelty | None") -> None:
        if news is not None and self._session.is_showing(sha256):
            self._take_news(news)
            self._changed()

    def _take_news(self, news: "Novelty | None") -> None:
        self._news = news
        if news is not None and news.changed:
            self.changed = news.changed
        names = news.names if news is not None else frozenset()
        self._sidebar.show_new(names, self._since())

    def _since(self) -> str:
        """It is like "“Harbour talks”, 2 Mar 2026", and "" without a previous briefing."""
        if self._news is None:
            return ""
        return f"“{sanitize_line(self._news.before)}”, {shown_day(self._news.published, self._news.added)}"

    def why_new(self) -> str:
        if self._news is None or self._session.index not in self._news.issues:
            return ""
        return f"New since {self._since()}, {sanitize_line(self._news.how)}."
