"""Reading what Hypothesis gives: the answer of its search API (`rows`) or its client's export (`annotations`).

An annotation with words or tags is a note, one without a highlight. A reply stands where the annotation stands that
it answers.
"""

from datetime import datetime
from typing import Any

from briefing.library.exchange.untrusted_values import (
    Incoming,
    anchor,
    derived,
    items,
    moment,
    objects,
    words,
)
from briefing.model import Anchor, Bookmark, Highlight, Note, Span
from briefing.model.portable_annotations import About, Carried, Marked

_ADDRESS = "https://hypothes.is/a/"
"""The head of an annotation's address, of which our id is made."""


def recognised(value: Any) -> bool:
    """Whether JSON is of Hypothesis: annotations by their key, or a list of such."""
    return any("uri" in row and "target" in row for row in _rows(value)) or (
        isinstance(value, dict) and ("rows" in value or "annotations" in value)
    )


def read(value: Any, now: datetime) -> Incoming:
    """The marks in it; `now` is when those were made that do not tell it."""
    found, rows = Incoming(), _rows(value)
    places = {words(row.get("id")): _place(row) for row in rows}
    for row in rows:
        if not words(row.get("uri")):
            found.passed += 1
            continue
        place = _place(row)
        if not place.exact:
            above = (places.get(words(name)) for name in reversed(items(row.get("references"))))
            place = next((other for other in above if other and other.exact), place)
        found.marks.append(_mark(row, place, now))
    return found


def _rows(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return objects(value.get("rows", value.get("annotations")))
    return objects(value)


def _place(row: dict[str, Any]) -> Anchor:
    targets = objects(row.get("target"))
    return (
        anchor(objects(targets[0].get("selector"))) if targets else Anchor("", "", "", Span(0, 0))
    )


def _mark(row: dict[str, Any], place: Anchor, now: datetime) -> Carried:
    name, about = words(row.get("id")), _about(row)
    tags = [f"#{words(tag)}" for tag in items(row.get("tags")) if words(tag)]
    text = "\n".join(part for part in (words(row.get("text")), " ".join(tags)) if part)
    id = derived(_ADDRESS + name) if name else derived(about.key, place.exact, text)
    common = (id, about.key, place, "", moment(row.get("created")) or now)
    return Carried(_marked(common, text), about, named=bool(name))


def _marked(common: tuple[str, str, Anchor, str, datetime], text: str) -> Marked:
    """A note where there are words of the reader's, a highlight of a passage, a bookmark of a text."""
    if text:
        return Note(*common, text)
    return Highlight(*common) if common[2].exact else Bookmark(*common)


def _about(row: dict[str, Any]) -> About:
    document = row.get("document")
    titles = items(document.get("title")) if isinstance(document, dict) else []
    title = next((words(title) for title in titles if words(title)), None)
    return About(address=words(row.get("uri")), title=title)
