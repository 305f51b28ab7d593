"""Text to blocks: plain text or markdown."""

import re
from collections.abc import Iterable

from briefing.model import Block
from briefing.sources.definitions import definitions
from briefing.sources.front_matter import front_matter
from briefing.sources.markdown import parse_markdown, parse_markdown_head
from briefing.sources.plain import parse_plain, parse_plain_head

JUDGED = 1 << 14
"""How many characters at the head of a text tell whether it is markdown."""

_SIGNS = (
    re.compile(r"^#{1,6} \S", re.MULTILINE),
    re.compile(r"^(?:```|~~~)\w*$", re.MULTILINE),
    re.compile(r"(?<!\w)!?\[[^\[\]\n]+\]\((?:https?:|mailto:|/|#|\.)[^()\s]*\)"),
    re.compile(r"(?<![\w*])\*\*[^\s*][^*\n]*\*\*(?![\w*])"),
    re.compile(r"^\|?[ ]?:?-{3,}:?[ ]?\|[-| :]*$", re.MULTILINE),
    re.compile(r"(?<![\w`])`[^`\n]+`(?![\w`])"),
    re.compile(r"^ {0,3}\[[^\[\]\n]+\]: +\S", re.MULTILINE),
)


def parse(text: str, *, markdown: bool) -> tuple[str, tuple[Block, ...]]:
    r"""The text that the reader sees and its blocks, of gated `text` with "\n" at its line ends."""
    return parse_markdown(text)[:2] if markdown else parse_plain(text)


def parse_head(
    head: str, lines: Iterable[str], *, markdown: bool, seconds: float
) -> tuple[str, tuple[Block, ...]]:
    """The first blocks of a text of which `head` is known, and `lines`, those that may define links.

    What it gives is a prefix of what `parse` gives for the whole text. It stops after `seconds`.
    """
    if markdown:
        return parse_markdown_head(head, definitions(lines), seconds)
    return parse_plain_head(head)


def looks_like_markdown(text: str) -> bool:
    """Whether a text of no known kind shows two constructs of markdown, three times in all."""
    head = text[:JUDGED]
    if front_matter(head):
        return True
    counts = [sum(1 for _ in sign.finditer(head)) for sign in _SIGNS]
    return sum(1 for count in counts if count) >= 2 and sum(counts) >= 3
