"""`briefing search`."""

import json

import pytest

from briefing.cli.exit_codes import NOTHING_FOUND
from briefing.cli.main import run
from briefing.config import Config
from briefing.library import make_library
from tests.json_schema import follow_schema


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    library = make_library(Config())
    for name, trade in [("talks", "Tariffs fell at the café."), ("ferry", "Harbour dues rose.")]:
        source = tmp_path / f"{name}.md"
        source.write_text(f"# The {name}\n\nThey met.\n\n## Trade\n\n{trade}\n")
        library.open(str(source)).finish()
    library.close()


def found(capsys, *arguments: str, code: int = 0) -> dict:
    assert run(["search", *arguments, "--format", "json"]) == code
    report = json.loads(capsys.readouterr().out)
    follow_schema(report, "search.schema.json")
    return report


def test_search_for_people(kept, capsys):
    assert run(["search", "tariffs"]) == 0
    captured = capsys.readouterr()
    assert captured.out == "Trade\n  The talks\n  Tariffs fell at the café.\n"
    assert captured.err == ""


def test_search_for_programs(kept, capsys):
    report = found(capsys, "CAFE")
    [hit] = report["hits"]
    assert (report["total"], report["complete"], report["query"]) == (1, True, "CAFE")
    assert (hit["title"], hit["section_title"], hit["section"]) == ("The talks", "Trade", 1)
    [mark] = hit["snippet_marks"]
    assert hit["snippet"][mark["start"] : mark["end"]] == "café"


def test_a_word_may_be_left_out_and_fewer_shown(kept, capsys):
    titles = [hit["title"] for hit in found(capsys, "trade", "-tariffs")["hits"]]
    assert titles == ["The ferry"]
    assert run(["search", "trade", "--limit", "1"]) == 0
    assert "first 1 of 2 issues" in capsys.readouterr().err


def test_nothing_found_is_said(kept, capsys):
    assert run(["search", "nowhere"]) == NOTHING_FOUND
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "briefing: Nothing was found.\n")
    assert found(capsys, "nowhere", code=NOTHING_FOUND)["hits"] == []


def test_a_filter_that_there_is_not_is_said(kept, capsys):
    assert run(["search", "in:work"]) == NOTHING_FOUND
    assert "Nothing was found. There is no filter in:, only title:, " in capsys.readouterr().err


def test_help_is_asked_for_by_h_alone(kept, capsys):
    assert run(["search", "-h"]) == 0
    assert capsys.readouterr().out.startswith("Usage: briefing search")
    assert found(capsys, "trade", "-harbour")["total"] == 1


def test_an_empty_library_is_said(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert run(["search", "nowhere"]) == NOTHING_FOUND
    assert capsys.readouterr().err == "briefing: Nothing has been read or imported yet.\n"


@pytest.mark.parametrize("query", [[], [""], ["!?"], ["agency:"], ["after:soon"]])
def test_a_query_that_asks_nothing_is_a_sentence(kept, capsys, query):
    assert run(["search", *query]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("briefing: Enter ")
    assert captured.err.count("\n") == 1
