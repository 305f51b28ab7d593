"""Files are written whole or not at all, and through no link."""

import os
from pathlib import Path

import pytest

from briefing.cli.main import run
from briefing.config import Config
from briefing.errors import BriefingError, InputError
from briefing.library.atomic_write import write_text
from briefing.safe_files import atomic_write, read_regular
from briefing.storage.database import Database
from briefing.storage.repositories import Repositories
from tests.storage.test_schema import briefing_of


def write(path: Path, data: bytes = b"new", **options: bool) -> None:
    with atomic_write(path, **options) as file:
        file.write(data)


@pytest.fixture
def victim(tmp_path):
    path = tmp_path / "victim"
    path.write_bytes(b"mine")
    return path


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "folder"
    path.mkdir()
    return path


def linked(path, victim):
    path.symlink_to(victim)


def named_twice(path, victim):
    os.link(victim, path)


def dangling(path, victim):
    path.symlink_to(victim.with_name("nothing"))


def to_itself(path, victim):
    path.symlink_to(path)


def piped(path, victim):
    os.mkfifo(path)


@pytest.mark.parametrize("place", [linked, named_twice, dangling, to_itself, piped])
def test_what_stands_there_is_replaced_and_not_written_to(folder, victim, place):
    path = folder / "file"
    place(path, victim)
    with pytest.raises(FileExistsError):
        write(path, replace=False)
    write(path)
    assert path.read_bytes() == b"new"
    assert not path.is_symlink()
    assert path.stat().st_mode & 0o7777 == 0o600
    assert path.stat().st_nlink == 1
    assert victim.read_bytes() == b"mine"
    assert sorted(part.name for part in folder.iterdir()) == ["file"]
    assert sorted(part.name for part in victim.parent.iterdir()) == ["folder", "victim"]


@pytest.mark.parametrize("name", ["a" * 255, "é" * 127, "日" * 85, "\udcff" * 255, "a\nb"])
def test_any_name_will_do(folder, name):
    write(folder / name)
    write(folder / name)
    assert [os.fsencode(part.name) for part in folder.iterdir()] == [os.fsencode(name)]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_failure_leaves_the_old_one(folder, monkeypatch, call):
    path = folder / "file"
    path.write_bytes(b"old")

    def fail(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        with pytest.raises(OSError, match="No space"):
            write(path)
    with pytest.raises(ZeroDivisionError), atomic_write(path) as file:
        file.write(bytes([1 // 0]))
    assert path.read_bytes() == b"old"
    assert len(list(folder.iterdir())) == 1


def test_a_folder_in_the_place_stays(folder):
    with pytest.raises(OSError, match="directory"):
        write(folder)
    assert list(folder.parent.iterdir()) == [folder]


def test_one_that_is_swapped_meanwhile_is_not_put_there(folder, victim):
    def swap(path):
        with atomic_write(path) as file:
            os.unlink(file.name)
            os.symlink(victim, file.name)

    with pytest.raises(OSError, match="replaced"):
        swap(folder / "file")
    assert list(folder.iterdir()) == []
    assert victim.read_bytes() == b"mine"


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "pipe", "."])
def test_only_regular_files_are_read(tmp_path, monkeypatch, path):
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    with pytest.raises(OSError, match=r".*"):
        read_regular(Path(path), 9)


# What the reader asks for


@pytest.mark.parametrize("place", [linked, dangling, to_itself])
def test_an_export_goes_through_no_link(folder, victim, place):
    path = folder / "notes.md"
    place(path, victim)
    with pytest.raises(InputError, match="already exists"):
        write_text(path, ["notes"])
    write_text(path, ["notes"], force=True)
    assert path.read_text() == "notes"
    assert victim.read_bytes() == b"mine"


@pytest.mark.parametrize("name", ["日" * 85, "a" * 255])
def test_an_export_may_have_a_long_name(folder, name):
    write_text(folder / name, ["notes"])
    assert (folder / name).read_text() == "notes"


@pytest.mark.parametrize("name", ["a" * 256, "no/such", "", "pipe"])
def test_a_place_that_cannot_be_is_one_sentence(folder, name, monkeypatch):
    monkeypatch.chdir(folder)
    os.mkfifo("pipe")
    with pytest.raises(BriefingError) as caught:
        write_text(Path(name), ["notes"], force=True)
    assert str(caught.value).count("\n") == 0
    assert str(caught.value).endswith(".")


# Backups and restoring


@pytest.fixture
def library_file(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    path = Config().library_file
    store = Repositories(Database(path))
    store.documents.keep(briefing_of())
    store.database.close()
    return path


SOURCES = {
    "pipe": lambda path: os.mkfifo(path),
    "device": lambda path: path.symlink_to("/dev/zero"),
    "nothing in it": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("words " * 999),
    "a folder": lambda path: path.mkdir(),
    "nothing": lambda path: None,
    "a link to itself": lambda path: path.symlink_to(path),
    "cut off": lambda path: path.write_bytes(Config().library_file.read_bytes()[:20_000]),
    "the header": lambda path: path.write_bytes(Config().library_file.read_bytes()[:100]),
    "the library": lambda path: path.symlink_to(Config().library_file),
}


@pytest.mark.parametrize("kind", SOURCES)
def test_what_is_no_backup_is_one_sentence(library_file, tmp_path, capsys, kind):
    path = tmp_path / "copy"
    SOURCES[kind](path)
    before = library_file.read_bytes()
    capsys.readouterr()
    assert run(["restore", str(path)]) == 2
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1
    assert captured.err.startswith("briefing: ")
    assert library_file.read_bytes() == before
    assert [part.name for part in library_file.parent.glob("[!.]*")] == ["library.db"]


TARGETS = {
    "the library": lambda path: Config().library_file,
    "its journal": lambda path: Path(f"{Config().library_file}-wal"),
    "a link to it": lambda path: path.symlink_to(Config().library_file) or path,
    "a folder": lambda path: path.mkdir() or path,
    "a pipe": lambda path: os.mkfifo(path) or path,
    "no folder": lambda path: path / "copy",
    "too long": lambda path: path.with_name("a" * 256),
}


@pytest.mark.parametrize("kind", TARGETS)
def test_a_backup_that_cannot_be_is_one_sentence(library_file, tmp_path, capsys, kind):
    path = TARGETS[kind](tmp_path / "copy")
    before = library_file.read_bytes()
    capsys.readouterr()
    assert run(["backup", "--force", str(path)]) in (1, 2)
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1
    assert library_file.read_bytes() == before
    assert [part.name for part in library_file.parent.iterdir()] == ["library.db"]


def test_a_backup_on_a_full_disk_is_one_sentence(library_file, capsys):
    capsys.readouterr()
    assert run(["backup", "--force", "/dev/full"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
