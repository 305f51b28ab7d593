"""Steps over what may stand before the first element of an XML or HTML file.

A scanner, not one pattern: a repeat of patterns that may end in several places takes exponential time on a file
that has many of them and then no element.
"""

import re

_SPACE = re.compile(rb"\s*")
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*+(?:\[[^\]]{0,8000}\]\s*)?>")


def skip_prolog(data: bytes, *, doctype: bool) -> int:
    """The offset behind the white space, comments and processing instructions at the head of `data`.

    Document types are stepped over where `doctype` says so. An instruction or comment that does not end stays.
    """
    at = _skip_space(data, 0)
    while (end := _item_end(data, at, doctype)) > at:
        at = _skip_space(data, end)
    return at


def _item_end(data: bytes, at: int, doctype: bool) -> int:
    """The end of the comment, instruction or document type at `at`, else -1."""
    if data.startswith(b"<!--", at):
        end = data.find(b"-->", at + 4)
        return end + 3 if end >= 0 else -1
    if data.startswith(b"<?", at):
        end = data.find(b">", at + 2)
        return end + 1 if end >= 0 else -1
    match = _DOCTYPE.match(data, at) if doctype else None
    return match.end() if match else -1


def _skip_space(data: bytes, at: int) -> int:
    match = _SPACE.match(data, at)
    return match.end() if match else at
