"""Folders and patterns to the files in them."""

import glob
import os
from collections.abc import Iterator
from pathlib import Path

from briefing.errors import RetrievalError
from briefing.sources.local_file import quote_name
from briefing.sources.web.address_rules import is_address

MOST = 2000
"""A folder or a pattern gives no more files to open."""
READABLE = frozenset(
    [
        ".txt",
        ".text",
        ".md",
        ".markdown",
        ".mdown",
        ".mkd",
        ".mkdn",
        ".qmd",
        ".rmd",
        ".html",
        ".htm",
        ".xhtml",
        ".mht",
        ".mhtml",
        ".pdf",
        ".docx",
        ".odt",
        ".rtf",
        ".pptx",
        ".epub",
        ".eml",
        ".msg",
        ".mbox",
        ".rss",
        ".atom",
        ".xml",
        ".json",
    ]
)
"""Endings of the files that are taken from a folder; one that is named itself may have any."""


def expand_paths(source: str, most: int = MOST) -> tuple[str, ...]:
    """The sources that `source` stands for: the readable files of a folder and its folders, those that a pattern
    such as "*.pdf" matches, or itself; `most` at most.

    Raises:
        RetrievalError: when a folder or a pattern gives no file, or too many.
    """
    if source == "-" or is_address(source) or os.path.isfile(source):
        return (source,)
    if os.path.isdir(source):
        return _some(
            _in_folder(source),
            f"{quote_name(source)} holds no file that can be read; give another folder.",
            most,
        )
    if any(sign in source for sign in "*?["):
        found = (path for path in glob.iglob(source, recursive=True) if os.path.isfile(path))
        return _some(found, f"No file matches {quote_name(source)}; check the pattern.", most)
    return (source,)


def _some(found: Iterator[str], nothing: str, most: int) -> tuple[str, ...]:
    paths = []
    for path in found:
        paths.append(path)
        if len(paths) > most:
            raise RetrievalError(f"It gives more than {most} files; give a smaller folder.")
    if not paths:
        raise RetrievalError(nothing)
    return tuple(sorted(paths))


def _in_folder(folder: str) -> Iterator[str]:
    """Readable files below `folder`; hidden ones and links to folders are passed over."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            if not name.startswith(".") and Path(name).suffix.lower() in READABLE:
                yield os.path.join(place, name)
