import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from briefing.model.content_hash import sha256_of
from briefing.model.span import Span

# Compiled when words are counted, not before the first text is shown.
_WORD = r"\w+(?:['’.\-]\w+)*"
_UNSPACED = "[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]{2,}"


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    CODE = "code"
    TABLE = "table"
    RULE = "rule"


class InlineKind(StrEnum):
    EMPHASIS = "emphasis"
    STRONG = "strong"
    STRIKETHROUGH = "strikethrough"
    CODE = "code"
    LINK = "link"
    IMAGE = "image"
    FOOTNOTE = "footnote"


class InlineMark(Struct, frozen=True, omit_defaults=True):
    kind: InlineKind
    span: Span
    target: str = ""
    """A link's or image's address, or a footnote's label; as written, never fetched."""
    title: str = ""
    label: str = ""


class Block(Struct, frozen=True, omit_defaults=True):
    """Blocks are flat, in order, and never overlap."""

    kind: BlockKind
    span: Span
    """In `Document.text`; includes a list item's marker."""
    marks: tuple[InlineMark, ...] = ()
    """Sorted by start, then longest first."""
    blank_before: int = 0
    level: int = 0
    """Heading level 1 to 6, or depth of a list item from 1."""
    marker: str = ""
    """A list item's marker as written ("-", "3."); "" in later blocks of the item."""
    quote_depth: int = 0
    language: str = ""
    rows: tuple[tuple[Span, ...], ...] = ()
    """Table cells, row by row; the first row is the header. Spans of `Document.text`."""
    line: int = 0
    """Source line on which the block starts, from 0."""
    alignment: str = ""
    """Of a table's columns: ">" right, "^" centred, "<" left, " " unsaid."""


def opens_note(block: Block) -> bool:
    return any(
        mark.kind is InlineKind.FOOTNOTE and mark.span.start == block.span.start
        for mark in block.marks[:1]
    )


class Turn(Struct, frozen=True):
    """What one speaker says at a time."""

    speaker: Span
    """The name."""
    words: Span


class Document(Struct, frozen=True, omit_defaults=True, dict=True):
    """`text` never changes after reading."""

    text: str
    r"""Plain text without control characters; lines end with "\n"."""
    blocks: Sequence[Block] = ()
    """A tuple, or `PackedBlocks`, which compare equal to one."""
    title: str | None = None
    byline: str | None = None
    agency: str | None = None
    sender: str | None = None
    """Mail address of the agency, where a mail is the source."""
    dateline: str | None = None
    published: str | None = None
    """ISO 8601 date, or date and time."""
    source: str | None = None
    """A path, an address, or "-"."""
    language: str | None = None
    """ISO 639-1 code."""
    format: str = "text"
    """"text", "markdown", "html", "pdf" and so on."""
    notices: tuple[str, ...] = ()
    """For the reader, such as a guessed encoding."""
    boilerplate: tuple[Span, ...] = ()
    """What the converter recognized as boilerplate, in order; segmentation folds whole paragraphs
    away.
    """
    structured: bool = False
    """Whether the source says where its parts begin, as slides and chapters do; then headings alone
    cut it, and no clutter is looked for in it.
    """
    turns: tuple[Turn, ...] = ()
    """In order; only of texts that name the speaker before each turn."""

    @cached_property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of `text` in UTF-8."""
        return sha256_of(self.text.encode("utf-8", "surrogatepass"))

    @cached_property
    def words(self) -> int:
        return count_words(self.text)


def count_words(text: str) -> int:
    return sum(1 for _ in re.finditer(_WORD, text)) + count_unspaced(text)


def count_unspaced(text: str) -> int:
    """Further words of Chinese and Japanese, of two letters each."""
    if text.isascii():
        return 0
    return sum((len(run) - 1) // 2 for run in re.findall(_UNSPACED, text))


def reading_minutes(words: int, words_per_minute: int = 238) -> int:
    """At least 1 if there is a word.

    The default is the mean for silent reading of English non-fiction (Brysbaert 2019).
    """
    return max(1, round(words / words_per_minute)) if words else 0
