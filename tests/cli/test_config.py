import pytest

from briefing.cli.main import run
from briefing.config import Config
from briefing.settings import load_config
from briefing.tui.commands import effective, usable


def test_without_a_file_the_defaults_hold(tmp_path):
    assert load_config(tmp_path / "none.toml") == Config()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("width = 4", "line 2: width is left out, for it must be a whole number from 20 to 400."),
        ("width = true", "line 2: width is left out, for it must be a whole number"),
        ("wide = 90", "line 2: wide is left out, for there is no such setting."),
        ("theme = 3", "line 2: theme is left out, for it must be a text."),
        ('data = "here"', "line 2: data is left out, for it must be the whole path of a folder."),
        ("keys = 3", "line 2: keys is left out"),
        ("[keys]\nhelp = 3", "line 3: the key of help is left out"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_skipped(tmp_path, line, says):
    path = tmp_path / "config.toml"
    path.write_text(f"words_per_minute = 300\n{line}\n")
    found = load_config(path)
    assert found.words_per_minute == 300
    assert found.width == Config().width
    assert len(found.problems) == 1
    assert says in found.problems[0]


def test_a_file_that_is_no_toml(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text("width = \n")
    assert "line 1" in load_config(path).problems[0]


def test_keys_are_changed_and_clashes_left_out(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text('[keys]\nbookmark = "B"\nnote = ["ctrl+a", "ctrl+n"]\nhelp = "q"\nfly = "F"\n')
    keys, problems = usable(load_config(path).keys)
    assert effective(keys)["bookmark"] == "B"
    assert effective(keys)["note"] == "ctrl+a  ctrl+n"
    assert problems == (
        "The key of help is left out: q is the key of leave.",
        "There is no command 'fly' to give a key; briefing keys lists them.",
    )


def test_the_command_line_prints_them(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "briefing").mkdir()
    (tmp_path / "briefing" / "config.toml").write_text('width = 70\n[keys]\nhelp = "Q"\n')
    assert run(["config"]) == 0
    assert "settings file" in capsys.readouterr().out
    assert run(["keys"]) == 0
    assert "Show the keys" in capsys.readouterr().out
