import pytest

from briefing.cli.main import run
from briefing.config import Config
from briefing.library import make_library
from briefing.settings import load_config
from briefing.tui.app import BriefingApp
from briefing.tui.key_bindings import effective_keys
from briefing.tui.key_settings import usable_keys


def test_without_a_file_the_defaults_hold(tmp_path):
    assert load_config(tmp_path / "none.toml") == Config()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("width = 4", "line 2: width is ignored: it must be a whole number from 20 to 400."),
        ("width = true", "line 2: width is ignored: it must be a whole number"),
        ("wide = 90", "line 2: wide is ignored: there is no such setting."),
        ("theme = 3", "line 2: theme is ignored: it must be text."),
        ('data = "here"', "line 2: data is ignored: it must be the full path of a folder."),
        ('sandbox = "no"', 'line 2: sandbox is ignored: it must be "best" or "required".'),
        ("sandbox = []", "line 2: sandbox is ignored"),
        ("keys = 3", "line 2: keys is ignored"),
        ("[keys]\nhelp = 3", "line 3: the key of help is ignored"),
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
    path.write_text('[keys]\nbookmark = "Q"\nnote = ["ctrl+a", "ctrl+n"]\nhelp = "q"\nfly = "F"\n')
    found = load_config(path)
    keys, problems = usable_keys(found.keys, found.places)
    assert effective_keys(keys)["bookmark"] == "Q"
    assert effective_keys(keys)["note"] == "ctrl+a  ctrl+n"
    assert problems == (
        "config.toml, line 5: there is no command 'fly'; briefing keys lists the commands.",
        "config.toml, line 4: help cannot have q, the key of leave; choose another key.",
    )


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (
            'help = "nokey"',
            "line 2: help cannot have 'nokey', which is not a key; choose another one.",
        ),
        (
            'help = "hold+x"',
            "line 2: help cannot have 'hold+x', which is not a key; choose another one.",
        ),
        ('issue = "z"', "line 2: the keys of issue (1 to 9) cannot be changed."),
        ('note = ""', "line 2: the key of note is ignored: it is empty."),
        (
            'note = "slash"',
            "line 2: note cannot have slash, the key of search; choose another key.",
        ),
        ('note = ","', "note cannot have ,, the key of previous_mention; choose another key."),
        (
            'copy = "ctrl+y"\nnote = "ctrl+y"',
            "line 2: copy cannot have ctrl+y, the key of note; choose another key.",
        ),
    ],
)
def test_a_key_that_cannot_be_used_is_said_with_its_line(tmp_path, lines, says):
    path = tmp_path / "config.toml"
    path.write_text(f"[keys]\n{lines}\n")
    found = load_config(path)
    _, problems = usable_keys(found.keys, found.places)
    assert len([*found.problems, *problems]) == 1
    assert says in [*found.problems, *problems][0].replace("comma", ",")


@pytest.mark.parametrize(
    "keys",
    [
        {"next_issue": "j", "line_down": "]"},
        {"note": "H", "highlight": "a"},
        {"note": "é"},
        {"help": "ctrl+alt+h,f12"},
        {"wider": "plus", "narrower": "minus,ctrl+minus"},
        {"copy": "+", "wider": "ctrl+up"},
    ],
)
def test_keys_that_can_be_used_are_taken_whatever_their_order(keys):
    assert usable_keys(keys) == (keys, ())
    turned = dict(reversed(keys.items()))
    assert usable_keys(turned) == (turned, ())


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ('width = 50\n[keys]\n# note\nnote = "q"\n', 4),
        ('width = 50\nkeys.note = "q"\n', 2),
        ('width = 50\nkeys = { copy = "ctrl+y", "note" = "q" }\n', 2),
    ],
)
def test_the_line_is_found_however_the_keys_are_written(tmp_path, written, line):
    path = tmp_path / "config.toml"
    path.write_text(written)
    assert load_config(path).places["note"] == f"config.toml, line {line}"


def test_the_command_line_prints_them(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "briefing").mkdir()
    (tmp_path / "briefing" / "config.toml").write_text('width = 70\n[keys]\nhelp = "Q"\n')
    assert run(["config"]) == 0
    assert "config.toml, line 1" in capsys.readouterr().out
    assert run(["keys"]) == 0
    assert "Show the keys" in capsys.readouterr().out


def test_places_to_fetch_from_are_shown_without_secrets(tmp_path, monkeypatch, capsys):
    lines = ["[fetch]", f'folders = ["{tmp_path}"]', "[[fetch.imap]]", 'host = "mail.example"']
    lines += ['user = "ann"', 'password_command = "pass show --key=s3cret"', 'mailbox = "News"']
    homes(tmp_path, monkeypatch, "\n".join(lines))
    assert printed(capsys, "fetch.folders") == f"{tmp_path} config.toml"
    shown = "News of ann at mail.example, port 993, tls, password from pass config.toml"
    assert printed(capsys, "fetch.imap") == shown


def homes(folder, monkeypatch, written):
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(folder))
    (folder / "briefing").mkdir(exist_ok=True)
    (folder / "briefing" / "config.toml").write_text(written)


def printed(capsys, name):
    """What `briefing config` says of a setting."""
    run(["config"])
    lines = capsys.readouterr().out.splitlines()
    return " ".join(next(line for line in lines if line.startswith(name)).split()[1:])


def test_what_is_chosen_while_reading_holds_until_the_settings_are_changed(
    tmp_path, monkeypatch, capsys
):
    homes(tmp_path, monkeypatch, 'theme = "light"\n')
    assert printed(capsys, "theme") == "light config.toml, line 1"
    library = make_library(load_config())
    library.settings.override("theme", "briefing-sepia")
    library.settings.override("width", 60)
    library.close()
    over = "chosen while reading, instead of the"
    assert printed(capsys, "theme") == f"briefing-sepia {over} config.toml, line 1"
    assert printed(capsys, "width") == f"60 {over} default"
    homes(tmp_path, monkeypatch, 'theme = "forest"\n')
    assert printed(capsys, "theme") == "forest config.toml, line 1"
    assert printed(capsys, "width") == f"60 {over} default"


def test_a_theme_that_there_is_not_is_said_and_left_out(tmp_path, monkeypatch, capsys):
    homes(tmp_path, monkeypatch, 'width = 60\ntheme = "purple"\n')
    assert run(["config"]) == 2
    out, problems = capsys.readouterr()
    assert "purple" not in out
    assert 'config.toml, line 2: unknown theme "purple"; use dark, light' in problems
    assert BriefingApp(make_library(load_config())).theme == "briefing-dark"
