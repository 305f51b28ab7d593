import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from briefing.late_pattern import late_pattern
from briefing.model import Block, BlockKind, InlineKind, InlineMark, Span
from briefing.sanitize import sanitize
from briefing.sources.text.attributes import take_attributes
from briefing.sources.text.block_scanner import Chunk
from briefing.sources.text.commonmark import make_parser
from briefing.sources.text.document_builder import DocumentBuilder
from briefing.sources.text.html_in_markdown import block_to_markdown, take_comments
from briefing.sources.text.inline_builder import InlineBuilder, find_addresses, sort_marks
from briefing.sources.text.note_boxes import quote_boxes
from briefing.sources.text.split_inline import LONGEST_LINES, inline_tokens, split_text
from briefing.sources.text.table_rows import PLAIN, Cell, TableSource, read_table

if TYPE_CHECKING:
    from markdown_it.token import Token


_BOXES = {"[ ] ": "☐ ", "[x] ": "☑ ", "[X] ": "☑ "}
_MEANING = late_pattern(r"\n:[ \t]+")
_BULLETED = late_pattern(r"(?<![\\ ])(?:\A|\n)[ \t]*(?=[•◦▪‣●○✓✔☐☑➢►▶][ \t])")
_MARKUP = late_pattern(r"[\\`*_\[\]<]")
_CALLOUT = late_pattern(r"\[!([a-z][a-z-]{2,19})\][+-]?[ \t]*([^\n]*)(?:\n|\Z)", re.IGNORECASE)


class _Place(Struct):
    lines: list[str]
    chunk: Chunk
    quotes: int = 0
    lists: int = 0
    marker: str = ""
    marker_line: int = 0
    first: bool = True
    footnote: str = ""
    in_note: bool = False
    """Behind its first paragraph."""
    numbers: list[int] = field(default_factory=list)
    """The last number of each open list."""

    def next_marker(self, token: "Token") -> str:
        if not token.info:
            return token.markup
        written, last = int(token.info), self.numbers[-1]
        self.numbers[-1] = written if written > last else last + 1
        return (token.info if written > last else str(last + 1)) + token.markup


class _Definition(Struct):
    key: str
    text: str
    line: int


