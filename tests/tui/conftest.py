"""What the tests of the screens share."""

import pytest
import textual.app
import textual.pilot
from textual._compositor import Compositor, Region

from tests.tui.settling import quiet

_whole_screen = Compositor.render_update


def _draw_for_nobody(self, full=False, screen_stack=None, simplify=False):
    """Have the widgets draw what changed, and leave out putting it together: no terminal shows it."""
    if full:
        return _whole_screen(self, full, screen_stack, simplify)
    changed = self._dirty_regions.copy()
    self._dirty_regions.clear()
    for _ in self._get_renders(Region.from_union(changed)) if changed else ():
        pass
    return None


@pytest.fixture(autouse=True, scope="package")
def no_terminal():
    """A screenshot is put together; what is drawn between two of them is not, and nothing waits for a clock."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", _draw_for_nobody)
        patch.setattr(textual.app, "wait_for_idle", quiet)
        patch.setattr(textual.pilot, "wait_for_idle", quiet)
        yield
