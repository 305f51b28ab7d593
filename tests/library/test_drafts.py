"""What is typed is in a file until it is kept: written with every change, in the first place that takes it."""

import os
import subprocess
import sys

import pytest

from briefing.library.drafts import Drafts, TypedText, rescue_folders

TYPED = TypedText("why so?\nand when", "Note", "Harbour", "/a/harbour.md", "The boats  stay.")


@pytest.fixture
def places(tmp_path):
    return [(tmp_path / name, ("briefing", "rescue")) for name in ("first", "second")]


def files(tmp_path):
    return sorted(path for path in tmp_path.rglob("*") if path.is_file())


def test_a_text_is_in_a_file_while_it_is_typed(tmp_path, places):
    drafts = Drafts(lambda: places)
    drafts.write("n", TypedText("a much longer text than the next one"))
    drafts.write("n", TYPED)
    (path,) = files(tmp_path)
    assert path.parent == tmp_path / "first" / "briefing" / "rescue"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    page = path.read_text()
    assert page == TYPED.page
    assert page.endswith("\nwhy so?\nand when\n")
    for said in ("Harbour", "/a/harbour.md", "“The boats stay.”"):
        assert said in page
    drafts.drop("n")
    assert files(tmp_path) == []


def test_a_rescued_text_is_named_and_stays(tmp_path, places):
    drafts = Drafts(lambda: places)
    drafts.write("n", TYPED)
    drafts.write("m", words("second"))
    drafts.write("gone", words("  "))
    first, second = drafts.rescue()
    assert files(tmp_path) == sorted([first.path, second.path])
    assert first.path.suffix == ".txt"
    assert first.path.read_text() == TYPED.page
    assert str(first.path) in first.sentence
    assert drafts.rescue() == ()
    drafts.drop("n")
    assert first.path.exists()


def words(body):
    return TypedText(body)


def _close(folder):
    folder.write_text("a file where a folder should be")


def _link(folder):
    (folder / "elsewhere").mkdir(parents=True)
    (folder / "briefing").symlink_to(folder / "elsewhere")


def _link_inner(folder):
    (folder / "briefing").mkdir(parents=True)
    (folder / "elsewhere").mkdir()
    (folder / "briefing" / "rescue").symlink_to(folder / "elsewhere")


@pytest.mark.parametrize("spoil", [_close, _link, _link_inner])
def test_another_place_is_taken_where_the_first_cannot_be_had(tmp_path, places, spoil):
    spoil(places[0][0])
    drafts = Drafts(lambda: places)
    drafts.write("n", TYPED)
    (rescued,) = drafts.rescue()
    assert rescued.path.is_relative_to(tmp_path / "second")
    assert rescued.path.read_text() == TYPED.page


def test_a_disk_that_fills_up_in_the_midst_makes_it_move(tmp_path, places, monkeypatch):
    drafts = Drafts(lambda: places)
    drafts.write("n", words("short"))
    write = os.write

    def full(descriptor, data):
        if "first" in os.readlink(f"/proc/self/fd/{descriptor}"):
            raise OSError(28, "No space left on device")
        return write(descriptor, data)

    monkeypatch.setattr(os, "write", full)
    drafts.write("n", TYPED)
    (path,) = files(tmp_path)
    assert path.is_relative_to(tmp_path / "second")
    assert path.read_text() == TYPED.page


def test_where_no_disk_takes_it_the_text_itself_is_told(tmp_path, places):
    for root, _ in places:
        _close(root)
    drafts = Drafts(lambda: places)
    drafts.write("n", TYPED)
    (rescued,) = drafts.rescue()
    assert rescued.path is None
    assert "why so?\nand when" in rescued.sentence


def test_a_file_that_was_taken_away_is_written_again(tmp_path, places):
    drafts = Drafts(lambda: places)
    drafts.write("n", words("short"))
    files(tmp_path)[0].unlink()
    (rescued,) = drafts.rescue()
    assert "short" in rescued.path.read_text()


_KILLED = """
import os, signal, sys
from pathlib import Path
from briefing.library.drafts import Drafts, TypedText
drafts = Drafts(lambda: [(Path(sys.argv[1]), ("briefing", "rescue"))])
drafts.write("n", TypedText("typed before the end"))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_program_left_is_told_once_and_what_lives_is_not(tmp_path, places):
    subprocess.run([sys.executable, "-c", _KILLED, str(places[0][0])], check=False)
    living = Drafts(lambda: places)
    living.write("n", TYPED)
    other = Drafts(lambda: places)
    (path,) = other.leftovers()
    assert "typed before the end" in path.read_text()
    assert path.suffix == ".txt"
    assert other.leftovers() == ()
    (rescued,) = living.rescue()
    assert rescued.path.read_text() == TYPED.page


def test_what_could_not_be_told_is_told_by_the_next_program(places):
    drafts = Drafts(lambda: places)
    drafts.write("n", TYPED)
    (rescued,) = drafts.rescue()
    rescued.tell_later()
    assert Drafts(lambda: places).leftovers() == (rescued.path,)


def test_the_places_are_state_home_and_temporary_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    places = [root.joinpath(*names) for root, names in rescue_folders()]
    assert places[0] == tmp_path / "state" / "briefing" / "rescue"
    assert places[1] == tmp_path / "home" / ".briefing-rescue"
    assert len(places) == 3
