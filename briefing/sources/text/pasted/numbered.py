import re
from functools import partial
from itertools import pairwise

from briefing.late_pattern import late_pattern
from briefing.sources.text.pasted.pasted import (
    LONGEST_HEADING,
    Pasted,
    ends_sentence,
    find_first_line,
    is_blank,
    is_lone,
)

_NUMBER = late_pattern(
    r"(?:(?i:item|part|section|chapter|issue|topic|point|story)\s+)?"
    r"(?:(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})|(?P<roman>[IVX]{1,5}(?=[.):]))|(?P<letter>[A-H](?=[.):])))"
    r"(?:[.):](?=\s+\d)|[.):]?(?=\s+[^\W\d_]))\s+(?P<words>(?:[^\W_a-z]|big thing\b).*)\Z"
)
_DAY = late_pattern(r"\d{1,2}\.?\s[^\W\d_]{3,12}\.?,?\s(?:19|20)\d\d\b")
_INITIAL = late_pattern(r"(?:, |\band |& )[A-Z]\. [A-Z]")
_ROMAN = (
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
)
_BULLET = late_pattern(
    r"\s*(?:[-*+•‣◦▪●·○■□☐☑☒✓✔➢►▶∙⁃\uf0b7\uf0a7]|o(?=\t)|[§Øü](?=\t)|\[[ xX]\])\s+\S"
)
_PROSE = 8
_SHORT_LINE = 50
_LEAST_NOTES, _GROUP = 2, 3
_AGENDA = late_pattern(
    r"\b(?:agenda|minutes|meeting notes|order of business|tagesordnung|protokoll|ordre du jour|orden del día"
    r"|(?:committee|council|board|general|team|staff|club|society) meeting)\b|\A(?:present|attendees|anwesend|présents?|asistentes)\s?:",
    re.IGNORECASE,
)
_HEAD, _LEAST_ITEMS = 4, 3


def read_numbered(lines: list[str]) -> Pasted | None:
    lone = find_numbered(lines, lone=True)
    for found, least in ((lone, 2), (_over_text(lines), _LEAST_ITEMS)):
        if (
            len(found) < least
            or _other_heads(lines, found) >= least
            or not _has_prose(lines, found)
        ):
            continue
        return _headed(lines, found)
    return None


def _over_text(lines: list[str]) -> list[int]:
    found = find_numbered(lines, lone=False)
    begins = [at for at, line in enumerate(lines) if _NUMBER.match(line.strip())]
    fits = all(map(partial(_is_over_text, lines, frozenset(found)), found))
    counted = begins == found and found[:1] and _number(lines, found[0]) == (1,)
    return found if fits and counted else []


def _is_over_text(lines: list[str], heads: frozenset[int], at: int) -> bool:
    below = lines[at + 1].strip() if at + 1 < len(lines) else ""
    short = len(lines[at].split()) <= LONGEST_HEADING // 2 + 2 and len(lines[at]) <= _SHORT_LINE
    above = lines[at - 1] if at else ""
    own = is_blank(above) or ends_sentence(above) or at - 1 in heads
    if at + 1 in heads:
        return own and short and len(_number(lines, at + 1)) > len(_number(lines, at))
    return own and short and below[:1].isupper() and len(below.split()) >= _PROSE


def _number(lines: list[str], at: int) -> tuple[int, ...]:
    match = _NUMBER.match(lines[at].strip())
    return _count(match) if match else ()


def read_agenda(lines: list[str]) -> Pasted | None:
    """Items of an agenda or minutes, with text or not."""
    filled = [line.strip() for line in lines if not is_blank(line)][:_HEAD]
    if not any(_AGENDA.search(line) for line in filled):
        return None
    indents = [len(line) - len(line.lstrip()) for line in lines]
    found = [at for at in find_numbered(lines, lone=False) if not indents[at]]
    counted = [_number(lines, at) for at in found]
    if len(found) < _LEAST_ITEMS or counted != [(n + 1,) for n in range(len(found))]:
        return None
    return _headed(lines, found)


def _other_heads(lines: list[str], found: list[int]) -> int:
    known = frozenset(found)
    return sum(
        1
        for at, line in enumerate(lines)
        if at not in known
        and 0 < len(line.split()) <= LONGEST_HEADING
        and not ends_sentence(line)
        and is_lone(lines, at)
    )


def _headed(lines: list[str], heads: list[int]) -> Pasted:
    first = find_first_line(lines)
    found = Pasted(untitled=first in heads)
    found.add_headed(lines, frozenset(heads))
    return found


def find_numbered(lines: list[str], *, lone: bool) -> list[int]:
    """Numbered headings, each of which can follow the one before."""
    found: list[int] = []
    last: tuple[int, ...] = ()
    for at, line in enumerate(lines):
        match = _NUMBER.match(line.strip())
        if match is None or ends_sentence(match["words"]) or (lone and not is_lone(lines, at)):
            continue
        if _DAY.match(line.strip()) or (match["letter"] and _INITIAL.search(match["words"])):
            continue
        if len(match["words"].split()) > LONGEST_HEADING:
            continue
        number = _count(match)
        if follows(last, number) or (not last and (lone is False or number[-1] == 1)):
            found.append(at)
            last = number
    return found


def _count(match: re.Match[str]) -> tuple[int, ...]:
    if match["roman"]:
        return (_ROMAN.index(match["roman"]) + 1 if match["roman"] in _ROMAN else 0,)
    if match["letter"]:
        return (ord(match["letter"]) - ord("A") + 1,)
    return tuple(map(int, match["number"].split(".")))


def follows(last: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Whether `number` is the next on any level, or the first one below: after 3.2, 3.3, 4 or 3.2.1."""
    if not last:
        return False
    if len(number) == len(last) + 1:
        return number[:-1] == last and number[-1] == 1
    if len(number) > len(last):
        return False
    return number[:-1] == last[: len(number) - 1] and number[-1] == last[len(number) - 1] + 1


def _has_prose(lines: list[str], found: list[int]) -> bool:
    edges = [*found, len(lines)]
    sizes = [
        sum(len(line.split()) for line in lines[start + 1 : end]) for start, end in pairwise(edges)
    ]
    inside = frozenset(at - 1 for at in found)
    return all(size >= _PROSE for at, size in zip(found, sizes, strict=True) if at not in inside)


def read_notes(lines: list[str]) -> Pasted | None:
    heads = [at for at in range(len(lines) - 1) if _heads_bullets(lines, at)]
    listed = sum(1 for line in lines if _BULLET.match(line))
    filled = sum(1 for line in lines if not is_blank(line))
    if len(heads) < _LEAST_NOTES or listed * 2 < filled:
        return None
    return _headed(lines, heads)


def _is_group(lines: list[str], at: int) -> bool:
    apart = at == 0 or is_blank(lines[at - 1])
    return apart and len(lines[at].split()) <= _GROUP and not ends_sentence(lines[at])


def _heads_bullets(lines: list[str], at: int) -> bool:
    line = lines[at].strip()
    below = at + 1 if not is_blank(lines[at + 1]) else at + 2
    above = lines[at - 1] if at else ""
    return (
        bool(line)
        and (
            at == 1
            or is_blank(above)
            or _BULLET.match(above) is not None
            or _is_group(lines, at - 1)
        )
        and below < len(lines)
        and _BULLET.match(lines[below]) is not None
        and _BULLET.match(line) is None
        and len(line.split()) <= LONGEST_HEADING // 2
        and not ends_sentence(line.rstrip(":"))
    )
