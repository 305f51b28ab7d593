import pyte
import pytest
from textual import screen
from textual._compositor import Compositor
from textual.app import App
from textual.containers import Horizontal, VerticalScroll
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from briefing.tui.quick_compositor import QuickCompositor, find_concerned


class Over(ModalScreen):
    def compose(self):
        yield Static("A dialog", id="dialog")


class Several(App):
    CSS = """
    Horizontal { height: 6; border: round red; }
    VerticalScroll { width: 20; border: solid blue; }
    #left { layers: below above; }
    #note { layer: above; width: 8; height: 2; offset: 3 2; }
    #tall { height: 20; }
    #dialog { width: 12; height: 3; offset: 20 4; }
    Over { background: black 50%; }
    """

    def compose(self):
        yield Static("A title", id="title")
        with Horizontal(id="columns"):
            with VerticalScroll(id="left"):
                yield Static("\n".join(f"Line {n}" for n in range(20)), id="tall")
                yield Static("A note", id="note")
            yield Static("Beside it", id="right")
        yield Static("The end", id="end")


def change(app, step):
    if step == "words":
        app.query_one("#tall", Static).update("\n".join(["Other words"] * 20))
    elif step == "behind":
        app.query_one("#left").styles.background = "green"
    elif step == "scrolled":
        app.query_one("#left").scroll_to(y=5, animate=False)
    elif step == "lines":
        app.query_one("#right").refresh(Region(0, 1, 10, 1))
        app.query_one("#note", Static).update("Changed")
    elif step == "hidden":
        app.query_one("#note").display = False
    elif step == "two":
        app.query_one("#title", Static).update("A new title")
        app.query_one("#end", Static).update("Not the end")
    elif step == "dialog":
        app.push_screen(Over())
    elif step == "below":
        app.screen_stack[0].query_one("#right", Static).update("Changed below")
    elif step == "closed":
        app.pop_screen()


STEPS = (
    "words",
    "behind",
    "scrolled",
    "lines",
    "two",
    "hidden",
    "dialog",
    "below",
    "closed",
    "words",
)


async def shown(monkeypatch, kind):
    terminal = pyte.Screen(40, 12)
    stream, drawn = pyte.Stream(terminal), []

    def display(app, screen, update):
        if update is not None:
            stream.feed(update.render_segments(app.console))

    monkeypatch.setitem(vars(screen), "Compositor", kind)
    monkeypatch.setattr(Several, "_display", display)
    async with Several().run_test(size=(40, 12)) as pilot:
        assert type(pilot.app.screen._compositor) is kind
        for step in STEPS:
            change(pilot.app, step)
            await pilot.pause(0.1)
            drawn.append((step, [dict(terminal.buffer[y]) for y in range(12)]))
    return drawn


async def test_a_terminal_shows_what_textual_draws(monkeypatch):
    assert await shown(monkeypatch, QuickCompositor) == await shown(monkeypatch, Compositor)


PANE, BAR, BEHIND, BESIDE = (Widget(id=name) for name in ("pane", "bar", "behind", "beside"))
VISIBLE = {
    BAR: (Region(9, 0, 1, 5), Region(0, 0, 20, 5)),
    PANE: (Region(0, 0, 10, 5), Region(0, 0, 20, 5)),
    BESIDE: (Region(10, 0, 10, 5), Region(0, 0, 20, 5)),
    BEHIND: (Region(0, 0, 20, 5), Region(0, 0, 20, 5)),
}


@pytest.mark.parametrize(
    ("changed", "drawn"),
    [
        ({PANE}, [BAR, PANE]),
        ({BAR}, [BAR]),
        ({BEHIND}, [BAR, PANE, BESIDE]),
        ({BESIDE, BAR}, [BAR, BESIDE]),
        ({Widget()}, []),
    ],
)
def test_only_what_is_seen_where_something_changed_is_drawn(changed, drawn):
    assert list(find_concerned(VISIBLE, changed)) == drawn
