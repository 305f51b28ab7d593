"""Wrong surroundings and wrong arguments: one sentence and exit code 2, whatever the command."""

import os
import subprocess
import sys
from typing import Any

import pytest

from briefing.cli.subcommands import SUBCOMMANDS
from tests.cli.forked import Program, Run
from tests.library.cross_document.articles import HARBOUR, WINTER, kept

DIGITS = "9" * 5000
TALKS = "# Talks\n\nThey met.\n\n## Trade\n\nTariffs fell.\n"
PRINTING = {
    "bookmarks": ["--format", "json"],
    "collections": ["--format", "json"],
    "changes": ["{two}", "--format", "json"],
    "config": [],
    "completion": ["zsh"],
    "digest": ["--all", "--preview", "--format", "json"],
    "doctor": ["--check"],
    "export": ["--all"],
    "feeds": [],
    "follow": ["list", "--format", "json"],
    "keys": [],
    "open": ["{talks}"],
    "person": ["Ada", "--format", "json"],
    "search": ["crane"],
    "show": ["{talks}", "--no-entities"],
    "stories": ["--all", "--format", "json"],
    "timeline": ["{talks}", "--format", "json"],
    "watch": ["--format", "json"],
}
"""The commands that print to standard output, with arguments that have them do it."""
READING = ("open", "timeline")
"""Those that start a process to read, which takes as long as ten others, and print as `show` does."""
SILENT = {
    "fetch": ["nosuch"],
    "backup": ["{folder}/new/copy"],
    "import": ["{folder}/nosuch"],
    "import-marks": ["{talks}"],
    "paste": [],
    "restore": ["{talks}"],
}
"""Those that print nothing there, with arguments that are wrong."""
LONG = "x" * 100_000
BYTES = "\udcff\udc80"
WRONG = [
    *(["show", "{talks}", "--section", number] for number in (DIGITS, f"-{DIGITS}", "", "1e3", "9")),
    *(["show", "{talks}", "--patience", number] for number in (DIGITS, "nan", "1e400", "")),
    ["search", "crane", "--limit", DIGITS],
    ["stories", "--limit", DIGITS],
    ["search", f"after:{DIGITS}"],
    ["import", "{talks}", "--workers", DIGITS],
    ["feeds", "entries", DIGITS],
    ["feeds", "read", "1", DIGITS],
    *([name, DIGITS] for name in ("changes", "export", "show", "restore", "import", "config")),
    [DIGITS],
    *([name, "~nosuch/file"] for name in (
        "backup", "restore", "show", "open", "import", "import-marks", "changes", "export",
    )),
    ["~nosuch/file"],
    ["export", "--all", "--output", "~nosuch/file"],
    ["export", "--all", "--template", "~nosuch/file"],
    *([name, wrong] for wrong in ("", LONG) for name in (
        "backup", "restore", "show", "open", "import-marks", "changes", "export", "completion", "doctor",
    )),
    *([name, BYTES] for name in ("backup", "restore", "show", "open", "import", "changes", "search")),
    ["export", "--all", "--output", ""],
    ["export", "--all", "--output", LONG],
    ["import", ""],
    ["import-marks", "-", "-"],
    ["show", "-", "-"],
    ["-", "-"],
    ["feeds", "add", ""],
    ["show", "/dev/zero"],
    ["show", "/proc/self/mem"],
    ["restore", "/dev/zero"],
    ["import-marks", "/dev/zero"],
    ["export", "--all", "--template", "/dev/zero"],
    ["export", "--all", "--output", "/dev/full"],
    ["backup", "/dev/full", "--force"],
]  # fmt: skip
"""Command lines that cannot be done."""
SETTINGS = {
    "a fifo": lambda path: os.mkfifo(path),
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a folder": lambda path: path.mkdir(),
    "a loop": lambda path: path.symlink_to(path),
    "huge": lambda path: path.write_text("# words\n" * 200_000),
    "not in UTF-8": lambda path: path.write_bytes(b"theme = '\xff'\n"),
    "deep": lambda path: path.write_text("x = " + "[" * 50_000),
    "digits": lambda path: path.write_text(f"width = {DIGITS}\n"),
    "no TOML": lambda path: path.write_text("width = \n"),
}
"""Settings of which nothing can be read."""
LEFT_OUT = ['data = "a\\u0000b"', 'data = "~nosuch/x"', f"width = {'9' * 4000}", 'theme = ""']
"""Single settings that cannot be used."""
HOMES = [
    {"HOME": "/proc/nosuch", "XDG_DATA_HOME": None},
    {"XDG_DATA_HOME": "/etc/passwd"},
    {"XDG_DATA_HOME": "/tmp/\udcff"},
    {"XDG_CONFIG_HOME": "/etc/passwd"},
]
"""Surroundings in which nothing can be kept."""
FINE: list[dict[str, str | None]] = [
    {"TERM": None},
    {"TERM": "nosuch"},
    *({"COLUMNS": size, "LINES": size} for size in ("0", "1", "999999", "²", "", DIGITS)),
    {"XDG_CONFIG_HOME": "relative", "LANG": None},
]
"""Surroundings that keep nobody from printing."""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The program, with a text and a library; what stands for their paths in the tables; an environment."""
    folder = tmp_path_factory.mktemp("edges")
    (folder / "talks.md").write_text(TALKS)
    (folder / "home").mkdir()
    environment = {
        "PATH": "/bin:/usr/bin",
        "HOME": str(folder / "home"),
        "XDG_DATA_HOME": str(folder / "data"),
        "LANG": "C.UTF-8",
    }
    _keep(folder)
    names = {"folder": str(folder), "talks": str(folder / "talks.md"), "two": "/news"}
    program = Program(environment)
    yield program, names, environment
    program.close()


def _keep(folder):
    from msgspec.structs import replace

    from briefing.config import Config
    from briefing.library import make_library
    from briefing.library.feed_service import Subscription
    from briefing.model import Span
    from tests.library.following import follow

    library = make_library(Config(data=folder / "data" / "briefing"))
    library.watches.add("person:ada")
    for briefing in kept(library, HARBOUR, WINTER):
        same = replace(briefing, document=replace(briefing.document, source="/news"))
        library._store.documents.keep(same)
        library.annotations.add_bookmark(briefing, Span(0, 10))
    library.collections.find_or_make("Work")
    follow(library, Subscription("http://feed.example/", "Feed"))
    library.close()


def came(place, runs):
    program, names, _ = place
    for run in runs:
        run.words = [word.format(**names) if word.startswith("{") else word for word in run.words]
    return list(zip(runs, program.run(runs), strict=True))


def every(**how):
    return [Run([name, *words], **how) for name, words in PRINTING.items()]


def shown(run, result):
    return (
        [word[:40] for word in run.words],
        run.environment,
        result.code,
        result.err[-3000:],
        result.out[:80],
    )


def assert_one_sentence(run, result):
    assert result.is_one_sentence, shown(run, result)
    assert (result.code, len(result.err) < 700) == (2, True), shown(run, result)


def test_every_command_is_in_the_tables():
    assert {*PRINTING, *SILENT} == set(SUBCOMMANDS)


def test_what_is_wrong_is_one_sentence(place):
    runs = [Run([name, *words]) for name, words in SILENT.items()]
    for run, result in came(place, [*runs, *map(Run, WRONG)]):
        assert_one_sentence(run, result)
        assert result.out == "", shown(run, result)


def test_standard_output_is_closed_or_full(place):
    full = [
        Run([name, *words], full=(1,)) for name, words in PRINTING.items() if name not in READING
    ]
    other = [
        Run(["--help"], full=(1,)),
        Run(["--version"], closed=(1,)),
        Run(["{talks}"], full=(1,)),
    ]
    for run, result in came(place, [*every(closed=(1,)), *full, *other]):
        assert_one_sentence(run, result)
        assert "Standard output" in result.err


@pytest.mark.parametrize("words", [["show", "{talks}", "--no-entities"], ["keys"], ["--help"]])
def test_the_other_streams_are_closed_or_full_or_nobody_reads(place, words):
    ways: list[dict[str, Any]] = [{"gone": True}, {"full": (2,)}, {"closed": (0, 2)}]
    if words[0] != "show":
        ways += [{"closed": (0,)}, {"closed": (2,)}]
    wrong = [Run(["show", "/nosuch"], closed=(2,)), Run(["show", "/nosuch"], full=(2,))]
    runs = came(place, [*(Run(words, **way) for way in ways), Run(words, closed=(0, 1, 2)), *wrong])
    for run, result in runs[: len(ways)]:
        assert (result.code, result.err) == (0, ""), shown(run, result)
        assert bool(result.out) is not run.gone
    for run, result in runs[len(ways) :]:
        assert (result.code, result.out, result.err) == (2, "", ""), shown(run, result)


def test_standard_input_is_closed(place):
    for run, result in came(
        place, [Run([name, "-"], closed=(0,)) for name in ("show", "import-marks")]
    ):
        assert_one_sentence(run, result)


@pytest.mark.parametrize("kind", SETTINGS)
def test_settings_that_cannot_be_read_stop_every_command(place, tmp_path, kind):
    (tmp_path / "briefing").mkdir()
    SETTINGS[kind](tmp_path / "briefing" / "config.toml")
    environment = {"XDG_CONFIG_HOME": str(tmp_path)}
    words = (["config"], ["show", "{talks}"], ["bookmarks"], ["{talks}"])
    for run, result in came(place, [Run(list(each), environment=environment) for each in words]):
        assert_one_sentence(run, result)
        assert "settings" in result.err


@pytest.mark.parametrize("line", LEFT_OUT)
def test_a_setting_that_cannot_be_used_is_one_sentence(place, tmp_path, line):
    (tmp_path / "briefing").mkdir()
    (tmp_path / "briefing" / "config.toml").write_text(line)
    environment = {"XDG_CONFIG_HOME": str(tmp_path)}
    [(run, result)] = came(place, [Run(["config"], environment=environment)])
    assert_one_sentence(run, result)


def test_homes_that_cannot_be_used(place):
    words = (
        ["collections"],
        ["feeds", "add", "{talks}"],
        ["import-marks", "{talks}"],
        ["restore", "{talks}"],
    )
    runs = [Run(list(each), environment=home) for home in HOMES for each in words]
    for run, result in came(place, runs):
        assert_one_sentence(run, result)


def test_surroundings_in_which_all_is_printed(place):
    words = (["--help"], ["keys"])
    runs = [Run(list(each), environment=each_of) for each_of in FINE for each in words]
    runs += [Run(["show", "{talks}", "--no-entities"], environment=FINE[at]) for at in (0, -2)]
    for run, result in came(place, runs):
        assert (result.code, result.err) == (0, ""), shown(run, result)


def test_the_present_folder_is_gone(place, tmp_path):
    words = {
        0: (["show", "{talks}", "--no-entities"], ["bookmarks"], ["config"], ["{talks}"]),
        2: (
            ["show", "a"],
            ["changes", "a"],
            ["backup", "a"],
            ["restore", "a"],
            ["import", "a"],
            ["a"],
            ["export", "a"],
        ),
    }
    runs = [Run(list(each), folder=str(tmp_path / f"{code}{number}")) for code in words for number, each in enumerate(words[code])]  # fmt: skip
    for run, result in came(place, runs):
        if run.words[-1] == "a":
            assert_one_sentence(run, result)
        else:
            assert (result.code, result.err) == (0, ""), shown(run, result)


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii:strict"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
)
def test_a_narrow_locale_is_printed_with_signs(place, tmp_path, locale):
    _, _, environment = place
    path = tmp_path / "gespräch.md"
    path.write_text("# Über “Zölle”\n\nЗдравствуй … 中\n")
    words = [sys.executable, "-m", "briefing", "show", str(path), "--no-entities"]
    for form in ("text", "json") if "LC_ALL" in locale else ("text",):
        done = subprocess.run(
            [*words, "--format", form], env=environment | locale, capture_output=True
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"ber" in done.stdout
        done.stdout.decode("latin-1" if "latin-1" in locale.values() else "ascii")
    done = subprocess.run(
        [*words[:3], "show", f"{path}.nosuch"], env=environment | locale, capture_output=True
    )
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
