import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from briefing.sources.converted import Converted
from briefing.sources.damaged import blaming
from briefing.sources.html.inline_markdown import paragraph
from briefing.sources.office.charts import CHART, chart_blocks
from briefing.sources.office.docx import core_metadata
from briefing.sources.office.slide_lines import (
    DEEPEST,
    A,
    P,
    frame_blocks,
    holder_of,
    line_markdown,
    line_words,
    lines_of,
    plain_blocks,
    table_block,
    units_of,
)
from briefing.sources.office.slide_titles import COUNTED, title_of
from briefing.sources.office.word_drawings import diagram_lines
from briefing.sources.office.word_xml import Part, local_name, open_part
from briefing.sources.office.zip_archive import Archive

_ERRORS = (LookupError, ValueError, AttributeError, TypeError)
"""What a damaged file raises."""
_ESCAPED = re.compile(r"\\([^\w\s])")
_REPEATED = ("dt", "ftr", "hdr", "sldNum")
"""What stands on every slide."""
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_COMMENTS = re.compile(r"ppt/comments/[^/]{1,60}\.xml")
_SHAPES = ("sp", "grpSp", "graphicFrame", "pic", "cxnSp")
_SAME_ROW = 90_000
"""English Metric Units."""


def convert_pptx(data: bytes, name: str = "", charset: str = "") -> Converted:
    archive = Archive(data)
    archive.require("ppt/", name)
    with blaming("PowerPoint file", *_ERRORS):
        repeated: dict[str, None] = {}
        slides = _slides(archive)
        blocks = [
            block for i, slide in enumerate(slides, 1) for block in _slide(slide, i, repeated)
        ]
    text = "\n\n".join(blocks)
    around = ["\n\n".join(map(paragraph, [*repeated, *_comments(archive)]))]
    known = core_metadata(archive, text)
    named = known.get("title") or ""
    known["title"] = _first_title(blocks) if COUNTED.fullmatch(named) or not named else named
    return Converted(text, around, structured=True, **known)


def _comments(archive: Archive) -> Iterator[str]:
    for name in sorted(filter(_COMMENTS.match, archive.names)):
        for comment in Part(archive, name).root().iter("{*}cm", "{*}reply"):
            told = (_words(child) for child in comment if local_name(child) in ("text", "txBody"))
            yield from filter(None, told)


def _words(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def _first_title(blocks: list[str]) -> str | None:
    heads = (_ESCAPED.sub(r"\1", block[3:]) for block in blocks if block.startswith("## "))
    return next((words for words in heads if not COUNTED.fullmatch(words)), None)


def _slides(archive: Archive) -> Iterator[Part]:
    targets = open_part(archive, "").targets.values()
    main = next((t.lstrip("/") for t in targets if "presentation" in t), "ppt/presentation.xml")
    show = open_part(archive, main)
    root = show.root()
    if root.tag != f"{P}presentation":
        raise ValueError("no presentation")
    for slide in root.iter(f"{P}sldId"):
        yield open_part(archive, show.inside(show.target(slide)))


def _slide(slide: Part, number: int, repeated: dict[str, None]) -> Iterator[str]:
    found = list(_shapes(slide.root().find(f"{P}cSld/{P}spTree"), 0))
    shapes = [shape for shape in found if not _is_repeated(shape)]
    others = (shape for shape in found if _is_repeated(shape))
    repeated |= dict.fromkeys(
        words for shape in others for words in map(line_words, lines_of(shape)) if words
    )
    title = title_of(shapes)
    blocks = [block for shape in shapes for block in _shape(slide, shape, title.lines)]
    blocks += ["> " + words for words in _notes(slide)]
    if title.words or blocks:
        yield "## " + paragraph(title.words or f"Slide {number}")
    yield from blocks


def _shapes(tree: Any, depth: int) -> Iterator[Any]:
    shapes = sorted(chain.from_iterable(map(_chosen, tree)), key=_top)
    rows: list[list[Any]] = []
    for shape in shapes:
        if rows and _top(shape) - _top(rows[-1][0]) < _SAME_ROW:
            rows[-1].append(shape)
        else:
            rows.append([shape])
    for shape in (shape for row in rows for shape in sorted(row, key=_left)):
        if local_name(shape) == "grpSp" and depth < DEEPEST:
            yield from _shapes(shape, depth + 1)
        else:
            yield shape


def _chosen(shape: Any) -> Iterator[Any]:
    if local_name(shape) == "AlternateContent" and len(shape):
        yield from chain.from_iterable(map(_chosen, shape[0]))
    elif local_name(shape) in _SHAPES:
        yield shape


def _is_repeated(shape: Any) -> bool:
    held = holder_of(shape)
    return held is not None and held.get("type") in _REPEATED


def _top(shape: Any) -> int:
    return _offset(shape, "y")


def _left(shape: Any) -> int:
    return _offset(shape, "x")


def _offset(shape: Any, side: str) -> int:
    at = next(shape.iter(f"{A}off"), None)
    return units_of(at, side) if at is not None and holder_of(shape) is None else 0


def _shape(slide: Part, shape: Any, told: frozenset[Any]) -> Iterator[str]:
    table, chart = next(shape.iter(f"{A}tbl"), None), next(shape.iter(f"{CHART}chart"), None)
    if local_name(shape) == "sp":
        yield from frame_blocks(slide, shape, told)
    elif local_name(shape) == "grpSp":
        yield from plain_blocks(shape.iter(f"{A}p"))
    elif table is not None:
        yield from filter(None, [table_block(slide, table)])
    elif chart is not None:
        root = open_part(slide.archive, slide.inside(slide.target(chart))).sound_root()
        yield from chart_blocks(root) if root is not None else ()
    for drawing in shape.iter(_DIAGRAM):
        yield from _diagram(slide, drawing)


def _notes(slide: Part) -> Iterator[str]:
    target = next((t for t in slide.targets.values() if "notesSlide" in t), "")
    if not target:
        return
    notes = open_part(slide.archive, slide.inside(target))
    root = notes.sound_root()
    for shape in root.iter(f"{P}sp") if root is not None else ():
        held = holder_of(shape)
        if held is not None and held.get("type") == "body":
            yield from filter(None, (line_markdown(notes, line) for line in lines_of(shape)))


def _diagram(slide: Part, drawing: Any) -> Iterator[str]:
    target = slide.target(drawing, "dm")
    root = open_part(slide.archive, slide.inside(target)).sound_root() if target else None
    lines = diagram_lines(root) if root is not None else []
    if lines:
        yield "\n".join("- " + paragraph(line) for line in lines)
