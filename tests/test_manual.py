"""The manual names what there is: pages, settings, keys and commands, which run."""

import re
import runpy
import shlex
from pathlib import Path

import click
import pytest

from briefing.cli.main import cli, run
from briefing.cli.subcommands import SUBCOMMANDS
from briefing.config import Config
from briefing.library import make_library
from briefing.resources import sample_briefing
from briefing.settings import _CHECKS, _NUMBERS, load_config
from briefing.tui.commands import SCREENS
from briefing.tui.key_settings import usable_keys
from briefing.tui.theme_list import load_themes

ROOT = Path(__file__).resolve().parents[1]
MANUAL = runpy.run_path(str(ROOT / "docs" / "make_manual.py"))
GENERATED = MANUAL["generated"]()
WRITTEN = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")}
PAGES = WRITTEN | GENERATED
LINKED = {f"docs/{name}": text for name, text in WRITTEN.items()} | {
    name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md")
}
NOT_RUN = {"feeds add", "paste", "fetch", "restore", "open", "import"}
"""They need the network, a terminal or a reader's own files."""


def test_every_page_has_a_place():
    placed = [page for pages in MANUAL["NAVIGATION"].values() for page in pages.values()]
    assert sorted(PAGES.keys() - placed) == []
    assert len(placed) == len(set(placed))


@pytest.mark.parametrize("name", LINKED)
def test_links_lead_to_what_there_is(name):
    for target in re.findall(r"\]\(([^)\s]+)\)", LINKED[name]):
        path, _, part = target.partition("#")
        if target.startswith(("http:", "https:")):
            continue
        page = Path(path).name if path else Path(name).name
        assert page in GENERATED or (ROOT / name).parent.joinpath(path).exists(), target
        assert not part or part in anchors(PAGES[page]), target


def anchors(text):
    heads = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"\s+", "-", re.sub(r"[^\w\s-]", "", head.lower())) for head in heads}


def test_the_architecture_names_what_is_in_the_code():
    files = {path.name: path for path in (ROOT / "briefing").rglob("*.py")}
    named = re.findall(r"`([\w/]+\.py)(?::(\w+))?`", WRITTEN["architecture.md"])
    assert len(named) > 60
    for name, defined in named:
        path = files.get(name.rpartition("/")[2])
        assert path is not None, f"{name} is not there"
        assert path.as_posix().endswith(name), f"{name} is in another folder"
        there = re.search(rf"^\s*(?:def |class )?{defined}\b", path.read_text(), re.MULTILINE)
        assert there, f"{name} has no {defined}"


def test_settings_are_those_of_the_program():
    rows = re.findall(r"^\| `(\w+)` \| (?:`([^`]+)`)? ?\| (.+) \|$", WRITTEN["settings.md"], re.M)
    assert {name for name, _, _ in rows} == set(_CHECKS)
    for name, default, about in rows:
        if name in _NUMBERS:
            assert "{} to {}.".format(*_NUMBERS[name]) in about
        if default and name != "data":
            assert default == str(getattr(Config(), name))


@pytest.mark.parametrize("name", ["settings.md", "fetching-by-timer.md"])
def test_the_example_of_settings_holds(tmp_path, name):
    path = tmp_path / "config.toml"
    path.write_text(re.search(r"```toml\n(.*?)```", WRITTEN[name], re.S)[1])
    found = load_config(path)
    assert (found.problems, usable_keys(found.keys, found.places)[1]) == ((), ())
    assert load_themes(tmp_path).unknown(found) == ()


def test_keys_are_those_of_the_program():
    for command in (each for screen in SCREENS for each in screen):
        assert re.search(
            rf"\| {re.escape(command.help)} \| {command.name} \|", GENERATED["keys.md"]
        )


def test_each_subcommand_and_schema_has_its_part():
    for name in SUBCOMMANDS:
        assert f"### briefing {name}\n" in GENERATED["commands.md"]
    for path in (ROOT / "briefing").glob("*.schema.json"):
        assert f"`{path.name}`" in GENERATED["json.md"]


def command_lines():
    """The commands of all pages without what follows a pipe, each once."""
    found = {}
    for text in (*WRITTEN.values(), LINKED["README.md"]):
        for block in re.findall(r"^```sh\n(.*?)^```", text, re.M | re.S):
            for line in block.splitlines():
                for part in re.findall(r"(?:^|\| )(briefing\b(?:'[^']*'|[^'|;])*)", line):
                    found.setdefault(part.strip())
    return list(found)


def name_of(words):
    if not words or words[0] not in SUBCOMMANDS:
        return "open"
    return " ".join(words[:2]) if words[0] == "feeds" else words[0]


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A library with the sample in it as article.txt, in the current folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    library = make_library(Config())
    text = sample_briefing().read_text(encoding="utf-8")
    for version in (text.replace("Last month", "In November"), text):
        Path("article.txt").write_text(version, encoding="utf-8")
        library.open("article.txt").finish()
    library.close()
    run(["import", "article.txt", "--workers", "1"])


def test_the_commands_of_the_manual_run(home, capsys):
    """In order, for some need what those before them made."""
    lines = command_lines()
    assert len(lines) > 40
    assert [line for line in lines if not runs(line)] == []
    assert "Usage" not in capsys.readouterr().err


def runs(line):
    words = shlex.split(line)[1:]
    words = ["article.txt" if word in ("-", "*.txt") else word for word in words]
    if name_of(words) not in NOT_RUN:
        return run(words) in (0, 3)
    if words and words[0] in SUBCOMMANDS:
        made = click.Context(cli)
        command = cli.get_command(made, words[0])
        command.make_context(words[0], words[1:], parent=made)
    return True
