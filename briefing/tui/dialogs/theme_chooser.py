from collections.abc import Sequence

from textual.widgets import OptionList

from briefing.tui.dialogs.choose import ChoiceDialog
from briefing.tui.theme_list import shown_name


class ThemeDialog(ChoiceDialog):
    def __init__(self, current: str, names: Sequence[str]) -> None:
        self._before = current
        at = names.index(current) if current in names else 0
        super().__init__("Theme", [(name, shown_name(name)) for name in names], at=at)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_id is not None:
            self.app.theme = event.option_id

    def leave(self) -> None:
        self.app.theme = self._before
        self.dismiss(None)
