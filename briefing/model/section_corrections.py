from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from briefing.model.anchoring import find_anchor, make_anchor
from briefing.model.annotations import Anchor
from briefing.model.document import BlockKind, Document
from briefing.model.section import Section, SectionKind, TitleSource, capitalized, section_at
from briefing.model.span import Span

_QUOTED = 64
"""Code points of the paragraph that a correction is anchored at."""
_TITLE_WORDS = 7
Sections = tuple[Section, ...]


class CorrectionAction(StrEnum):
    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    MOVE = "move"
    DIVIDE = "divide"


class SectionCorrection(Struct, frozen=True, omit_defaults=True):
    action: CorrectionAction
    anchor: Anchor
    title: str = ""
    """RENAME: the new title; SPLIT: the title of the new section, or ""."""
    kind: SectionKind | None = None
    """MOVE: the new kind."""
    by_reader: bool = False
    """SPLIT: whether the reader wrote the title."""
    parts: "tuple[SectionCorrection, ...]" = ()
    """DIVIDE: the splits, in order."""


def merge_with_previous(document: Document, section: Section) -> SectionCorrection:
    return SectionCorrection(CorrectionAction.MERGE, _anchor(document, section.span.start))


def split_section(
    document: Document, offset: int, title: str = "", by_reader: bool = False
) -> SectionCorrection:
    """At the paragraph at `offset`; `title` counts as inferred unless `by_reader`."""
    anchor = _anchor(document, _paragraph(document, offset))
    return SectionCorrection(CorrectionAction.SPLIT, anchor, title, by_reader=by_reader)


def rename_section(document: Document, section: Section, title: str) -> SectionCorrection:
    return SectionCorrection(CorrectionAction.RENAME, _anchor(document, section.span.start), title)


def move_boundary(document: Document, section: Section, kind: SectionKind) -> SectionCorrection:
    anchor = _anchor(document, section.span.start)
    return SectionCorrection(CorrectionAction.MOVE, anchor, kind=kind)


def divide_text(
    document: Document, sections: Sections, present: Sections = ()
) -> SectionCorrection | None:
    """Starts sections where `sections` start, undone as one; None if all `present` ones do."""
    starts = {section.span.start for section in present}
    parts = tuple(
        split_section(document, _solid(document.text, section.span.start), section.title)
        for section in sections[1:]
        if section.kind is SectionKind.ISSUE and section.span.start not in starts
    )
    return (
        SectionCorrection(CorrectionAction.DIVIDE, parts[0].anchor, parts=parts) if parts else None
    )


def apply_section_corrections(
    document: Document, sections: Sections, corrections: Iterable[SectionCorrection]
) -> Sections:
    for correction in corrections:
        place = find_anchor(document.text, correction.anchor)
        if place is not None and sections:
            sections = _APPLIED[correction.action](document, sections, correction, place.start)
    return sections


def _merged(
    document: Document, sections: Sections, correction: SectionCorrection, offset: int
) -> Sections:
    index = section_at(sections, offset)
    before = index - 1
    while before > 0 and sections[before].kind is SectionKind.BOILERPLATE:
        before -= 1
    if before < 0 or _start(document, sections[index]) != _paragraph(document, offset):
        return sections
    first, last = sections[before], sections[index]
    between = tuple(section.span for section in sections[before + 1 : index])
    joined = replace(
        first,
        span=Span(first.span.start, last.span.end),
        folded=(*first.folded, *between, *last.folded),
    )
    return (*sections[:before], joined, *sections[index + 1 :])


_BY_TOPIC = "You had the text split by topic, and another topic starts here."


def _split(
    document: Document, sections: Sections, correction: SectionCorrection, offset: int
) -> Sections:
    start = _paragraph(document, offset)
    index = section_at(sections, start)
    whole = sections[index]
    if start <= _start(document, whole):
        return sections
    heading = _heading(document, start)
    if correction.by_reader:
        title, source = correction.title, TitleSource.READER
    elif heading:
        title, source = heading.of(document.text), TitleSource.DOCUMENT
    else:
        title, source = correction.title, TitleSource.INFERRED
    words = _first_words(document.text[start : whole.span.end])
    is_boilerplate = whole.kind is SectionKind.BOILERPLATE
    second = Section(
        kind=whole.kind if is_boilerplate else SectionKind.ISSUE,
        title=capitalized(title or words) if source is TitleSource.INFERRED else title,
        title_source=source,
        span=Span(start, whole.span.end),
        level=whole.level,
        reason="You started an issue here.",
        heading=heading,
        folded=tuple(span for span in whole.folded if span.start >= start),
    )
    kept = tuple(span for span in whole.folded if span.start < start)
    first = replace(whole, span=Span(whole.span.start, start), folded=kept)
    return (*sections[:index], first, second, *sections[index + 1 :])


def _divided(
    document: Document, sections: Sections, correction: SectionCorrection, _: int
) -> Sections:
    known = {section.span.start for section in sections}
    divided = apply_section_corrections(document, sections, correction.parts)
    return tuple(
        section if section.span.start in known else replace(section, reason=_BY_TOPIC)
        for section in divided
    )


def _renamed(
    document: Document, sections: Sections, correction: SectionCorrection, offset: int
) -> Sections:
    index = section_at(sections, offset)
    named = replace(sections[index], title=correction.title, title_source=TitleSource.READER)
    return (*sections[:index], named, *sections[index + 1 :])


def _moved(
    document: Document, sections: Sections, correction: SectionCorrection, offset: int
) -> Sections:
    index = section_at(sections, offset)
    kind = correction.kind or SectionKind.ISSUE
    why = (
        "You marked this as page clutter."
        if kind is SectionKind.BOILERPLATE
        else "You marked this as text."
    )
    section = replace(sections[index], kind=kind, confidence=1.0, reason=why)
    return (*sections[:index], section, *sections[index + 1 :])


_APPLIED = {
    CorrectionAction.MERGE: _merged,
    CorrectionAction.SPLIT: _split,
    CorrectionAction.RENAME: _renamed,
    CorrectionAction.MOVE: _moved,
    CorrectionAction.DIVIDE: _divided,
}


def _anchor(document: Document, offset: int) -> Anchor:
    start = _solid(document.text, offset)
    end = document.text.find("\n", start, start + _QUOTED)
    stop = end if end > start else min(len(document.text), start + _QUOTED)
    return make_anchor(document.text, Span(start, stop))


def _solid(text: str, offset: int) -> int:
    while offset < len(text) and text[offset].isspace():
        offset += 1
    return offset


def _start(document: Document, section: Section) -> int:
    return _paragraph(document, _solid(document.text, section.span.start))


def _paragraph(document: Document, offset: int) -> int:
    starts = [block.span.start for block in document.blocks if block.span.start <= offset]
    return starts[-1] if starts else 0


def _heading(document: Document, start: int) -> Span | None:
    for block in document.blocks:
        if block.span.start == start and block.kind is BlockKind.HEADING:
            return block.span
    return None


def _first_words(text: str) -> str:
    words: list[str] = []
    for word in text.split()[:_TITLE_WORDS]:
        words.append(word)
        if len(words) > 2 and word.endswith((",", ";", ":", "?", "!")):
            break
    return " ".join(words).rstrip(".,;:") or "Untitled"
