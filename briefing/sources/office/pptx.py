"""Converts slides to markdown, in the worker."""

import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from briefing.sources.converted import Converted
from briefing.sources.damaged import blaming
from briefing.sources.html.inline_markdown import paragraph
from briefing.sources.office.docx import core_metadata
from briefing.sources.office.zip_archive import Archive

_ERRORS = (LookupError, ValueError, AttributeError, TypeError, OSError, SyntaxError)
"""What python-pptx raises at a damaged file, besides its own."""
_DEEPEST = 20
"""Nesting limit of shape groups."""


def convert_pptx(data: bytes, name: str = "", charset: str = "") -> Converted:
    """Titles become headings, bullets lists, speaker's notes quotes."""
    import pptx

    archive = Archive(data)
    archive.require("ppt/", name)
    with blaming("PowerPoint file", pptx.exc.PythonPptxError, *_ERRORS):
        blocks = _blocks(archive)
    text = "\n\n".join(blocks)
    return replace(Converted(markdown=text, boilerplate=[]), **core_metadata(archive, text))


def _blocks(archive: Archive) -> list[str]:
    """If a part is damaged, retries without pictures, which it may be."""
    import pptx

    try:
        slides = pptx.Presentation(archive.light()).slides
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        slides = pptx.Presentation(archive.only_text()).slides
    return [block for i, slide in enumerate(slides) for block in _slide(slide, i == 0)]


def _slide(slide: Any, first: bool) -> Iterator[str]:
    shapes = [(shape, getattr(shape.element, "ph", None)) for shape in _shapes(slide.shapes, 0)]
    titles = [
        shape
        for shape, held in shapes
        if held is not None and not held.idx and shape.has_text_frame
    ]
    words = " ".join(titles[0].text_frame.text.split()) if titles else ""
    if words:
        yield ("# " if first else "## ") + paragraph(words)
    rest = [(shape, held is not None) for shape, held in shapes if shape not in titles[:1]]
    for shape, held in sorted(rest, key=_place):
        if shape.has_text_frame:
            yield from _frame(shape, held)
        elif getattr(shape, "has_table", False) and shape.has_table:
            yield _table(shape.table)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        for line in slide.notes_slide.notes_text_frame.text.splitlines():
            if line.strip():
                yield "> " + paragraph(line)


def _shapes(shapes: Any, depth: int) -> Iterator[Any]:
    for shape in shapes:
        if hasattr(shape, "shapes") and depth < _DEEPEST:
            yield from _shapes(shape.shapes, depth + 1)
        else:
            yield shape


def _place(found: tuple[Any, bool]) -> tuple[int, int]:
    """Sort key of a shape; placeholders come first in their order, since their position is the
    layout's.
    """
    shape, held = found
    return (0, 0) if held else (shape.top or 0, shape.left or 0)


def _frame(shape: Any, held: bool) -> Iterator[str]:
    lines = [(p.level, " ".join(p.text.split())) for p in shape.text_frame.paragraphs]
    lines = [(level, line) for level, line in lines if line]
    listed = held and (len(lines) > 1 or any(level for level, _ in lines))
    if not listed:
        yield from (paragraph(line) for _, line in lines)
    elif lines:
        least = min(level for level, _ in lines)
        yield "\n".join("  " * (level - least) + "- " + paragraph(line) for level, line in lines)


def _table(table: Any) -> str:
    rows = [[paragraph(" ".join(cell.text.split())) for cell in row.cells] for row in table.rows]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    return "\n".join(lines)
