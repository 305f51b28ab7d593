from collections.abc import Mapping
from typing import ClassVar, TypeVar

from textual.content import Content
from textual.screen import ModalScreen
from textual.timer import Timer

from briefing.resources import style_file
from briefing.tui.commands import CLOSE, Command
from briefing.tui.key_bindings import dialog_bindings, effective_keys
from briefing.tui.key_queue import KeyQueueApp
from briefing.tui.widgets.key_footer import fit
from briefing.tui.widgets.status_line import SECONDS

T = TypeVar("T")
_BETWEEN = " · "
_ENDS = 6
"""Cells of a frame's line that its words cannot have."""


class Dialog(ModalScreen[T]):
    """Escape closes it and returns None. Its frame says the keys of `commands`, if it has its own, or
    what was done.
    """

    CSS_PATH = [style_file("dialogs")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]
    commands: ClassVar[tuple[Command, ...]] = CLOSE
    BINDINGS = dialog_bindings(CLOSE)

    _said: Timer | None = None

    def hold(self) -> None: ...

    def on_mount(self) -> None:
        self.show_keys()
        self.call_after_refresh(self.show_keys)

    def on_resize(self) -> None:
        self.call_after_refresh(self.show_keys)

    def say(self, sentence: str, *, undo: bool = False) -> None:
        if not self.is_attached:
            return
        sentence = f"{sentence}{_BETWEEN}{self.key_of('undo')} undo" if undo else sentence
        if self._said is not None:
            self._said.stop()
        self._said = self.set_timer(SECONDS, self._end)
        for panel in self.query(".panel"):
            panel.border_subtitle = Content.styled(sentence, "$text-primary")

    def _end(self) -> None:
        self._said = None
        self.show_keys()

    def show_keys(self) -> None:
        if self._said is not None or self.commands is CLOSE:
            return
        *first, last = [Content(words) for words in self._key_words()]
        for panel in self.query(".panel"):
            width = (panel.outer_size.width or self.app.size.width) - _ENDS
            room = width - last.cell_length - len(_BETWEEN)
            shown = list(fit(first, room, len(_BETWEEN)))
            if len(shown) < len(first) and self.more_keys:
                more = Content(self.more_keys)
                few = [*fit(first, room - more.cell_length - len(_BETWEEN), len(_BETWEEN)), more]
                shown = few if len(few) > 1 or not shown else shown
            panel.border_subtitle = Content(_BETWEEN).join([*shown, last])

    def _key_words(self) -> list[str]:
        listed = [each for each in self.commands if each.label and self.key_of(each.name)]
        holding = [each for each in listed if not each.when or getattr(self, each.when)]
        return [f"{self.key_of(each.name)} {each.label}" for each in holding]

    @property
    def more_keys(self) -> str:
        return ""

    @property
    def chosen_keys(self) -> Mapping[str, str]:
        return self.app.keys if isinstance(self.app, KeyQueueApp) else {}

    def key_of(self, command: str) -> str:
        key = effective_keys(self.chosen_keys, self.commands)[command].split("  ")[0]
        return key.title() if len(key) > 1 else key

    async def action_close(self) -> None:
        self.leave()

    def leave(self) -> None:
        self.dismiss(None)
