import re
from collections.abc import Iterator
from typing import Any

from briefing.sources.converted import Converted
from briefing.sources.damaged import blaming
from briefing.sources.html.inline_markdown import paragraph
from briefing.sources.math_text import math_text
from briefing.sources.office.docx import core_metadata
from briefing.sources.office.word_drawings import diagram_lines
from briefing.sources.office.word_xml import Part, local_name, number_of, open_part
from briefing.sources.office.zip_archive import Archive

_ERRORS = (LookupError, ValueError, AttributeError, TypeError)
"""What a damaged file raises."""
_DEEPEST = 20
"""Nested groups of shapes; of deeper ones the words are taken."""
_MOST_SERIES = 20
_ESCAPED = re.compile(r"\\([^\w\s])")
_COUNTED = re.compile(r"Slide \d+")
_REPEATED = ("dt", "ftr", "hdr", "sldNum")
"""What stands on every slide."""
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_COMMENTS = re.compile(r"ppt/comments/[^/]{1,60}\.xml")
_SHAPES = ("sp", "grpSp", "graphicFrame", "pic", "cxnSp")


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
    known["title"] = known.get("title") or _first_title(blocks)
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
    return next((words for words in heads if not _COUNTED.fullmatch(words)), None)


def _slides(archive: Archive) -> Iterator[Part]:
    targets = open_part(archive, "").targets.values()
    main = next((t.lstrip("/") for t in targets if "presentation" in t), "ppt/presentation.xml")
    show = open_part(archive, main)
    root = show.root()
    if root.tag != f"{_P}presentation":
        raise ValueError("no presentation")
    for slide in root.iter(f"{_P}sldId"):
        yield open_part(archive, show.inside(show.target(slide)))


def _slide(slide: Part, number: int, repeated: dict[str, None]) -> Iterator[str]:
    found = list(_shapes(slide.root().find(f"{_P}cSld/{_P}spTree"), 0))
    shapes = [shape for shape in found if not _is_repeated(shape)]
    others = (shape for shape in found if _is_repeated(shape))
    repeated |= dict.fromkeys(
        words for shape in others for words in map(_line, _lines(shape)) if words
    )
    titles = [shape for shape in shapes if _is_title(shape)][:1]
    words = " ".join(map(_line, _lines(titles[0]))) if titles else ""
    rest = sorted((shape for shape in shapes if shape not in titles), key=_place)
    blocks = [block for shape in rest for block in _shape(slide, shape)]
    blocks += ["> " + paragraph(line) for line in _notes(slide)]
    if words or blocks:
        yield "## " + paragraph(words or f"Slide {number}")
    yield from blocks


def _shapes(tree: Any, depth: int) -> Iterator[Any]:
    for shape in tree:
        name = local_name(shape)
        if name == "AlternateContent" and len(shape):
            yield from _shapes(shape[0], depth)
        elif name == "grpSp" and depth < _DEEPEST:
            yield from _shapes(shape, depth + 1)
        elif name in _SHAPES:
            yield shape


def _holder(shape: Any) -> Any:
    return shape.find(f"./*/{_P}nvPr/{_P}ph")


def _is_repeated(shape: Any) -> bool:
    held = _holder(shape)
    return held is not None and held.get("type") in _REPEATED


def _is_title(shape: Any) -> bool:
    held = _holder(shape)
    return held is not None and local_name(shape) == "sp" and held.get("idx", "0") == "0"


def _place(shape: Any) -> tuple[int, int]:
    at = next(shape.iter(f"{_A}off"), None)
    if at is None or _holder(shape) is not None:
        return 0, 0
    return int(at.get("y") or 0), int(at.get("x") or 0)


def _shape(slide: Part, shape: Any) -> Iterator[str]:
    table, chart = next(shape.iter(f"{_A}tbl"), None), next(shape.iter(f"{_C}chart"), None)
    if local_name(shape) == "sp":
        yield from _frame(shape)
    elif local_name(shape) == "grpSp":
        yield from (paragraph(_line(line)) for line in shape.iter(f"{_A}p"))
    elif table is not None:
        yield _table(table)
    elif chart is not None:
        yield from _chart(open_part(slide.archive, slide.inside(slide.target(chart))).root())
    for drawing in shape.iter(_DIAGRAM):
        yield from _diagram(slide, drawing)


def _lines(shape: Any) -> list[Any]:
    found: list[Any] = shape.findall(f"{_P}txBody/{_A}p")
    return found


def _line(line: Any) -> str:
    parts = []
    for element in line.iter(f"{_A}t", f"{_A}br", _MATH):
        is_math = element.tag == _MATH
        parts.append(f" {math_text(element)} " if is_math else element.text or " ")
    return " ".join("".join(parts).split())


def _frame(shape: Any) -> Iterator[str]:
    lines = [(_level(line), words) for line in _lines(shape) if (words := _line(line))]
    least = min((level for level, _ in lines), default=0)
    if _holder(shape) is not None and (len(lines) > 1 or least):
        yield "\n".join("  " * (level - least) + "- " + paragraph(line) for level, line in lines)
    else:
        yield from (paragraph(line) for _, line in lines)


def _level(line: Any) -> int:
    look = line.find(f"{_A}pPr")
    return min(number_of(look.get("lvl")), _DEEPEST) if look is not None else 0


def _notes(slide: Part) -> Iterator[str]:
    target = next((t for t in slide.targets.values() if "notesSlide" in t), "")
    root = open_part(slide.archive, slide.inside(target)).sound_root() if target else None
    for shape in root.iter(f"{_P}sp") if root is not None else ():
        held = _holder(shape)
        if held is not None and held.get("type") == "body":
            yield from filter(None, map(_line, _lines(shape)))


def _table(table: Any) -> str:
    rows = [
        [
            "<br>".join(map(paragraph, filter(None, map(_line, cell.iter(f"{_A}p")))))
            for cell in row.iterchildren(f"{_A}tc")
        ]
        for row in table.iterchildren(f"{_A}tr")
    ]
    return _markdown_table(rows)


def _markdown_table(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    return "\n".join(lines)


def _chart(root: Any) -> Iterator[str]:
    title = root.find(f"{_C}chart/{_C}title")
    if title is not None:
        words = " ".join(map(_line, title.iter(f"{_A}p")))
        yield from [paragraph(words)] if words else []
    series = list(root.iter(f"{_C}ser"))[:_MOST_SERIES]
    labels = _points(series[0].find(f"{_C}cat")) if series else {}
    if labels:
        names = (" ".join(_points(one.find(f"{_C}tx")).values()) for one in series)
        columns = [_points(one.find(f"{_C}val")) for one in series]
        rows = [
            [paragraph(labels[at]), *(_number(column.get(at)) for column in columns)]
            for at in sorted(labels)
        ]
        yield _markdown_table([["", *map(paragraph, names)], *rows])


def _points(data: Any) -> dict[int, str]:
    if data is None:
        return {}
    level = next(data.iter(f"{_C}lvl"), data)
    return {
        number_of(point.get("idx")): point.findtext(f"{_C}v") or ""
        for point in level.iter(f"{_C}pt")
    }


def _number(value: str | None) -> str:
    return f"{float(value):g}" if value else ""


def _diagram(slide: Part, drawing: Any) -> Iterator[str]:
    target = slide.target(drawing, "dm")
    root = open_part(slide.archive, slide.inside(target)).sound_root() if target else None
    lines = diagram_lines(root) if root is not None else []
    if lines:
        yield "\n".join("- " + paragraph(line) for line in lines)
