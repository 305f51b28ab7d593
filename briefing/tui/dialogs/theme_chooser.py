from textual.widgets import OptionList

from briefing.tui.dialogs.choose import ChoiceDialog
from briefing.tui.theme_list import NAMES, shown_name


class ThemeDialog(ChoiceDialog):
    """Closing without a choice restores the previous theme."""

    def __init__(self, current: str) -> None:
        self._before = current
        at = NAMES.index(current) if current in NAMES else 0
        super().__init__("Theme", [(name, shown_name(name)) for name in NAMES], at=at)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_id is not None:
            self.app.theme = event.option_id

    def leave(self) -> None:
        self.app.theme = self._before
        self.dismiss(None)
