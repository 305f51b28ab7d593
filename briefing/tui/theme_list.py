"""The themes of the program, and the reader's own from TOML files."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from textual.theme import Theme

from briefing.config import Config
from briefing.sanitize import sanitize_line
from briefing.tui.theme_colours import FIELDS, make_theme

COLOURS = {
    "briefing-dark": "#16191e #1c2027 #242a33 #d6d8dc #8b929d #8fb8d8 #b9a3d6 #e0b877 #e8c15a #e07a72 #93c28b",
    "briefing-light": "#fbfaf7 #f1efe9 #e6e3da #22262b #666a70 #245a86 #6b4a91 #8a4f0c #9a6a00 #b3312a #2f6f36",
    "briefing-sepia": "#f5ebd8 #ede0c8 #e2d3b6 #3b2f23 #75654f #7a4a1e #5d5a26 #94391f #8a5a00 #a32b1f #4a6a2a",
    "briefing-forest": "#141b17 #1a231e #222d27 #d4dcd2 #8a9a8d #9cc7a3 #c9c08a #e3a873 #e0c060 #e4857a #9cc7a3",
    "briefing-contrast": "#000000 #000000 #1f1f1f #ffffff #d0d0d0 #66d9ff #ffb3ff #ffe34d #ffe34d #ff8080 #7dff7d",
    "briefing-contrast-light": "#ffffff #ffffff #e4e4e4 #000000 #333333 #00338a #5c0070 #7a2e00 #7a4a00 #9c0000 #005200",
    "catppuccin-mocha": "#1e1e2e #181825 #313244 #cdd6f4 #a6adc8 #89b4fa #cba6f7 #fab387 #f9e2af #f38ba8 #a6e3a1",
    "catppuccin-latte": "#eff1f5 #e6e9ef #dce0e8 #4c4f69 #6c6f85 #1e66f5 #8839ef #fe640b #df8e1d #d20f39 #40a02b",
    "gruvbox": "#282828 #32302f #3c3836 #ebdbb2 #a89984 #83a598 #d3869b #fabd2f #fe8019 #fb4934 #b8bb26",
    "nord": "#2e3440 #333a47 #3b4252 #e5e9f0 #aeb6c5 #88c0d0 #b48ead #d08770 #ebcb8b #bf616a #a3be8c",
    "solarized-dark": "#002b36 #04313d #073642 #a7b5b5 #93a1a1 #268bd2 #6c71c4 #b58900 #cb4b16 #dc322f #859900",
    "solarized-light": "#fdf6e3 #f6f0dd #eee8d5 #475b62 #586e75 #268bd2 #6c71c4 #b58900 #cb4b16 #dc322f #859900",
}  # fmt: skip
"""The colours that each theme starts from, in the order of `FIELDS`."""
_ANSI = Theme(
    name="ansi",
    ansi=True,
    primary="ansi_blue",
    secondary="ansi_magenta",
    accent="ansi_magenta",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
)
THEMES = (
    *(
        make_theme(name, dict(zip(FIELDS, colours.split(), strict=True)))
        for name, colours in COLOURS.items()
    ),
    _ANSI,
)
NAMES = tuple(theme.name for theme in THEMES)
_SHOWN = {"ansi": "Terminal colours"}


class Themes(Struct, frozen=True):
    known: Mapping[str, Theme]
    own: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    """One sentence for each file that is not usable."""

    def find(self, name: str) -> str:
        """`name` is as typed: "dark" is briefing-dark, "solarized" the first of that family.

        "" if there is no such theme.
        """
        names = (name, f"briefing-{name}", f"{name}-mocha", f"{name}-dark")
        return next((each for each in names if each in self.known), "")

    def unknown(self, config: Config) -> tuple[str, ...]:
        if self.find(config.theme):
            return ()
        place = config.places.get("theme", "settings")
        names = ", ".join(map(short_name, self.known))
        return (f'{place}: unknown theme "{sanitize_line(config.theme)}"; use {names}.',)


def load_themes(folder: Path) -> Themes:
    """Those of the program, and of the files `folder`/themes/NAME.toml."""
    known: dict[str, Theme] = {theme.name: theme for theme in THEMES}
    own = folder / "themes"
    if not own.is_dir():
        return Themes(known)
    from briefing.tui.own_themes import read_themes

    found, problems = read_themes(own, frozenset(known))
    known |= {theme.name: theme for theme in found}
    return Themes(known, tuple(theme.name for theme in found), problems)


def short_name(name: str) -> str:
    return name.removeprefix("briefing-")


def shown_name(name: str) -> str:
    return _SHOWN.get(name, short_name(name).replace("-", " ").capitalize())
