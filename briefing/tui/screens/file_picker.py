from textual.app import ComposeResult
from textual.widgets import Static

from briefing.library import Library
from briefing.resources import style_file
from briefing.sanitize import sanitize_line
from briefing.tui.commands import PICKER
from briefing.tui.key_bindings import bindings
from briefing.tui.open_request import OpenRequest
from briefing.tui.screens.base_screen import BaseScreen
from briefing.tui.screens.file_choice import FileChoice
from briefing.tui.screens.list_navigation import ListNavigation
from briefing.tui.widgets.field import Field
from briefing.tui.widgets.file_and_feed_lists import FileList
from briefing.tui.widgets.filter_bar import FilterBar
from briefing.tui.widgets.key_footer import KeyFooter
from briefing.tui.widgets.list_status import ListStatus


class FilePickerScreen(BaseScreen[OpenRequest]):
    CSS_PATH = [style_file("library")]
    AUTO_FOCUS = "FileList"
    commands = PICKER
    BINDINGS = bindings(PICKER)
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (80, "-large")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (10, "-tall")]

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.files, self.status = FileList(), ListStatus()
        self.filter_bar = FilterBar(Field(placeholder="part of a name", compact=True))
        self.title_line = Static("", markup=False, id="shelf-title")
        self.empty = Static("", markup=False, classes="empty")
        self.navigation = ListNavigation(lambda: self.files)
        self.choice = FileChoice(
            self.files,
            self.filter_bar,
            library,
            self.ui,
            changed=self._show_what_is_listed,
            answer=self.dismiss,
        )

    def compose(self) -> ComposeResult:
        yield self.title_line
        yield self.filter_bar
        yield self.files
        yield self.empty
        yield self.status
        yield KeyFooter()

    def on_mount(self) -> None:
        self.empty.display = False
        self.choice.enter(self.choice.folder)

    def _show_what_is_listed(self) -> None:
        choice, files = self.choice, self.files
        self.title_line.update(sanitize_line(choice.folder))
        self.empty.display, self.files.display = not choice.found, bool(files.items)
        self.empty.update(self._why_empty())
        count, selected = len(choice.items), len(files.selected)
        self.status.left = f"{count:,} here" + (f" · {selected:,} selected" if selected else "")
        self.status.right = "all files" if choice.everything else "readable files"

    def _why_empty(self) -> str:
        if self.filter_bar.words.strip():
            return "Nothing matches. Esc clears the filter."
        above = self.ui.key_of("pick_above")
        if self.choice.everything:
            return f"This folder is empty. Press {above} for the folder above."
        every = self.ui.key_of("pick_everything")
        return f"No readable files here. Press {every} to list all files, {above} for the folder above."

    # Routing

    def on_filter_bar_changed(self) -> None:
        self.status.go_on()
        self.choice.filter()

    def on_filter_bar_done(self) -> None:
        self.files.focus()

    def on_virtual_list_chosen(self) -> None:
        self.choice.open()

    def escape(self) -> None:
        if not (self.choice.deselect() or self.filter_bar.clear()):
            self.dismiss(None)
