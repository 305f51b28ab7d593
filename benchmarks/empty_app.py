"""The smallest Textual application, to measure against."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class EmptyApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("Ready to read")


if __name__ == "__main__":
    EmptyApp().run()
