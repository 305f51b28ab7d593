from bisect import bisect_right
from collections.abc import Callable

from briefing.model import BlockKind, Briefing, Document, Span, TitleSource, section_at
from briefing.model.calendar_words import format_date
from briefing.model.digest_origins import find_parts, origins
from briefing.sanitize import sanitize_line


def cite(briefing: Briefing, span: Span) -> str:
    """'"words" - agency, "title", date, "issue", paragraph n, source'; unknown parts are omitted."""
    document = briefing.document
    parts = [document.agency or document.byline, f'"{document.title}"' if document.title else None]
    parts.append(format_date(document.published))
    sections = briefing.analysis.sections
    if sections:
        section = sections[section_at(sections, span.start)]
        made_up = " (inferred)" if section.title_source is TitleSource.INFERRED else ""
        parts += [
            f'"{section.title}"{made_up}',
            f"paragraph {_paragraph(briefing, section.span, span)}",
        ]
    parts.append(document.source if document.source != "-" else None)
    return _cited(document, span, ", ".join(part for part in parts if part))


def cite_sources(digest: Document, span: Span, load: Callable[[str], Briefing | None]) -> str:
    """A line for each source with words in `span`; of one that is gone, its name. "" if there is none."""
    lines = []
    for part in find_parts(tuple(origins(digest)), span):
        briefing = load(part.source.sha256)
        lines.append(
            _cited(digest, part.words, part.name.of(digest.text))
            if briefing is None
            else cite(briefing, part.source.span)
        )
    return "\n".join(lines)


def _cited(document: Document, span: Span, source: str) -> str:
    words = " ".join(span.of(document.text).split())
    return sanitize_line(f'"{words}" - {source}')


def _paragraph(briefing: Briefing, section: Span, span: Span) -> int:
    starts = [
        block.span.start
        for block in briefing.document.blocks
        if section.contains(block.span) and block.kind not in (BlockKind.HEADING, BlockKind.RULE)
    ]
    return max(1, bisect_right(starts, span.start))
