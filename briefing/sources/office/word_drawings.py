import re
from typing import Any

from briefing.sources.office.word_xml import W, local_name

_FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|gif|bmp|emf|wmf|tiff?|svg)\Z", re.IGNORECASE)
_DRAWN_BY = re.compile(r"automatically generated|^(?:picture|image|graphic|shape) ?\d*\Z", re.I)


def describe_drawing(properties: Any) -> str:
    """Its description, unless that is a file name or was not written by a person."""
    words: str = (properties.get("descr") or "").strip()
    return "" if _FILE_NAME.match(words) or _DRAWN_BY.search(words) else words


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


def diagram_box(root: Any) -> Any:
    lines = diagram_lines(root) if root is not None else []
    if not lines:
        return None
    box = root.makeelement(W + "txbxContent")
    for line in lines:
        paragraph, run, text = (box.makeelement(W + name) for name in ("p", "r", "t"))
        text.text = line
        run.append(text)
        paragraph.append(run)
        box.append(paragraph)
    return box


def is_outer(box: Any, drawing: Any) -> bool:
    for parent in box.iterancestors():
        if parent is drawing:
            return True
        if parent.tag == W + "txbxContent" or local_name(parent) == "Fallback":
            return False
    return True
