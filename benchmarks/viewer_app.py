"""Textual's own markdown viewer on the file that is named."""

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import MarkdownViewer


class ViewerApp(App[None]):
    BINDINGS = [("T", "change")]

    def compose(self) -> ComposeResult:
        yield MarkdownViewer(Path(sys.argv[1]).read_text(), show_table_of_contents=False)

    def on_mount(self) -> None:
        self.query_one(MarkdownViewer).focus()

    def action_change(self) -> None:
        self.theme = "nord" if self.theme != "nord" else "textual-dark"


if __name__ == "__main__":
    ViewerApp().run()
