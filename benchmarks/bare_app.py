"""A Textual application that does least for a key: it redraws one widget over the whole screen, or changes the theme."""

from textual.app import App, ComposeResult
from textual.widgets import Static

PAGES = ("\n".join(f"Ready to read line {n}" for n in range(60)), "\n".join(["Another page"] * 60))


class BareApp(App[None]):
    BINDINGS = [("space", "page"), ("T", "change")]
    CSS = "Static { height: 100%; }"
    page = 0

    def compose(self) -> ComposeResult:
        yield Static(PAGES[0])

    def action_page(self) -> None:
        self.page = 1 - self.page
        self.query_one(Static).update(PAGES[self.page])

    def action_change(self) -> None:
        self.theme = "nord" if self.theme != "nord" else "textual-dark"


if __name__ == "__main__":
    BareApp().run()
