"""`briefing backup`, `briefing restore` and `briefing doctor`."""

import os

import pytest

from briefing.cli.main import run
from briefing.config import Config
from briefing.library import make_library
from briefing.model import Bookmark, Span
from briefing.storage.recovery import backups
from briefing.worker import client, landlock
from tests.sandboxed import linux


@pytest.fixture
def library_file(tmp_path, monkeypatch):
    """A library with one bookmark."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / "talks.md"
    path.write_text("# Talks\n\nThey met.\n\n## Trade\n\nTariffs fell.\n")
    library = make_library(Config())
    library.annotations.add_bookmark(library.open(str(path)).finish(), Span(7, 11))
    library.close()
    return Config().library_file


def bookmarks():
    library = make_library(Config())
    try:
        return library.annotations.all(Bookmark)
    finally:
        library.close()


def test_out_and_back(library_file, tmp_path, capsys):
    made, copy = bookmarks(), str(tmp_path / "copy")
    assert run(["backup", copy]) == 0
    assert run(["backup", copy]) == 2
    assert "already exists" in capsys.readouterr().err
    library_file.unlink()
    assert bookmarks() == ()
    assert run(["restore", copy]) == 0
    captured = capsys.readouterr()
    assert "Restored 1 briefings and 1 marks. The previous library is kept as" in captured.err
    assert captured.out == ""
    assert bookmarks() == made


def test_doctor(library_file, capsys):
    assert run(["doctor", "--check"]) == run(["doctor"]) == 0
    assert "The library is sound." in capsys.readouterr().out
    library_file.chmod(0o644)
    assert run(["doctor", "--check"]) == 2
    assert capsys.readouterr().out.endswith("Other users can read library.db.\n")
    assert run(["doctor"]) == 0
    assert "Repaired." in capsys.readouterr().out
    backup = backups.back_up_daily(library_file)
    assert run(["doctor", "--check"]) == 0
    assert (
        f"made 1 backup of it, at most one a day; the last is {backup}\n" in capsys.readouterr().out
    )
    library_file.unlink()
    assert run(["restore", str(backup)]) == 0
    assert len(bookmarks()) == 1
    os.truncate(library_file, library_file.stat().st_size - 8192)
    assert run(["doctor", "--check"]) == 2
    assert run(["doctor"]) == 0
    assert "Saved from it: 1 briefing, 1 mark" in capsys.readouterr().out
    assert len(bookmarks()) == 1


def test_doctor_says_what_holds_documents_back(library_file, capsys, monkeypatch):
    assert run(["doctor"]) == 0
    held = capsys.readouterr().out
    assert held.count("cannot read your environment variables (cleared)") == 2
    assert ("NOT PROTECTED" in held) <= (linux.args[0] or not landlock.landlock_version())
    monkeypatch.setattr(client, "_CONFINED_BY", "briefing.worker.no_sandbox")
    assert run(["doctor", "--check"]) == 0
    missing = capsys.readouterr().out
    assert missing.count("NOT PROTECTED") == 10
    assert "it could offer services to the network" in missing
    assert "files        NOT PROTECTED: it could read your files" in missing
    assert "variables" not in missing


def test_nothing_is_read_without_the_sandbox_that_the_settings_require(
    tmp_path, capsys, monkeypatch
):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "briefing").mkdir()
    settings = tmp_path / "briefing" / "config.toml"
    settings.write_text('sandbox = "required"\n')
    page = tmp_path / "a.html"
    page.write_text("<html><body><p>They met in May.</p></body></html>")
    monkeypatch.setattr(client, "_CONFINED_BY", "briefing.worker.no_sandbox")
    assert run(["show", "--no-entities", str(page)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert 'set sandbox = "best" in the settings' in captured.err
    settings.write_text('sandbox = "best"\n')
    assert run(["show", "--no-entities", str(page)]) == 0
    assert "They met in May." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["backup", "/no/such/file"], "folder does not exist"),
        (["restore", "/no/such/file"], "is not a file"),
        (["restore", "{}"], "is not a Briefing library"),
    ],
)
def test_what_is_wrong_is_one_sentence(library_file, tmp_path, capsys, arguments, said):
    assert run([argument.format(tmp_path / "talks.md") for argument in arguments]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert len(bookmarks()) == 1


@pytest.mark.parametrize("command", ["doctor", "backup"])
def test_there_is_no_library(command, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert run([command] + ["copy"] * (command == "backup")) == 2
    assert "no library yet" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()
