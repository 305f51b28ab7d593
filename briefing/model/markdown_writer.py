import re
from bisect import bisect_left
from html import escape
from urllib.parse import quote

from briefing.model.analysis import Briefing
from briefing.model.document import (
    Block,
    BlockKind,
    Document,
    InlineKind,
    InlineMark,
    opens_note,
)
from briefing.model.packed_blocks import BlockEdges
from briefing.model.section import (
    LED,
    Section,
    SectionKind,
    TitleSource,
    heads_document,
    inner_heading,
    same_words,
    section_body,
    uses_document_title,
)
from briefing.model.span import Span

READ_AS_MORE = (
    r"\$(?=\$|[^\s$][^$]{0,500}(?<!\s)\$(?![\w$]))|(?<![\w:]):(?=[a-z0-9+-][a-z0-9_+-]{0,40}:)"
)
"""Signs that begin a formula or the code of an emoji, which the readers of markdown know."""
_SPECIAL = re.compile(rf"[\\`*_\[\]<>~|&]|{READ_AS_MORE}")
_LINE_START = re.compile(r"^([^\S\n]*)([#+=-]|\d{1,9}(?=[.)](?:\s|\Z)))", re.MULTILINE)
_NO_LANGUAGE = re.compile(r"[`~\s].*", re.DOTALL)
_MARKER = re.compile(r"[-*+]|\d{1,9}[.)]")
_BULLETS = frozenset("•‣◦▪●·○■∙⁃►▶➢o§Øü\uf0b7\uf0a7")
_NO_LABEL = re.compile(r"[\[\]\s\\<>|`]+")
_NOTE = re.compile(r"\A(\[\^[^\]\s]+\])(?=\s|\Z)")
_BAR = re.compile(r"(?<!\\)\|")
_DASHES = {" ": "---", "<": ":---", "^": ":---:", ">": "---:"}
_FENCES = {InlineKind.EMPHASIS: "*", InlineKind.STRONG: "**", InlineKind.STRIKETHROUGH: "~~"}


def briefing_to_markdown(briefing: Briefing) -> str:
    """The title is a level 1 heading, every section has one of level 2; page clutter is folded."""
    document, sections = briefing.document, briefing.analysis.sections
    parts = [f"# {_title(document, document.title)}\n"] if document.title else []
    return "\n".join(parts + [section_to_markdown(document, s) for s in sections])


def section_to_markdown(document: Document, section: Section, *, alone: bool = False) -> str:
    """`alone`: also with the document's title."""
    span = section_body(document, section, alone=alone)
    heading = inner_heading(document, section)
    before = to_markdown(document, Span(span.start, heading.start), 1) if heading else ""
    body = to_markdown(document, Span(heading.end, span.end) if heading else span, 1)
    if section.kind is SectionKind.BOILERPLATE and not alone:
        summary = escape(" ".join(section.title.split()), quote=False)
        return f"<details>\n<summary>{summary}</summary>\n\n{body}\n</details>\n"
    goes_on = section.kind is SectionKind.CONTINUATION
    titled = uses_document_title(document, section) or heads_document(document, section)
    if not alone and (goes_on or titled):
        return body
    inferred = " (inferred)" if section.title_source is TitleSource.INFERRED else ""
    return (
        before
        + "\n" * bool(before)
        + f"## {_title(document, section.title, section.span.start)}{inferred}\n"
        + ("\n" + body if body else "")
    )


def to_markdown(document: Document, span: Span, raise_headings: int = 0) -> str:
    """The blocks that start in `span`, with headings `raise_headings` levels deeper."""
    parts: list[str] = []
    previous: Block | None = None
    lists: list[tuple[int, int]] = []
    blocks = document.blocks
    first = bisect_left(BlockEdges(blocks), span.start)
    for number in range(first, len(blocks)):  # Packed blocks take time for each one passed over.
        block = blocks[number]
        if block.span.start >= span.end:
            break
        if previous:
            parts.append(_between(document.text, previous, block))
        parts.append(_block(document, block, raise_headings, lists))
        previous = block
    return "".join(parts) + "\n" if parts else ""


