"""What the tests of the screens share."""

import pytest
import textual.app
import textual.pilot
from textual._compositor import Compositor

from tests.tui.settling import drawn, quiet

_put_together = Compositor.render_update


def _for_nobody(self, full=False, screen_stack=None, simplify=False):
    """A screenshot is put together; what only a terminal would show waits for `drawn`."""
    return _put_together(self, full, screen_stack, simplify) if full else None


@pytest.fixture(autouse=True)
def no_terminal(request, monkeypatch):
    """What changed is drawn when a test pauses, not whenever a terminal would be; and nothing waits for a clock.

    A test that compares pictures has everything as Textual does it.
    """
    if "snap_compare" not in request.fixturenames:
        monkeypatch.setattr(Compositor, "render_update", _for_nobody)
        monkeypatch.setattr(textual.app, "wait_for_idle", quiet)
        monkeypatch.setattr(textual.pilot, "wait_for_idle", drawn)
