"""What the tests of the screens share."""

import pytest
import textual.app
import textual.pilot
from textual._compositor import Compositor
from textual.app import App
from textual.pilot import Pilot

from briefing.tui.reader import read_marks
from briefing.tui.style_rules import keep_styles
from briefing.tui.widgets import status_line
from tests.tui.settling import draw, drawn, handled, quiet

_put_together, _shut_down = Compositor.render_update, App._shutdown
keep_styles()


def _for_nobody(self, full=False, screen_stack=None, simplify=False):
    """A screenshot is put together; what only a terminal would show waits for `drawn`."""
    return _put_together(self, full, screen_stack, simplify) if full else None


async def _draw_and_shut_down(self):
    draw(self)
    await _shut_down(self)


@pytest.fixture(autouse=True)
def no_terminal(request, monkeypatch):
    """Each screen is drawn when it is there and when a test ends, not whenever a terminal would be.

    Nothing waits for a clock, and what is said stays.

    A test that compares pictures has everything as Textual does it.
    """
    monkeypatch.setattr(status_line, "SECONDS", 1e5)
    if "snap_compare" not in request.fixturenames:
        monkeypatch.setattr(Compositor, "render_update", _for_nobody)
        monkeypatch.setattr(App, "_shutdown", _draw_and_shut_down)
        monkeypatch.setattr(textual.app, "wait_for_idle", quiet)
        monkeypatch.setattr(textual.pilot, "wait_for_idle", drawn)
        monkeypatch.setattr(Pilot, "_wait_for_screen", handled)


@pytest.fixture(autouse=True)
def no_dwell_in_pictures(request, monkeypatch):
    """On a slow machine an issue would be read before its picture is taken."""
    if "snap_compare" in request.fixturenames:
        monkeypatch.setattr(read_marks, "_LEAST", 1e5)
