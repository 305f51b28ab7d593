"""Markdown to blocks, chunk by chunk."""

import re
from typing import TYPE_CHECKING, Any

from briefing.model import Block, BlockKind, Mark, Span
from briefing.model.gate import gate
from briefing.sources.builder import Builder
from briefing.sources.chunks import Chunk, chunks
from briefing.sources.definitions import definitions
from briefing.sources.inline import addresses
from briefing.sources.render import Renderer

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPECIAL = re.compile(r"[\\`*_\[\]<&~|\t]|^ *(?:[-+=>#:]|\d{1,9}[.)])|^    |  $", re.MULTILINE)


def parse_markdown(
    source: str, environment: dict[str, Any] | None = None
) -> tuple[str, tuple[Block, ...]]:
    r"""The text and blocks of markdown `source`, which is gated and has "\n" at its line ends.

    Link definitions that nothing refers to are added at the end. `environment` holds the definitions when
    `source` is only the head of a text; nothing is added then.
    """
    whole = environment is None
    builder = Builder()
    renderer = Renderer(builder, definitions(source) if environment is None else environment)
    add_chunks(renderer, source, chunks(source))
    if whole:
        renderer.add_unused()
    text, blocks = builder.result()
    return gate(text), blocks


def add_chunks(renderer: Renderer, source: str, found: "Iterable[Chunk]") -> None:
    """Adds the blocks of the chunks `found` in `source`."""
    for chunk in found:
        piece = source[chunk.start : chunk.end]
        if _SPECIAL.search(piece):
            renderer.add(piece, chunk)
        else:
            _add_plain(renderer.builder, piece, chunk)


def _add_plain(builder: Builder, piece: str, chunk: Chunk) -> None:
    """Adds a paragraph without any markup, which needs no parser."""
    text = " ".join(map(str.strip, piece.split("\n"))) if "\n" in piece else piece.strip()
    if builder.length:
        builder.write("\n\n")
    span: Span = builder.write(text)
    marks: tuple[Mark, ...] = tuple(addresses(text, span.start)) if "://" in text else ()
    builder.blocks.append(
        Block(BlockKind.PARAGRAPH, span, marks, blank_before=chunk.blank, line=chunk.line)
    )
