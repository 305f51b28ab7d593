import os
import shlex
import subprocess
import sys

import pytest

from briefing import resources
from briefing.config import Config
from briefing.errors import FormatError, InputError, RetrievalError
from briefing.library.ingest import read_source
from briefing.sources import local_file
from briefing.sources.local_file import read_local_file
from tests.sources.reading import read_bytes


def test_the_seed():
    (document,) = read_source(str(resources.sample_briefing()), Config())
    assert document.title == (
        "In addition to Ukraine, the Biden-Putin talks still have many questions"
    )
    assert document.agency == "Associated Press"
    assert document.dateline == "Washington"
    assert document.byline == "Litvinova"
    assert len(document.blocks) == 17
    assert document.text == resources.sample_briefing().read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty", b"", "is empty; give"),
        ("blank", b" \n\t\n", "contains no text; give"),
        ("binary", b"PK\0\1\0\2", "is not text; give"),
        ("controls", bytes(range(14, 27)) * 20, "is not text; give"),
        ("large", b"a" * 4097, "is larger than the limit of 4 KiB; give"),
    ],
)
def test_bad_files_are_one_sentence(tmp_path, name, data, message):
    path = tmp_path / name
    path.write_bytes(data)
    _refused(str(path), message)


def _refused(source: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_source(source, Config(largest=4096))
    words = str(caught.value)
    assert message in words
    assert words.endswith(".")
    assert "\n" not in words
    assert "\x1b" not in words


def test_what_is_no_file_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(local_file, "PATIENCE", 0.2)
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    _refused(str(fifo), "sent nothing for 0.2 seconds; write")
    _refused(str(tmp_path), "is a directory; give")
    _refused("/dev/zero", "is a device or a socket; give")
    _refused(str(tmp_path / "no\x1b[31m\nsuch"), "␛[31m␊such” does not exist; check")
    _refused("a\0b", "does not exist; check")
    _refused(str(loop), "is a link to itself; give")
    _refused("", "has no name; give")
    _refused("x" * 5000, "too long for a path; check")


def test_a_fifo_that_gives_text_is_read(tmp_path):
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    writer = subprocess.Popen(["sh", "-c", f"echo Some words > {fifo}; "])
    (document,) = read_source(str(fifo), Config())
    writer.wait()
    assert document.text == "Some words\n"


@pytest.mark.parametrize(
    ("shell", "message"),
    [
        ("printf words | {}", "words"),
        ("{} <&-", "Standard input could not be read; check the file and its disk."),
        ("{} < /dev/null", "Standard input is empty; give a file with text in it."),
        ("yes | {}", "Standard input is larger than the limit of 4 KiB; give a smaller file"),
    ],
)
def test_standard_input(shell, message):
    script = (
        "from briefing.library.ingest import read_source as read; from briefing.config import Config\n"
        "try: print(read('-', Config(largest=4096))[0].text)\n"
        "except Exception as error: print(error)"
    )
    command = shell.format(f'{shlex.quote(sys.executable)} -c "{script}"')
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=30)
    assert done.stdout.startswith(message)


def test_errors_keep_their_kind():
    with pytest.raises(FormatError, match="“x” contains no text"):
        read_bytes(b"\n", "x")
    with pytest.raises(RetrievalError):
        read_source("/nowhere/at/all", Config())


def test_a_large_text_comes_from_the_worker_as_it_would_from_here():
    data = b"Some words of a line.\n\n" * 12_000
    (document,) = read_bytes(data, "x.txt")
    assert len(document.blocks) == 12_000
    assert document.text == data.decode()


def test_a_file_that_grows_while_it_is_read_is_limited(tmp_path, monkeypatch):
    path = tmp_path / "x.txt"
    path.write_text("words\n" * 10)
    real = os.read

    def growing(descriptor, size):
        with path.open("a") as file:
            file.write("more words\n" * 1000)
        return real(descriptor, size)

    monkeypatch.setattr(os, "read", growing)
    with pytest.raises(RetrievalError, match="larger than the limit of 64 KiB"):
        read_source(str(path), Config(largest=64 << 10))


def test_a_file_that_vanishes_is_one_sentence_or_read_whole(tmp_path, monkeypatch):
    path = tmp_path / "x.txt"
    path.write_text("words")
    real = os.open

    def after(*arguments):
        descriptor = real(*arguments)
        path.unlink()
        return descriptor

    def before(*arguments):
        path.unlink()
        return real(*arguments)

    monkeypatch.setattr(os, "open", after)
    assert read_local_file(str(path), 99) == b"words"
    monkeypatch.setattr(os, "open", real)
    path.write_text("words")
    monkeypatch.setattr(os, "open", before)
    with pytest.raises(RetrievalError, match=r"x\.txt” does not exist"):
        read_local_file(str(path), 99)


def test_a_file_that_shrinks_gives_what_is_left(tmp_path, monkeypatch):
    path = tmp_path / "x.txt"
    path.write_text("words and more")
    real = os.read

    def shrinking(descriptor, size):
        os.truncate(path, 5)
        return real(descriptor, size)

    monkeypatch.setattr(os, "read", shrinking)
    assert read_source(str(path), Config())[0].text == "words"


def test_a_line_of_a_gigabyte_is_refused_unread(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("words")
    os.truncate(path, 1 << 30)
    with pytest.raises(RetrievalError, match="larger than the limit"):
        read_source(str(path), Config())
