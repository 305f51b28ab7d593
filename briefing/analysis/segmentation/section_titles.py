"""Gives titles to sections without one."""

import re
from collections import Counter

from msgspec.structs import replace

from briefing.analysis.segmentation.line_style import LineStyle, case_of
from briefing.model import Document, Section, SectionKind, Span, TitleSource

_WORD = re.compile(r"[^\s\"“”()\[\]]+")


def first_words(text: str, most: int = 5) -> str:
    return " ".join(_WORD.findall(text)[:most]).rstrip(".,;:!?") or "Untitled"


def title_sections(document: Document, sections: list[Section]) -> list[Section]:
    bare = [i for i, section in enumerate(sections) if not section.title]
    if not bare:
        return sections
    titles = _inferred(document, sections, bare)
    named = list(sections)
    for i, title in zip(bare, titles, strict=True):
        own = title or first_words(section_words(document, sections[i]))
        named[i] = replace(sections[i], title=own, title_source=TitleSource.INFERRED)
    return named


def _inferred(document: Document, sections: list[Section], bare: list[int]) -> list[str]:
    from briefing.analysis.titles.infer_titles import TitleForm, infer_titles
    from briefing.analysis.titles.title_features import word_background

    texts = [section_words(document, section) for section in sections]
    opening = sections[0].kind is SectionKind.OVERVIEW
    overview = texts[0] if opening else ""
    behind = word_background(texts, overview, document.title or "")
    taken = [section.title for section in sections if section.title]
    own = [s.title for s in sections if s.title_source is TitleSource.DOCUMENT]
    form = TitleForm(_case(own), like=tuple(own))
    return infer_titles([texts[i] for i in bare], overview, behind, taken, form)


def section_words(document: Document, section: Section) -> str:
    parts, start = [], section.span.start
    for fold in (*section.folded, Span(section.span.end, section.span.end)):
        parts.append(document.text[start : fold.start])
        start = fold.end
    return "\n".join(parts)


def _case(own: list[str]) -> LineStyle:
    counts = Counter(case_of(title.split()) for title in own)
    return counts.most_common(1)[0][0] if counts else LineStyle.SENTENCE