def escape_markdown(text: str) -> str:
    lines = "\n".join(line.strip() for line in text.split("\n"))
    return _LINE_START.sub(_escape_start, _SPECIAL.sub(r"\\\g<0>", lines))


def _between(text: str, previous: Block, block: Block) -> str:
    if _in_list(previous) and _in_list(block):
        item, gap = previous.kind is BlockKind.LIST_ITEM, block.blank_before
        deeper = block.quote_depth > previous.quote_depth
        bare = bool(previous.marker) and previous.span.of(text) == previous.marker
        close = item and not gap and (block.kind is BlockKind.CODE or deeper)
        tight = (item or not gap) if block.marker else (bare or close)
        if tight and (deeper or block.quote_depth in (0, previous.quote_depth)):
            return "\n"
    if previous.quote_depth and block.quote_depth:
        return "\n" + "> " * min(previous.quote_depth, block.quote_depth) + "\n"
    return "\n\n"


def _in_list(block: Block) -> bool:
    return block.level > 0 and block.kind is not BlockKind.HEADING


def _block(document: Document, block: Block, deeper: int, lists: list[tuple[int, int]]) -> str:
    """`lists`: of each open one, how far what belongs to an item stands in, and how many quotes it is in."""
    level = 0 if block.kind is BlockKind.HEADING else block.level
    lists += [(3, block.quote_depth)] * (level - len(lists))
    del lists[level:]
    if not level and block.kind is BlockKind.PARAGRAPH and opens_note(block):
        lists.append((4, block.quote_depth))
    if block.kind is BlockKind.LIST_ITEM and block.marker:
        sign = _item_start(block.marker).partition(" ")[0]
        lists[level - 1] = (max(3, len(sign) + 1), block.quote_depth)
        level -= 1
    around = min(block.quote_depth, lists[-1][1] if lists else block.quote_depth)
    inside = "> " * (block.quote_depth - around)
    first, rest = (
        "> " * around + " " * sum(width for width, _ in within) + inside
        for within in (lists[:level], lists)
    )
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
            return f"{_item_start(block.marker)} {body}".rstrip(" ")
        case _:
            words = _inline(document, block, block.span)
            return _NOTE.sub(r"\1:", words) if block.kind is BlockKind.PARAGRAPH else words


def _item_start(marker: str) -> str:
    # Other markers than those of markdown would join the items to one paragraph.
    if _MARKER.fullmatch(marker):
        return marker
    return "-" if marker in _BULLETS else f"- {marker}"


def _table(document: Document, block: Block) -> str:
    rows = [[_cell(_inline(document, block, cell)) for cell in row] for row in block.rows]
    if not rows:
        return _inline(document, block, block.span)
    width = max(map(len, rows))
    lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in rows]
    sides = (_DASHES[side] for side in block.alignment.ljust(width)[:width])
    lines.insert(1, f"| {' | '.join(sides)} |")
    return "\n".join(lines)


def _cell(words: str) -> str:
    return _BAR.sub(r"\\|", words.replace("\\\n", "<br>").replace("\n", " "))


def _inline(document: Document, block: Block, span: Span) -> str:
    marks = sorted(
        (m for m in block.marks if span.contains(m.span)),
        key=lambda m: (m.span.start, -m.span.end, m.kind is InlineKind.IMAGE),
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
        before = _escape(text[at : mark.span.start])
        link = mark.kind is InlineKind.LINK
        parts.append(before[:-1] + "\\!" if link and before.endswith("!") else before)
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


def _title(document: Document, title: str, start: int = 0) -> str:
    blocks = document.blocks
    at = bisect_left(BlockEdges(blocks), start)
    for block in blocks[at : at + LED]:
        if block.kind is BlockKind.HEADING and same_words(block.span.of(document.text), title):
            return _inline(document, block, block.span).replace("\\\n", " ")
    return _escape(" ".join(title.split()))


def _in_quotes(text: str) -> str:
    return re.sub(r'[\\"<>&`\[\]|]', r"\\\g<0>", " ".join(text.split()))


def _in_angles(target: str) -> str:
    return re.sub(r"[<>\\|\s\x00-\x1f]", lambda match: quote(match[0], errors="replace"), target)


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\n", "\\\n")
