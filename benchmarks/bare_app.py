"""A Textual application that redraws one widget over the whole screen, changes the theme, or shows a letter typed in a field."""

from textual.app import App, ComposeResult
from textual.widgets import Input, Static

PAGES = ("\n".join(f"Ready to read line {n}" for n in range(60)), "\n".join(["Another page"] * 60))


class BareApp(App[None]):
    BINDINGS = [("space", "page"), ("T", "change"), ("slash", "search"), ("escape", "close")]
    AUTO_FOCUS = None
    CSS = """
    Static { height: 100%; }
    Input { dock: bottom; display: none; }
    """
    page = 0

    def compose(self) -> ComposeResult:
        yield Static(PAGES[0])
        yield Input(compact=True)

    def action_page(self) -> None:
        self.page = 1 - self.page
        self.query_one(Static).update(PAGES[self.page])

    def action_change(self) -> None:
        self.theme = "nord" if self.theme != "nord" else "textual-dark"

    def action_search(self) -> None:
        field = self.query_one(Input)
        field.display = True
        field.focus()

    def action_close(self) -> None:
        field = self.query_one(Input)
        field.clear()
        field.display = False
        self.set_focus(None)


if __name__ == "__main__":
    BareApp().run()
