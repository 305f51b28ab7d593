import shutil
import subprocess

from msgspec import Struct

from briefing import secure_mode
from briefing.errors import FormatError, RetrievalError
from briefing.system.clipboard_programs import clipboard_programs
from briefing.system.processes import group_options, kill_group

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
    tools = [tool for tool in clipboard_programs() if shutil.which(tool[0][0])]
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


def _run(command: list[str], largest: int) -> bytes:
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        **group_options(),
    )
    try:
        data, _ = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        kill_group(process)
        process.communicate()
        return b""
    if len(data) > largest:
        raise RetrievalError(
            "The clipboard contains more than the limit; raise it (largest) in the settings."
        )
    return data if process.returncode == 0 else b""
