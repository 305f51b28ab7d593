"""Blanks code, so that the analyses see only prose."""

import re

from briefing.model import BlockKind, Document, InlineKind, Span

_INK = re.compile(r"\S")


def mask_code(document: Document) -> str:
    text, parts, at = document.text, [], 0
    for span in _code(document):
        if span.start >= at:
            parts += [text[at : span.start], _INK.sub(" ", span.of(text))]
            at = span.end
    return "".join([*parts, text[at:]]) if parts else text


def _code(document: Document) -> list[Span]:
    spans = []
    for block in document.blocks:
        if block.kind is BlockKind.CODE:
            spans.append(block.span)
        else:
            spans += [mark.span for mark in block.marks if mark.kind is InlineKind.CODE]
    return sorted(spans)
