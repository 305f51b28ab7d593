"""README names the commands, options, keys and make targets that there are."""

import re
from pathlib import Path

import click
import pytest

from briefing.cli.main import SubcommandGroup, cli
from briefing.cli.subcommands import SUBCOMMANDS
from briefing.model.search_query import VALUED
from briefing.tui.commands import READING, Command

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DEFAULT = "open"
"""The command that runs where none is named."""


def command(name: str) -> click.Command:
    assert isinstance(cli, SubcommandGroup)
    found = cli.get_command(click.Context(cli), name)
    assert found is not None, name
    return found


def command_lines() -> list[tuple[list[str], str]]:
    """The commands that a line of the list is about, and the line."""
    found = []
    for line in re.findall(r"^ {4}briefing .*$", README, re.M):
        usage = re.split(r" {2,}", line.strip())[0]
        words = [part.strip().removeprefix("briefing").split() for part in usage.split(",")]
        names = [each[0] for each in words if each and each[0] in SUBCOMMANDS]
        found.append((names or [DEFAULT], line))
    return found


def options(name: str) -> set[str]:
    own = {option for parameter in command(name).params for option in parameter.opts}
    return own | {"--help"}


def test_every_command_is_listed_and_no_other():
    assert sorted({name for names, _ in command_lines() for name in names}) == sorted(SUBCOMMANDS)


@pytest.mark.parametrize(
    ("names", "line"), command_lines(), ids=["-".join(names) for names, _ in command_lines()]
)
def test_the_options_of_a_line_are_there(names, line):
    known = set().union(*(options(name) for name in names), options(DEFAULT))
    assert set(re.findall(r"--[a-z][a-z-]*", line)) <= known


def test_the_options_elsewhere_are_there():
    known = set().union(*map(options, SUBCOMMANDS))
    assert set(re.findall(r"--[a-z][a-z-]*", README)) - {"--version"} <= known


def listed(name: str, after: str) -> list[str]:
    """The words that a command's line lists after others."""
    (line,) = (line for names, line in command_lines() if name in names and after in line)
    return re.split(r", | or ", line.split(after)[1])


def test_the_commands_of_feeds_and_the_formats_are_listed():
    feeds = command("feeds")
    assert isinstance(feeds, click.Group)
    assert sorted(listed("feeds", "follow feeds; ")) == sorted(feeds.commands)
    (kind,) = (each.type for each in command("show").params if "--format" in each.opts)
    assert isinstance(kind, click.Choice)
    assert sorted(listed("show", "--format ")) == sorted(kind.choices)


def test_the_fields_of_a_search_are_there():
    named = re.findall(
        r"([a-z]+):(?=,|$)", next(line for names, line in command_lines() if "search" in names)
    )
    assert named
    assert set(named) <= set(VALUED)


KEYS = {
    "go to the next issue, or the one before": "next_issue previous_issue",
    "go to issue 3; 0 is the overview": "issue",
    "turn a page": "page_down page_up",
    "choose the next paragraph": "next_paragraph",
    "find a person, an organization or a place by name": "find_name",
    "search in the text": "search",
    "see why an issue starts where it does": "about",
    "see all keys": "help",
    "go back, and quit at last": "leave",
}
"""What the first page of the manual says of keys, and the commands that these run, in its order."""

BY_NAME: dict[str, Command] = {each.name: each for each in READING}


def key_table() -> dict[str, list[str]]:
    """The manual's words, and the keys beside them."""
    page = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+) \| (.+) \|$", page, re.M)[2:]
    found = {what.replace("`", ""): re.findall(r"`[^`]+`|space", keys) for keys, what in rows}
    return {what: [key.strip("`") for key in keys] for what, keys in found.items()}


def test_a_key_does_what_is_said_of_it():
    assert {what: len(keys) for what, keys in key_table().items()} == {
        what: len(names.split()) for what, names in KEYS.items()
    }
    for what, keys in key_table().items():
        for key, name in zip(keys, KEYS[what].split(), strict=True):
            assert key in BY_NAME[name].keys, (what, key)


@pytest.mark.parametrize(("sentence", "name"), [("`{}` undoes", "undo"), ("`{}` goes back to the shell", "suspend"), ("`{}` shows the keys", "help")])  # fmt: skip
def test_a_sentence_names_the_key(sentence, name):
    words = " ".join(README.split())
    assert any(" ".join(sentence.format(key).split()) in words for key in BY_NAME[name].keys)


def test_what_is_listed_for_contributors_is_made():
    rules = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for text in (README, contributing):
        named = set(re.findall(r"^ {4}make ([a-z]+)", text, re.M))
        assert named
        assert named <= rules
