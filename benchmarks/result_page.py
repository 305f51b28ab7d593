"""Writes a page of results, and keeps the notes that were written by hand."""

from pathlib import Path


def write_result(path: Path, text: str) -> None:
    """What stands from the first "## " on was written by hand, and stays."""
    _, mark, notes = (path.read_text() if path.exists() else "").partition("\n## ")
    path.write_text(text.rstrip("\n") + "\n" + mark + notes)
