"""Reads Hypothesis search results (`rows`) and client exports (`annotations`)."""

from datetime import datetime
from typing import Any

from briefing.library.exchange.untrusted_values import (
    Incoming,
    derive_id,
    read_anchor,
    read_items,
    read_moment,
    read_objects,
    read_words,
)
from briefing.model import Anchor, Annotation, Bookmark, Highlight, Note, Span
from briefing.model.portable_annotations import DocumentRef, PortableAnnotation

_ADDRESS = "https://hypothes.is/a/"


def is_hypothesis(value: Any) -> bool:
    return any("uri" in row and "target" in row for row in _rows(value)) or (
        isinstance(value, dict) and ("rows" in value or "annotations" in value)
    )


def read_hypothesis(value: Any, now: datetime) -> Incoming:
    found, rows = Incoming(), _rows(value)
    places = {read_words(row.get("id")): _place(row) for row in rows}
    for row in rows:
        if not read_words(row.get("uri")):
            found.skipped += 1
            continue
        place = _place(row)
        if not place.exact:
            above = (
                places.get(read_words(name)) for name in reversed(read_items(row.get("references")))
            )
            place = next((other for other in above if other and other.exact), place)
        found.marks.append(_mark(row, place, now))
    return found


def _rows(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return read_objects(value.get("rows", value.get("annotations")))
    return read_objects(value)


def _place(row: dict[str, Any]) -> Anchor:
    targets = read_objects(row.get("target"))
    return (
        read_anchor(read_objects(targets[0].get("selector")))
        if targets
        else Anchor("", "", "", Span(0, 0))
    )


def _mark(row: dict[str, Any], place: Anchor, now: datetime) -> PortableAnnotation:
    name, about = read_words(row.get("id")), _about(row)
    tags = [f"#{read_words(tag)}" for tag in read_items(row.get("tags")) if read_words(tag)]
    text = "\n".join(part for part in (read_words(row.get("text")), " ".join(tags)) if part)
    id = derive_id(_ADDRESS + name) if name else derive_id(about.key, place.exact, text)
    common = (id, about.key, place, "", read_moment(row.get("created")) or now)
    return PortableAnnotation(_marked(common, text), about, named=bool(name))


def _marked(common: tuple[str, str, Anchor, str, datetime], text: str) -> Annotation:
    if text:
        return Note(*common, text)
    return Highlight(*common) if common[2].exact else Bookmark(*common)


def _about(row: dict[str, Any]) -> DocumentRef:
    document = row.get("document")
    titles = read_items(document.get("title")) if isinstance(document, dict) else []
    title = next((read_words(title) for title in titles if read_words(title)), None)
    return DocumentRef(address=read_words(row.get("uri")), title=title)
