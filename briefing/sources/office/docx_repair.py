"""Removes dangling links and notes from Word files, which mammoth would reject as a whole."""

import re
from collections.abc import Callable

from briefing.sources.office.zip_archive import Archive

_RELATION = re.compile(rb"<Relationship\b[^<>]*?\sId=\"([^\"]*)\"")
_LINK = re.compile(rb"(<w:hyperlink\b[^<>]*?)\sr:id=\"([^\"]*)\"")
_REFERENCE = re.compile(
    rb"<w:(footnote|endnote|comment)Reference\b(?:(?!\sw:id=)[^<>])*\sw:id=\"([^\"]*)\"[^<>]*/>"
)
_NOTE = re.compile(rb"<w:(footnote|endnote|comment)\b[^<>]*?\sw:id=\"([^\"]*)\"")


def drop_dangling_references(archive: Archive) -> Callable[[bytes], bytes]:
    relations: set[bytes] = set()
    notes: set[tuple[bytes, bytes]] = set()
    for name in archive.names:
        if name.startswith("word/") and name.endswith(".rels"):
            relations.update(_RELATION.findall(archive.read(name)))
        elif name.startswith(("word/footnotes", "word/endnotes", "word/comments")):
            notes.update(_NOTE.findall(archive.read(name)))

    def link(match: re.Match[bytes]) -> bytes:
        return match[0] if match[2] in relations else match[1]

    def reference(match: re.Match[bytes]) -> bytes:
        return match[0] if match.groups() in notes else b""

    return lambda part: _REFERENCE.sub(reference, _LINK.sub(link, part))
