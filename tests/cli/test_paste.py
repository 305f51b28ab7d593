import shutil
import stat

import pytest

from briefing.cli.main import run
from briefing.sources import clipboard_reader


@pytest.fixture
def desktop(tmp_path, monkeypatch):
    """A desktop whose clipboard programs are the scripts that a test writes."""
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("DISPLAY", ":9")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: (tmp_path / "bin" / name).exists())
    (tmp_path / "bin").mkdir()

    def write(name: str, script: str) -> None:
        path = tmp_path / "bin" / name
        path.write_text("#!/bin/sh\n" + script)
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    return write


def test_the_text_is_kept_and_shown(desktop, tmp_path, capsys):
    desktop(
        "xclip",
        "case \"$*\" in *html*) exit 1;; esac\necho 'A title'\necho\necho 'Words that were copied.'",
    )
    assert run(["paste", "--print"]) == 0
    assert "Words that were copied." in capsys.readouterr().out
    (kept,) = (tmp_path / "data" / "briefing" / "pasted").iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600


def test_html_keeps_its_headings(desktop, capsys):
    desktop(
        "xclip",
        "echo '<meta charset=utf-8><h2>One</h2><p>First words.</p><h2>Two</h2><p>More.</p>'",
    )
    assert run(["paste", "--print"]) == 0
    out = capsys.readouterr().out
    assert "First words." in out
    assert "<h2>" not in out


@pytest.mark.parametrize(
    ("script", "message"),
    [
        (None, "no program that reads the clipboard; install"),
        ("exit 1", "The clipboard contains no text; copy some first"),
        ("sleep 9", "The clipboard contains no text; copy some first"),
    ],
)
def test_what_goes_wrong_is_one_sentence(desktop, monkeypatch, capsys, script, message):
    monkeypatch.setattr(clipboard_reader, "SECONDS", 0.2)
    if script:
        desktop("xsel", script)
    assert run(["paste", "--print"]) == 2
    assert message in capsys.readouterr().err
