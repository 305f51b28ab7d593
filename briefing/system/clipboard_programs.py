import os
import sys


def clipboard_programs() -> list[tuple[list[str], list[str]]]:
    """Commands that print the clipboard, best first: as plain text, and as HTML ([] if it cannot)."""
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
