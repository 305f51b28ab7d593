import posixpath
from functools import lru_cache
from html import escape
from typing import Any

from msgspec import Struct, field

from briefing.sources.office.zip_archive import Archive

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VALUE = W + "val"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = (b"http://purl.oclc.org/ooxml/", b"http://schemas.openxmlformats.org/")
"""Strict files (ISO 29500-1) differ from the usual ones in names only."""
_FOLDERS = (
    (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
    (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
    (b"officeDocument/math", b"officeDocument/2006/math"),
    (b"presentationml/main", b"presentationml/2006/main"),
    (b"drawingml/main", b"drawingml/2006/main"),
    (b"drawingml/chart", b"drawingml/2006/chart"),
    (b"drawingml/diagram", b"drawingml/2006/diagram"),
)


class Part(Struct):
    archive: Archive
    path: str
    targets: dict[str, str] = field(default_factory=dict)

    def target(self, element: Any, name: str = "id") -> str:
        """Where the relation in the attribute r:`name` leads; "" if nowhere."""
        return self.targets.get(element.get(f"{_R}{name}") or "", "")

    def root(self) -> Any:
        """None if there is no such part."""
        return self.archive.find_xml(self.path, _usual_names)

    def sound_root(self) -> Any:
        return self.archive.find_sound_xml(self.path, _usual_names)

    def inside(self, target: str) -> str:
        if target.startswith("/"):
            return target[1:]
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.path), target))


def open_part(archive: Archive, path: str) -> Part:
    folder, name = posixpath.split(path)
    relations = archive.find_sound_xml(f"{folder}/_rels/{name}.rels")
    targets = {} if relations is None else {e.get("Id", ""): e.get("Target", "") for e in relations}
    return Part(archive, path, targets)


def local_name(element: Any) -> str:
    return _local(element.tag)


@lru_cache(1024)
def _local(tag: Any) -> str:
    return tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""


def child_of(element: Any, name: str) -> Any:
    """The first child w:`name`; many times as quick as `find`."""
    if not len(element):
        return None
    tag, first = W + name, element[0]
    if first.tag == tag or len(element) == 1:
        return first if first.tag == tag else None
    for child in element.iterchildren(tag):
        return child
    return None


_GAPS = tuple(W + name for name in ("tab", "ptab", "br", "cr"))


def paragraph_texts(element: Any) -> list[str]:
    """The words of each paragraph in `element`; those of one inside another stand for themselves."""
    found: list[list[str]] = [[]]
    for part in element.iter(W + "p", W + "t", *_GAPS):
        if part.tag == W + "p":
            found.append([])
        elif part.tag == W + "t":
            found[-1].append(part.text or "")
        elif part.getparent().tag == W + "r":
            found[-1].append(" ")
    return ["".join(texts) for texts in found]


def words_of(element: Any) -> str:
    return " ".join(paragraph_texts(element)).strip()


def value_of(element: Any, name: str) -> str | None:
    """w:val of the child w:`name`; "" where it has none, None without such a child."""
    child = child_of(element, name) if element is not None else None
    return None if child is None else child.get(_VALUE) or ""


def values_of(element: Any) -> dict[str, str]:
    """`value_of` of all children, by their names."""
    found: dict[str, str] = {}
    for child in element[:] if element is not None else ():
        if isinstance(child.tag, str) and child.tag.startswith(W):
            found.setdefault(_local(child.tag), child.get(_VALUE) or "")
    return found


def is_on(element: Any, name: str) -> bool | None:
    """An on-off property; None if it is not given."""
    return says_on(value_of(element, name))


def says_on(value: str | None) -> bool | None:
    return None if value is None else value not in ("0", "false", "off", "none")


def number_of(text: str | None, default: int = 0) -> int:
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else default


def symbol_of(code: str) -> str:
    try:
        number = int(code, 16) & 0xFFFF
    except ValueError:
        return ""
    return "•" if 0xF000 <= number <= 0xF8FF else escape(chr(number))


def _usual_names(data: bytes) -> bytes:
    if _STRICT[0] not in data[:4096]:
        return data
    for strict, usual in _FOLDERS:
        data = data.replace(_STRICT[0] + strict, _STRICT[1] + usual)
    return data
