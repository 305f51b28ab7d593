"""The reader's own themes."""

import pytest
from textual.widgets import OptionList

from briefing.cli.main import run
from briefing.config import Config, config_folder
from briefing.library import make_library
from briefing.tui.app import BriefingApp
from briefing.tui.theme_list import load_themes

PAPER = 'background = "#fffdf5"\nforeground = "#222222"\nprimary = "#7a1f1f"\n'


def write(name: str, text: str) -> None:
    folder = config_folder() / "themes"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(text.encode("utf-8", "surrogateescape"))


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


async def test_it_is_chosen_like_the_others(tmp_path):
    write("paper.toml", PAPER)
    app = BriefingApp(make_library(Config(data=tmp_path, theme="paper")))
    async with app.run_test() as pilot:
        assert app.theme == "paper"
        assert not app.current_theme.dark
        await pilot.press("escape", "T", "home", "up")
        assert app.screen.query_one(OptionList).highlighted_option.id == "paper"


def test_it_is_listed(capsys):
    write("paper.toml", PAPER)
    assert run(["config"]) == 0
    line = next(x for x in capsys.readouterr().out.splitlines() if x.startswith("your themes"))
    assert line.split()[2:] == ["paper", str(config_folder() / "themes")]


WRONG = [
    ("paper.toml", PAPER + 'muted = "grey"\n', 'line 4: muted is not a colour; write one such as "#8fb8d8".'),
    ("paper.toml", PAPER + "accent = 3\n", 'line 4: accent is not a colour; write one such as "#8fb8d8".'),
    ("paper.toml", '# mine\nlink = "#123456"\n' + PAPER, 'line 2: unknown colour "link"; use background, '),
    ("paper.toml", 'background = "#000"\nprimary = "#fff"\n', "foreground is missing; a theme needs background, foreground, primary."),
    ("paper.toml", "background = \n", "not valid TOML: Invalid value (at line 1, column 14)."),
    ("paper.toml", "a = " + "[" * 4000, "not valid TOML: it is nested too deeply."),
    ("paper.toml", "\udcff", "not in UTF-8; save it as UTF-8."),
    ("paper.toml", "#" * 5_000, "cannot be read: file too large."),
    ("paper.toml", PAPER + 'panel = "#000000"\n', "no text can be read on both background and panel; "),
    ("nord.toml", PAPER, 'there is already a theme "nord"; rename the file.'),
    ("Pa per.toml", PAPER, "name the file in small letters, digits and hyphens."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "says"), WRONG)
def test_what_is_wrong_is_said_in_a_sentence(name, text, says):
    write(name, text)
    (problem,) = load_themes(config_folder()).problems
    assert problem.startswith(f"themes/{name}: ")
    assert says in problem


def test_an_unknown_name_is_answered_with_the_known_ones():
    themes = load_themes(config_folder())
    (problem,) = themes.unknown(Config(theme="purple"))
    assert problem.startswith('settings: unknown theme "purple"; use dark, light, sepia,')
    assert (themes.find("solarized"), themes.find("catppuccin"), themes.find("light")) == (
        "solarized-dark", "catppuccin-mocha", "briefing-light")  # fmt: skip
