"""Copying: the terminal's clipboard (OSC 52), and the system's where a tool for it is installed."""

import os
import shutil
import subprocess

from textual.app import App

_TOOLS = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("", ("pbcopy",)),
    ("", ("clip.exe",)),
)
_SECONDS = 2.0


def copy(app: App[object], text: str) -> None:
    """Copies `text` in every way there is."""
    app.copy_to_clipboard(text)
    for variable, command in _TOOLS:
        if (not variable or os.environ.get(variable)) and shutil.which(command[0]):
            try:
                subprocess.run(command, input=text.encode(), timeout=_SECONDS, check=True)
            except (OSError, subprocess.SubprocessError):
                continue
            return
