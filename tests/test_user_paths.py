"""Paths as people type them."""

import os
from pathlib import Path

import pytest

from briefing.errors import InputError
from briefing.user_paths import absolute, is_text, present_folder, user_path

WRONG = {
    "nothing": ("", "is empty"),
    "a zero byte": ("a\0b", "a zero byte"),
    "a stranger's home": (
        "~nosuchuser/marks.md",
        r"no home folder for ~nosuchuser; .* \./~nosuchuser",
    ),
    "a long name": ("x" * 256, "too long"),
    "a long name in a folder": (f"a/{'é' * 128}/b", "too long"),
    "a long path": ("a/" * 2048, "too long"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_name_that_cannot_be_one_is_said(name: str) -> None:
    written, says = WRONG[name]
    with pytest.raises(InputError, match=says):
        user_path(written)


def test_a_home_is_found_and_other_names_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    assert user_path("~/a.md") == Path("/home/ada/a.md")
    for written in ("a~b.md", "a/~ada", "./~ada", "x" * 255, "/" + "a/" * 2047):
        assert user_path(written) == Path(written)


def test_a_folder_that_was_removed_is_not_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    assert (absolute("a.md"), present_folder()) == (f"{gone}/a.md", gone)
    gone.rmdir()
    assert (absolute("a.md"), present_folder()) == ("a.md", Path("/"))


def test_a_name_of_any_bytes_is_not_always_text() -> None:
    assert is_text("é.md")
    assert not is_text(os.fsdecode(b"\xff.md"))
