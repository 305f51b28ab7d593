"""How the pane looks: every kind of block, highlights, a search, a note, the focus bar and hints."""

import pytest

from briefing.model import Span
from briefing.tui.widgets.pane import ReadingPane
from tests.tui.making import everything
from tests.tui.test_pane import Shell, whole

LAYERS = {
    "mention": "leaders",
    "highlight-yellow": "video",
    "highlight-green": "troop",
    "highlight-blue": "cyber",
    "highlight-pink": "nuclear agreement",
    "match": "item",
    "match-current": "second line",
    "note": "Short",
}


@pytest.mark.parametrize(
    ("theme", "size"), [("textual-dark", (90, 46)), ("textual-light", (48, 40))]
)
def test_looks(snap_compare, theme, size):
    document = everything()

    async def prepare(pilot):
        pilot.app.theme = theme
        pane = pilot.app.query_one(ReadingPane)
        pane.show(document, whole(document))
        for component, words in LAYERS.items():
            at = document.text.index(words)
            pane.overlay.set(component, [Span(at, at + len(words))], component)
        pane.focus_bar.move(1)
        pane.focus_bar.move(1)
        pane.overlay.hint({mark.span.start: "a" for mark in pane.viewport.marks()})
        await pilot.pause()

    assert snap_compare(Shell(), terminal_size=size, run_before=prepare)
