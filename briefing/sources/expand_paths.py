import glob
import os
from collections.abc import Iterator
from pathlib import Path

from briefing.errors import RetrievalError
from briefing.sources.local_file import quote_name
from briefing.sources.web.address_rules import is_address

MOST = 2000
"""Most files from one folder or pattern."""
READABLE = frozenset(
    [
        ".txt",
        ".text",
        ".md",
        ".markdown",
        ".mdown",
        ".mkd",
        ".mkdn",
        ".mdx",
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
"""Extensions read from a folder; a file named directly may have any."""


def expand_paths(source: str, most: int = MOST) -> tuple[str, ...]:
    """The readable files below a folder, those matching a pattern such as "*.pdf", or `source` itself.

    Raises:
        RetrievalError: No files, over `most`, or an address not on the web.
    """
    source = _path_of(source)
    if source == "-" or is_address(source) or os.path.isfile(source):
        return (source,)
    if os.path.isdir(source):
        return _some(
            files_in_folder(source),
            f"{quote_name(source)} contains no readable files; give another folder.",
            most,
        )
    if any(sign in source for sign in "*?["):
        found = (path for path in glob.iglob(source, recursive=True) if os.path.isfile(path))
        return _some(found, f"No file matches {quote_name(source)}; check the pattern.", most)
    return (source,)


def _path_of(source: str) -> str:
    scheme, separator, _ = source.partition(":/")
    if not separator or not scheme.isalpha() or is_address(source) or os.path.exists(source):
        return source
    rest = source[len(scheme) + 1 :].removeprefix("//localhost")
    path = rest[2:] if rest.startswith("///") else rest
    if scheme.lower() == "file" and not path.startswith("//"):  # As copied from a browser.
        from urllib.request import url2pathname

        return url2pathname(path)
    if rest.startswith("//"):
        raise RetrievalError(
            f"{quote_name(source)} is not on the web; give an address that begins with https://, or a file."
        )
    return source


def _some(found: Iterator[str], nothing: str, most: int) -> tuple[str, ...]:
    paths = []
    for path in found:
        paths.append(path)
        if len(paths) > most:
            raise RetrievalError(f"It matches more than {most} files; give a smaller folder.")
    if not paths:
        raise RetrievalError(nothing)
    return tuple(sorted(paths))


def files_in_folder(folder: str) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            if not name.startswith(".") and Path(name).suffix.lower() in READABLE:
                yield os.path.join(place, name)
