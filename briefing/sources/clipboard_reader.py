"""What is in the clipboard, by the program that the desktop has for it."""

import os
import shutil
import signal
import subprocess
import sys

from msgspec import Struct

from briefing import secure_mode
from briefing.errors import FormatError, RetrievalError

SECONDS = 5.0
"""How long such a program may take; some wait for the window that owns the clipboard."""


class Pasted(Struct, frozen=True):
    """What was in the clipboard."""

    data: bytes
    html: bool = False
    """Whether it is HTML, as browsers put beside the plain text."""


def read_clipboard(largest: int) -> Pasted:
    """The clipboard's text, as HTML where it has headings, lists or tables so.

    Raises:
        ForbiddenError: when programs may not be run.
        RetrievalError: when no program can read it, or it is larger than `largest` bytes.
        FormatError: when there is no text in it.
    """
    secure_mode.check_allowed("The clipboard")
    tools = [tool for tool in _tools() if shutil.which(tool[0][0])]
    if not tools:
        raise RetrievalError(
            "There is no program that reads the clipboard; install wl-clipboard or xclip, or pipe the text to briefing -."
        )
    for plain, rich in tools:
        html = _run(rich, largest) if rich else b""
        if html and any(tag in html.lower() for tag in (b"<h1", b"<h2", b"<h3", b"<li", b"<table")):
            return Pasted(html, html=True)
        text = _run(plain, largest)
        if text.strip():
            return Pasted(text)
    raise FormatError("There is no text in the clipboard; copy some first.")


def _tools() -> list[tuple[list[str], list[str]]]:
    """The commands for plain text and for HTML, the likeliest first."""
    found: list[tuple[list[str], list[str]]] = []
    if sys.platform == "darwin":
        found.append((["pbpaste"], []))
    if os.environ.get("WAYLAND_DISPLAY"):
        found.append((["wl-paste", "-n", "-t", "text"], ["wl-paste", "-n", "-t", "text/html"]))
    if os.environ.get("DISPLAY"):
        xclip = ["xclip", "-selection", "clipboard", "-o"]
        found.append((xclip, [*xclip, "-t", "text/html"]))
        found.append((["xsel", "--clipboard", "--output"], []))
    found.append((["termux-clipboard-get"], []))
    shell = ["powershell.exe", "-NoProfile", "-Command", "Get-Clipboard -Raw"]
    return [*found, (shell, [])]


def _run(command: list[str], largest: int) -> bytes:
    """What a command prints; nothing when it fails or takes too long."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        data, _ = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return b""
    if len(data) > largest:
        raise RetrievalError(
            "The clipboard holds more than the limit; raise it (largest) in the settings."
        )
    return data if process.returncode == 0 else b""
