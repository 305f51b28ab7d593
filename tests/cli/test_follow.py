"""`briefing follow`, and `briefing stories --followed`."""

import json

import pytest

from briefing.cli.main import run
from tests.cli.test_stories import kept, told
from tests.json_schema import follow_schema
from tests.library.test_followed import LATER
from tests.library.test_stories import FRUIT, ONE, OTHER, WARDS

__all__ = ["kept", "told"]


def said(capsys, *words, code=0):
    capsys.readouterr()
    assert run([*words]) == code, capsys.readouterr().err
    return capsys.readouterr()


def story_ids(capsys):
    found = json.loads(said(capsys, "stories", "--all", "--format", "json").out)["stories"]
    return {each["title"]: str(each["id"]) for each in found}


def followed(capsys):
    report = json.loads(said(capsys, "stories", "--followed", "--format", "json").out)
    follow_schema(report, "followed.schema.json")
    return {
        each["name"]: ({i["title"] for i in each["issues"]}, {i["title"] for i in each["proposed"]})
        for each in report["stories"]
    }


def test_a_script_follows_decides_merges_and_splits(kept, capsys):
    assert "You follow no story" in said(capsys, "stories", "--followed").err
    kept(ONE, OTHER, FRUIT, WARDS)
    said(capsys, "follow", "add", story_ids(capsys)["one"], "--name", "Bridge")
    kept(LATER)
    assert followed(capsys) == {"Bridge": ({"one", "other"}, {"later"})}
    assert "(1 proposed)" in said(capsys, "follow", "list").out
    said(capsys, "follow", "reject", "bridge", LATER.document.sha256[:12])
    assert followed(capsys) == {"Bridge": ({"one", "other"}, set())}
    said(capsys, "follow", "confirm", "bridge", "later.txt")
    said(capsys, "follow", "split", "Bridge", "Ferries", "later.txt", "other.txt")
    assert followed(capsys) == {"Bridge": ({"one"}, set()), "Ferries": ({"later", "other"}, set())}
    said(capsys, "follow", "merge", "Bridge", "Ferries")
    said(capsys, "follow", "rename", "Bridge", "Marlow")
    assert followed(capsys) == {"Marlow": ({"one", "other", "later"}, set())}
    assert "no more" in said(capsys, "follow", "remove", "Marlow").err
    assert json.loads(said(capsys, "follow", "list", "--format", "json").out) == []


def test_the_text_says_what_is_new_once(kept, capsys):
    kept(ONE, OTHER)
    said(capsys, "follow", "add", story_ids(capsys)["one"])
    kept(LATER)
    first = said(capsys, "stories", "--followed").out
    assert "24 lorries" in first
    assert "  Proposed: later, Pelham Post" in first
    assert "New since" not in said(capsys, "stories", "--followed").out
    assert "## one" in said(capsys, "stories", "--followed", "--format", "markdown").out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Missing command; see briefing follow --help."),
        (["add", "99"], "There is no story 99"),
        (["remove", "x"], "You follow no story x"),
        (["confirm", "one"], "or --all"),
        (["confirm", "one", "--all", "one.txt"], "or --all"),
        (["reject", "one"], "Give the issues"),
        (["reject", "one", "nosuch.md"], "is not an issue of a story"),
        (["split", "one", "all", "one.txt", "other.txt"], "not all of them"),
        (["merge", "one", "one"], "with itself"),
        (["rename", "one", "  "], "needs a name"),
    ],
)
def test_what_cannot_be_is_one_sentence(kept, capsys, words, sentence):
    kept(ONE, OTHER)
    said(capsys, "follow", "add", story_ids(capsys)["one"])
    error = said(capsys, "follow", *words, code=2).err
    assert sentence in error
    assert error.count("\n") == 1


def test_followed_goes_alone(kept, capsys):
    assert "without --since" in said(capsys, "stories", "--followed", "--all", code=2).err
