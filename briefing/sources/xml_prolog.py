"""Skips what may precede the first element of an XML or HTML file.

A scanner, since a single pattern takes exponential time on many comments.
"""

from briefing.late_pattern import late_pattern

_SPACE = late_pattern(rb"\s*")
_DOCTYPE = late_pattern(rb"<!DOCTYPE[^>\[]*+(?:\[[^\]]{0,8000}\]\s*)?>")


def skip_prolog(data: bytes, *, doctype: bool) -> int:
    """The offset after white space, comments, instructions and, with `doctype`, document types.

    Stops at one that does not end.
    """
    at = _skip_space(data, 0)
    while (end := _item_end(data, at, doctype)) > at:
        at = _skip_space(data, end)
    return at


def _item_end(data: bytes, at: int, doctype: bool) -> int:
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
