"""`briefing digest`."""

import json

import pytest
from msgspec.structs import replace

from briefing.cli.main import run
from tests.cli.test_stories import kept
from tests.json_schema import follow_schema
from tests.library.test_digest import FRUIT, ONE, OTHER, account, shelf
from tests.library.test_stories import STRIKE, told

__all__ = ["kept", "shelf", "told"]

WEB = account("Walkout", STRIKE, agency="Ward News", source="https://ward.example/a?b=1")


def test_for_people(kept, capsys):
    kept(ONE, OTHER, WEB)
    assert run(["digest"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Digest, ")
    assert lines[2:5] == ["1. Stopped", "", "Pelham Post, 4 Mar 2026"]
    at = lines.index("2. Walkout")
    assert lines[at + 2 : at + 4] == ["Ward News", "https://ward.example/a?b=1"]
    assert lines[at + 5].startswith("  Nurses at four"), "indented, as no name of a source is"
    assert run(["digest"]) == 0
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == (
        "",
        "Nothing has come in since the last digest; see --since and --all.\n",
    )
    assert run(["digest", "--again"]) == 0
    assert capsys.readouterr().out.splitlines() == lines


def test_for_programs(kept, capsys):
    kept(ONE, OTHER, WEB)
    assert run(["digest", "--preview", "--format", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert run(["digest", "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    follow_schema(report, "digest.schema.json")
    assert (shown["kept"], report["kept"]) == (False, True)
    assert shown["panes"] == report["panes"]
    walkout = report["panes"][1]["passages"][0]
    assert walkout["source"] == "https://ward.example/a?b=1"
    words = WEB.document.text[walkout["source_start"] : walkout["source_end"]]
    assert report["document"]["text"][walkout["start"] : walkout["end"]] == words
    assert run(["digest", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "schema": 1,
        "document": None,
        "kept": False,
        "panes": [],
    }


def test_as_markdown_it_links_pages_and_texts(kept, capsys):
    kept(WEB, FRUIT)
    assert run(["digest", "--format", "markdown"]) == 0
    out = capsys.readouterr().out
    assert "[Ward News](<https://ward.example/a?b=1>)" in out
    assert f"[Farmer](<briefing:{FRUIT.document.sha256}#7-" in out


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        ([], 0, "Nothing has been read or imported yet."),
        (["--since", "soon"], 2, "“soon” is not a time"),
        (["--since", "1d", "--all"], 2, "Give one of --since, --all and --again."),
        (["--preview", "--again"], 2, "Give --preview or --again, not both."),
    ],
)
def test_what_cannot_be_made(kept, capsys, arguments, code, sentence):
    kept()
    assert run(["digest", *arguments]) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert sentence in captured.err


def test_hostile_words_do_not_reach_the_terminal(kept, capsys):
    made = account("Strike", STRIKE, agency="\x9b31mWire", source="\x1b]0;x\x07.txt")
    kept(replace(made, document=replace(made.document, title="a\x1b]52;c;eA==\x07b")))
    for form in ("text", "markdown", "json"):
        assert run(["digest", "--all", "--format", form]) == 0
    assert not {"\x1b", "\x9b", "\x07"} & set(capsys.readouterr().out)
