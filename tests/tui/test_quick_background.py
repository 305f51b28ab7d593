import pytest
from textual import screen
from textual.renderables.background_screen import BackgroundScreen

from briefing.tui.quick_background import TintedScreen
from briefing.tui.quick_compositor import QuickCompositor
from tests.tui.reading import application


@pytest.mark.parametrize("theme", ["briefing-light", "nord", "ansi"])
async def test_what_is_behind_a_dialog_is_tinted_as_textual_does(tmp_path, monkeypatch, theme):
    app = application(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        app.theme = theme
        await pilot.press("T")
        await pilot.pause()
        drawn = []
        for kind in (TintedScreen, BackgroundScreen):
            monkeypatch.setitem(vars(screen), "BackgroundScreen", kind)
            app.screen.refresh()
            await pilot.pause()
            strips = QuickCompositor.of[app.screen].render_strips()
            drawn.append([list(strip.simplify()) for strip in strips])
    assert drawn[0] == drawn[1]
