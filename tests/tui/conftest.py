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


@pytest.fixture(autouse=True, scope="package")
def no_terminal():
    """What changed is drawn when a test pauses, not whenever a terminal would be; and nothing waits for a clock."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", _for_nobody)
        patch.setattr(textual.app, "wait_for_idle", quiet)
        patch.setattr(textual.pilot, "wait_for_idle", drawn)
        yield
