"""Parses plain text or markdown; the markdown parser is loaded only when needed."""

import re
from typing import TYPE_CHECKING

from briefing.late_pattern import late_pattern
from briefing.model import Block, Span
from briefing.sources.text.charset import clean_text
from briefing.sources.text.parse_plain import parse_plain, parse_plain_head

if TYPE_CHECKING:
    from briefing.sources.text.front_matter import FrontMatter

JUDGED = 1 << 14
"""Characters examined to recognize markdown."""

_STRUCTURE = (
    late_pattern(r"(?:\A|\n[ \t]*\n)#{1,6} \S.*(?!\n#)(?=\n|\Z)"),
    late_pattern(r"^(?:```|~~~)\w*$", re.MULTILINE),
    late_pattern(r"(?<!\w)!?\[[^\[\]\n]+\]\((?:https?:|mailto:|/|#|\.)[^()\s]*\)"),
    late_pattern(r"^\|?[ ]?:?-{3,}:?[ ]?\|[-| :]*$", re.MULTILINE),
    late_pattern(r"^ {0,3}\[[^\[\]\n]+\]: +\S", re.MULTILINE),
)
_BOLD_LINE = late_pattern(
    r"^(?:\*\*[^\s*][^*\n]{0,80}\*\*:?$|\*\*[^\s*][^*\n]{0,60}(?::\*\*|\*\*:) )", re.MULTILINE
)
_WHOLE = late_pattern(r"\s*(```+|~~~+)[ \t]*(?:markdown|md)[ \t]*\r?\n", re.IGNORECASE)
"""Opens the block of code in which programs that answer put all that they say."""
_EMPHASIS = (
    late_pattern(r"(?<![\w*])\*\*[^\s*][^*\n]*\*\*(?![\w*])"),
    late_pattern(r"(?<![\w`])`[^`\n]+`(?![\w`<])"),
)


def parse_text(text: str, *, markdown: bool) -> tuple[str, tuple[Block, ...]]:
    r"""`text` is sanitized and has "\n" line ends."""
    return parse_whole_text(text, markdown=markdown)[:2]


def parse_whole_text(
    text: str, *, markdown: bool
) -> tuple[str, tuple[Block, ...], tuple[Span, ...]]:
    """`parse_text` with the spans that are not part of the article: front matter, unused
    definitions.
    """
    if not markdown:
        return (*parse_plain(text), ())
    from briefing.sources.text.parse_markdown import parse_markdown

    return parse_markdown(text)


def parse_text_head(
    head: str, whole: str, *, markdown: bool, seconds: float
) -> tuple[str, tuple[Block, ...]]:
    """The first blocks, a prefix of the result of `parse_text`; stops after `seconds`.

    `head` is sanitized; `whole` need not be, only its definition lines are read.
    """
    if not markdown:
        return parse_plain_head(head)
    from briefing.sources.text.link_definitions import definition_lines, find_definitions
    from briefing.sources.text.parse_markdown import parse_markdown_head

    environment = find_definitions(map(clean_text, definition_lines(whole)))
    return parse_markdown_head(head, environment, seconds)


def find_front_matter(text: str) -> "FrontMatter | None":
    if not text.startswith(("---", "+++", "%", "{\n", "title:", "Title:", "TITLE:")):
        return None
    from briefing.sources.text.front_matter import parse_front_matter

    return parse_front_matter(text)


def take_from_fence(text: str) -> str | None:
    match = _WHOLE.match(text)
    lines = text.rstrip().split("\n") if match else []
    if match is None or lines[-1].strip() != match[1]:
        return None
    first, inside, opened = text[: match.end()].count("\n"), lines[:-1], False
    for line in map(str.strip, inside[first:]):
        if line.startswith(match[1]):
            bare = line == match[1]
            if bare is not opened:
                return None
            opened = not opened
    return None if opened else "\n".join(inside[first:])


def looks_like_markdown(text: str) -> bool:
    """Two markdown constructs, three times in all.

    Emphasis and code count only beside others.
    """
    head = text[:JUDGED]
    front = find_front_matter(head)
    if front and front.language in ("yaml", "toml"):
        return True
    structure = [_count(sign, head) for sign in _STRUCTURE]
    structure.append(max(0, _count(_BOLD_LINE, head) - 1))
    if not any(structure):
        return False
    counts = structure + [_count(sign, head) for sign in _EMPHASIS]
    return sum(map(bool, counts)) >= 2 and sum(counts) >= 3


def _count(sign: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in sign.finditer(text))
