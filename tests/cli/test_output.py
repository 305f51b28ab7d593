"""Whatever is printed can be printed: nothing of a document, a backup or a name reaches the terminal as it is."""

import ast
import csv
import io
import json
import logging
import re
import sys
import warnings
from pathlib import Path
from typing import Any

import click
import pytest
from markdown_it import MarkdownIt

import briefing.cli
from briefing.cli import output
from briefing.cli.exit_codes import exit_code
from briefing.cli.main import cli, run
from briefing.sanitize import is_clean
from tests.cli import hostile
from tests.cli.hostile import EVIL, evil

FILE = object()
"""Stands for a text with a hostile name."""
NONE = evil("nosuch")
BY_HASH = object()
COMMANDS: dict[str, list[Any]] = {
    "backup": [["{dir}/copy" + EVIL.replace("/", "")], ["{dir}"], [NONE]],
    "bookmarks": [[], ["--format", "json"]],
    "collections": [[], ["--format", "json"]],
    "collections add": [[evil("New"), BY_HASH], [evil("New"), NONE], [""]],
    "collections remove": [[NONE]],
    "collections rename": [[NONE, "x"]],
    "collections show": [["Plain"], ["Plain", "--format", "json"], [NONE]],
    "collections take": [["Plain", BY_HASH], [NONE, BY_HASH]],
    "changes": [["/tmp/plain"], ["/tmp/plain", "--format", "json"], [FILE], [FILE, "--read", "--format", "json"], [NONE], [BY_HASH]],
    "config": [[], ["--format", "json"]],
    "completion": [["bash"], [NONE]],
    "doctor": [["--check"], [], ["--format", "json"]],
    "export": [
        *([["--all", "--format", form] for form in ("markdown", "w3c", "csv")]),
        ["--all", "--quotes"],
        ["--print-template"],
        [NONE],
        ["--all", "--template", NONE],
        ["--all", "--output", "{dir}/" + EVIL.replace("/", "")],
        ["--collection", NONE],
    ],
    "digest": [["--all", "--preview"], ["--all", "--format", "json"], ["--again", "--format", "markdown"], ["--since", evil("1d")]],
    "feeds": [[], ["--format", "jsonl"]],
    "feeds add": [[NONE], [FILE], [evil("http://127.0.0.1:1/")]],
    "feeds entries": [["1"], ["1", "--format", "jsonl"], [NONE]],
    "feeds export": [[], ["-o", "{dir}/" + EVIL.replace("/", "")]],
    "feeds import": [[FILE], [NONE]],
    "feeds mark-read": [[], [NONE]],
    "feeds pages": [["1"], [NONE]],
    "fetch": [["--format", "json"]],
    "follow": [[]],
    "follow add": [["1", "--name", evil("Name")], ["99"]],
    "follow confirm": [[evil("Name"), "--all"], [NONE, NONE]],
    "follow list": [[], ["--format", "json"]],
    "follow merge": [[evil("Name"), NONE]],
    "follow reject": [[evil("Name"), NONE]],
    "follow remove": [[NONE], [evil("Name")]],
    "follow rename": [[NONE, "x"]],
    "follow split": [[NONE, "x", NONE]],
    "feeds read": [["1", "1", "--offline"], ["1", NONE]],
    "feeds refresh": [[]],
    "feeds remove": [["1"]],
    "import": [["{dir}", "--verbose", "--no-entities"], [NONE]],
    "import-marks": [[FILE], [NONE]],
    "keys": [[], ["--format", "json"]],
    "open": [[FILE], [NONE], [evil("--")]],
    "paste": [[], ["--print"]],
    "person": [["Ada"], ["Ada", "--format", "json"], [NONE]],
    "restore": [[FILE], [NONE]],
    "search": [["crane"], ["crane", "--format", "json"], [evil("crane")]],
    "timeline": [[FILE], [FILE, "--figures"], [FILE, "--format", "json"], [FILE, "--format", "markdown"], [NONE]],
    "stories": [["--all"], ["--all", "--format", "json"], ["--all", "--format", "markdown"], ["--since", evil("1d")], ["--followed"], ["--followed", "--format", "json"], ["--followed", "--format", "markdown"]],
    "watch": [[], ["--format", "json"], ["--new"]],
    "watch add": [[evil("topic:x")], [evil("crane"), "--name", evil("Name")]],
    "watch edit": [[NONE, "x"], [evil("Name"), evil("topic:x")]],
    "watch list": [[], ["--format", "json"]],
    "watch remove": [[NONE], [evil("Name")]],
    "watch rename": [[NONE, "x"]],
    "show": [
        *([[FILE, "--no-entities", "--format", form] for form in ("text", "markdown", "json", "jsonl")]),
        [NONE],
        [FILE, "--section", "999"],
        [FILE, "--section", NONE],
        [FILE, NONE],
        [evil("--x")],
    ],
    "": [[evil("--x")], ["--version"], ["--help"]],
}  # fmt: skip
"""Every command, with arguments that bring all that it prints."""


