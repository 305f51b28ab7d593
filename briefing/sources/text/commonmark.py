"""Sets up the markdown parser so that it loses no text."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

DEEPEST = 60
"""Nesting limit of containers (30 lists); deeper ones become one paragraph."""


@cache
def make_parser(*, links: bool = True) -> "MarkdownIt":
    """CommonMark with tables, strikethrough and footnotes; addresses are
    unchanged.
    """
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    options = {
        "html": True,
        "maxNesting": DEEPEST + 40,
        "store_labels": True,
        "inline_definitions": True,
        "typographer": False,
    }
    markdown = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    footnote_plugin(markdown, inline=False, move_to_end=False)
    markdown.block.ruler.before("table", "flatten", _flatten)
    markdown.normalizeLink = _as_written  # type: ignore[method-assign, assignment]
    markdown.validateLink = _any  # type: ignore[method-assign, assignment]
    if not links:
        markdown.disable(["link", "image", "footnote_ref"])
    return markdown


def _as_written(address: str) -> str:
    return address


def _any(_: str) -> bool:
    return True


def _flatten(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
    if silent or state.level < DEEPEST:
        return False
    last = start
    while last < end and (state.isEmpty(last) or state.sCount[last] >= state.blkIndent):
        last += 1
    state.line = last
    state.push("paragraph_open", "p", 1).map = [start, last]
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(start, last, state.blkIndent, False).strip()
    inline.children = []
    state.push("paragraph_close", "p", -1)
    return True
