"""What was read: the text, its markdown blocks and what stands at its head."""

import hashlib
import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from briefing.model.span import Span

_WORD = re.compile(r"\w+(?:['’.\-]\w+)*")


class BlockKind(StrEnum):
    """The kinds of markdown block."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    CODE = "code"
    TABLE = "table"
    RULE = "rule"


class InlineKind(StrEnum):
    """The kinds of inline mark."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    STRIKETHROUGH = "strikethrough"
    CODE = "code"
    LINK = "link"
    IMAGE = "image"
    FOOTNOTE = "footnote"


class InlineMark(Struct, frozen=True, omit_defaults=True):
    """An inline mark over a span of the document's text."""

    kind: InlineKind
    span: Span
    target: str = ""
    """Where a link leads, an image's source, or a footnote's label; as written, never followed."""
    title: str = ""
    """The title of a link or an image."""
    label: str = ""
    """The label of the definition that a link or an image refers to."""


class Block(Struct, frozen=True, omit_defaults=True):
    """One block. Blocks are flat, in order, and never overlap."""

    kind: BlockKind
    span: Span
    """The block's text in `Document.text`; a list item's marker as written belongs to it."""
    marks: tuple[InlineMark, ...] = ()
    """Inline marks, by start, then longest first."""
    blank_before: int = 0
    """Blank lines before the block in the source."""
    level: int = 0
    """A heading's level 1 to 6; a list item's depth from 1."""
    marker: str = ""
    """A list item's marker as it stands at the head of its text ("-", "3."); "" in a continuation."""
    quote_depth: int = 0
    """How many block quotes the block stands in."""
    language: str = ""
    """A code block's language."""
    rows: tuple[tuple[Span, ...], ...] = ()
    """A table's cells, row by row, the first row being its head; spans of `Document.text`."""
    line: int = 0
    """The source line on which the block starts, from 0."""


class Document(Struct, frozen=True, omit_defaults=True, dict=True):
    """What was read from one source. `text` never changes after reading."""

    text: str
    """The plain text the reader sees: no control characters, "\\n" between lines."""
    blocks: Sequence[Block] = ()
    """A tuple, or packed blocks, which equal one."""
    title: str | None = None
    byline: str | None = None
    agency: str | None = None
    dateline: str | None = None
    """The place a dispatch was sent from, such as "Washington"."""
    published: str | None = None
    """ISO 8601 date or date and time."""
    source: str | None = None
    """A path, an address, or "-"."""
    language: str | None = None
    """ISO 639-1 code."""
    format: str = "text"
    """The format it was read from: "text", "markdown", "html", "pdf" and so on."""
    notices: tuple[str, ...] = ()
    """What the reader should know of the reading (an encoding guessed, a page that had no text)."""
    boilerplate: tuple[Span, ...] = ()
    """Where the text holds what its format's reader took out of the article, in order (a page's navigation, running
    heads, a signature): the splitter folds whole paragraphs of it away as furniture."""

    @cached_property
    def sha256(self) -> str:
        """The hexadecimal SHA-256 of `text` in UTF-8, by which the document is known."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def words(self) -> int:
        """How many words the text has."""
        return count_words(self.text)


def count_words(text: str) -> int:
    """How many words `text` has; a word with an apostrophe, a hyphen or a point inside is one."""
    return sum(1 for _ in _WORD.finditer(text))


def reading_minutes(words: int, words_per_minute: int = 238) -> int:
    """Minutes to read `words`, at least 1 where there is a word.

    238 words a minute is the mean for silent reading of English non-fiction (Brysbaert 2019).
    """
    return max(1, round(words / words_per_minute)) if words else 0
