"""`briefing watch`."""

import json

import pytest

from briefing.cli.main import run
from tests.cli.test_stories import kept, told
from tests.library.test_stories import briefing
from tests.library.test_watches import FERRY, FROST

__all__ = ["kept", "told"]


def said(capsys, *words, code=0):
    capsys.readouterr()
    assert run(["watch", *words]) == code
    return capsys.readouterr()


def test_a_watch_is_made_asked_renamed_and_removed(kept, capsys):
    assert "There are no watches" in said(capsys).err
    added = said(capsys, "add", "ferry", "-frost", "--name", "Boats")
    assert (added.out, added.err.split(";")[0]) == ("", "Watching for ferry -frost")
    kept(briefing("one", FERRY), briefing("other", f"{FERRY} {FROST}"))
    lines = said(capsys).out.splitlines()
    assert lines[0] == "Boats: one 0"
    assert lines[-1].strip().startswith("The ferry to Marlow")
    assert said(capsys, "list").out == "     1  Boats  (ferry -frost)\n"
    said(capsys, "edit", "boats", "ferry", "-harbour")
    assert said(capsys, "list").out == "     2  Boats  (ferry -harbour)\n"
    said(capsys, "rename", "boats", "Ships")
    assert "Ships removed, with 2 hits." in said(capsys, "remove", "ships").err
    assert json.loads(said(capsys, "list", "--format", "json").out) == []


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
def test_each_hit_is_new_once(kept, capsys, form):
    said(capsys, "add", "ferry")
    kept(*(briefing(f"{n}", f"{FERRY} {n}") for n in range(7)))
    new = said(capsys, "--new", "--format", form)
    assert all(f"{n} 0" in new.out for n in range(7))
    assert said(capsys, "--new", "--format", form).out == ("[]\n" if form == "json" else "")
    assert "6 0" in said(capsys, "--format", form).out, "the others are listed still"


def test_a_query_may_be_one_word_of_the_shell(kept, capsys):
    said(capsys, "add", 'title:frost "three nights"')
    kept(briefing("frost", FROST), briefing("other", f"{FROST} Twice."))
    [hit] = json.loads(said(capsys, "--new", "--format", "json").out)
    assert (hit["watch"], hit["section_title"], hit["new"]) == (
        'title:frost "three nights"',
        "frost 0",
        True,
    )
    assert FROST[hit["start"] : hit["end"]] == "three nights"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["add"], "Enter what to watch for"),
        (["add", "after:soon"], "Enter a date"),
        (["add", "topic:ferry"], "There is no filter topic:"),
        (["remove", "boats"], "There is no watch boats"),
    ],
)
def test_what_cannot_be_is_one_sentence(kept, capsys, words, sentence):
    error = said(capsys, *words, code=2).err
    assert sentence in error
    assert error.count("\n") == 1
