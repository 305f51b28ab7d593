import signal
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.cli.entry import only_sources
from briefing.resources import sample_briefing
from tests.unmeasured import unmeasured_environment

SLOW = (
    "numpy",
    "onnxruntime",
    "trafilatura",
    "httpcore",
    "idna",
    "spacy",
    "lxml",
    "py3langid",
    "click",
    "ssl",
    "_hashlib",
    "platformdirs",
    "textual.command",
    "textual.widgets._input",
)


@pytest.mark.parametrize(
    ("arguments", "alone"),
    [
        ([], True),
        (["a.txt", "b.md"], True),
        (["-"], True),
        (["show", "a.txt"], False),
        (["--help"], False),
        (["a.txt", "--watch"], False),
    ],
)
def test_sources_alone_are_opened_at_once(arguments, alone):
    assert only_sources(arguments) is alone


FIRST = Path(__file__).with_name("first_modules.txt")
"""Modules of the program that are imported before a text is shown. One that can wait is not added."""


def test_what_is_imported_to_open_a_text(tmp_path):
    program = (
        "import sys, pathlib, briefing.__main__, briefing.cli.launch\n"
        "from briefing.tui.quick_textual import import_application, import_event_loop\n"
        "import_event_loop(); import_application()\n"
        "import briefing.tui.app\n"
        "from briefing.config import Config\n"
        "from briefing.library import make_library\n"
        f"make_library(Config(data=pathlib.Path({str(tmp_path)!r}))).open({str(sample_briefing())!r})\n"
        "print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    imported = set(run.stdout.split())
    assert imported.intersection(SLOW) == set()
    ours = {name for name in imported if name.startswith("briefing.")}
    assert ours - set(FIRST.read_text(encoding="utf-8").split()) == set()


def test_ctrl_c_before_the_handlers_stand_leaves_no_traceback():
    program = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # Also where tests run in the background.
class Finder:
    def find_spec(self, name, *rest):
        if name == "briefing.cli.entry":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
import briefing.__main__
"""
    environment = unmeasured_environment()
    command = [sys.executable, "-c", program]
    ran = subprocess.run(command, capture_output=True, check=False, env=environment)
    assert (ran.returncode, ran.stderr) == (-signal.SIGINT, b"")
