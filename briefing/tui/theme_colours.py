"""Colours in which all text of a theme can be read."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from textual.color import BLACK, WHITE, Color
from textual.design import ColorSystem
from textual.theme import Theme

FIELDS = (
    "background", "surface", "panel", "foreground", "muted",
    "primary", "secondary", "accent", "warning", "error", "success",
)  # fmt: skip
"""The colours of a theme; those after the foreground are of signs, headings and links."""
LEAST = 4.5
"""Contrast that WCAG 2.2 asks of text at level AA."""
_CLEAR = 6.0
"""Contrast of plain text, so that muted text can differ from it."""
_MARKED = 10.0
"""Contrast of marked text with the plain ground, so that a mark can differ from it."""
_ROOM = 5.0
"""Contrast that black or white must have on all grounds of a theme."""
_STEPS = 20
_TEXTS = ("primary", "secondary", "accent", "warning", "error", "success")
_MARKS = {"yellow": "#f2d94e", "green": "#9fd98b", "blue": "#8fc7f0", "pink": "#f2a6c6"}

_STATES = ("", "-hover", "-active")
_ANSI = {
    "ansi-background": "ansi_default",
    "ansi-foreground": "ansi_default",
    **{f"scrollbar-background{state}": "ansi_default" for state in _STATES},
    "surface": "ansi_default",
    "panel": "ansi_default",
    "foreground": "ansi_default",
    "muted": "ansi_default",
    **{f"text-{name}": "ansi_default" for name in _TEXTS},
    "row": "#000001",
    "rule": "ansi_default",
    "sign": "ansi_magenta",
    "thumb": "ansi_blue",
    "thumb-active": "ansi_cyan",
    "mention": "ansi_cyan",
    "note": "ansi_green",
    **{f"mark-{name}": f"ansi_bright_{name}" for name in ("yellow", "green")},
    "mark-blue": "ansi_bright_cyan",
    "mark-pink": "ansi_bright_magenta",
    "mark-text": "ansi_black",
    "match": "ansi_yellow",
    "match-text": "ansi_black",
    "current": "ansi_bright_red",
    "current-text": "ansi_black",
    "selection": "ansi_cyan",
    "selection-text": "ansi_black",
    "input-selection-foreground": "ansi_black",
}
"""Text stands in the terminal's own two colours, or in black on a light one."""

_TEXTUAL = {
    "text-muted": "muted",
    "text-disabled": "muted",
    "foreground-muted": "muted",
    "foreground-disabled": "muted",
    "block-cursor-foreground": "foreground",
    "block-cursor-background": "row",
    "block-cursor-blurred-foreground": "foreground",
    "block-cursor-blurred-background": "row",
    "scrollbar": "thumb",
    "scrollbar-hover": "thumb-active",
    "scrollbar-active": "sign",
    "border": "sign",
    "border-blurred": "rule",
}
"""Variables of Textual's widgets, and which of ours they follow."""


def text_colours(theme: Theme) -> dict[str, str]:
    """Of texts and what they stand on."""
    found = _ANSI if theme.ansi else _readable(theme)
    return found | {name: found[meaning] for name, meaning in _TEXTUAL.items()}


def make_theme(name: str, colours: Mapping[str, str]) -> Theme:
    """`colours` has at least a background, a foreground and a primary colour."""
    given = dict(colours)
    ground, text = Color.parse(given["background"]), Color.parse(given["foreground"])
    muted = given.pop("muted", "")
    given.setdefault("surface", ground.blend(text, 0.05).hex)
    given.setdefault("panel", ground.blend(text, 0.1).hex)
    return Theme(
        name=name,
        dark=_luminance(ground) < _luminance(text),
        variables={"muted": muted} if muted else {},
        primary=given.pop("primary"),
        **given,  # type: ignore[arg-type]
    )


def contrast(one: Color, other: Color) -> float:
    """WCAG 2.2, contrast ratio."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@lru_cache(4096)
def _luminance(color: Color) -> float:
    """WCAG 2.2, relative luminance."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def is_readable(theme: Theme) -> bool:
    """Whether a colour for text can be read on all grounds of `theme`."""
    grounds = _grounds(theme.to_color_system())
    return max(_lowest(end, grounds) for end in (WHITE, BLACK)) > _ROOM


def _grounds(system: ColorSystem) -> tuple[Color, ...]:
    ground = system.background or BLACK
    return (ground, system.surface or ground, system.panel or ground)


def _lowest(color: Color, grounds: Iterable[Color]) -> float:
    return min(contrast(color, ground) for ground in grounds)


def _away(color: Color, grounds: tuple[Color, ...], least: float) -> Color:
    """`color`, or the nearest one on its way to white or black that stands out."""
    if _lowest(color, grounds) >= least:
        return color
    end = max(WHITE, BLACK, key=lambda end: _lowest(end, grounds))
    steps = (color.blend(end, step / _STEPS) for step in range(1, _STEPS + 1))
    return next((each for each in steps if _lowest(each, grounds) >= least), end)


def _tint(ground: Color, color: Color, most: float, text: Color, least: float) -> Color:
    """`ground` with as much of `color`, at most the share `most`, as leaves `text` readable."""
    steps = (ground.blend(color, most * step / _STEPS) for step in range(_STEPS, 0, -1))
    return next((each for each in steps if contrast(text, each) >= least), ground)


def _on(ground: Color, *wanted: Color) -> Color:
    """The first of `wanted` that is readable, or black or white."""
    found = next((each for each in wanted if contrast(each, ground) >= LEAST), None)
    return found or max(WHITE, BLACK, key=lambda end: contrast(end, ground))


def _readable(theme: Theme) -> dict[str, str]:
    system = theme.to_color_system()
    grounds = _grounds(system)
    ground = grounds[0]
    text = _away(system.foreground or WHITE, grounds, _CLEAR)
    row = _tint(ground, system.primary, 0.22, text, _CLEAR - 0.5)
    grounds = (*grounds, row)
    over = _away(text, (ground,), _MARKED)
    colours = {name: getattr(system, name) or system.primary for name in _TEXTS}
    muted = theme.variables.get("muted")
    start = Color.parse(muted) if muted else ground.blend(text, 0.55)
    found = {f"text-{name}": _away(each, grounds, LEAST) for name, each in colours.items()}
    found |= {
        "foreground": text,
        "row": row,
        "muted": _away(start, grounds, LEAST),
        "rule": ground.blend(text, 0.25),
        "sign": system.primary,
        "thumb": ground.blend(system.primary, 0.4),
        "thumb-active": ground.blend(system.primary, 0.7),
        "mention": _tint(ground, system.primary, 0.45, over, LEAST),
        "note": _tint(ground, colours["secondary"], 0.3, over, LEAST),
        "mark-text": over,
        "match": colours["warning"],
        "match-text": _on(colours["warning"], ground, text),
        "current": colours["error"],
        "current-text": _on(colours["error"], ground, text),
        "selection": text,
        "selection-text": _on(text, ground),
    }
    share = 0.35 if theme.dark else 0.7
    for name, each in _MARKS.items():
        found[f"mark-{name}"] = _tint(ground, Color.parse(each), share, over, LEAST)
    found |= {f"scrollbar-background{state}": ground for state in _STATES}
    return {name: each.hex for name, each in found.items()}
