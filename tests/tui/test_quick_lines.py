from textual import widget
from textual._styles_cache import StylesCache
from textual.app import App
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from briefing.tui.quick_lines import PlainLines


class Styled(App):
    CSS = """
    VerticalScroll { height: 8; border-top: solid red; }
    Static { height: 3; }
    .tall { height: 20; }
    .padded { padding: 1 2; }
    .boxed { border: round red; }
    .beside { border-left: solid red; padding: 0 2 0 1; }
    .faint { opacity: 0.5; }
    .tinted { tint: red 50%; }
    .hatched { hatch: cross red; }
    .outlined { outline: solid red; }
    """

    def compose(self):
        with VerticalScroll():
            yield Static("In a place\nthat scrolls", classes="tall")
        for look in ("", "padded", "boxed", "beside", "faint", "tinted", "hatched", "outlined"):
            yield Static(f"Some {look} words", classes=look)


async def drawn(monkeypatch, kind):
    monkeypatch.setitem(vars(widget), "StylesCache", kind)
    async with Styled().run_test(size=(30, 39)) as pilot:
        await pilot.pause()
        shown = [each for each in pilot.app.screen.walk_children(Widget) if each.size]
        assert all(type(each._styles_cache) is kind for each in shown)
        bars = [each.vertical_scrollbar for each in shown if each.show_vertical_scrollbar]
        lines = [each.render_lines(each.outer_size.region) for each in (*shown, *bars)]
        return [[list(line.simplify()) for line in each] for each in lines]


async def test_lines_are_drawn_as_textual_draws_them(monkeypatch):
    assert await drawn(monkeypatch, PlainLines) == await drawn(monkeypatch, StylesCache)
