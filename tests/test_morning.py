"""The page of a morning shows what the program prints."""

import re
import shutil
from pathlib import Path

import pytest

from briefing.cli.main import run
from briefing.config import Config
from briefing.library import make_library
from briefing.model import Span

DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "morning.md").read_text(encoding="utf-8")
PELL = (
    "Oren Pell said that he had taken the pump out in February and that nobody had ordered another."
)


@pytest.fixture
def home(tmp_path, monkeypatch):
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    settings = tmp_path / "briefing" / "config.toml"
    settings.parent.mkdir()
    (tmp_path / "inbox").mkdir()
    settings.write_text('[fetch]\nfolders = ["~/inbox"]\n')
    monkeypatch.chdir(DOCS.parent)
    return tmp_path


def shown(command):
    """What the page shows of each run of `command`, without dates of the day."""
    pattern = rf"    \$ {re.escape(command)}\n((?:    (?!\$).*\n|\n(?=    ))*)"
    blocks = (re.sub("^    ", "", block, flags=re.MULTILINE) for block in re.findall(pattern, PAGE))
    return [lines(block) for block in blocks]


def lines(text):
    dated = re.sub(r"(?m)^Digest, .*|(?<= on )\d{4}-\d\d-\d\d(?=\.$)", "Today", text)
    return dated.rstrip().splitlines()


def test_the_page_shows_what_the_program_prints(home, capsys):
    def printed(*words):
        assert run([*words]) == 0
        return lines(capsys.readouterr().out)

    def came(*names):
        for name in names:
            shutil.copy(DOCS / "morning" / f"{name}.eml", home / "inbox")

    yesterday, today = shown("briefing fetch")
    printed("watch", "add", "person:pell pump")
    came("wire", "chronicle", "orchards")
    assert sorted(printed("fetch")) == yesterday
    printed("digest")
    came("gazette", "letter")
    assert printed("fetch") == today
    assert [printed("watch", "--new")] == shown("briefing watch --new")
    assert [printed("digest")] == shown("briefing digest")
    [compared] = shown("briefing stories --compare 1")
    assert printed("stories", "--compare", "1")[: len(compared)] == compared
    gazette = "docs/morning/gazette.eml"
    assert [printed("timeline", gazette)] == shown(f"briefing timeline {gazette}")
    library = make_library(Config(data=home / "briefing"))
    digest = library.digests.again()
    start = digest.document.text.index(PELL)
    library.annotations.add_highlight(digest, Span(start, start + len(PELL)))
    library.close()
    [exported] = shown("briefing export --all")
    found = [line for line in printed("export", "--all") if not line.startswith("- From ")]
    assert found == exported
