import uuid
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct, field

from briefing.model import Anchor, Span
from briefing.model.anchoring import CONTEXT
from briefing.model.portable_annotations import PortableAnnotation
from briefing.sanitize import sanitize

_CONTEXT = 8 * CONTEXT
"""Characters."""
_LARGEST = 1 << 40
"""Larger offsets are ignored."""


class Incoming(Struct):
    marks: list[PortableAnnotation] = field(default_factory=list)
    skipped: int = 0


def read_words(value: Any) -> str:
    return sanitize(value) if isinstance(value, str) else ""


def read_items(value: Any) -> list[Any]:
    """None becomes [], anything but a list a list of one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def read_objects(value: Any) -> list[dict[str, Any]]:
    return [item for item in read_items(value) if isinstance(item, dict)]


def read_moment(value: Any) -> datetime | None:
    """ISO 8601, UTC without a zone; None for anything else."""
    try:
        found = datetime.fromisoformat(value.strip()) if isinstance(value, str) else None
        if found is None:
            return None
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def read_anchor(selectors: list[dict[str, Any]]) -> Anchor:
    """It has no words if the W3C selectors quote none."""
    quote: dict[str, Any] = {}
    start = end = None
    for selector in _flat(selectors):
        if selector.get("type") == "TextQuoteSelector" and not quote:
            quote = selector
        if selector.get("type") == "TextPositionSelector" and start is None:
            start, end = _offset(selector.get("start")), _offset(selector.get("end"))
    exact = read_words(quote.get("exact"))
    first = start or 0
    last = end if end is not None and end >= first else first + len(exact)
    prefix, suffix = read_words(quote.get("prefix")), read_words(quote.get("suffix"))
    return Anchor(exact, prefix[-_CONTEXT:], suffix[:_CONTEXT], Span(first, last))


def derive_id(*parts: str) -> str:
    name = "\0".join(parts).encode("utf-8", "replace").decode()
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def _flat(selectors: list[dict[str, Any]], depth: int = 0) -> list[dict[str, Any]]:
    found = list(selectors)
    if depth < 8:
        for selector in selectors:
            found += _flat(read_objects(selector.get("refinedBy")), depth + 1)
    return found


def _offset(value: Any) -> int | None:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and 0 <= value < _LARGEST else None
