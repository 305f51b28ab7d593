"""All text can be read in every theme."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from textual.color import Color

from briefing.resources import resource_folder
from briefing.tui.theme_colours import LEAST, contrast, is_readable, make_theme, text_colours
from briefing.tui.theme_list import THEMES
from briefing.tui.widgets.pane_styles import LOOKS, pane_style
from tests.tui.reading import application, parts

RGB = [theme.name for theme in THEMES if not theme.ansi]
"""What the colours of the other one are is the terminal's to say."""
TEXTS = ("foreground", "muted", *(f"text-{name}" for name in (
    "primary", "secondary", "accent", "warning", "error", "success")))  # fmt: skip
PAIRS = (
    *((text, ground) for text in TEXTS for ground in ("background", "surface", "panel", "row")),
    *(("mark-text", f"mark-{name}") for name in ("yellow", "green", "blue", "pink")),
    ("mark-text", "mention"), ("mark-text", "note"), ("match-text", "match"),
    ("current-text", "current"), ("selection-text", "selection"),
)  # fmt: skip
"""Texts, and what they stand on."""


def weak_pairs(theme):
    found = theme.to_color_system().generate() | text_colours(theme)
    colours = {name: Color.parse(found[name]) for pair in PAIRS for name in pair}
    return [p for p in PAIRS if contrast(colours[p[0]], colours[p[1]]) < LEAST]


@pytest.mark.parametrize("theme", [theme for theme in THEMES if not theme.ansi], ids=RGB)
def test_every_text_can_be_read_on_every_ground(theme):
    assert weak_pairs(theme) == []


COLOUR = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@given(st.fixed_dictionaries(
    {"background": COLOUR, "foreground": COLOUR, "primary": COLOUR},
    optional=dict.fromkeys(("surface", "panel", "muted", "accent", "error"), COLOUR),
))  # fmt: skip
def test_whatever_colours_a_reader_chooses(colours):
    theme = make_theme("mine", colours)
    assert not is_readable(theme) or weak_pairs(theme) == []


def style_contrast(style: Style) -> float:
    return contrast(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))


SCENES = (
    ("2",),
    ("1", "right_curly_bracket", "H", "right_curly_bracket", "H", "H", "a", *"why", "ctrl+s"),
    ("quotation_mark",), ("escape", "slash", *"boat", "enter"), ("p", *"lind", "enter"), ("p", "tab"),
    ("escape", "shift+tab"), ("question_mark",), ("escape", "colon"), ("escape", "T"), ("escape", "i"),
    ("escape", "c"), ("escape", "W"), ("escape", "x"), ("escape", "s", *"boat"), ("escape", "L"),
    ("slash", *"zz"), ("escape", "escape", "escape", "F"), ("escape", "O"),
)  # fmt: skip
"""Keys, one row after the other."""


def styles_of_text(app):
    """Words on the screen, and their style; signs and lines are left out."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            words = "".join(c for c in segment.text if unicodedata.category(c)[0] in "LN")
            if words and segment.style and segment.style.color:
                yield words, segment.style


async def scenes(app, pilot):
    """Words, their style and the keys that led there."""
    for keys in SCENES:
        for key in keys:
            await pilot.press(key)
        await pilot.pause()
        for words, style in styles_of_text(app):
            yield words, style, keys


@pytest.mark.parametrize("theme", ["nord", "briefing-sepia"])
async def test_every_screen_can_be_read(tmp_path, theme):
    app = application(tmp_path)
    async with app.run_test(size=(120, 30)) as pilot:
        app.theme = theme
        found = [each async for each in scenes(app, pilot)]
    assert [(words, keys) for words, style, keys in found if style_contrast(style) < LEAST] == []


def is_terminals_own(style):
    black = style.color.number == 0 and style.bgcolor.number not in (None, 0)
    return (style.color.is_default and style.bgcolor.is_default) or black


async def test_text_is_in_the_terminals_two_colours_or_black_on_a_light_one(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=(120, 30)) as pilot:
        app.theme = "ansi"
        found = [each async for each in scenes(app, pilot)]
    assert [each for each in found if each[1].dim or not is_terminals_own(each[1])] == []


async def test_text_stands_out_with_every_style_of_the_pane(tmp_path):
    app = application(tmp_path)
    weak = []
    async with app.run_test(size=(60, 15)) as pilot:
        pane = parts(app).pane
        for theme in RGB:
            app.theme = theme
            await pilot.pause()
            for name in LOOKS:
                found = style_contrast(pane.rich_style + pane.style_of(name))
                if found < LEAST:
                    weak.append((theme, name, round(found, 2)))
    assert weak == []


def test_styles_blend_no_colours_of_their_own():
    """A row in focus is `$row`, a mark `$mention`, a line `$rule` or `$sign`: those are computed to be read over."""
    found = [
        line
        for path in resource_folder("styles").glob("*.tcss")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"\$(?!background 60|foreground 0)[a-z-]+ \d+%|#(?!000001)[0-9a-f]{6}", line)
    ]
    assert found == []


ABOVE = ("match-current", "selection", "hint")


@pytest.mark.parametrize("above", ABOVE)
@pytest.mark.parametrize("below", [name for name in LOOKS if name not in ABOVE])
def test_what_the_reader_points_at_stands_out_without_colours(above, below):
    names = below, above
    colours = dict.fromkeys(
        (*(each.colour for each in LOOKS.values()), *(each.ground for each in LOOKS.values())),
        "#808080",
    )
    lower, upper = (pane_style(name, colours, plain=True).without_color for name in names)
    assert lower + upper != lower
