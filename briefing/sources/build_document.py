import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from briefing.errors import FormatError
from briefing.late_pattern import late_pattern
from briefing.model import Block, BlockKind, Document, Span, Turn
from briefing.sources.damaged import says_what_it_is
from briefing.sources.text import parse_text
from briefing.sources.text.article_metadata import find_metadata, is_strong
from briefing.sources.text.charset import clean_text, decode_strictly, decode_text
from briefing.sources.text.dates import find_date
from briefing.sources.text.pasted.pasted import LARGEST, LONGEST_HEADING, Pasted
from briefing.sources.text.pasted.subtitles import is_subtitles

_BEFORE_WORDS = late_pattern(
    r"\.\s+(?=\S)|(?<=\b[QA])\s{2,}(?=[A-Z])|:(?=\S)|[^\n]*?(?:(?::|>)\s+(?=\S)|\n+(?:\d[\w ]{0,40} (?:minute|second)s?\n)?(?:[^\n]{0,20}\d:\d\d(?: ?[AaPp]\.?[Mm]\.?)?[\])]?\n)?)"
)
"""From a speaker's name up to what is said; the time may stand on a line of its own."""
_BOLD_HEAD = late_pattern(
    r"(?:\A|(?<=\n\n))(\*\*[^\s*][^*\n]{0,80}(?<![.,])\*\*)[ \t]{0,2}\n(?=[^\s#|>*+-])"
)
"""A bold line directly above its text."""
_HEADING = late_pattern(r"^#{1,6} ", re.MULTILINE)
HEAD_SECONDS = 0.012


def build_text(data: bytes, name: str, format: str) -> Document:
    try:
        text, notice = decode_text(data)
    except FormatError:
        if says_what_it_is(name):
            raise FormatError(
                "It is not what its name says, or damaged; get a fresh copy of it."
            ) from None
        raise
    inner = parse_text.take_from_fence(text)
    text = text if inner is None else inner
    marked = inner is not None or format == "markdown"
    markdown = marked or parse_text.looks_like_markdown(text)
    if markdown and format != "markdown" and len(text) <= parse_text.JUDGED:
        text = _part_bold_heads(text)
    notices = (notice,) if notice else ()
    pasted = None if markdown else _read_pasted(text)
    if pasted is not None:
        return replace(_build_pasted(pasted, name), notices=notices)
    return build_from_text(text, name, markdown=markdown, notices=notices)


def _part_bold_heads(text: str) -> str:
    parted, count = _BOLD_HEAD.subn(r"\1\n\n", text)
    return parted if count > 1 and not _HEADING.search(text) else text


def _read_pasted(text: str) -> Pasted | None:
    from briefing.sources.text.pasted.read_pasted import read_pasted

    return read_pasted(text)


def _build_pasted(pasted: Pasted, name: str) -> Document:
    source = "\n".join(pasted.lines)
    text, found = parse_text.parse_text(source, markdown=False)
    blocks = tuple(
        replace(
            block,
            kind=BlockKind.HEADING,
            level=1 if block.line in pasted.parts else 2,
            marker="",
            quote_depth=0,
        )
        if block.line in pasted.headings
        else block
        for block in found
    )
    own = tuple(block for block in blocks if block.line not in pasted.clutter)
    document = describe_document(source, text, own, name, markdown=False)
    return replace(
        document,
        blocks=blocks,
        title=pasted.title or (None if pasted.untitled else document.title),
        byline=pasted.byline or document.byline,
        published=pasted.published or document.published,
        boilerplate=tuple(block.span for block in blocks if block.line in pasted.clutter),
        structured=pasted.structured,
        turns=tuple(_turns(pasted, text, blocks)),
    )


def _turns(pasted: Pasted, text: str, blocks: Sequence[Block]) -> Iterator[Turn]:
    starts = [at for at, block in enumerate(blocks) if block.line in pasted.turns]
    for at, end in pairwise([*starts, len(blocks)]):
        while blocks[end - 1].line in pasted.clutter or blocks[end - 1].line in pasted.headings:
            end -= 1
        first, last = blocks[at].span, blocks[end - 1].span
        name = pasted.turns[blocks[at].line]
        start = text.find(name, first.start, first.end)
        if start < 0:
            continue
        words = _BEFORE_WORDS.match(text, start + len(name), last.end)
        said = words.end() if words is not None else last.end
        if pasted.heads_apart and at + 1 < end:
            said = blocks[at + 1].span.start
        if said < last.end:
            yield Turn(Span(start, start + len(name)), Span(said, last.end))


def build_head(data: bytes, name: str, format: str, most: int) -> Document | None:
    """The document of the first blocks; None if they depend on the rest of the text."""
    text = decode_strictly(data)
    if text is None:
        return None
    inner = parse_text.take_from_fence(text)
    text = text if inner is None else inner
    head = clean_text(text[:most])
    marked = inner is not None or format == "markdown"
    markdown = marked or parse_text.looks_like_markdown(head)
    if not markdown and is_subtitles(head):
        return None
    head = head[: head.rfind("\n") + 1] or head
    words, blocks = parse_text.parse_text_head(head, text, markdown=markdown, seconds=HEAD_SECONDS)
    return describe_document(head, words, blocks, name, markdown=markdown) if blocks else None


def build_from_text(
    source: str, name: str, *, markdown: bool, notices: tuple[str, ...] = ()
) -> Document:
    """`source` is sanitized.

    Raises:
        FormatError: There is nothing but white space.
    """
    text, blocks, appendix = parse_text.parse_whole_text(source, markdown=markdown)
    if not blocks:
        raise FormatError("It contains no text; give a file with text in it.")
    if markdown and len(text) <= LARGEST:
        blocks = head_bold_lines(text, blocks)
    document = describe_document(source, text, blocks, name, markdown=markdown)
    return replace(document, notices=notices, boilerplate=appendix)


def head_bold_lines(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    if any(block.kind is BlockKind.HEADING for block in blocks):
        return blocks
    bold = [_is_bold_line(block, text) for block in blocks]
    heads = [one and not other for one, other in pairwise([*bold, True])]
    if sum(heads) < 2:
        return blocks
    return tuple(
        replace(block, kind=BlockKind.HEADING, level=2) if head else block
        for block, head in zip(blocks, heads, strict=True)
    )


def _is_bold_line(block: Block, text: str) -> bool:
    words = block.span.of(text)
    short = len(words.split()) <= LONGEST_HEADING + 4 and not words.endswith((".", ","))
    return short and block.kind is BlockKind.PARAGRAPH and is_strong(block)


def describe_document(
    source: str, text: str, blocks: tuple[Block, ...], name: str, *, markdown: bool
) -> Document:
    found = find_metadata(text, blocks)
    front = parse_text.find_front_matter(source) if markdown else None
    said = front.first if front else _nothing
    day = find_date(said("date", "published", "pubdate", "publishdate", "created") or "")
    return Document(
        text,
        blocks,
        title=said("title", "headline") or found.title,
        byline=said("author", "authors", "byline", "creator") or found.byline,
        agency=said("agency", "publisher") or found.agency,
        dateline=said("dateline") or found.dateline,
        published=day[0] if day else found.published,
        language=_language(said("lang", "language")),
        source=name,
        format="markdown" if markdown else "text",
    )


def _nothing(*_: str) -> str | None:
    return None


def _language(code: str | None) -> str | None:
    return code[:2].lower() if code and re.fullmatch(r"[A-Za-z]{2}(?:[-_].*)?", code) else None