def every_command():
    found = {""}
    for name in cli.list_commands(click.Context(cli)):
        command = cli.get_command(click.Context(cli), name)
        found |= {name, *(f"{name} {sub}" for sub in getattr(command, "commands", ()))}
    return found


def assert_clean(data, *, csv_lines=False):
    text = data.decode("utf-8")
    if csv_lines:
        text = text.replace("\r\n", "\n")
    assert is_clean(text), ascii(next(line for line in text.split("\n") if not is_clean(line)))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    return folder, hostile.make(folder), hostile.source(folder)


@pytest.fixture
def homes(made, monkeypatch):
    folder, _, _ = made
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("no_proxy", "*")
    return folder


def test_every_command_has_a_row():
    assert every_command() == set(COMMANDS)


ROWS = [(name, line) for name, lines in COMMANDS.items() for line in lines]


@pytest.mark.parametrize("row", range(len(ROWS)), ids=lambda row: f"{ROWS[row][0]}-{row}")
def test_no_command_prints_what_a_terminal_obeys(homes, made, capfdbinary, row):
    (folder, hashes, source), (name, line) = made, ROWS[row]
    words = [
        source if word is FILE else hashes[0] if word is BY_HASH else word.replace("{dir}", str(folder))
        for word in line
    ]  # fmt: skip
    code = run([*name.split(), *words])
    out, err = capfdbinary.readouterr()
    assert_clean(out, csv_lines="csv" in words)
    assert_clean(err)
    assert b"Traceback" not in err
    assert code in (0, 2, 3), err


def test_help_and_wrong_options_of_every_command(homes, capfdbinary):
    for name in sorted(every_command()):
        assert run([*name.split(), "--help"]) == 0
        run([*name.split(), evil("--nosuch")])
    out, err = capfdbinary.readouterr()
    assert_clean(out)
    assert_clean(err)


@pytest.mark.parametrize("form", ["w3c", "csv", "markdown"])
def test_an_exported_file_is_clean_too(homes, tmp_path, form):
    assert run(["export", "--all", "--format", form, "-o", str(tmp_path / "out")]) == 0
    data = (tmp_path / "out").read_bytes()
    assert_clean(data, csv_lines=form == "csv")
    assert len(data) > 1000


def exported(capfd, form):
    assert run(["export", "--all", "--format", form]) == 0
    return capfd.readouterr().out


def test_json_says_the_same_by_escapes(homes, capfd):
    assert run(["bookmarks", "--format", "json"]) == 0
    assert EVIL in json.loads(capfd.readouterr().out)[0]["note"]
    collection = json.loads(exported(capfd, "w3c"))
    notes = [item["body"]["value"] for item in collection["first"]["items"] if "body" in item]
    assert evil("note") + hostile.SURROGATE in notes


def test_no_cell_is_a_formula(homes, capfd):
    for row in csv.reader(io.StringIO(exported(capfd, "csv"), newline="")):
        assert not [
            cell for cell in row if re.match(r"[\W_]*[=+@|＝＋－＠｜-]", cell) and cell[0] != "'"
        ]


def test_markdown_has_no_links_images_headings_or_html_but_its_own(homes, capfd):
    tokens = (
        MarkdownIt("commonmark", {"html": True}).enable("table").parse(exported(capfd, "markdown"))
    )
    flat = [token for each in tokens for token in (each, *(each.children or ()))]
    kinds = {token.type for token in flat}
    assert not kinds & {"image", "html_block", "html_inline", "fence", "code_block", "table_open"}
    links = {token.attrs["href"] for token in flat if token.type == "link_open"}
    assert all(link.startswith("http://x.example/%1B") for link in links)
    heads = [token.tag for token in flat if token.type == "heading_open"]
    assert set(heads) == {"h1", "h2"}
    assert heads.count("h1") == 3


