import re
from bisect import bisect_left
from html import escape
from urllib.parse import quote

from briefing.model.analysis import Briefing
from briefing.model.document import Block, BlockKind, Document, InlineKind, InlineMark
from briefing.model.packed_blocks import BlockEdges
from briefing.model.section import (
    Section,
    SectionKind,
    TitleSource,
    section_body,
    uses_document_title,
)
from briefing.model.span import Span

_SPECIAL = re.compile(r"[\\`*_\[\]<>~|&]")
_LINE_START = re.compile(r"^([^\S\n]*)([#+=-]|\d{1,9}(?=[.)](?:\s|\Z)))", re.MULTILINE)
_NO_LANGUAGE = re.compile(r"[`~\s].*", re.DOTALL)
_NO_LABEL = re.compile(r"[\[\]\s\\<>|`]+")
_FENCES = {InlineKind.EMPHASIS: "*", InlineKind.STRONG: "**", InlineKind.STRIKETHROUGH: "~~"}


def briefing_to_markdown(briefing: Briefing) -> str:
    """The title is a level 1 heading, every section has one of level 2; page clutter is folded."""
    title = briefing.document.title
    parts = [f"# {_title(title)}\n"] if title else []
    sections = briefing.analysis.sections
    return "\n".join(parts + [section_to_markdown(briefing.document, s) for s in sections])


def section_to_markdown(document: Document, section: Section, *, alone: bool = False) -> str:
    """`alone`: also with the document's title."""
    body = to_markdown(document, section_body(document, section, alone=alone), raise_headings=1)
    if section.kind is SectionKind.BOILERPLATE and not alone:
        summary = escape(" ".join(section.title.split()), quote=False)
        return f"<details>\n<summary>{summary}</summary>\n\n{body}\n</details>\n"
    if uses_document_title(document, section) and not alone:
        return body
    inferred = " (inferred)" if section.title_source is TitleSource.INFERRED else ""
    return f"## {_title(section.title)}{inferred}\n" + ("\n" + body if body else "")


def to_markdown(document: Document, span: Span, raise_headings: int = 0) -> str:
    """The blocks that start in `span`, with headings `raise_headings` levels deeper."""
    parts: list[str] = []
    previous: Block | None = None
    blocks = document.blocks
    first = bisect_left(BlockEdges(blocks), span.start)
    for number in range(first, len(blocks)):  # Packed blocks take time for each one passed over.
        block = blocks[number]
        if block.span.start >= span.end:
            break
        if parts:
            parts.append(_between(previous, block))
        parts.append(_block(document, block, raise_headings))
        previous = block
    return "".join(parts) + "\n" if parts else ""


def escape_markdown(text: str) -> str:
    lines = "\n".join(line.strip() for line in text.split("\n"))
    return _LINE_START.sub(_escape_start, _SPECIAL.sub(r"\\\g<0>", lines))


def _between(previous: Block | None, block: Block) -> str:
    item = BlockKind.LIST_ITEM
    tight = previous is not None and previous.kind is item and block.kind is item and block.marker
    if tight and previous is not None and previous.quote_depth == block.quote_depth:
        return "\n"
    if previous is not None and previous.quote_depth and block.quote_depth:
        return "\n" + "> " * min(previous.quote_depth, block.quote_depth) + "\n"
    return "\n\n"


def _block(document: Document, block: Block, deeper: int) -> str:
    first = rest = "> " * block.quote_depth
    if block.kind is BlockKind.LIST_ITEM:
        indent = "   " * (block.level - 1)
        first, rest = first + indent + ("" if block.marker else "   "), rest + indent + "   "
    lines = _body(document, block, deeper).split("\n")
    return "\n".join((rest if i else first) + line for i, line in enumerate(lines)).rstrip(" ")


def _body(document: Document, block: Block, deeper: int) -> str:
    text = block.span.of(document.text)
    match block.kind:
        case BlockKind.RULE:
            return "---"
        case BlockKind.CODE:
            fence = "`" * max(3, 1 + max((len(r) for r in re.findall(r"`+", text)), default=0))
            language = _NO_LANGUAGE.sub("", block.language)
            return f"{fence}{language}\n{text}\n{fence}"
        case BlockKind.TABLE:
            return _table(document, block)
        case BlockKind.HEADING:
            level = min(6, block.level + deeper)
            return "#" * level + " " + _inline(document, block, block.span).replace("\n", " ")
        case BlockKind.LIST_ITEM if block.marker:
            start = block.span.start + len(block.marker)
            body = _inline(document, block, Span(start, block.span.end)).lstrip(" ")
            return f"{block.marker} {body}".rstrip(" ")
        case _:
            return _inline(document, block, block.span)


def _table(document: Document, block: Block) -> str:
    rows = [[_inline(document, block, cell).replace("\n", " ") for cell in r] for r in block.rows]
    if not rows:
        return _inline(document, block, block.span)
    width = max(map(len, rows))
    lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * width)
    return "\n".join(lines)


def _inline(document: Document, block: Block, span: Span) -> str:
    marks = sorted(
        (m for m in block.marks if span.contains(m.span)), key=lambda m: (m.span.start, -m.span.end)
    )
    return _LINE_START.sub(_escape_start, _nested(document.text, span, marks))


def _escape_start(match: re.Match[str]) -> str:
    space, sign = match.groups()
    return f"{space}{sign}\\" if sign.isdigit() else f"{space}\\{sign}"


def _nested(text: str, span: Span, marks: list[InlineMark]) -> str:
    parts, at = [], span.start
    while marks:
        mark, inner = marks.pop(0), []
        while marks and mark.span.contains(marks[0].span):
            inner.append(marks.pop(0))
        if mark.span.start < at:
            continue
        parts.append(_escape(text[at : mark.span.start]))
        parts.append(_marked(text, mark, inner))
        at = mark.span.end
    parts.append(_escape(text[at : span.end]))
    return "".join(parts)


def _marked(text: str, mark: InlineMark, inner: list[InlineMark]) -> str:
    if mark.kind is InlineKind.CODE:
        words = mark.span.of(text)
        ticks = "`" * (1 + max((len(r) for r in re.findall(r"`+", words)), default=0))
        pad = " " if words.startswith("`") or words.endswith("`") else ""
        return f"{ticks}{pad}{words}{pad}{ticks}"
    words = _nested(text, mark.span, inner)
    if mark.kind is InlineKind.FOOTNOTE:
        return f"[^{_NO_LABEL.sub('', mark.target)}]"
    if mark.kind in (InlineKind.LINK, InlineKind.IMAGE):
        title = f' "{_in_quotes(mark.title)}"' if mark.title else ""
        bang = "!" if mark.kind is InlineKind.IMAGE else ""
        return f"{bang}[{words}](<{_in_angles(mark.target)}>{title})"
    return _FENCES[mark.kind] + words + _FENCES[mark.kind]


def _title(text: str) -> str:
    return _escape(" ".join(text.split()))


def _in_quotes(text: str) -> str:
    return re.sub(r'[\\"<>&`\[\]|]', r"\\\g<0>", " ".join(text.split()))


def _in_angles(target: str) -> str:
    return re.sub(r"[<>\\|\s\x00-\x1f]", lambda match: quote(match[0], errors="replace"), target)


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\n", "\\\n")
