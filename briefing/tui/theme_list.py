from textual.theme import Theme

from briefing.config import Config

THEMES = (
    Theme(
        name="briefing-dark",
        primary="#8fb8d8",
        secondary="#b9a3d6",
        accent="#e0b877",
        warning="#e8c15a",
        error="#e07a72",
        success="#93c28b",
        foreground="#d6d8dc",
        background="#16191e",
        surface="#1c2027",
        panel="#242a33",
        dark=True,
        variables={"muted": "#8b929d"},
    ),
    Theme(
        name="briefing-light",
        primary="#245a86",
        secondary="#6b4a91",
        accent="#8a4f0c",
        warning="#9a6a00",
        error="#b3312a",
        success="#2f6f36",
        foreground="#22262b",
        background="#fbfaf7",
        surface="#f1efe9",
        panel="#e6e3da",
        dark=False,
        variables={"muted": "#666a70"},
    ),
    Theme(
        name="briefing-sepia",
        primary="#7a4a1e",
        secondary="#5d5a26",
        accent="#94391f",
        warning="#8a5a00",
        error="#a32b1f",
        success="#4a6a2a",
        foreground="#3b2f23",
        background="#f5ebd8",
        surface="#ede0c8",
        panel="#e2d3b6",
        dark=False,
        variables={"muted": "#75654f"},
    ),
    Theme(
        name="briefing-forest",
        primary="#9cc7a3",
        secondary="#c9c08a",
        accent="#e3a873",
        warning="#e0c060",
        error="#e4857a",
        success="#9cc7a3",
        foreground="#d4dcd2",
        background="#141b17",
        surface="#1a231e",
        panel="#222d27",
        dark=True,
        variables={"muted": "#8a9a8d"},
    ),
    Theme(
        name="briefing-contrast",
        primary="#66d9ff",
        secondary="#ffb3ff",
        accent="#ffe34d",
        warning="#ffe34d",
        error="#ff8080",
        success="#7dff7d",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#1f1f1f",
        dark=True,
        text_alpha=1.0,
        variables={"muted": "#d0d0d0"},
    ),
    Theme(
        name="briefing-contrast-light",
        primary="#00338a",
        secondary="#5c0070",
        accent="#7a2e00",
        warning="#7a4a00",
        error="#9c0000",
        success="#005200",
        foreground="#000000",
        background="#ffffff",
        surface="#ffffff",
        panel="#e4e4e4",
        dark=False,
        text_alpha=1.0,
        variables={"muted": "#333333"},
    ),
)

NAMES = tuple(theme.name for theme in THEMES)


def shown_name(name: str) -> str:
    return name.removeprefix("briefing-").replace("-", ", ").capitalize()


def find_theme(name: str) -> str:
    """`name` is as typed by the reader; "" if there is no such theme."""
    return next((known for known in (name, f"briefing-{name}") if known in NAMES), "")


def unknown_theme(config: Config) -> tuple[str, ...]:
    if find_theme(config.theme):
        return ()
    place = config.places.get("theme", "The settings")
    names = ", ".join(name.removeprefix("briefing-") for name in NAMES)
    return (f"{place}: there is no such theme; choose one of {names}.",)
