import re
from functools import cached_property

from msgspec import Struct

from briefing.analysis.segmentation.stems import stem_words
from briefing.model import Block, BlockKind, Document, InlineKind, Span, count_unspaced

PAGES = ("html", "mhtml")
"""Formats whose text was told from its page, and whose headings are layout as often as structure."""
_LINKING = (*PAGES, "feed")
_WORD = re.compile(r"\w+(?:['’.\-]\w+)*")
_UNDERLINE = re.compile(r"\n[-=~*_]{3,}$")
_BULLET = re.compile(r"^[-*•]\s+")
_FEW_BLANK_LINES = 1 / 3
"""Share of blocks after a blank line, below which every line is a paragraph."""
_PROSE = 15
"""Minimum words of prose; shorter blocks may be lines of a list, a letterhead or a verse."""
_SHORT_ITEM = 80
"""Characters."""
_SCRAPS = ((2000, 5), (5000, 15))
"""Paragraphs of a text, and words of each on average, beyond which and below which they are scraps."""
_LEAD_WORDS, _PLAIN_WORDS = 10, 5
_RAISED = (InlineKind.STRONG, InlineKind.EMPHASIS)
_SEARCHED = 80
_OPENING = 1500
_SIGNS = " \t\n•‣◦▪●·○■□–-"
_SUBJECT = re.compile(r"([^\W\d_a-z][^.:!?;,\n\"“”«»]*):\s+[^\W\d_a-z]")
_MIN_PAIRS = 2
_MIN_PAIRED = 0.1
"""Minimum number, and share of all blocks, of prose blocks directly under prose: fewer are accidents."""


class Paragraph(Struct, frozen=True, dict=True):
    """Blocks without a blank line between them, a heading, or one line of a text with few blank lines."""

    text: str
    span: Span
    kind: BlockKind
    gap: int
    level: int = 0
    quoted: bool = False
    lead: str = ""
    """Its subject, where it begins with that: "**Ferry.** The council …", "FERRY: The council …"."""
    elsewhere: bool = False
    """Nothing but a link to another page, within the text of one."""

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(_WORD.findall(self.text))

    @cached_property
    def opening_stems(self) -> frozenset[str]:
        return frozenset(stem_words(self.text[:_OPENING]))

    @cached_property
    def line(self) -> str:
        return _BULLET.sub("", _UNDERLINE.sub("", self.text.strip()))

    @cached_property
    def size(self) -> int:
        return len(self.text.split()) + count_unspaced(self.text)


def are_scraps(units: list[Paragraph]) -> bool:
    if len(units) <= min(most for most, _ in _SCRAPS):
        return False
    words = sum(unit.size for unit in units)
    return any(len(units) > most and words < size * len(units) for most, size in _SCRAPS)


def find_paragraphs(document: Document) -> list[Paragraph]:
    blocks = [block for block in document.blocks if block.span.of(document.text).strip()]
    alone = _lines_are_paragraphs(blocks, document.text)
    beside = {span.start for span in document.boilerplate}
    runs: list[list[Block]] = []
    for block in blocks:
        heads = bool(runs) and BlockKind.HEADING in (block.kind, runs[-1][0].kind)
        heads = heads or (bool(block.marks) and _begins_story(block, document.text))
        if (
            not runs
            or heads
            or block.span.start in beside
            or ((alone or block.blank_before) and not _goes_on(runs[-1][-1], block, document.text))
        ):
            runs.append([block])
        else:
            runs[-1].append(block)
    return [_unit(run[0], run[-1], document) for run in runs]


def _begins_story(block: Block, text: str) -> bool:
    return bool(_lead(block, text)) and len(block.span.of(text).split()) >= _PROSE


def _goes_on(last: Block, block: Block, text: str) -> bool:
    if not block.level or not last.level or BlockKind.HEADING in (block.kind, last.kind):
        return False
    if not block.marker and not last.marker:
        return False
    if len(last.span) > _SHORT_ITEM or len(block.span) > _SHORT_ITEM:
        return False
    return "\n\n" in text[last.span.start : block.span.end]


def _lines_are_paragraphs(blocks: list[Block], text: str) -> bool:
    apart = sum(block.blank_before > 0 for block in blocks)
    if apart < _FEW_BLANK_LINES * len(blocks):
        return True
    prose = [
        block.kind is BlockKind.PARAGRAPH and len(block.span.of(text).split()) >= _PROSE
        for block in blocks
    ]
    pairs = sum(
        one and other and not block.blank_before
        for one, other, block in zip(prose, prose[1:], blocks[1:], strict=False)
    )
    return pairs >= max(_MIN_PAIRS, _MIN_PAIRED * len(blocks))


def _unit(first: Block, last: Block, document: Document) -> Paragraph:
    text, span = document.text, Span(first.span.start, last.span.end)
    level = first.level if first.kind is BlockKind.HEADING else 0
    quoted = bool(first.quote_depth) or first.kind is BlockKind.QUOTE
    lead, elsewhere = (
        _lead(first, text),
        document.format in _LINKING and _is_link(first, span, text),
    )
    return Paragraph(
        span.of(text), span, first.kind, first.blank_before, level, quoted, lead, elsewhere
    )


def _is_link(block: Block, span: Span, text: str) -> bool:
    if not block.marks or block.kind is not BlockKind.PARAGRAPH:
        return False
    words = span.of(text).strip()
    return any(
        mark.kind is InlineKind.LINK
        and mark.target[:1] != "#"
        and mark.span.of(text).strip() == words
        for mark in block.marks
    )


def _lead(block: Block, text: str) -> str:
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return ""
    start, end = block.span.start + len(block.marker), block.span.end
    if not block.marks and text.find(":", start, end) < 0:
        return ""
    while start < end and text[start] in _SIGNS:
        start += 1
    strong = next((m.span for m in block.marks if m.kind in _RAISED), None)
    if strong is None or strong.start != start or strong.end >= end:
        plain = _SUBJECT.match(text, start, min(start + _SEARCHED, end))
        return plain[1] if plain and len(plain[1].split()) <= _PLAIN_WORDS else ""
    words, rest = strong.of(text).strip(), text[strong.end : end].lstrip()
    parted = words.endswith((":", ".", "?", "!")) or rest.startswith((":", "–", "—", "-", ". "))
    broken = rest[:1].isupper()
    short = 0 < len(words.split()) <= _LEAD_WORDS and any(map(str.isalpha, words))
    return words.rstrip(" :.") if short and (parted or broken) else ""
