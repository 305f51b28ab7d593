"""Completion, by Tab in the shells that are there, and by their scripts' questions."""

import os
import re
import subprocess
import sys

import pytest

from briefing.cli.completion import SHELLS
from briefing.cli.subcommands import SUBCOMMANDS
from briefing.config import Config
from briefing.library import make_library
from briefing.library.feed_service import Subscription
from tests.cli import shells
from tests.cli.shells import Shell
from tests.library.cross_document.articles import HARBOUR, WINTER, kept
from tests.library.following import follow

FILES = ("bid one.txt", "bidding.md", "search.txt", "notes.md")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A library, and a folder with files and one folder."""
    home = tmp_path_factory.mktemp("completion")
    library = make_library(Config(data=home / "data" / "briefing"))
    kept(library, HARBOUR, WINTER)
    for name in ("Work in progress", "Later"):
        library.collections.make(name)
    follow(library, Subscription("http://feed.example/", "Port news"))
    library.watches.add("person:lind", "Lind at work")
    library._store.followed.follow("Port dispute", ())
    library.close()
    files = home / "files"
    (files / "sub").mkdir(parents=True)
    for name in FILES:
        (files / name).write_text("words")
    return home


@pytest.fixture(scope="module", params=list(SHELLS))
def shell(request, place):
    if not shells.is_there(request.param):
        pytest.skip(f"{request.param} is not installed")
    programs = place / request.param
    programs.mkdir()
    answered = shells.write_program(programs)
    with pytest.MonkeyPatch.context() as patch:
        for name, folder in (
            ("XDG_DATA_HOME", "data"),
            ("XDG_CONFIG_HOME", "config"),
            ("HOME", ""),
        ):
            patch.setenv(name, str(place / folder))
        made = Shell(request.param, programs, place / "files", answered)
        yield made
        made.close()


LINES = {
    "a subcommand": ("briefing colle", ["collections"]),
    "a file to open": ("briefing not", ["notes.md"]),
    "a file that needs quotes": ("briefing show bid\\ ", ["show", "bid one.txt"]),
    "a file after an option": ("briefing --watch bidd", ["--watch", "bidding.md"]),
    "a subcommand of a subcommand": ("briefing feeds ent", ["feeds", "entries"]),
    "an option": ("briefing show --form", ["show", "--format"]),
    "an option of open": ("briefing --la", ["--last"]),
    "a value": ("briefing show --format js", ["show", "--format", "json"]),
    "a collection": ("briefing collections show W", ["collections", "show", "Work in progress"]),
    "a collection to export": ("briefing export --collection Lat", ["export", "--collection", "Later"]),
    "a person": ("briefing person Ad", ["person", "Ada Lind"]),
    "a surname": ("briefing person Ada Li", ["person", "Ada", "Lind"]),
    "a feed": ("briefing feeds remove Po", ["feeds", "remove", "Port news"]),
    "a file for the output": ("briefing export --output not", ["export", "--output", "notes.md"]),
    "a field of a search": ("briefing search collection:La", ["search", "collection:Later"]),
    "a watch": ("briefing watch remove L", ["watch", "remove", "Lind at work"]),
    "a followed story": ("briefing follow rename Po", ["follow", "rename", "Port dispute"]),
    "a shell": ("briefing completion zs", ["completion", "zsh"]),
}  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_tab_completes(shell, line):
    typed, words = LINES[line]
    assert shell.complete(typed)[: len(words)] == words


def test_tab_lists_subcommands_and_files(shell):
    listed = shell.list("briefing search")
    assert {"search", "search.txt"} <= set(re.sub(r"[\r\x1b]", " ", listed).split())
    listed = shell.list("briefing show bid")
    assert "bidding.md" in listed


@pytest.mark.parametrize("name", ["Zone `ran`", "Zone $(touch ran)", "Zone ${HOME}"])
def test_nothing_in_a_name_is_run(shell, place, name):
    library = make_library(Config(data=place / "data" / "briefing"))
    made = library.collections.make(name)
    found = shell.complete("briefing collections show Zo")[-1]
    library.collections.remove(made)
    library.close()
    assert found in (name, "Zo"), "bash does not quote these, so it does not offer them"


def test_nothing_in_a_file_name_is_run(shell, place):
    """A name of two lines is read as two names."""
    file = place / "files" / "twin`ran`\nline"
    file.write_text("words")
    found = shell.complete("briefing twi")[0]
    file.unlink()
    assert "`ran`" in found or found == "twi"


def ask(place, shell, words, **more):
    """What the program answers a shell's script."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(place),
        "XDG_DATA_HOME": str(place / "data"),
        "XDG_CONFIG_HOME": str(place / "config"),
        "_BRIEFING_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1) if shell != "fish" else words.split(" ")[-1],
        **more,
    }
    command = [sys.executable, "-m", "briefing"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize("shell", list(SHELLS))
def test_a_script_gets_every_subcommand(place, shell):
    answer = ask(place, shell, "briefing ")
    assert all(name in answer for name in SUBCOMMANDS)
    assert "file" in answer
    assert "Ada Lind" in ask(place, shell, "briefing person Ad")


@pytest.mark.parametrize("shell", list(SHELLS))
def test_nothing_is_made_or_said_without_a_library(tmp_path, shell):
    for line in ("briefing person Ad", "briefing collections show W", "briefing feeds read P"):
        assert "Ada" not in ask(tmp_path, shell, line)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_made_or_said_with_a_library_that_is_damaged(tmp_path):
    folder = tmp_path / "data" / "briefing"
    folder.mkdir(parents=True)
    (folder / "library.db").write_text("no library " * 1000)
    for line in ("briefing person Ad", "briefing collections show W", "briefing feeds read P"):
        assert ask(tmp_path, "bash", line).strip() == ""
    assert {path.name for path in folder.iterdir()} == {"library.db"}


def test_a_library_in_use_is_read_and_left_alone(place):
    library = make_library(Config(data=place / "data" / "briefing"))
    with library._store.database.write() as database:
        database.execute("INSERT INTO collection (name, created) VALUES ('Never', '')")
        assert "Later" in ask(place, "bash", "briefing collections show L")
        assert "Never" not in ask(place, "bash", "briefing collections show N")
        database.execute("DELETE FROM collection WHERE name = 'Never'")
    library.close()


def test_the_screens_are_not_imported(place):
    program = (
        "import os, sys; os.environ.update(_BRIEFING_COMPLETE='bash_complete', COMP_CWORD='2',"
        " COMP_WORDS='briefing person Ad')\n"
        "from briefing.cli.completion import complete\n"
        "complete('bash_complete')\n"
        "slow = ('textual', 'rich', 'onnxruntime', 'numpy', 'lxml', 'trafilatura', 'markdown_it')\n"
        "print([name for name in slow if name in sys.modules])"
    )
    environment = {**os.environ, "XDG_DATA_HOME": str(place / "data")}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)  # fmt: skip
    assert done.stdout == "plain,Ada Lind\n[]\n"
