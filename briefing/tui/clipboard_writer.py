import os
import shutil
import subprocess
from functools import partial

from textual.app import App

from briefing.sanitize import sanitize
from briefing.secure_mode import is_secure

_TOOLS = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("", ("pbcopy",)),
    ("", ("clip.exe",)),
)
_SECONDS = 2.0


def copy_to_clipboard(app: App[object], text: str) -> None:
    """Does not wait for a slow tool. With BRIEFING_SECURE no tool is run."""
    text = sanitize(text)
    app.copy_to_clipboard(text)
    if is_secure():
        return
    work = partial(copy_by_tool, text)
    app.run_worker(work, thread=True, group="copy", exit_on_error=False)


def copy_by_tool(text: str) -> None:
    data = sanitize(text).encode()
    quiet = subprocess.DEVNULL
    for variable, command in _TOOLS:
        if (not variable or os.environ.get(variable)) and shutil.which(command[0]):
            try:
                subprocess.run(
                    command, input=data, stdout=quiet, stderr=quiet, timeout=_SECONDS, check=True
                )
            except (OSError, subprocess.SubprocessError):
                continue
            return
