"""Manual pages: one for each command, with all that its help says."""

import re
import shutil
import subprocess

import click
import pytest

from briefing import __version__
from briefing.cli.main import cli
from briefing.cli.man_page import man_pages
from briefing.cli.subcommands import SUBCOMMANDS

PAGES = dict(man_pages(cli))
MACROS = {".TH", ".SH", ".PP", ".TP", ".nf", ".fi"}


def test_every_command_has_a_page():
    assert {f"briefing-{name}.1" for name in SUBCOMMANDS} <= set(PAGES)
    assert {"briefing.1", "briefing-feeds-add.1", "briefing-collections-show.1"} <= set(PAGES)
    assert all(__version__ in page for page in PAGES.values())
    assert r"\fBbriefing-show\fR(1)" in PAGES["briefing.1"].replace(r"\-", "-")
    assert ".SH EXIT CODES" in PAGES["briefing.1"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_its_options_and_an_example(name):
    page = PAGES[name].replace(r"\-", "-")
    assert re.search("^.SH EXAMPLES?$", page, re.MULTILINE)
    assert r"\fB-h, --help\fR" in page or r"\fB--help\fR" in page
    assert {line[:3] for line in page.splitlines() if line.startswith(".")} <= MACROS


def test_words_are_no_requests():
    @click.command("x", help=".nf is \\fBno\\fR request\n\n'nor this")
    def command():
        pass

    page = dict(man_pages(click.Group("briefing", {"x": command})))["briefing-x.1"]
    assert "\n\\&.nf is \\efBno\\efR request\n" in page
    assert "\n\\&'nor this\n" in page


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
@pytest.mark.parametrize("name", ["briefing.1", "briefing-search.1", "briefing-changes.1"])
def test_groff_has_nothing_to_say_of_a_page(name):
    command = ["groff", "-k", "-man", "-Tutf8", "-ww"]
    done = subprocess.run(command, input=PAGES[name].encode(), capture_output=True, check=True)
    assert done.stderr == b""
    assert b"--help" in re.sub(rb".\x08|\x1b\[\d+m", b"", done.stdout)
