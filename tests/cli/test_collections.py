"""`briefing collections`."""

import json

import pytest

from briefing.cli.main import run
from briefing.config import Config
from briefing.library import make_library


@pytest.fixture
def paths(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    library = make_library(Config())
    found = []
    for name in ("talks", "ferry"):
        source = tmp_path / f"{name}.md"
        source.write_text(f"# The {name}\n\nThey met.\n")
        library.open(str(source)).finish()
        found.append(str(source))
    library.close()
    return found


def listed(capsys, *arguments):
    capsys.readouterr()
    assert run(["collections", *arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_briefings_are_put_in_and_taken_out(paths, capsys):
    assert run(["collections"]) == 0
    assert "no collections" in capsys.readouterr().err
    assert run(["collections", "add", "Work", *paths]) == 0
    assert listed(capsys) == [{"name": "Work", "briefings": 2}]
    assert sorted(row["title"] for row in listed(capsys, "show", "work")) == [
        "The ferry",
        "The talks",
    ]
    assert run(["collections", "take", "work", paths[0]]) == 0
    assert run(["collections", "rename", "Work", "Later"]) == 0
    assert run(["collections", "show", "later"]) == 0
    assert capsys.readouterr().out.endswith("The ferry\n")
    assert run(["collections", "remove", "later"]) == 0
    assert listed(capsys) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "none"], "There is no collection none"),
        (["add", "Work", "nowhere.md"], "“nowhere.md” is not in your library"),
        (["add", ""], "needs a name"),
    ],
)
def test_what_cannot_be_is_one_sentence(paths, capsys, arguments, said):
    assert run(["collections", *arguments]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