# The module


def test_commands_print_by_one_module_only():
    """`cli/output.py` owns the streams; `cli/safe_console.py` is its console."""
    found = []
    for path in Path(briefing.cli.__file__).parent.glob("*.py"):
        if path.name in ("output.py", "safe_console.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            found += [
                f"{path.name}:{getattr(node, 'lineno', 0)}"
                for name in _named(node)
                if name in _BANNED
            ]
    assert found == []


_BANNED = {
    "print", "pprint", "click.echo", "click.secho", "click.echo_via_pager", "click.prompt", "click.confirm",
    "click.progressbar", "sys.stdout", "sys.stderr", "sys.__stdout__", "sys.__stderr__", "os.write", "Console",
    "stdout", "stderr", "echo", "secho", "json.dumps",
}  # fmt: skip


def _named(node):
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        yield f"{node.value.id}.{node.attr}"
    elif isinstance(node, ast.ImportFrom):
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
        yield from (alias.name for alias in node.names)


def fails():
    logging.getLogger("x").warning(EVIL)
    sys.stderr.write(warnings.formatwarning(EVIL, UserWarning, EVIL, 1))
    click.echo(EVIL)
    sys.stdout.write(EVIL)
    raise ValueError(EVIL)


def test_what_others_print_passes_the_net(monkeypatch, capfdbinary):
    monkeypatch.setenv("BRIEFING_DEBUG", "1")
    handler = (
        logging.StreamHandler()
    )  # As logging's own last resort writes; pytest has put itself in its place.
    with output.guarded():
        handler.setStream(sys.stderr)
        handler.emit(logging.makeLogRecord({"msg": EVIL}))
    assert exit_code(fails) == 1
    out, err = capfdbinary.readouterr()
    assert_clean(out)
    assert_clean(err)
    assert b"ValueError" in err
    assert b"Traceback" in err


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self):
        return True

    def fileno(self):
        raise OSError


@pytest.mark.parametrize("columns", ["0", "1", "", "80", "999999", "²", "9" * 5000, "-3"])
def test_colours_are_put_around_clean_text(monkeypatch, columns):
    monkeypatch.setattr(sys, "stdout", terminal := Terminal())
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    output.print_pieces([(evil("a"), "title"), (evil("b"), "dim"), ("wide " * 40, "")])
    output.console().print(EVIL, markup=False)
    text = terminal.getvalue()
    assert "\x1b[2m" in text
    assert is_clean(re.sub(r"\x1b\[[0-9;]*m", "", text))
    assert max(map(len, text.split("\n"))) < 120


@pytest.mark.parametrize(
    "encoding", ["ascii", "latin-1", "cp1252", "utf-8", "iso2022_jp", "utf-7", "cp037"]
)
def test_an_encoding_that_lacks_characters_gets_signs(monkeypatch, encoding):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding, errors="strict"))
    with output.guarded():
        output.print_line(f"“naïve” … 中 {EVIL}")
        output.print_json({"a": f"é中{EVIL}"})
        output.flush()
    text = raw.getvalue().decode(encoding)
    assert is_clean(text)
    line, *rest = text.split("\n")
    assert ("“" in line) == (encoding in ("utf-8", "cp1252"))
    assert '"' in line or "“" in line
    assert json.loads("\n".join(rest)) == {"a": f"é中{EVIL}"}


def test_long_sentences_lose_their_middle(capfd):
    output.warn(f"There is no {'x' * 100_000}; check it.")
    assert len(capfd.readouterr().err) < 300


@pytest.mark.parametrize(
    ("typed", "answer"), [("y\n", True), ("huh\nYES\n", True), ("\n", False), ("", False)]
)
def test_a_question_is_answered_on_a_terminal(monkeypatch, typed, answer):
    asked = io.StringIO()
    for stream, name in ((io.StringIO(typed), "stdin"), (asked, "stderr")):
        stream.isatty = lambda: True
        monkeypatch.setattr(sys, name, stream)
    assert output.confirm("Fetch\x1b it?") is answer
    assert asked.getvalue().startswith("Fetch␛ it? [y/N] ")


def test_a_question_without_a_terminal_is_not_asked(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    assert output.confirm("Fetch it?") is False
    assert capsys.readouterr().err == ""
