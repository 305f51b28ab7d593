import re
from collections.abc import Sequence

from briefing.model import BlockKind, Document, InlineKind, Section, Span
from briefing.model.languages import ENGLISH

_INK = re.compile(r"\S")


ANY = "xx"
"""Stands for every language."""


def readable_text(
    document: Document, sections: Sequence[Section] = (), language: str = ENGLISH
) -> str:
    """The text with the same offsets; `language` is the one that is read, or `ANY`."""
    text, parts, at = document.text, [], 0
    for span in sorted(_code(document) + _foreign(document, sections, language)):
        start = max(at, span.start)
        if span.end > start:
            parts += [text[at:start], _INK.sub(" ", text[start : span.end])]
            at = span.end
    return "".join([*parts, text[at:]]) if parts else text


def _foreign(document: Document, sections: Sequence[Section], language: str) -> list[Span]:
    if language == ANY:
        return []
    own = document.language or language
    if not sections:
        return [Span(0, len(document.text))] if own != language else []
    return [section.span for section in sections if (section.language or own) != language]


def _code(document: Document) -> list[Span]:
    spans = []
    for block in document.blocks:
        if block.kind is BlockKind.CODE:
            spans.append(block.span)
        else:
            spans += [mark.span for mark in block.marks if mark.kind is InlineKind.CODE]
    return spans
