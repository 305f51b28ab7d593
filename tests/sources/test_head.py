import pytest

from briefing.config import Config
from briefing.library.ingest import read_source
from briefing.library.worker_functions import HEAD
from briefing.sources.build_document import build_head
from briefing.sources.format_detection import find_format
from tests.steps import calls


def read_head(path):
    data = path.read_bytes()
    return build_head(data, str(path), find_format(data, str(path)).name, HEAD)


WORDS = "Some *words* of a [line][a] and a note[^n], plainly. " * 4


@pytest.mark.parametrize("suffix", [".md", ".txt"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_the_head_is_a_prefix_of_the_whole(tmp_path, suffix, ends):
    path = tmp_path / f"a{suffix}"
    text = "# Title\n\n" + (WORDS + "\n\n") * 400 + "[a]: http://x.org\n[^n]: The note.\n"
    path.write_text(text.replace("\n", ends), "utf-8", newline="")
    head = read_head(path)
    (whole,) = read_source(str(path), Config())
    assert head is not None
    assert len(head.text) > 8000
    assert whole.text.startswith(head.text)
    assert whole.blocks[: len(head.blocks)] == head.blocks
    assert head.title == whole.title == "Title"
    assert head.format == whole.format


@pytest.mark.parametrize(
    "data", [("é" * 70_000).encode("latin-1"), "wide".encode("utf-16") * 40_000]
)
def test_there_is_no_head_of_what_needs_the_whole(tmp_path, data):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert read_head(path) is None
    assert read_source(str(path), Config())[0].words


@pytest.mark.parametrize("suffix", [".md", ".txt"])
def test_one_endless_line_has_a_head(tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    path.write_text(WORDS * 1000, "utf-8")
    head = read_head(path)
    (whole,) = read_source(str(path), Config())
    assert head is not None
    assert len(head.blocks) >= 1
    assert whole.text.startswith(head.text)
    assert whole.blocks[: len(head.blocks)] == head.blocks


def test_the_head_takes_as_many_steps_whatever_follows(tmp_path):
    path = tmp_path / "a.md"
    steps = []
    for count in (4000, 4000, 40_000):
        path.write_text((WORDS + "\n\n") * count, "utf-8")
        assert read_head(path) is not None
        steps.append(calls(read_head, path))
    assert steps[2] < 1.1 * steps[1]
