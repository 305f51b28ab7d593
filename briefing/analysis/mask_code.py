"""The text that is prose: what is code is blanked, and every offset stays."""

import re

from briefing.model import BlockKind, Document, InlineKind, Span

_INK = re.compile(r"\S")


def mask_code(document: Document) -> str:
    """`document.text` with a space for each character of code."""
    text, parts, at = document.text, [], 0
    for span in _code(document):
        if span.start >= at:
            parts += [text[at : span.start], _INK.sub(" ", span.of(text))]
            at = span.end
    return "".join([*parts, text[at:]]) if parts else text


def _code(document: Document) -> list[Span]:
    """The spans of code, in blocks and in lines, in order."""
    spans = []
    for block in document.blocks:
        if block.kind is BlockKind.CODE:
            spans.append(block.span)
        else:
            spans += [mark.span for mark in block.marks if mark.kind is InlineKind.CODE]
    return sorted(spans)
