import json

import pytest

from briefing.cli.main import run
from briefing.config import Config
from briefing.library import make_library


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    source = tmp_path / "talks.md"
    source.write_text(
        "---\npublisher: The Quay\n---\n\n# Talks\n\nThey met.\n\n## Trade\n\nTariffs fell "
        + "and fell " * 20
        + ".\n"
    )
    library = make_library(Config())
    briefing = library.open(str(source)).finish()
    [trade] = [each for each in briefing.analysis.sections if each.title == "Trade"]
    library.annotations.add_bookmark(briefing, trade.span, note="why?")
    library.close()


def test_bookmarks_for_people(kept, capsys):
    assert run(["bookmarks"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Trade\n  Talks, The Quay, marked 2")
    assert "Tariffs fell" in out
    assert "Note: why?" in out
    assert max(map(len, out.split("\n"))) < 80


def test_bookmarks_for_programs(kept, capsys):
    assert run(["bookmarks", "--format", "json"]) == 0
    [row] = json.loads(capsys.readouterr().out)
    about = row["title"], row["agency"], row["section"], row["note"]
    assert about == ("Talks", "The Quay", "Trade", "why?")


def test_a_bookmark_whose_passage_is_gone_says_so(kept, tmp_path, capsys):
    source = tmp_path / "talks.md"
    source.write_text("# Talks\n\nThey met again, and parted for good.\n")
    library = make_library(Config())
    library.open(str(source)).finish()
    library.close()
    assert run(["bookmarks"]) == 0
    assert "  The latest version no longer has this passage.\n" in capsys.readouterr().out
    assert run(["bookmarks", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["gone"] is True


def test_no_bookmarks(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert run(["bookmarks"]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "No bookmarks yet" in captured.err


def test_the_library_that_the_settings_name_is_listed(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "unused"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "briefing").mkdir()
    (tmp_path / "briefing" / "config.toml").write_text(f'data = "{tmp_path / "kept"}"\n')
    source = tmp_path / "a.md"
    source.write_text("# Talks\n\nThey met.\n")
    library = make_library(Config(data=tmp_path / "kept"))
    briefing = library.open(str(source)).finish()
    library.annotations.add_bookmark(briefing, briefing.analysis.sections[0].span)
    library.close()
    assert run(["bookmarks"]) == 0
    assert "They met" in capsys.readouterr().out
    assert not (tmp_path / "unused").exists()
