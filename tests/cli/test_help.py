"""Help: grouped, whole, with an example for each command; and what is said of mistyped words."""

import json
import os
import re
import shlex
from typing import Any

import click
import pytest

from briefing.cli import launch
from briefing.cli.main import cli, run
from briefing.cli.subcommands import GROUPS, SUBCOMMANDS, mistyped
from briefing.config import Config
from briefing.library import make_library
from briefing.library.feed_service import Subscription
from briefing.model.listing_reports import LISTINGS
from briefing.sources.feed.feed_values import Entry
from tests.json_schema import follow_schema
from tests.library.cross_document.articles import HARBOUR, kept
from tests.library.following import follow

WIDEST = 80


def commands():
    for name in SUBCOMMANDS:
        command = cli.get_command(click.Context(cli), name)
        yield [name]
        yield from ([name, sub] for sub in getattr(command, "commands", ()))


NAMES = [" ".join(words) for words in commands()]


def printed(capsys, *words):
    assert run(list(words)) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("name", ["", *NAMES])
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_is_whole_and_has_an_example(monkeypatch, capsys, name, option):
    monkeypatch.setenv("COLUMNS", str(WIDEST))
    out = printed(capsys, *name.split(), option)
    assert out.startswith("Usage: briefing")
    assert max(map(len, out.splitlines())) <= WIDEST
    assert "..." not in re.sub(r"[\]A-Z]\.\.\.|COMMAND \[ARGS\]\.\.\.", "", out)
    assert re.search(rf"Examples?:\n(    .*\n)*    .*briefing {name}", out)


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_a_command_line(name):
    """Its options are there."""
    context = click.Context(cli, info_name="briefing")
    command: Any = cli
    for word in name.split():
        command = command.get_command(context, word)
    for line in re.findall(r"(?m)^ +(?:.*\| )?briefing (.*)$", command.epilog):
        words = shlex.split(line)
        assert words[0] in SUBCOMMANDS
        options = {option for each in command.params for option in each.opts}
        assert {word for word in words if word.startswith("-") and word != "-"} <= options


def test_every_subcommand_is_in_one_group(capsys):
    out = printed(capsys, "--help")
    names = [name for group in GROUPS.values() for name in group]
    assert sorted(names) == sorted(SUBCOMMANDS)
    assert all(re.search(rf"^{group}:$", out, re.MULTILINE) for group in GROUPS)
    assert all(re.search(rf"^  {name} +\S", out, re.MULTILINE) for name in names)
    assert all(option in out for option in ("--last", "--watch", "--no-mouse", "--version"))
    assert re.search("Exit codes:\n +0 .*\n +1 .*\n +2 .*\n +3 ", out)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("serch biden", "“serch” is neither a command nor a file; did you mean briefing search?"),
        ("serch biden --limit 3", "did you mean briefing search?"),
        ("bookmark", "did you mean briefing bookmarks?"),
        ("feeds entires 1", "did you mean entries? See briefing feeds --help."),
        ("show x --fromat json", "did you mean --format? See briefing show --help."),
        ("--verison", "did you mean --version? See briefing --help."),
        ("--wach x", "did you mean --watch? See briefing --help."),
        ("--foo", "No such option '--foo'; see briefing --help."),
        ("open --foo", "No such option '--foo'; see briefing open --help."),
        ("person", "Missing argument 'NAME'; see briefing person --help."),
        ("collections show", "Missing argument 'NAME'; see briefing collections show --help."),
        ("nosuch.txt", "“nosuch.txt” does not exist; check the path."),
        ("zzzz", "“zzzz” does not exist; check the path."),
    ],
)
def test_what_is_mistyped_gets_a_proposal(capsys, tmp_path, monkeypatch, line, said):
    monkeypatch.chdir(tmp_path)
    assert run(line.split()) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert err.count("\n") == 1


def test_a_file_is_no_mistyped_command(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert mistyped("serch") == "search"
    (tmp_path / "serch").write_text("words")
    assert mistyped("serch") == ""


# Standard input


@pytest.mark.parametrize(
    ("terminal", "words", "sources"),
    [
        (True, (), ("-",)),
        (False, (), ("-",)),
        (True, ("a.txt",), ("a.txt",)),
    ],
)
def test_what_is_piped_in_is_read(monkeypatch, terminal, words, sources):
    """On a terminal in the reader, else printed."""
    opened = []
    reading, writing = os.pipe()
    saved = os.dup(0)
    os.dup2(reading, 0)
    monkeypatch.setattr(launch, "_has_terminal", lambda: terminal)
    monkeypatch.setattr(launch, "_print", lambda given: opened.append(("printed", given)) or 0)
    monkeypatch.setattr(launch, "_take_terminal", lambda: None)
    monkeypatch.setattr("briefing.tui.app.run", lambda _, first, **how: opened.append(("read", first.sources)) or 0)  # fmt: skip
    try:
        assert launch.open_in_reader(words) == 0
    finally:
        os.dup2(saved, 0)
        for descriptor in (saved, reading, writing):
            os.close(descriptor)
    assert opened == [("read" if terminal else "printed", sources)]


def test_nothing_is_read_from_an_empty_file_or_a_device(monkeypatch, tmp_path):
    (tmp_path / "empty").touch()
    saved = os.dup(0)
    for path in (tmp_path / "empty", "/dev/null"):
        descriptor = os.open(path, os.O_RDONLY)
        os.dup2(descriptor, 0)
        os.close(descriptor)
        try:
            assert not launch._is_piped()
        finally:
            os.dup2(saved, 0)
    os.close(saved)


# JSON

LINES = {"changes": "changes talks.md", "timeline": "timeline talks.md", "collections show": "collections show Work", "person": "person Ada Lind", "feeds entries": "feeds entries 1"}  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A library with something of each kind to list."""
    folder = tmp_path_factory.mktemp("listings")
    library = make_library(Config(data=folder / "briefing"))
    library.watches.add("person:lind")
    library._store.followed.follow("Port dispute", ())
    (briefing,) = kept(library, HARBOUR)
    library.annotations.add_bookmark(briefing, briefing.analysis.sections[0].span)
    for text in ("# Talks\n\nThey met.\n", "# Talks\n\nThey parted.\n"):
        (folder / "talks.md").write_text(text)
        latest = library.open(str(folder / "talks.md")).finish()
    library.collections.put(library.collections.make("Work"), [latest.document.sha256])
    entry = Entry("1", "One", published="2026-01-02")
    follow(library, Subscription("http://feed.example/", "News"), entry)
    library.close()
    return folder


@pytest.mark.parametrize("name", sorted(LISTINGS.keys() - {"fetch"}))  # It needs the network.
def test_every_listing_prints_json_as_its_schema_says(home, monkeypatch, capsys, name):
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.chdir(home)
    line = LINES.get(name, name).split()
    found = json.loads(printed(capsys, *line, "--format", "json"))
    follow_schema(found, "listings.schema.json", name)
    assert found
    if isinstance(found, list):
        rows = printed(capsys, *line, "--format", "jsonl").splitlines()
        assert [json.loads(row) for row in rows] == found
