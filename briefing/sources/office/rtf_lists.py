import re

from msgspec import Struct, field

from briefing.sources.html.list_labels import LONGEST_LABEL, number_text
from briefing.sources.office.rtf_tokens import Token, tokenize_rtf

_FORMS = {0: "1", 1: "I", 2: "i", 3: "A", 4: "a", 22: "1"}
_PLACE = re.compile("[\0-\x08]")
_LEVELS = 9


class _Level(Struct):
    form: int = 0
    start: int = 1
    text: bytes = b""
    """As RTF has it: its length, then signs and the levels whose numbers stand there."""


class _List(Struct):
    levels: list[_Level] = field(default_factory=list)
    counts: dict[int, int] = field(default_factory=dict)


class RtfLists:
    """Numbers of items whose file does not have them as text."""

    def __init__(self, data: bytes) -> None:
        self._lists: dict[int, _List] = {}
        self._used: dict[int, int] = {}
        self._list, self._id, self._into = _List(), 0, ""
        start = data.find(b"\\listtable")
        if start >= 0 and data.find(b"\\listoverridetable", start) >= 0:
            self._read(data[start:])

    def _read(self, data: bytes) -> None:
        depth = 0
        for token in tokenize_rtf(data):
            depth += {"{": 1, "}": -1}.get(token.kind, 0)
            if depth < 0 and self._into == "listoverridetable":
                break
            self._take(token)

    def _take(self, token: Token) -> None:
        name, number = token.name, token.number or 0
        level = self._list.levels[-1] if self._list.levels else _Level()
        if token.kind == "bytes" and self._into == "leveltext":
            level.text = (level.text + token.data)[:LONGEST_LABEL]
        elif name in ("leveltext", "levelnumbers", "listoverridetable"):
            self._into = name
        elif name == "list":
            self._list = _List()
        elif name == "listlevel" and len(self._list.levels) < _LEVELS:
            self._list.levels.append(_Level())
        elif name in ("levelnfc", "levelnfcn"):
            level.form = number
        elif name == "levelstartat" and self._into != "listoverridetable":
            level.start = number
        elif name == "listid" and self._into == "listoverridetable":
            self._id = number
        elif name == "listid":
            self._lists[number] = self._list
        elif name == "ls":
            self._used[number] = self._id

    def label(self, number: int, depth: int) -> str:
        """Of the next item of the list that is used as `number`; "•" where it has a bullet, or is not known."""
        found = self._lists.get(self._used.get(number, 0))
        if found is None or depth >= len(found.levels):
            return "•"
        level = found.levels[depth]
        found.counts[depth] = found.counts.get(depth, level.start - 1) + 1
        for deeper in [k for k in found.counts if k > depth]:
            del found.counts[deeper]
        shown = level.text[1 : level.text[0] + 1].decode("cp1252", "replace") if level.text else ""
        if level.form not in _FORMS or not _PLACE.search(shown):
            return "•"
        return _PLACE.sub(lambda match: _count(found, ord(match[0])), shown).strip() or "•"


def _count(found: _List, depth: int) -> str:
    level = found.levels[depth] if depth < len(found.levels) else _Level()
    return number_text(found.counts.get(depth, level.start), _FORMS.get(level.form, "1"))
