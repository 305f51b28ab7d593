"""Writes a digest: headings and words are the sources' own, each below a link that names its source."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urljoin

from msgspec import Struct, field
from msgspec.structs import replace

from briefing.library.stories.story import StoryIssue
from briefing.model import (
    Analysis,
    Block,
    BlockKind,
    Briefing,
    Document,
    InlineKind,
    InlineMark,
    Section,
    SectionKind,
    Span,
    TitleSource,
)
from briefing.model.calendar_words import format_date
from briefing.model.digest_origins import DIGEST
from briefing.model.text_address import TextAddress
from briefing.sanitize import sanitize_line

_KEPT = (InlineKind.EMPHASIS, InlineKind.STRONG, InlineKind.STRIKETHROUGH, InlineKind.CODE)
_OUTSIDE = ("http://", "https://", "mailto:")
_DEEPEST = 6


class DigestText(Struct):
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _blocks: list[Block] = field(default_factory=list)
    _sections: list[Section] = field(default_factory=list)
    _languages: Counter[str | None] = field(default_factory=Counter)

    @property
    def has_panes(self) -> bool:
        return bool(self._sections)

    def begin_pane(self, title: str, source: TitleSource, reason: str) -> None:
        start = self._length + 2 if self._parts else 0
        title = _one_line(title)
        heading = self._put(title, BlockKind.HEADING, level=1)
        if self._sections:
            before = self._sections[-1]
            self._sections[-1] = replace(before, span=Span(before.span.start, start))
        whole = Span(start, self._length)
        kind = SectionKind.ISSUE
        self._sections.append(
            Section(kind, title, source, whole, reason=reason, heading=heading.span)
        )

    def quote(self, issue: StoryIssue, briefing: Briefing, blocks: Sequence[Block]) -> None:
        self._put_linked(name_of(issue, briefing.document), _words(issue, blocks))
        self._copy(briefing.document, blocks)

    def mention(self, issue: StoryIssue, briefing: Briefing, blocks: Sequence[Block]) -> None:
        self._put_linked(_one_line(issue.title), _words(issue, blocks), BlockKind.HEADING, level=2)
        self._copy(briefing.document, blocks)

    def name_others(self, issues: Iterable[tuple[StoryIssue, Briefing]]) -> None:
        line, marks = "", []
        start = self._length + 2
        for issue, briefing in issues:
            line += "; " if line else ""
            name = name_of(issue, briefing.document)
            at = Span(start + len(line), start + len(line) + len(name))
            address = TextAddress(issue.sha256, Span(issue.start, issue.end))
            marks.append(InlineMark(InlineKind.LINK, at, str(address)))
            line += name
        self._put(line + ".", BlockKind.PARAGRAPH, marks=tuple(marks))

    def finish(self, title: str, published: str) -> Briefing:
        last, languages = self._sections[-1], self._languages
        self._sections[-1] = replace(last, span=Span(last.span.start, self._length))
        document = Document(
            "".join(self._parts),
            tuple(self._blocks),
            title,
            published=published,
            language=max(languages, key=lambda name: (languages[name], name or ""), default=None),
            format=DIGEST,
            structured=True,
        )
        return Briefing(document, Analysis(tuple(self._sections)))

    def _put_linked(
        self,
        words: str,
        address: TextAddress,
        kind: BlockKind = BlockKind.PARAGRAPH,
        level: int = 0,
    ) -> None:
        block = self._put(words, kind, level=level)
        link = InlineMark(InlineKind.LINK, block.span, str(address))
        self._blocks[-1] = replace(block, marks=(link,))

    def _put(
        self, words: str, kind: BlockKind, *, level: int = 0, marks: tuple[InlineMark, ...] = ()
    ) -> Block:
        self._write("\n\n" if self._parts else "")
        span = self._write(words)
        self._blocks.append(Block(kind, span, marks, blank_before=min(1, span.start), level=level))
        return self._blocks[-1]

    def _copy(self, document: Document, blocks: Sequence[Block]) -> None:
        if not blocks:
            return
        first, last = blocks[0].span.start, blocks[-1].span.end
        self._write("\n\n")
        by = self._write(document.text[first:last]).start - first
        copied = [_moved(block, by, document) for block in blocks]
        self._blocks += [replace(copied[0], blank_before=1), *copied[1:]]
        self._languages[document.language] += last - first

    def _write(self, text: str) -> Span:
        self._parts.append(text)
        self._length += len(text)
        return Span(self._length - len(text), self._length)


def name_of(issue: StoryIssue, document: Document) -> str:
    """Outlet and time; of what has no outlet, who wrote it or what the source is called."""
    source = (issue.source or "").rstrip("/").rpartition("/")[2]
    outlet = issue.outlet or document.byline or source or issue.title
    published = issue.published or ""
    time = published[11:16] if len(published) > 15 else ""
    return _one_line(", ".join(filter(None, (outlet, format_date(issue.published), time))))


def _one_line(words: str) -> str:
    return sanitize_line(" ".join(words.split())) or "…"


def blocks_in(document: Document, span: Span, folded: Sequence[Span] = ()) -> Iterator[list[Block]]:
    """Runs of blocks, cut to `span`, which what is folded away divides."""
    run: list[Block] = []
    for block in _blocks(document, span):
        cut = Span(max(block.span.start, span.start), min(block.span.end, span.end))
        if any(fold.overlaps(cut) for fold in folded):
            if run:
                yield run
            run = []
        elif cut.of(document.text).strip():
            run.append(block if cut == block.span else replace(block, span=cut, rows=()))
    if run:
        yield run


def _blocks(document: Document, span: Span) -> Iterator[Block]:
    blocks = document.blocks
    if not blocks and span:
        yield Block(BlockKind.PARAGRAPH, span)
    at = bisect_right(blocks, span.start, key=lambda block: block.span.start)
    for number in range(max(0, at - 1), len(blocks)):
        if blocks[number].span.start >= span.end:
            break
        if blocks[number].span.overlaps(span):
            yield blocks[number]


def _words(issue: StoryIssue, blocks: Sequence[Block]) -> TextAddress:
    if not blocks:
        return TextAddress(issue.sha256, Span(issue.start, issue.start))
    return TextAddress(issue.sha256, Span(blocks[0].span.start, blocks[-1].span.end))


def _moved(block: Block, by: int, document: Document) -> Block:
    own = (mark for mark in block.marks if mark.span != block.span or mark.kind in _KEPT)
    marks = (_mark(mark, by, document.source or "") for mark in own)
    return replace(
        block,
        span=block.span.shifted(by),
        marks=tuple(
            mark
            for mark in marks
            if mark is not None and block.span.shifted(by).contains(mark.span)
        ),
        level=min(_DEEPEST, block.level + 2) if block.kind is BlockKind.HEADING else block.level,
        rows=tuple(tuple(cell.shifted(by) for cell in row) for row in block.rows),
        line=0,
    )


def _mark(mark: InlineMark, by: int, source: str) -> InlineMark | None:
    moved = replace(mark, span=mark.span.shifted(by))
    if mark.kind in _KEPT:
        return moved
    if mark.kind is InlineKind.FOOTNOTE or mark.target.startswith("#"):
        return None
    try:
        target = urljoin(source, mark.target) if source.startswith(_OUTSIDE) else mark.target
    except ValueError:
        return None
    return replace(moved, target=target) if target.lower().startswith(_OUTSIDE) else None
