"""The formats that can be read, each known by its content."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """One format."""

    name: str
    """As in `Document.format`."""
    sniff: Callable[[bytes, str], bool]
    """Whether the bytes, of a source of this name, are of the format; it sees the first 64 KB."""
    converter: str = ""
    """The worker function "package.module:name" that turns the bytes to markdown; "" for text."""


def _is_markdown(data: bytes, name: str) -> bool:
    return name.lower().endswith((".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".qmd", ".rmd"))


def _is_text(data: bytes, name: str) -> bool:
    return True


FORMATS: list[Format] = [
    Format("markdown", _is_markdown),
    Format("text", _is_text),
]
"""Tried in order; the first that fits is taken."""

_SEEN = 1 << 16


def find_format(data: bytes, name: str) -> Format:
    """The format of `data`, the bytes of the source called `name`."""
    head = data[:_SEEN]
    return next(known for known in FORMATS if known.sniff(head, name))
