"""`briefing stories`."""

import json

import pytest

from briefing.cli.main import run
from tests.json_schema import follow_schema
from tests.library.test_stories import FRUIT, ONE, OTHER, briefing, told

__all__ = ["told"]


@pytest.fixture
def kept(told, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "briefing").symlink_to(tmp_path)
    return told


def test_for_people(kept, capsys):
    kept(ONE, OTHER, FRUIT)
    assert run(["stories"]) == 0
    title, summary, one, other, why = capsys.readouterr().out.splitlines()
    assert title == "one"
    assert summary.startswith("  Story 1: 2 sources, added ")
    assert summary.endswith(", new")
    assert one.startswith("  one, added ")
    assert other.startswith("  other, added ")
    assert why.startswith("  Shared: ")


def test_a_title_of_thousands_of_words_is_cut_for_people_alone(kept, capsys):
    kept(briefing("word " * 5000, ONE.document.text), OTHER)
    assert run(["stories"]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) < 250
    assert run(["stories", "--format", "json"]) == 0
    assert "word " * 5000 in capsys.readouterr().out


def test_a_limit_is_said(kept, capsys):
    kept(ONE, OTHER, FRUIT, briefing("frost", FRUIT.document.text + " Bees froze."))
    assert run(["stories", "--limit", "1"]) == 0
    captured = capsys.readouterr()
    assert captured.out.count("Story ") == 1
    assert captured.err == "briefing: These are the first 1 story; see --limit and --all.\n"
    assert run(["stories", "--limit", "2"]) == 0
    assert capsys.readouterr().err == ""


def test_for_programs(kept, capsys):
    day = briefing("dated", OTHER.document.text, agency="A.P.", day="2024-03-05")
    kept(ONE, day)
    assert run(["stories", "--all", "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    follow_schema(report, "stories.schema.json")
    [story] = report["stories"]
    assert (story["title"], story["first"], story["sources"]) == ("one", "2024-03-05", 2)
    joined = story["issues"][1]
    assert (joined["source"], joined["outlet"], joined["published"]) == (
        "dated.txt",
        "A.P.",
        "2024-03-05",
    )
    assert (joined["start"], joined["end"], joined["length"]) == (
        0,
        len(OTHER.document.text),
        len(OTHER.document.text),
    )
    assert joined["reason"]


def test_looking_is_remembered_and_programs_do_not_look(kept, capsys):
    kept(ONE, OTHER)
    for form in ("json", "markdown", "text", "text"):
        assert run(["stories", "--format", form]) == 0
    summaries = [line for line in capsys.readouterr().out.splitlines() if "sources, added" in line]
    assert [line.rpartition(" ")[2] for line in summaries[-2:]] == ["new", "quiet"]
    news = "It was seen by 48 divers first."
    kept(briefing("third", f"{OTHER.document.text} {news}"))
    assert run(["stories"]) == 0
    assert "  New to you: 48 divers\n" in capsys.readouterr().out


def test_as_markdown(kept, capsys):
    kept(briefing("*one*", ONE.document.text), OTHER)
    assert run(["stories", "--format", "markdown"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == r"## \*one\*"
    assert sum(line.startswith("- ") for line in lines) == 2


def test_only_what_came_in_since(kept, capsys):
    kept(ONE, OTHER)
    assert run(["stories", "--since", "2999-01-01"]) == 0
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == (
        "",
        "No story has grown in that time; see --since and --all.\n",
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--since", "soon"], "“soon” is not a time"),
        (["--since", ""], "“” is not a time"),
        (["--since", "999999w"], "is too long ago"),
        (["--since", "24h", "--all"], "not both"),
    ],
)
def test_what_cannot_be_asked(kept, capsys, arguments, sentence):
    assert run(["stories", *arguments]) == 2
    assert sentence in capsys.readouterr().err


def test_an_empty_library_says_so(kept, capsys):
    assert run(["stories"]) == 0
    assert "Nothing has been read or imported yet." in capsys.readouterr().err


def test_hostile_titles_do_not_reach_the_terminal(kept, capsys):
    kept(briefing("a\x1b]52;c;eA==\x07b", ONE.document.text), OTHER)
    assert run(["stories"]) == 0
    assert "\x1b" not in capsys.readouterr().out


def compared(kept, capsys, form: str) -> str:
    kept(ONE, briefing("dated", OTHER.document.text, agency="A.P."), FRUIT)
    assert run(["stories", "--all", "--format", "json"]) == 0
    [story] = json.loads(capsys.readouterr().out)["stories"]
    assert run(["stories", "--compare", str(story["id"]), "--format", form]) == 0
    return capsys.readouterr().out


def test_the_sources_of_a_story_are_compared(kept, capsys):
    report = json.loads(compared(kept, capsys, "json"))
    follow_schema(report, "comparison.schema.json")
    assert [source["name"] for source in report["sources"]] == ["one", "A.P."]


@pytest.mark.parametrize(("form", "first"), [("text", "one"), ("markdown", "## one")])
def test_a_comparison_is_for_people_too(kept, capsys, form, first):
    assert compared(kept, capsys, form).splitlines()[0] == first


def test_a_story_that_is_not_there_cannot_be_compared(kept, capsys):
    kept(ONE)
    assert run(["stories", "--compare", "99"]) == 2
    assert "There is no story 99" in capsys.readouterr().err
    assert run(["stories", "--compare", "1"]) == 0
    assert "Only one source tells this story" in capsys.readouterr().err
