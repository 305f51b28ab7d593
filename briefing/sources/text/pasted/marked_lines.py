import unicodedata
from collections.abc import Callable
from itertools import takewhile

from briefing.late_pattern import late_pattern
from briefing.sources.text.pasted.pasted import Pasted, ends_sentence, is_blank

_LEAST_CAPITALS, _LEAST_PICTURES = 3, 2
_LONGEST, _LONGEST_ALIKE, _PROSE = 10, 20, 5
_SHORT = 2
_KEYCAP = "\u20e3"
_LETTERS = late_pattern(r"[^\W\d_]")


def read_marked_lines(lines: list[str], *, titled: bool = False) -> Pasted | None:
    """Headings that begin with a picture, or are in capitals."""
    for least, is_marked in (
        (_LEAST_PICTURES, _begins_with_picture),
        (_LEAST_CAPITALS, _is_capital),
    ):
        found = [
            at for at in range(len(lines)) if is_marked(lines[at].strip()) and _heads(lines, at)
        ]
        first = next((at for at, line in enumerate(lines) if not is_blank(line)), 0)
        parts = [at for at in found if titled or at != first or _is_part(lines[at], is_marked)]
        if len(parts) >= least and len({lines[at].strip() for at in parts}) == len(parts):
            result = Pasted(untitled=parts[0] == first, structured=False)
            result.add_headed(lines, frozenset((*parts, *_find_alike(lines, parts))))
            return result
    return None


def _find_alike(lines: list[str], parts: list[int]) -> list[int]:
    if _begins_with_picture(lines[parts[0]].strip()):
        return []
    return [
        at
        for at in range(1, len(lines))
        if _has_only_capitals(lines[at]) and _heads(lines, at, longest=_LONGEST_ALIKE)
    ]


def _is_part(line: str, is_marked: Callable[[str], bool]) -> bool:
    return is_marked is _begins_with_picture or len(line.split()) <= _SHORT


def _heads(lines: list[str], at: int, longest: int = _LONGEST) -> bool:
    words = lines[at].strip()
    apart = at == 0 or is_blank(lines[at - 1]) or not any(map(str.isalnum, lines[at - 1]))
    if not apart or len(words.split()) > longest or ends_sentence(words.rstrip(":?!")):
        return False
    below = _block_below(lines, at)
    if len(below) == 1 and len(below[0].split()) < _PROSE and _is_headline(below[0]):
        below += _block_below(lines, at + 1 + is_blank(lines[at + 1]))
    marked = any(map(_is_marked, below[:1]))
    return not marked and sum(len(line.split()) for line in below) >= _PROSE


def _block_below(lines: list[str], at: int) -> list[str]:
    start = at + 1 + is_blank(lines[at + 1]) if at + 1 < len(lines) else len(lines)
    return list(takewhile(lambda line: not is_blank(line), lines[start:]))


def _is_headline(line: str) -> bool:
    return not _is_marked(line) and not any(map(str.isdigit, line))


def _is_marked(line: str) -> bool:
    return _is_capital(line) or _begins_with_picture(line.strip())


def _begins_with_picture(words: str) -> bool:
    if not words or not _LETTERS.search(words):
        return False
    head = words.split()[0]
    alone = not any(map(str.isalpha, head)) and len(head) <= 8
    return alone and (_KEYCAP in head or unicodedata.category(head[0]) == "So")


def _is_capital(words: str) -> bool:
    long = len(_LETTERS.findall(words)) > 5
    return long and _has_only_capitals(words) and ":" not in words[:-1]


def _has_only_capitals(words: str) -> bool:
    letters = _LETTERS.findall(words)
    return len(letters) > 2 and all(map(str.isupper, letters))
