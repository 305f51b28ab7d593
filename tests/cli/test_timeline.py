"""`briefing timeline`."""

import json

import pytest

from briefing.cli.main import run
from tests.json_schema import follow_schema

TEXT = """# Harbour news

Northern Wire, 2026-03-05

## Mill

The mill closed on Tuesday, and 12 people were hurt. It was built in the 1970s.

## Ships

The yard will open on April 3. Nothing was said of money.
"""


@pytest.fixture
def source(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    path = tmp_path / "harbour.md"
    path.write_text(TEXT)
    return str(path)


def test_dates_are_listed_in_order_with_their_sentences(source, capsys):
    assert run(["timeline", source]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1970s",
        "  It was built in the 1970s.",
        "3 Mar 2026 (day inferred)",
        "  The mill closed on Tuesday, and 12 people were hurt.",
        "5 Mar 2026",
        "  Northern Wire, 2026-03-05",
        "3 Apr 2026 (year inferred)",
        "  The yard will open on April 3.",
    ]


def test_of_one_issue_as_markdown(source, capsys):
    assert run(["timeline", source, "--section", "2", "--format", "markdown"]) == 0
    expected = "- **3 Apr 2026** (year inferred): The yard will open on April 3.\n"
    assert capsys.readouterr().out == expected


def test_figures(source, capsys):
    assert run(["timeline", source, "--figures"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "12 people (hurt)"


def test_for_programs(source, capsys):
    assert run(["timeline", source, "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    follow_schema(report, "listings.schema.json", "timeline")
    decade, day, *_ = report["dates"]
    assert (decade["first"], decade["last"], decade["precision"]) == ("1970-01-01", "1979-12-31", "decade")  # fmt: skip
    assert (day["text"], day["first"], day["inferred"], day["section"]) == ("Tuesday", "2026-03-03", "day", 1)  # fmt: skip
    assert [(each["low"], each["unit"]) for each in report["figures"]] == [(12, "people")]


@pytest.mark.parametrize("wrong", [["--section", "9"], ["--format", "csv"]])
def test_wrong_options_are_one_sentence(source, capsys, wrong):
    assert run(["timeline", source, *wrong]) == 2
    assert capsys.readouterr().err.count("\n") <= 3


def test_a_text_without_dates_says_so(tmp_path, source, capsys):
    (tmp_path / "bare.md").write_text("Nothing is said here.\n")
    assert run(["timeline", str(tmp_path / "bare.md")]) == 0
    told = capsys.readouterr()
    assert "No dates were found." in told.out + told.err
