import re
from typing import Any

from lxml import etree

from briefing.sources.office.charts import chart_tables, chart_titles
from briefing.sources.office.word_xml import Part, W, local_name

FILE_NAME = re.compile(
    r"(?:[A-Za-z]:\\.+|file:.+|\S+)\.(?:png|jpe?g|gif|bmp|emf|wmf|tiff?|svg)\Z", re.IGNORECASE
)
_DRAWN_BY = re.compile(r"automatically generated|^(?:picture|image|graphic|shape) ?\d*\Z", re.I)


def describe_drawing(properties: Any) -> str:
    """Its description, unless that is a file name or was not written by a person."""
    words: str = (properties.get("descr") or "").strip()
    return "" if FILE_NAME.match(words) or _DRAWN_BY.search(words) else words


def diagram_lines(root: Any) -> list[str]:
    found: list[list[str]] = []
    shown = False
    for part in root.iter("{*}pt", "{*}p", "{*}t"):
        name = local_name(part)
        if name == "pt":
            shown = part.get("type") in (None, "node", "asst")
        elif shown and name == "p":
            found.append([])
        elif shown and found:
            found[-1].append(part.text or "")
    return list(filter(None, (" ".join("".join(texts).split()) for texts in found)))


def drawn_box(part: Part, item: Any) -> list[Any]:
    diagram = local_name(item) == "relIds"
    target = part.target(item, "dm" if diagram else "id")
    root = Part(part.archive, part.inside(target)).sound_root()
    if root is None:
        return []
    box = root.makeelement(W + "txbxContent")
    box.extend(
        [_paragraph(box, line) for line in (diagram_lines if diagram else chart_titles)(root)]
    )
    for rows in chart_tables(root):
        table = etree.SubElement(box, W + "tbl")
        for words in rows:
            row = etree.SubElement(table, W + "tr")
            for word in words:
                etree.SubElement(row, W + "tc").append(_paragraph(box, word))
    return [box] if len(box) else []


def _paragraph(box: Any, line: str) -> Any:
    paragraph = box.makeelement(W + "p")
    run = etree.SubElement(paragraph, W + "r")
    etree.SubElement(run, W + "t").text = line
    return paragraph


def is_outer(box: Any, drawing: Any) -> bool:
    for parent in box.iterancestors():
        if parent is drawing:
            return True
        if parent.tag == W + "txbxContent" or local_name(parent) == "Fallback":
            return False
    return True
