"""Every style of the text can be read in every theme."""

from rich.style import Style
from textual.color import Color

from briefing.tui.theme_list import NAMES
from briefing.tui.widgets.strip_painter import PREFIX
from tests.tui.reading import application, parts

LEAST = 4.5
"""The contrast that WCAG 2.2 asks of text at level AA."""


def luminance(color: Color) -> float:
    """WCAG 2.2, relative luminance."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(style: Style) -> float:
    """WCAG 2.2, contrast ratio."""
    pair = (Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))
    low, high = sorted(map(luminance, pair))
    return (high + 0.05) / (low + 0.05)


TEXT = (
    "",
    *(f"heading-{level}" for level in range(1, 7)),
    "quote",
    "code",
    "inline-code",
    "link",
    "footnote",
)
OVER = ("mention", "highlight-yellow", "highlight-green", "highlight-blue", "highlight-pink", "note",
        "match", "match-current", "selection", "hint")  # fmt: skip


async def test_text_stands_out_under_every_mark_in_every_theme(tmp_path):
    app = application(tmp_path)
    weak = []
    async with app.run_test(size=(60, 15)) as pilot:
        pane = parts(app).pane
        for theme in NAMES:
            app.theme = theme
            await pilot.pause()
            base = pane.rich_style
            for text in TEXT:
                under = base + pane._component_style(PREFIX + text) if text else base
                for over in OVER:
                    found = contrast(under + pane._component_style(PREFIX + over))
                    if found < LEAST:
                        weak.append((theme, text, over, round(found, 2)))
    assert weak == []


async def test_text_stands_out_in_every_theme(tmp_path):
    app = application(tmp_path)
    weak = []
    async with app.run_test(size=(60, 15)) as pilot:
        pane = parts(app).pane
        for theme in NAMES:
            app.theme = theme
            await pilot.pause()
            base = pane.rich_style
            for name in pane.COMPONENT_CLASSES:
                found = contrast(base + pane._component_style(name))
                if found < LEAST:
                    weak.append((theme, name, round(found, 2)))
    assert weak == []