class BlockBuilder(Struct):
    """`environment` holds the link and footnote definitions."""

    builder: DocumentBuilder
    environment: dict[str, Any]
    used: set[str] = field(default_factory=set)
    defined: list[_Definition] = field(default_factory=list)
    hidden: list[_Definition] = field(default_factory=list)
    """What comments say, and scripts."""

    def add(self, source: str, chunk: Chunk) -> None:
        source, aside = quote_boxes(source)
        for words, line in aside:
            self._hide([words], chunk.line + line)
        tokens: list[Token] = []
        make_parser().block.parse(source, make_parser(), self.environment, tokens)
        place = _Place(source.split("\n"), chunk)
        at = 0
        while at < len(tokens):
            at = self._token(tokens, at, place)

    def _hide(self, words: list[str], line: int) -> None:
        self.hidden += [_Definition("", hidden, line) for hidden in words]

    def add_unused(self) -> None:
        unused = [each for each in self.defined if each.key not in self.used]
        for each in (*unused, *sorted(self.hidden, key=lambda hidden: hidden.line)):
            self._separate("\n\n")
            span = self.builder.write(each.text)
            self.builder.blocks.append(
                Block(BlockKind.PARAGRAPH, span, blank_before=1, line=each.line)
            )

    def _token(self, tokens: list["Token"], at: int, place: _Place) -> int:
        token = tokens[at]
        match token.type:
            case "paragraph_open" | "heading_open":
                heading = token.type == "heading_open"
                content, aside = take_attributes(tokens[at + 1].content, heading=heading)
                self._hide(aside, _line(token, place))
                for piece in split_text(_with_signs(content, place)):
                    self._words(token, piece, place)
                return at + 3
            case "html_block":
                self._html(token, place)
            case "table_open":
                table, following = read_table(tokens, at, place.lines)
                self._table(token, table, place)
                return following
            case "fence" | "code_block":
                self._code(token, place)
            case "hr":
                self._rule(token, place)
            case "definition":
                self._define(token, place)
            case _:
                self._container(token, place)
        return at + 1

    def _container(self, token: "Token", place: _Place) -> None:
        match token.type:
            case "blockquote_open":
                self._bare_marker(place)
                place.quotes += 1
            case "blockquote_close":
                place.quotes -= 1
            case "bullet_list_open" | "ordered_list_open":
                self._bare_marker(place)
                if self._bare_footnote(token, place):
                    self._enter_note(place)
                place.lists += 1
                place.numbers.append(-1)
            case "bullet_list_close" | "ordered_list_close":
                place.lists -= 1
                place.numbers.pop()
            case "list_item_open":
                place.marker = place.next_marker(token)
                place.marker_line = token.map[0] if token.map else 0
            case "list_item_close":
                self._bare_marker(place)
            case "footnote_reference_open":
                place.footnote = token.meta["label"]
            case "footnote_reference_close":
                self._bare_footnote(token, place)
                if place.in_note:
                    place.in_note = False
                    place.lists -= 1
                    place.numbers.pop()

    def _separate(self, separator: str) -> None:
        if self.builder.length:
            self.builder.write(separator)

    def _begin(self, token: "Token", place: _Place) -> tuple[str, dict[str, Any]]:
        line = token.map[0] if token.map else 0
        tight = place.lists and token.hidden and not place.first
        self._separate("\n" if tight else "\n\n")
        blank = place.chunk.blank if place.first else _blank_before(place.lines, line)
        place.first = False
        common = {
            "blank_before": blank,
            "quote_depth": place.quotes,
            "line": place.chunk.line + line,
        }
        marker, place.marker = place.marker, ""
        if place.lists > 1:
            self.builder.write("  " * (place.lists - 1))
        return marker, common

    def _words(self, token: "Token", content: str, place: _Place) -> None:
        kind, level = _kind(token, place)
        if kind is BlockKind.HEADING:
            self._bare_marker(place)
        marker, common = self._begin(token, place)
        words = InlineBuilder(self.builder.length)
        words.write(f"{marker} " if marker else "")
        opens = bool(place.footnote)
        if opens:
            self._footnote_head(words, place)
        words.read(inline_tokens(content, self.environment))
        self.used |= words.labels
        self._hide(words.hidden, common["line"])
        text = words.words
        if not text:
            return
        span = self.builder.write(text)
        marks = sort_marks(words.marks + find_addresses(text, span.start, words.marks))
        self.builder.blocks.append(Block(kind, span, marks, level=level, marker=marker, **common))
        if opens and not place.lists:
            self._enter_note(place)

    def _enter_note(self, place: _Place) -> None:
        place.in_note = True
        place.lists += 1
        place.numbers.append(-1)

    def _footnote_head(self, words: InlineBuilder, place: _Place) -> None:
        label, place.footnote = place.footnote, ""
        words.marks.append(
            InlineMark(InlineKind.FOOTNOTE, words.write(f"[{label}]"), sanitize(label))
        )
        words.write(" ")

    def _bare_footnote(self, token: "Token", place: _Place) -> bool:
        if not place.footnote:
            return False
        _, common = self._begin(token, place)
        words = InlineBuilder(self.builder.length)
        self._footnote_head(words, place)
        span = self.builder.write(words.text.rstrip())
        self.builder.blocks.append(Block(BlockKind.PARAGRAPH, span, tuple(words.marks), **common))
        return True

    def _bare_marker(self, place: _Place) -> None:
        if not place.marker:
            return
        line = place.marker_line
        self._separate("\n\n" if place.first else "\n")
        blank = place.chunk.blank if place.first else _blank_before(place.lines, line)
        place.first = False
        self.builder.write("  " * (place.lists - 1))
        marker, place.marker = place.marker, ""
        self.builder.blocks.append(
            Block(
                BlockKind.LIST_ITEM,
                self.builder.write(marker),
                blank_before=blank,
                level=place.lists,
                marker=marker,
                quote_depth=place.quotes,
                line=place.chunk.line + line,
            )
        )

    def _html(self, token: "Token", place: _Place) -> None:
        markdown, hidden = block_to_markdown(token.content)
        self._hide(hidden, _line(token, place))
        if markdown is None:
            rest, _ = take_comments(token.content)
            for piece in split_text(rest.strip()):
                self._words(token, piece, place)
        elif markdown:
            self._converted(token, markdown, place)

    def _converted(self, token: "Token", markdown: str, place: _Place) -> None:
        self._bare_marker(place)
        line = _line(token, place)
        blank = place.chunk.blank if place.first else 1
        first, depth = len(self.builder.blocks), place.quotes
        self.add(markdown, Chunk(0, len(markdown), line, blank))
        place.first = False
        for at in range(first, len(self.builder.blocks)):
            block = self.builder.blocks[at]
            self.builder.blocks[at] = replace(
                block, line=line, quote_depth=block.quote_depth + depth
            )

    def _code(self, token: "Token", place: _Place) -> None:
        self._bare_marker(place)
        _, common = self._begin(token, place)
        language = sanitize(token.info.strip())
        for piece in split_text(token.content.removesuffix("\n"), LONGEST_LINES, "\n"):
            span = self.builder.write(piece)
            self.builder.blocks.append(
                Block(BlockKind.CODE, span, level=place.lists, language=language, **common)
            )

    def _rule(self, token: "Token", place: _Place) -> None:
        self._bare_marker(place)
        _, common = self._begin(token, place)
        span = self.builder.write(token.markup[:3])
        self.builder.blocks.append(Block(BlockKind.RULE, span, level=place.lists, **common))

    def _table(self, token: "Token", table: TableSource, place: _Place) -> None:
        self._bare_marker(place)
        _, common = self._begin(token, place)
        start = self.builder.length
        marks: list[InlineMark] = []
        spans: list[tuple[Span, ...]] = []
        for number, row in enumerate(table.rows):
            if number:
                self.builder.write("\n")
            spans.append(tuple(self._cells(row, marks, common["line"])))
        span = Span(start, self.builder.length)
        self.builder.blocks.append(
            Block(
                BlockKind.TABLE,
                span,
                sort_marks(marks),
                level=place.lists,
                rows=tuple(spans),
                alignment=table.alignment,
                **common,
            )
        )

    def _cells(self, row: list[Cell], marks: list[InlineMark], line: int) -> list[Span]:
        spans = []
        for column, content in enumerate(row):
            if column:
                self.builder.write("\t")
            if PLAIN.fullmatch(content):
                spans.append(self.builder.write(content))
                marks += find_addresses(content, spans[-1].start)
                continue
            words = InlineBuilder(self.builder.length).read(
                inline_tokens(content, self.environment)
            )
            self.used |= words.labels
            self._hide(words.hidden, line)
            text = words.words
            spans.append(self.builder.write(text))
            marks += words.marks
            marks += find_addresses(text, spans[-1].start, words.marks)
        return spans

    def _define(self, token: "Token", place: _Place) -> None:
        meta = token.meta
        line = _line(token, place)
        title = f' "{meta["title"]}"' if meta["title"] else ""
        text = f"[{meta['label']}]: {meta['url']}{title}"
        known = self.environment["references"].get(meta["id"], {})
        same = known.get("href") == meta["url"] and known.get("title", "") == meta["title"]
        self.defined.append(_Definition(meta["id"] if same else "", text, line))


