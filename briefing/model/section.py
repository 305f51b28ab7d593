import re
from bisect import bisect_left
from enum import StrEnum
from itertools import count

from msgspec import Struct
from msgspec.structs import replace

from briefing.late_pattern import late_pattern
from briefing.model.document import BlockKind, Document
from briefing.model.packed_blocks import BlockEdges
from briefing.model.span import Span

_WORDS = re.compile(r"\w+")
_OWN_NUMBER = late_pattern(r"(\d{1,4}(?:\.\d{1,4}){0,9})[.):]? +(?=\S)")
LED = 12


class SectionKind(StrEnum):
    OVERVIEW = "overview"
    ISSUE = "issue"
    BOILERPLATE = "boilerplate"
    CONTINUATION = "continuation"
    """The previous section goes on after boilerplate inside it; only `flatten_boilerplate` makes
    these.
    """


class TitleSource(StrEnum):
    DOCUMENT = "document"
    INFERRED = "inferred"
    READER = "reader"


class Section(Struct, frozen=True, omit_defaults=True):
    """In order, without overlap, covering the whole text."""

    kind: SectionKind
    title: str
    title_source: TitleSource
    span: Span
    level: int = 1
    """Depth in the outline, from 1."""
    confidence: float = 1.0
    """Probability that a section starts here, 0 to 1."""
    reason: str = ""
    heading: Span | None = None
    folded: tuple[Span, ...] = ()
    """Boilerplate inside the section, in order; part of its span, shown on request only."""
    language: str | None = None
    """ISO 639-1 code, where it is not the document's."""


def section_at(sections: tuple[Section, ...], offset: int) -> int:
    """The last one past the end, -1 without sections."""
    low, high = 0, len(sections)
    while low < high:
        middle = (low + high) // 2
        if sections[middle].span.end <= offset:
            low = middle + 1
        else:
            high = middle
    return min(low, len(sections) - 1)


def title_at(sections: tuple[Section, ...], offset: int, otherwise: str = "") -> str:
    return sections[section_at(sections, offset)].title if sections else otherwise


def issue_numbers(sections: tuple[Section, ...]) -> tuple[int, ...]:
    """Number of each section: 1, 2, ... for issues, 0 for others."""
    counter = count(1)
    return tuple(next(counter) if s.kind is SectionKind.ISSUE else 0 for s in sections)


def shown_title(section: Section) -> str:
    """Inferred titles are capitalized."""
    inferred = section.title_source is TitleSource.INFERRED
    return capitalized(section.title) if inferred else section.title


def capitalized(title: str) -> str:
    return title[:1].upper() + title[1:]


def own_number(title: str) -> str:
    """The number that a title begins with, such as 3 or 2.1; "" if there is none."""
    own = _OWN_NUMBER.match(title)
    return own[1] if own else ""


def without_number(title: str) -> str:
    return _OWN_NUMBER.sub("", title, count=1) if own_number(title) else title


def uses_document_title(document: Document, section: Section) -> bool:
    if section.heading is not None:
        return False
    inferred = section.title_source is TitleSource.INFERRED
    return section.title == document.title or (section.kind is SectionKind.OVERVIEW and inferred)


def heads_document(document: Document, section: Section) -> bool:
    if section.heading is None or section.heading.start > 0 or not document.title:
        return False
    return section.title_source is TitleSource.DOCUMENT and same_words(
        section.title, document.title
    )


def section_body(document: Document, section: Section, *, alone: bool = False) -> Span:
    """Without a heading that is its title, and for an overview that is not `alone` without the
    document title.
    """
    start, end = section.span.start, section.span.end
    if section.heading:
        said = same_words(section.heading.of(document.text), section.title)
        return Span(section.heading.end, end) if said else section.span
    at = bisect_left(BlockEdges(document.blocks), start)
    titled = uses_document_title(document, section) or inner_heading(document, section)
    if document.title and not alone and at < len(document.blocks) and titled:
        first = document.blocks[at].span
        if first.end <= end and same_words(first.of(document.text), document.title):
            return Span(first.end, end)
    return section.span


def inner_heading(document: Document, section: Section) -> Span | None:
    named = section.kind is SectionKind.ISSUE and section.title_source is TitleSource.DOCUMENT
    if section.heading or not named or section.title == document.title:
        return None
    at = bisect_left(BlockEdges(document.blocks), section.span.start)
    for block in document.blocks[at : at + LED]:
        if block.span.start >= section.span.end:
            break
        words = block.span.of(document.text)
        if block.kind is BlockKind.HEADING and same_words(words, section.title):
            return block.span
    return None


def same_words(one: str, other: str) -> bool:
    return _WORDS.findall(one) == _WORDS.findall(other)


def flatten_boilerplate(sections: tuple[Section, ...], text: str) -> tuple[Section, ...]:
    """What follows boilerplate is a CONTINUATION with the title of the interrupted section."""
    flat: list[Section] = []
    for section in sections:
        flat.extend(_pieces(section, text) if section.folded else (section,))
    return tuple(flat)


def _pieces(section: Section, text: str) -> list[Section]:
    pieces: list[Section] = []
    start = section.span.start
    going_on = False
    for fold in (*section.folded, Span(section.span.end, section.span.end)):
        if text[start : fold.start].strip():
            pieces.append(_text_section(section, Span(start, fold.start), going_on))
            start, going_on = fold.start, True
        if fold:
            pieces.append(_boilerplate_section(section, Span(start, fold.end), text))
            start = fold.end
    pieces[-1] = replace(pieces[-1], span=Span(pieces[-1].span.start, section.span.end))
    return pieces


def _text_section(section: Section, span: Span, going_on: bool) -> Section:
    if not going_on:
        return replace(section, span=span, folded=())
    return replace(
        section,
        kind=SectionKind.CONTINUATION,
        span=span,
        reason="The text continues here after page clutter.",
        heading=None,
        folded=(),
    )


def _boilerplate_section(section: Section, span: Span, text: str) -> Section:
    first = span.of(text).strip().split("\n", 1)[0]
    return Section(
        kind=SectionKind.BOILERPLATE,
        title=first[:60],
        title_source=TitleSource.DOCUMENT,
        span=span,
        level=section.level,
        reason="This is page clutter inside the issue.",
    )
