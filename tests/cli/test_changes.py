import json

import pytest

from briefing.cli.main import run
from briefing.config import Config
from briefing.library import make_library
from briefing.model import Span

BEFORE = (
    "# Talks\n\nThey met.\n\n## Trade\n\nTariffs on barley fell on Monday, the chamber said.\n\n"
    "## Fish\n\nThe boats stay where they are.\n"
)
AFTER = (
    "# Talks\n\nThey met.\n\n## Trade\n\nTariffs on barley rose on Tuesday.\n\n"
    "## Rail\n\nA night train runs again from March.\n"
)


@pytest.fixture
def source(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    path = tmp_path / "talks.md"
    library = make_library(Config())
    for text in (BEFORE, AFTER):
        path.write_text(text)
        briefing = library.open(str(path)).finish()
        if text is BEFORE:
            at = briefing.document.text.index("The boats stay")
            library.annotations.add_highlight(briefing, Span(at, at + 30))
    library.close()
    return path


def test_changes_for_people(source, capsys):
    assert run(["changes", str(source)]) == 0
    captured = capsys.readouterr()
    lines = captured.out.splitlines()
    assert lines[0].startswith("From 20")
    assert lines[1:] == [
        "",
        "Reworded: Trade",
        "  Tariffs on barley [-fell-] {+rose+} on [-Monday, the chamber said-] {+Tuesday+}.",
        "",
        "Gone: Fish",
        "  The boats stay where they are.",
        "",
        "Added: Rail",
        "  A night train runs again from March.",
    ]
    assert "1 of your marks could not be placed" in captured.err


def test_changes_for_programs(source, capsys):
    assert run(["changes", str(source), "--format", "json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["orphans"] == ["The boats stay where they are."]
    kinds = {(c["after"] or c["before"])["title"]: c["kind"] for c in row["changes"]}
    assert kinds == {"Overview": "same", "Trade": "reworded", "Fish": "gone", "Rail": "added"}
    [trade] = [c for c in row["changes"] if c["kind"] == "reworded"]
    assert [(e["removed"], e["added"]) for e in trade["edits"]] == [
        ("fell", "rose"), ("Monday, the chamber said", "Tuesday"),
    ]  # fmt: skip


def test_the_source_is_read_again_only_when_asked(source, capsys):
    source.write_text(AFTER.replace("March", "April"))
    assert run(["changes", str(source)]) == 0
    assert "April" not in capsys.readouterr().out
    assert run(["changes", str(source), "--read"]) == 0
    assert "[-March-] {+April+}" in capsys.readouterr().out


@pytest.mark.parametrize("times", [0, 1])
def test_without_two_versions(tmp_path, monkeypatch, capsys, times):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    path = tmp_path / "talks.md"
    path.write_text(BEFORE)
    if times:
        library = make_library(Config())
        library.open(str(path)).finish()
        library.close()
    assert run(["changes", str(path)]) == 2
    said = capsys.readouterr().err
    assert ("one version" if times else "not in your library") in said
