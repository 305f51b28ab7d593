"""BRIEFING_SECURE for commands: one sentence and exit code 2, and what was named is still read."""

import pytest

from briefing import secure_mode
from briefing.cli.main import run


@pytest.fixture
def talks(tmp_path, monkeypatch):
    monkeypatch.setenv("BRIEFING_SECURE", "1")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(secure_mode, "_named", set())
    path = tmp_path / "talks.md"
    path.write_text("# Talks\n\nThey met.\n\n## Trade\n\nTariffs fell.\n")
    return path


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["show", "http://127.0.0.1:1/"], "The network"),
        (["http://127.0.0.1:1/"], "The network"),
        (["changes", "http://127.0.0.1:1/", "--read"], "The network"),
        (["feeds", "add", "http://127.0.0.1:1/"], "The network"),
        (["feeds", "refresh"], "The network"),
        (["fetch"], "briefing fetch"),
        (["paste"], "The clipboard"),
        (["paste", "--print"], "The clipboard"),
    ],
)
def test_what_is_forbidden_is_one_sentence(talks, capsys, words, what):
    assert run(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"briefing: {what} may not be used while BRIEFING_SECURE is set.\n"


def test_files_that_are_named_are_read_and_written(talks, tmp_path, capsys):
    assert run(["show", str(talks), "--no-entities"]) == 0
    assert run(["import", str(talks.parent), "--no-entities"]) == 0
    assert run(["changes", str(talks), "--read"]) == 2
    assert run(["export", "--all", "--output", str(tmp_path / "out")]) == 0
    assert run(["backup", str(tmp_path / "copy")]) == 0
    assert "BRIEFING_SECURE" not in capsys.readouterr().err


def test_help_says_it(talks, capsys):
    assert run(["--help"]) == 0
    assert "BRIEFING_SECURE=1" in capsys.readouterr().out
