"""`briefing export` and `briefing import-marks`."""

import json

import pytest

from briefing.cli.main import run
from briefing.config import Config
from briefing.library import make_library
from briefing.model import Bookmark, Highlight, Note, Span


@pytest.fixture
def source(tmp_path, monkeypatch):
    """A text that is kept, with marks in it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "one"))
    path = tmp_path / "talks.md"
    path.write_text("# Talks\n\nThey met.\n\n## Trade\n\nTariffs fell.\n")
    library = make_library(Config())
    briefing = library.open(str(path)).finish()
    library.annotations.add_bookmark(briefing, briefing.analysis.sections[-1].span, note="why?")
    library.annotations.add_highlight(briefing, Span(7, 11))
    library.annotations.add_note(briefing, Span(7, 11), "who?")
    library.close()
    return path


def everything():
    library = make_library(Config())
    try:
        return [
            *library.annotations.all(Bookmark),
            *library.annotations.all(Highlight),
            *library.annotations.all(Note),
        ]
    finally:
        library.close()


def test_out_of_one_library_and_into_another(source, tmp_path, monkeypatch, capsys):
    file, made = tmp_path / "marks.json", everything()
    assert run(["export", str(source), "--format", "w3c", "--output", str(file)]) == 0
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "two"))
    assert run(["import-marks", str(file)]) == 0
    assert "3 waiting for a text" in capsys.readouterr().out
    assert everything() == made
    library = make_library(Config())
    briefing = library.open(str(source)).finish()
    assert [library.annotations.all(Bookmark, briefing.document)[0]] == made[:1]
    library.close()
    assert run(["import-marks", str(file), str(file)]) == 0
    assert capsys.readouterr().out.count("3 already there") == 2


def test_nothing_is_overwritten(source, tmp_path, capsys):
    file = tmp_path / "marks.md"
    file.write_text("mine")
    assert run(["export", "--all", "-o", str(file)]) == 2
    assert "already exists" in capsys.readouterr().err
    assert file.read_text() == "mine"
    assert run(["export", "--all", "-o", str(file), "--force"]) == 0
    assert file.read_text().startswith("# Talks\n")
    assert {part.name for part in tmp_path.iterdir()} == {"marks.md", "talks.md", "one"}


def test_a_template(source, tmp_path, capsys):
    template = tmp_path / "template"
    template.write_text("[note]\n$note | $issue\n")
    assert run(["export", str(source), "--template", str(template)]) == 0
    assert capsys.readouterr().out == "who? | Overview (inferred)\n"
    assert run(["export", "--print-template"]) == 0
    template.write_text(capsys.readouterr().out)
    assert run(["export", "--all", "--template", str(template)]) == 0
    assert capsys.readouterr().out.startswith("# Talks\n")


def test_a_selection(source, tmp_path, capsys, monkeypatch):
    other = tmp_path / "other.md"
    other.write_text("# Other\n\nThe ferry sails.\n")
    library = make_library(Config())
    briefing = library.open(str(other)).finish()
    library.annotations.add_note(briefing, Span(7, 10), "far")
    sha256 = briefing.document.sha256
    library.collections.put(library.collections.make("Sea"), [sha256])
    library.close()
    monkeypatch.chdir(tmp_path)
    for chosen in (
        ["other.md"],
        [sha256[:12]],
        ["--collection", "sea"],
        ["--search", "title:other"],
    ):
        assert run(["export", *chosen, "--format", "csv", "--only", "note"]) == 0
        out = capsys.readouterr().out
        assert out.count("\r\n") == 2, chosen
        assert ",far," in out


def test_csv_keeps_the_ends_of_its_lines(source, capfdbinary):
    assert run(["export", "--all", "--format", "csv"]) == 0
    lines = capfdbinary.readouterr().out.split(b"\r\n")
    assert lines[0] == b"Highlight,Title,Author,URL,Note,Location,Date"
    assert len(lines) == 5


WRONG = {
    "nothing named": (["export"], "Name the briefings"),
    "not kept": (["export", "/no/such"], "is not in your library"),
    "no such folder": (["export", "--all", "-o", "/no/such/file"], "folder does not exist"),
    "a template for CSV": (
        ["export", "--all", "--format", "csv", "--template", "{}"],
        "applies to markdown only",
    ),
    "no template": (["export", "--all", "--template", "{}"], "has no part"),
    "no such file": (["import-marks", "/no/such"], "does not exist"),
    "no marks": (["import-marks", "{}"], "has no marks that Briefing can read"),
    "a device": (["import-marks", "/dev/zero"], "/dev/zero"),
}


@pytest.mark.parametrize(("arguments", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_one_sentence(source, capsys, arguments, said):
    before = everything()
    assert run([argument.format(source) for argument in arguments]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert everything() == before


def test_one_bad_file_does_not_keep_the_others_out(source, tmp_path, capsys):
    file = tmp_path / "marks.json"
    row = {"uri": "https://a.example", "text": "words", "target": []}
    file.write_text(json.dumps([row]))
    assert run(["import-marks", str(source), str(file)]) == 2
    captured = capsys.readouterr()
    assert "1 waiting" in captured.out
    assert "no marks that Briefing can read" in captured.err
    assert len(everything()) == 4
