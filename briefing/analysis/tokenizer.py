"""BERT's uncased WordPiece: the ids and offsets of the `tokenizers` package."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from msgspec import Struct

from briefing.resources import existing_file

VOCABULARY = Path(__file__).with_name("vocabulary.txt")
UNKNOWN = 100
_MOST = 100
"""Characters of a word; longer ones are unknown."""
_KEPT = 12_000
"""Words whose pieces are kept."""
_REMOVED = frozenset({"Cc", "Cf", "Co", "Cs"})
_IDEOGRAPHS = re.compile(
    "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002a6df\U0002a700-\U0002b81f"
    "\U0002b920-\U0002ceaf\U0002f800-\U0002fa1f]"
)
_WORD = re.compile("a+|b")


class Word(Struct, frozen=True, gc=False):
    """Spans count from the word's start; none has pieces if all its characters are removed."""

    text: str
    ids: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


def split_words(text: str) -> Iterator[tuple[int, Word]]:
    """Words with their starts; a punctuation mark or an ideograph is a word."""
    for found in _WORD.finditer(text.translate(_kinds)):
        start, end = found.span()
        yield start, (_split(text[start:end]) if end - start <= _MOST else _long(text[start:end]))


class _Kinds(dict[int, str]):
    """Per code point: a space separates, "a" joins, "b" stands alone."""

    def __missing__(self, code: int) -> str:
        kind = self[code] = _kind(chr(code))
        return kind


_kinds = _Kinds()


def _kind(character: str) -> str:
    if character in "\t\n\r":
        return " "
    if unicodedata.category(character) in ("Zs", "Zl", "Zp"):
        return " "
    if _IDEOGRAPHS.match(character) or _is_mark(_plain(character)):
        return "b"
    return "a"


def _is_mark(plain: str) -> bool:
    if plain.isascii():
        return len(plain) == 1 and not plain.isalnum()
    return unicodedata.category(plain[0])[0] == "P"


def _plain(character: str) -> str:
    if character == "\ufffd" or unicodedata.category(character) in _REMOVED:
        return ""
    parts = unicodedata.normalize("NFD", character)
    return "".join(part.lower() for part in parts if unicodedata.category(part) != "Mn")


@cache
def _pieces() -> tuple[dict[str, int], int]:
    lines = existing_file(VOCABULARY).read_text(encoding="utf-8").split("\n")
    return {line: number for number, line in enumerate(lines)}, max(map(len, lines))


def _long(text: str) -> Word:
    return _split.__wrapped__(text)


@lru_cache(maxsize=_KEPT)
def _split(text: str) -> Word:
    plain, origin = _trace(text)
    if not plain:
        return Word(text, (), ())
    whole = Word(text, (UNKNOWN,), ((origin[0], origin[-1] + 1),))
    if len(plain) > _MOST:
        return whole
    known, longest = _pieces()
    ids, spans, start = [], [], 0
    while start < len(plain):
        for end in range(min(len(plain), start + longest), start, -1):
            found = known.get(f"##{plain[start:end]}" if start else plain[:end])
            if found is not None:
                break
        else:
            return whole
        ids.append(found)
        spans.append((origin[start], origin[end - 1] + 1))
        start = end
    return Word(text, tuple(ids), tuple(spans))


def _trace(text: str) -> tuple[str, list[int]]:
    """The plain form, and of each of its characters the place in `text`."""
    if text.isascii() and text.isalnum():
        return text.lower(), list(range(len(text)))
    parts = [_plain(character) for character in text]
    return "".join(parts), [i for i, part in enumerate(parts) for _ in part]
