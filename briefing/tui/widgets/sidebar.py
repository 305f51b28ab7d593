from collections import defaultdict
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Static

from briefing.model import Entity, Quote
from briefing.tui.messages import EntityChosen
from briefing.tui.widgets.laid_out import LaidOut
from briefing.tui.widgets.name_list import NameList
from briefing.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual.widgets import Input

    from briefing.tui.widgets.about_name import AboutName
    from briefing.tui.widgets.field import Field

_TITLES = {False: "Names in this issue ", True: "Names in all issues "}


class SidebarState(Enum):
    WAITING = "waiting"
    WORKING = "working"
    FOUND = "found"
    FAILED = "failed"


class Sidebar(LaidOut, Widget):
    state: var[SidebarState] = var(SidebarState.WAITING)
    share: var[float] = var(0.0)
    """Progress of the search, 0 to 1."""
    reason: var[str] = var("")
    whole: var[bool] = var(False)
    """Whether names of the whole briefing are listed, not of this section."""
    foreign: var[str] = var("")
    """The language of the text, if names are not looked for in it."""
    retry_key: var[str] = var("R")
    stop_key: var[str] = var("X")

    def compose(self) -> ComposeResult:
        yield Static("", markup=False, id="people-state")
        yield NameList(id="names")

    @cached_property
    def _about(self) -> "AboutName":
        from briefing.tui.widgets.about_name import AboutName

        return AboutName(id="about-name")

    def on_mount(self) -> None:
        self._show_state()

    @property
    def names(self) -> NameList:
        return self.query_one(NameList)

    def show(
        self,
        entities: tuple[Entity, ...],
        counts: dict[str, int],
        quotes: tuple[Quote, ...],
        text: str,
    ) -> None:
        """`counts` maps the ids of the listed entities to numbers of mentions."""
        self._entities = {entity.id: entity for entity in entities}
        if quotes is not self._quotes:
            self._quotes, self._said_by = quotes, defaultdict(list)
            for quote in quotes:
                self._said_by[quote.speaker].append(quote)
        self._counts, self._text = counts, text
        self._list()

    def show_new(self, ids: frozenset[str], since: str) -> None:
        """`since` describes the previous briefing."""
        self._since = since
        self.names.new = ids
        self._tell()

    _since: str = ""

    def _list(self) -> None:
        words = self._field.value if self._field is not None else ""
        everywhere = {id: len(entity.mentions) for id, entity in self._entities.items()}
        counts = everywhere if words.strip() else self._counts
        self.names.filter = words
        self.names.entities = tuple(
            (entity, counts[id]) for id, entity in self._entities.items() if counts.get(id)
        )
        self._show_state()
        self._tell()
        self._divide()

    def on_resize(self) -> None:
        self.call_after_refresh(self._divide)

    def _divide(self) -> None:
        rows = max(self.names.rows, self.names.count)
        self.names.styles.height = max(3, min(rows, self.size.height // 2))

    _counts: dict[str, int] = {}
    _entities: dict[str, Entity] = {}
    _quotes: tuple[Quote, ...] = ()
    _said_by: dict[str | None, list[Quote]] = {}
    _text = ""

    @property
    def chosen(self) -> str | None:
        return self.names.chosen

    def point_at(self, id: str) -> None:
        self.names.point_at(id)

    def watch_state(self) -> None:
        self._show_state()

    def watch_share(self) -> None:
        self._show_state()

    def watch_reason(self) -> None:
        self._show_state()

    def watch_whole(self) -> None:
        self._show_state()

    def watch_foreign(self) -> None:
        self._show_state()

    def _show_state(self) -> None:
        if not (self.is_mounted and self.is_attached):
            return
        says, style = self._says(), "$text-error" if self.state is SidebarState.FAILED else ""
        if says != self._said:
            self._said = says
            label = self.query_one("#people-state", Static)
            label.update(Content.styled(says, style))
            label.display = bool(says)
        found = self.state is SidebarState.FOUND
        self._show_field(shown=found)
        title = _TITLES[self.whole] if found else "Names "
        if title != self.border_title:  # Setting it draws the whole panel.
            self.border_title = Content(title)

    _said: str | None = None
    _field: "Field | None" = None

    def _show_field(self, *, shown: bool) -> None:
        if shown and self._field is None:
            from briefing.tui.widgets.field import Field

            self._field = Field(placeholder="type to filter", compact=True, id="name-filter")
            self.mount(self._field, before=0)
        if self._field is not None:
            self._field.display = shown

    def _says(self) -> str:
        if self.state is SidebarState.WORKING:
            cells = 16
            full = round(self.share * cells)
            bar = "━" * full + "─" * (cells - full)
            done = round(self.share * 100)
            return f"Looking for names…\n{bar} {done}%\n\nPress {self.stop_key} to stop."
        if self.state is SidebarState.FAILED:
            return f"{self.reason}\n\nPress {self.retry_key} to try again."
        if self.state is SidebarState.WAITING:
            return "Names appear when the text has loaded."
        if not self.names.names_actors:
            return self._why_empty()
        return ""

    def _why_empty(self) -> str:
        if self.names.filter.strip():
            return "" if self.names.count else "No matching names."
        if self.foreign:
            return (
                f"This is in {self.foreign}, but names are found in English only."
                f"\n\nPress {self.retry_key} to look anyway."
            )
        return "No people or organizations."

    def _tell(self) -> None:
        if not self.is_attached:
            return  # Names may come while the program ends.
        entity = self._entities.get(self.chosen or "")
        quotes = tuple(self._said_by.get(entity.id, ())) if entity is not None else ()
        is_new = entity is not None and entity.id in self.names.new
        if entity is not None and not self._about.is_attached:
            self.mount(self._about)
        self._about.tell(entity, quotes, self._text, self._since if is_new else "")

    def on_input_changed(self, event: "Input.Changed") -> None:
        event.stop()
        self._list()

    def on_input_submitted(self, event: "Input.Submitted") -> None:
        event.stop()
        chosen = self.chosen
        if chosen is not None:
            self.clear_filter()
            self.post_message(EntityChosen(chosen))

    def on_virtual_list_pointed(self, event: VirtualList.Pointed) -> None:
        event.stop()
        self._tell()
        self._divide()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        if self.chosen is not None:
            self.post_message(EntityChosen(self.chosen))
        else:
            self.names.fold()

    def focus_filter(self) -> None:
        if self._field is not None:
            self._field.focus()

    def clear_filter(self) -> bool:
        if self._field is None or not self._field.value:
            return False
        self._field.value = ""
        return True
