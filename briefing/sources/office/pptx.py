import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from briefing.sources.converted import Converted
from briefing.sources.damaged import blaming
from briefing.sources.html.inline_markdown import paragraph
from briefing.sources.math_text import math_text
from briefing.sources.office.docx import core_metadata
from briefing.sources.office.word_drawings import diagram_lines
from briefing.sources.office.zip_archive import Archive, parse_xml

_ERRORS = (LookupError, ValueError, AttributeError, TypeError, OSError, SyntaxError)
"""What python-pptx raises at a damaged file, besides its own."""
_DEEPEST = 20
"""Nested groups of shapes; of deeper ones the words are taken."""
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_DATA = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}dm"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def convert_pptx(data: bytes, name: str = "", charset: str = "") -> Converted:
    """A heading for each slide; bullets are lists, speaker's notes quotes."""
    import pptx

    archive = Archive(data)
    archive.require("ppt/", name)
    with blaming("PowerPoint file", pptx.exc.PythonPptxError, *_ERRORS):
        blocks = _blocks(archive)
    text = "\n\n".join(blocks)
    return Converted(markdown=text, structured=True, **core_metadata(archive, text))


def _blocks(archive: Archive) -> list[str]:
    """If a part is damaged, retries without pictures and properties, which it may be."""
    import pptx

    try:
        slides = pptx.Presentation(archive.light()).slides
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, SyntaxError):
        slides = pptx.Presentation(archive.only_text()).slides
    return [block for i, slide in enumerate(slides, 1) for block in _slide(slide, i)]


def _slide(slide: Any, number: int) -> Iterator[str]:
    shapes = [(shape, getattr(shape.element, "ph", None)) for shape in _shapes(slide.shapes, 0)]
    titles = [
        shape
        for shape, held in shapes
        if held is not None and not held.idx and shape.has_text_frame
    ]
    words = " ".join(titles[0].text_frame.text.split()) if titles else ""
    rest = [(shape, held is not None) for shape, held in shapes if shape not in titles[:1]]
    blocks = [b for shape, held in sorted(rest, key=_place) for b in _shape(slide, shape, held)]
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        lines = slide.notes_slide.notes_text_frame.text.splitlines()
        blocks += ["> " + paragraph(line) for line in lines if line.strip()]
    if words or blocks:
        yield ("# " if number == 1 else "## ") + paragraph(words or f"Slide {number}")
    yield from blocks


def _shape(slide: Any, shape: Any, held: bool) -> Iterator[str]:
    if shape.has_text_frame:
        yield from _frame(shape, held)
    elif getattr(shape, "has_table", False) and shape.has_table:
        yield _table(shape.table)
    elif getattr(shape, "has_chart", False) and shape.has_chart:
        yield from _chart(shape.chart)
    elif hasattr(shape, "shapes"):
        for line in shape.element.iter(_A + "p"):
            yield paragraph("".join(part.text or "" for part in line.iter(_A + "t")))
    for drawing in shape.element.iter(_DIAGRAM):
        yield from _diagram(slide, drawing.get(_DATA) or "")


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
    lines = [(p.level, _line(p)) for p in shape.text_frame.paragraphs]
    lines = [(level, line) for level, line in lines if line]
    listed = held and (len(lines) > 1 or any(level for level, _ in lines))
    if not listed:
        yield from (paragraph(line) for _, line in lines)
    elif lines:
        least = min(level for level, _ in lines)
        yield "\n".join("  " * (level - least) + "- " + paragraph(line) for level, line in lines)


def _line(lines: Any) -> str:
    if next(lines._p.iter(_MATH + "oMath"), None) is None:
        return " ".join(lines.text.split())
    parts = []
    for element in lines._p.iter(_A + "t", _MATH + "oMath"):
        is_words = element.tag == _A + "t"
        parts.append(element.text or "" if is_words else f" {math_text(element)} ")
    return " ".join("".join(parts).split())


def _table(table: Any) -> str:
    rows = [[paragraph(" ".join(cell.text.split())) for cell in row.cells] for row in table.rows]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    return "\n".join(lines)


def _chart(chart: Any) -> Iterator[str]:
    if chart.has_title and chart.chart_title.has_text_frame:
        yield paragraph(" ".join(chart.chart_title.text_frame.text.split()))
    plots = list(chart.plots)
    series = [one for plot in plots for one in plot.series][:_DEEPEST]
    labels = [str(label) for label in plots[0].categories] if plots else []
    if labels and series:
        head = ["", *(paragraph(str(one.name)) for one in series)]
        columns = [list(one.values) for one in series]
        rows = [head, *(_row(label, columns, at) for at, label in enumerate(labels))]
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        lines.insert(1, "|" + " --- |" * len(head))
        yield "\n".join(lines)


def _row(label: str, columns: list[list[Any]], at: int) -> list[str]:
    values = (column[at] if at < len(column) else None for column in columns)
    return [paragraph(label), *("" if value is None else f"{value:g}" for value in values)]


def _diagram(slide: Any, relation: str) -> Iterator[str]:
    part = slide.part.rels[relation].target_part if relation in slide.part.rels else None
    lines = diagram_lines(parse_xml(part.blob)) if part is not None else []
    if lines:
        yield "\n".join("- " + paragraph(line) for line in lines)
