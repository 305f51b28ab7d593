import json
import re

import pytest

from briefing.cli.exit_codes import NOTHING_FOUND
from briefing.cli.main import run
from briefing.config import Config
from briefing.library import make_library
from tests.library.cross_document.articles import HARBOUR, RIVALS, WINTER, article, kept


@pytest.fixture
def keep(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    def keeping(*briefings):
        library = make_library(Config())
        kept(library, *briefings)
        library.close()

    return keeping


@pytest.mark.parametrize("words", [["Ada", "Lind"], ["lind"]])
def test_a_person_for_people(keep, capsys, words):
    keep(HARBOUR, WINTER)
    assert run(["person", *words]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Ada Lind\nperson, mayor of Norhaven\nAlso: Lind\n")
    assert "2026-03-09  Winter in Norhaven\n            Storm damage\n" in out
    assert "“We were lucky.”\n  Winter in Norhaven, 2026-03-09" in out
    assert "Tom Reyes (2 issues)" in out


def test_an_organization_for_programs(keep, capsys):
    keep(HARBOUR, WINTER)
    assert run(["person", "EBL", "--format", "json"]) == 0
    [row] = json.loads(capsys.readouterr().out)
    assert (row["name"], row["briefings"]) == ("Eastern Berth League", 2)
    assert row["appearances"][0]["issues"] == [
        {"index": 1, "title": "Ice on the river", "mentions": 1}
    ]


def test_several_of_a_name(keep, capsys):
    keep(HARBOUR, RIVALS, article("A wedding", "The couple: [Olof Lind] came."))
    assert run(["person", "lind"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("Lind\nperson\n")
    assert "Others match too: Ada Lind, Olof Lind." in err
    assert run(["person", "lind", "--format", "json"]) == 0
    assert {row["name"] for row in json.loads(capsys.readouterr().out)} == {
        "Ada Lind",
        "Lind",
        "Olof Lind",
    }


def test_several_of_which_none_has_just_these_words(keep, capsys):
    keep(article("A wedding", "The couple: [Ada Lind] and [Olof Lind] came."))
    assert run(["person", "lind"]) == 2
    assert "Several match: Ada Lind, Olof Lind; give a longer name" in capsys.readouterr().err


def test_a_person_and_an_organization_of_one_name(keep, capsys):
    keep(article("Talks", "A ferry: [Kroll] met [+Kroll]."))
    assert run(["person", "kroll"]) == 0
    out, err = capsys.readouterr()
    assert "Kroll\nperson\n" in out
    assert "\n\nKroll\norganization\n" in out
    assert "match" not in err


def test_nobody_of_a_name(keep, capsys):
    keep(HARBOUR)
    assert run(["person", "Nobody"]) == NOTHING_FOUND
    assert "No one called Nobody is in your library" in capsys.readouterr().err
    assert run(["person", "Nobody", "--format", "json"]) == NOTHING_FOUND
    assert json.loads(capsys.readouterr().out) == []


def test_a_day_of_adding_is_not_shown_as_the_texts(keep, capsys):
    keep(article("A wedding", "The couple: [Olof Lind] came."))
    assert run(["person", "olof", "lind"]) == 0
    out = capsys.readouterr().out
    assert re.search(r"\nNamed in one briefing only\nadded \d{4}-\d\d-\d\d  A wedding\n", out)
