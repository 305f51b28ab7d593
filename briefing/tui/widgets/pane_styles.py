from collections.abc import Mapping

from msgspec import Struct
from rich.style import Style
from textual.color import Color


class Look(Struct, frozen=True):
    text_style: str = ""
    colour: str = ""
    """A variable of the theme, as are grounds; "" leaves what lies below."""
    ground: str = ""


LOOKS = {
    "heading-1": Look("bold underline", "text-primary"),
    "heading-2": Look("bold", "text-primary"),
    "heading-3": Look("bold", "text-secondary"),
    "heading-4": Look("bold italic", "text-secondary"),
    "heading-5": Look("bold", "foreground"),
    "heading-6": Look("bold italic", "foreground"),
    "quote": Look("italic", "foreground"),
    "quote-bar": Look("", "text-secondary"),
    "code": Look("", "foreground", "surface"),
    "inline-code": Look("", "text-accent", "surface"),
    "table-head": Look("bold"),
    "frame": Look("", "muted"),
    "rule": Look("", "muted"),
    "label": Look("", "muted"),
    "emphasis": Look("italic"),
    "strong": Look("bold"),
    "strikethrough": Look("strike"),
    "link": Look("underline", "text-accent"),
    "image": Look("italic"),
    "footnote": Look("", "text-accent"),
    "passage": Look("", "mark-text", "mention"),
    "mention": Look("bold", "mark-text", "mention"),
    "highlight-yellow": Look("", "mark-text", "mark-yellow"),
    "highlight-green": Look("", "mark-text", "mark-green"),
    "highlight-blue": Look("", "mark-text", "mark-blue"),
    "highlight-pink": Look("", "mark-text", "mark-pink"),
    "note": Look("", "mark-text", "note"),
    "note-sign": Look("", "text-warning"),
    "match": Look("", "match-text", "match"),
    "match-current": Look("bold", "current-text", "current"),
    "selection": Look("", "selection-text", "selection"),
    "hint": Look("bold", "selection-text", "selection"),
    "focus-bar": Look("", "text-accent"),
}
_PLAIN = {
    "passage": "underline",
    "mention": "bold underline",
    "note": "underline",
    "match": "underline",
    "match-current": "reverse bold underline",
    "selection": "reverse underline",
    "hint": "reverse bold",
    **{name: "reverse" for name in LOOKS if name.startswith("highlight-")},
}
"""Text styles in place of grounds where there are no colours."""


def pane_style(name: str, theme: Mapping[str, str], *, plain: bool) -> Style:
    """`theme` is the variables of the theme by name; `plain` is for a terminal without colours."""
    look = LOOKS[name]
    style = Style(
        color=Color.parse(theme[look.colour]).rich_color if look.colour else None,
        bgcolor=Color.parse(theme[look.ground]).rich_color if look.ground else None,
    )
    return style + Style.parse((plain and _PLAIN.get(name)) or look.text_style)
