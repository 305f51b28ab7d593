"""How an address reaches the program that opens it."""

import os
import subprocess

import pytest

from briefing.tui import open_external


@pytest.fixture
def started(monkeypatch):
    found = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **more: found.append((command, more)))
    return found


def put_opener(folder):
    folder.mkdir(exist_ok=True)
    for name in ("xdg-open", "open", "wslview"):
        (folder / name).write_text("#!/bin/sh\n")
        (folder / name).chmod(0o755)


@pytest.mark.parametrize("path", ["", ".", "./bin", "bin", ":", ".:bin::./bin"])
def test_nothing_in_the_current_folder_is_started(tmp_path, monkeypatch, started, path):
    put_opener(tmp_path)
    put_opener(tmp_path / "bin")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", path)
    assert not open_external.open_outside("https://e.org/")
    assert started == []


def test_it_is_started_by_its_whole_path_with_such_a_path(tmp_path, monkeypatch, started):
    put_opener(tmp_path)
    put_opener(tmp_path / "bin")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", str(tmp_path / "bin"), "bin"]))
    assert open_external.open_outside("https://e.org/")
    ((command, more),) = started
    assert os.path.dirname(command[0]) == str(tmp_path / "bin")
    assert command[1:] == ["https://e.org/"]
    assert more["env"]["PATH"] == str(tmp_path / "bin")
    assert "shell" not in more


@pytest.mark.parametrize(
    "address",
    ["", "--help", "file:///etc/passwd", "https://e.org/a b", "mailto:a@e.org?cc=b@e.org",
     "https://ann:hush@e.org/", "https://e.org/'", "javascript:x", "https://e.org/\n"],
)  # fmt: skip
def test_what_was_not_made_safe_is_not_opened(tmp_path, monkeypatch, started, address):
    put_opener(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not open_external.open_outside(address)
    assert started == []
