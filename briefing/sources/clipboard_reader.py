import os
import shutil
import signal
import subprocess
import sys

from msgspec import Struct

from briefing import secure_mode
from briefing.errors import FormatError, RetrievalError

SECONDS = 5.0
"""Time limit; some programs wait for the window that owns the clipboard."""


class Pasted(Struct, frozen=True):
    data: bytes
    html: bool = False


def read_clipboard(largest: int) -> Pasted:
    """HTML if it has headings, lists or tables, else plain text.

    Raises:
        ForbiddenError: Secure mode does not allow running programs.
        RetrievalError: No program can read it, or it has more than `largest` bytes.
        FormatError: It holds no text.
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
    raise FormatError("The clipboard contains no text; copy some first.")


def _tools() -> list[tuple[list[str], list[str]]]:
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
            "The clipboard contains more than the limit; raise it (largest) in the settings."
        )
    return data if process.returncode == 0 else b""