def _line(token: "Token", place: _Place) -> int:
    return place.chunk.line + (token.map[0] if token.map else 0)


def _with_signs(content: str, place: _Place) -> str:
    """A callout's head strong, a task's box, a term."""
    if place.marker and content[:4] in _BOXES:
        return _BOXES[content[:4]] + content[4:]
    if content.count("\n") and len(_BULLETED.findall(content)) > 1:
        content = _BULLETED.sub(r"\\\n", content).removeprefix("\\\n")
    term, *meanings = _MEANING.split(content)
    if meanings and "\n" not in term and not _MARKUP.search(term):
        return "\\\n: ".join((f"**{term}**", *meanings))
    match = _CALLOUT.match(content) if place.quotes else None
    if match is None:
        return content
    kind, title = match[1].capitalize(), match[2].strip()
    whole = ": ".join(filter(None, (kind, title)))
    head = f"**{kind}:** {title}" if "*" in title else f"**{whole}**"
    return f"{head}\\\n{content[match.end() :]}"


def _kind(token: "Token", place: _Place) -> tuple[BlockKind, int]:
    if token.type == "heading_open":
        return BlockKind.HEADING, int(token.tag[1])
    if place.lists:
        return BlockKind.LIST_ITEM, place.lists
    return (BlockKind.QUOTE if place.quotes else BlockKind.PARAGRAPH), 0


def _blank_before(lines: list[str], line: int) -> int:
    count = 0
    while count < line and not lines[line - 1 - count].strip(" \t>"):
        count += 1
    return count
