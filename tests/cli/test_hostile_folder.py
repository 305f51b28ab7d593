"""No file of the current folder is run, whatever it is called and however the program is started."""

import ast
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal
from briefing import module_lookup
from briefing.cli.subcommands import SUBCOMMANDS
from briefing.library.job_values import IngestRequest
from briefing.library.worker_functions import ingest
from briefing.sources.format_detection import FORMATS
from briefing.worker import Limits, run_once
from tests.unmeasured import unmeasured_environment

BRIEFING = Path(sys.executable).with_name("briefing")
USED = (
    "briefing.job",
    "briefing.sources.feed.parse_feed",
    "briefing.sources.feed.opml",
)
UNASKED = ("briefing", "sitecustomize", "usercustomize", "cchardet", "brotli", "html5lib")
"""Names that Python or a library looks for, installed or not."""
TEXT = "# Talks\n\nAda Lind met them.\n\n## Trade\n\nTariffs fell.\n"
PAGE = "<html><body><article><h1>Talks</h1><p>They met in May.</p></article></body></html>"
ARGUMENTS: dict[str, list[tuple[str, ...]]] = {
    "changes": [("changes", "a.md")],
    "completion": [("completion", "bash")],
    "config": [("config",)],
    "export": [("export", "a.md", "--force", "-o", "made.md")],
    "import": [("import", ".")],
    "import-marks": [("import-marks", "a.md")],
    "open": [("open", "a.md")],
    "person": [("person", "Ada Lind")],
    "restore": [("restore", "a.md")],
    "search": [("search", "tariffs")],
    "show": [("show", "a.md"), ("show", "b.html", "--no-entities")],
    "backup": [("backup", "copy")],
}
EVERY = """
from briefing.__main__ import main
import ast, sys
from briefing.cli import entry
print([entry._run(list(line)) for line in ast.literal_eval(sys.argv.pop())])
"""
"""Runs command lines in turn."""


def modules(data: bytes) -> list[str]:
    """All top-level modules that a worker has when it has read a page, found names and met every format."""
    ingest(PAGE.encode(), IngestRequest("b.html", recogniser="builtin", index=True))
    for name in {each.converter.partition(":")[0] for each in FORMATS if each.converter} | {*USED}:
        import_module(name)
    return sorted({name.partition(".")[0] for name in sys.modules})


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A folder of two documents and a file for each module; each file that is run writes its name to `ran`."""
    folder = tmp_path_factory.mktemp("hostile")
    limits = Limits(memory=3 << 30)
    names = {*run_once(f"{__name__}:modules", limits=limits), *sys.stdlib_module_names, *UNASKED}
    assert {"json", "lxml", "numpy", "trafilatura"} <= names
    for name in sorted(names - {"tests", "__main__"}):
        (folder / f"{name}.py").write_text(f"open({str(folder / 'ran')!r}, 'a').write('{name} ')\n")
    (folder / "briefing").mkdir()
    (folder / "briefing" / "__init__.py").write_text((folder / "briefing.py").read_text())
    (folder / "a.md").write_text(TEXT)
    (folder / "b.html").write_text(PAGE)
    return folder


def homes(folder):
    kept = {"XDG_DATA_HOME": str(folder / "kept"), "XDG_CONFIG_HOME": str(folder / "kept")}
    return unmeasured_environment() | kept


def ran(folder):
    path = folder / "ran"
    return path.read_text() if path.exists() else ""


def test_no_command_runs_a_file_of_the_current_folder(hostile, tmp_path):
    """All run in one program: what the first has imported, the others need not."""
    (tmp_path / "every.py").write_text(EVERY)
    lines = [line for name in sorted(SUBCOMMANDS) for line in ARGUMENTS.get(name, [(name,)])]
    done = subprocess.run(
        [sys.executable, tmp_path / "every.py", repr(lines)],
        cwd=hostile,
        env=homes(hostile),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    codes = ast.literal_eval(done.stdout.splitlines()[-1])
    assert [
        code for line, code in zip(lines, codes, strict=True) if line[0] in ("show", "import")
    ] == [0] * 3
    assert ran(hostile) == ""


def test_the_reader_runs_no_file_of_the_current_folder(hostile):
    script = f"cd '{hostile}' && exec '{BRIEFING}' a.md"
    terminal = Terminal(["sh", "-c", script], env=homes(hostile))
    terminal.wait_for("Tariffs fell")
    terminal.wait_for("Ada Lind")
    terminal.press(b"q")
    while terminal.read(30.0):
        pass
    os.waitpid(terminal.pid, 0)
    assert ran(hostile) == ""


def test_an_empty_element_of_a_path_is_not_the_current_folder(tmp_path):
    """`contextlib` is the first module that neither Python nor the command's script has loaded by then."""
    for name in ("contextlib", "json", "click"):
        (tmp_path / f"{name}.py").write_text("open('ran', 'w')")
    (tmp_path / "a.md").write_text(TEXT)
    env = homes(tmp_path) | {"PYTHONPATH": ":/nowhere"}
    done = subprocess.run([BRIEFING, "show", "a.md"], cwd=tmp_path, env=env, capture_output=True)
    assert (done.returncode, (tmp_path / "ran").exists()) == (0, False), done.stderr


@pytest.mark.parametrize(
    ("path", "left"),
    [
        (["", "{here}", "rel", "/x", "{lib}", "/site"], ["/x", "{lib}", "/site"]),
        (["/x", "{lib}", "/site", "{here}"], ["/x", "{lib}", "/site", "{here}"]),
        (["{here}/.", "/gone", "/x.zip"], ["/gone", "/x.zip"]),
        (["{script}", "/x", "{lib}"], ["/x", "{lib}"]),
    ],
)
def test_folders_of_modules(tmp_path, monkeypatch, path, left):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "bin" / "briefing")])
    known = {
        "here": str(tmp_path),
        "script": str(tmp_path / "bin"),
        "lib": os.path.dirname(os.__file__),
    }
    found = module_lookup.module_folders([each.format(**known) for each in path])
    assert found == [each.format(**known) for each in left]


@pytest.mark.parametrize(
    ("path", "left"),
    [(":/a::/b:.:c", "/a:/b"), (".", os.defpath), ("", os.defpath), ("/a", "/a")],
)
def test_programs_are_not_looked_for_in_the_current_folder(monkeypatch, path, left):
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setenv("PATH", path)
    module_lookup.leave_current_folder()
    assert os.environ["PATH"] == left
