import pytest

from briefing.cli.main import run
from briefing.errors import RetrievalError
from briefing.sources.expand_paths import expand_paths


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("b.md", "a/c.txt", "a/d.pdf", "a/e.png", ".f.txt", ".hidden/g.txt", "h"):
        (tmp_path / name).write_text("Some words.")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    return tmp_path


def test_a_folder_gives_its_readable_files(folder):
    assert [path[len(str(folder)) + 1 :] for path in expand_paths(str(folder))] == [
        "a/c.txt",
        "a/d.pdf",
        "b.md",
    ]


def test_a_pattern_gives_what_it_matches(folder):
    assert expand_paths(f"{folder}/*/[cd].*") == (f"{folder}/a/c.txt", f"{folder}/a/d.pdf")
    (folder / "[x].txt").write_text("Some words.")
    assert expand_paths(f"{folder}/[x].txt") == (f"{folder}/[x].txt",)


@pytest.mark.parametrize("source", ["-", "https://x.example/?a[]=*", "no such file"])
def test_other_sources_stay(source):
    assert expand_paths(source) == (source,)


@pytest.mark.parametrize("start", ["file://", "FILE://localhost", "file:"])
def test_the_address_of_a_file_is_its_path(folder, start):
    (folder / "two words.txt").write_text("Some words.")
    assert expand_paths(f"{start}{folder}/two%20words.txt") == (f"{folder}/two words.txt",)
    assert len(expand_paths(f"{start}{folder}/a")) == 2


@pytest.mark.parametrize(
    "source", ["ftp://x.example/a", "file://x.example/a", "hhttps://x.example"]
)
def test_another_address_is_refused(source):
    with pytest.raises(RetrievalError, match="begins with https"):
        expand_paths(source)


def test_nothing_and_too_much_are_said(folder):
    with pytest.raises(RetrievalError, match="No file matches"):
        expand_paths(f"{folder}/*.zzz")
    with pytest.raises(RetrievalError, match="contains no readable files"):
        expand_paths(_empty(folder))
    with pytest.raises(RetrievalError, match="more than 2 files"):
        expand_paths(str(folder), 2)


def _empty(folder) -> str:
    (folder / "empty").mkdir()
    return str(folder / "empty")


def test_show_prints_all_of_a_folder(folder, capsys):
    (folder / "a" / "d.pdf").unlink()
    assert run(["show", "--no-entities", "--format", "jsonl", str(folder)]) == 0
    assert capsys.readouterr().out.count('"schema"') == 2
