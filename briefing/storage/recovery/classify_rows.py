import json
import re
from collections.abc import Callable, Iterable, Iterator

from briefing.storage.column_codec import MARK_TYPES
from briefing.storage.recovery.damaged_reader import Row, TableShape
from briefing.storage.recovery.page_carver import Value

_HASH = re.compile("[0-9a-f]{64}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-][\d:]+)?")
Named = dict[str, Value]


def classify_rows(
    carved: Iterable[tuple[int | None, tuple[Value, ...]]], shapes: Iterable[TableShape]
) -> Iterator[tuple[TableShape, Row]]:
    known = [shape for shape in shapes if shape.name in RULES]
    for number, values in carved:
        for shape in known:
            row = _row(shape, number, values)
            if row is not None and RULES[shape.name](row):
                yield shape, tuple(row[column] for column in shape.columns)


def _row(shape: TableShape, number: int | None, values: tuple[Value, ...]) -> Named | None:
    stored = (*shape.key, *(column for column in shape.columns if column not in shape.key))
    if len(stored) != len(values) or (number is None) != bool(shape.key):
        return None
    row = dict(zip(stored, values, strict=True))
    if number is not None and values[0] is None:
        row[stored[0]] = number
    return row


def _is(pattern: re.Pattern[str], value: Value) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def is_hash(value: object) -> bool:
    return isinstance(value, str) and _HASH.fullmatch(value) is not None


def _is_json(value: Value) -> bool:
    try:
        return isinstance(value, str) and isinstance(json.loads(value), dict)
    except (ValueError, RecursionError):
        return False


def _is_mark(row: Named) -> bool:
    times = _is(_TIME, row["created"])
    return row["kind"] in MARK_TYPES and times and _is_json(row["body"])


def _is_document(row: Named) -> bool:
    return is_hash(row["sha256"]) and _is(_TIME, row["added"]) and _is(_TIME, row["opened"])


def _is_content(row: Named) -> bool:
    return isinstance(row["body"], bytes) and isinstance(row["analysis"], bytes)


def _is_source(row: Named) -> bool:
    return is_hash(row["sha256"]) and _is(_TIME, row["read"])


def _is_correction(row: Named) -> bool:
    about = row["sha256"] is None or is_hash(row["sha256"])
    return row["kind"] in ("section", "entity") and about and _is_json(row["body"])


def _is_position(row: Named) -> bool:
    whole = isinstance(row["offset"], int) and isinstance(row["row"], int)
    return is_hash(row["sha256"]) and whole


def _is_collection(row: Named) -> bool:
    return isinstance(row["name"], str) and _is(_TIME, row["created"])


def _is_collected(row: Named) -> bool:
    whole = isinstance(row["collection"], int) and isinstance(row["document"], int)
    return whole and _is(_TIME, row["added"])


def _is_watch(row: Named) -> bool:
    said = isinstance(row["name"], str) and isinstance(row["query"], str)
    return said and _is(_TIME, row["created"]) and isinstance(row["since"], int)


def _is_watch_hit(row: Named) -> bool:
    numbers = (row["watch"], row["document"], row["start"], row["end"])
    whole = all(isinstance(number, int) for number in numbers)
    told = row["reported"] in (0, 1) and row["seen"] in (0, 1)
    return whole and told and _is(_TIME, row["found"])


def _is_followed(row: Named) -> bool:
    times = _is(_TIME, row["created"]) and _is(_TIME, row["read"])
    return times and isinstance(row["name"], str) and isinstance(row["seen"], int)


def _is_decision(row: Named) -> bool:
    whole = isinstance(row["start"], int) and isinstance(row["end"], int)
    known = row["state"] in ("confirmed", "rejected") and is_hash(row["sha256"])
    return whole and known and _is_json(row["anchor"])


RULES: dict[str, Callable[[Named], bool]] = {
    "document": _is_document,
    "content": _is_content,
    "source": _is_source,
    "position": _is_position,
    "mark": _is_mark,
    "pending_mark": _is_mark,
    "correction": _is_correction,
    "collection": _is_collection,
    "collected": _is_collected,
    "watch": _is_watch,
    "watch_hit": _is_watch_hit,
    "followed": _is_followed,
    "followed_issue": _is_decision,
}
"""Tests for recognizable tables."""
