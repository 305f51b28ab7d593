from itertools import pairwise

from briefing.late_pattern import late_pattern

NARROWEST = 40
"""Least width of wrapped lines, in characters."""
WIDEST = 160
"""Characters; a longer line is a paragraph of its own."""
_LONGEST_HEADING = 60

_SENTENCE_END = late_pattern(r"[.!?:;。！？][\"'”’)\]」』]*\Z")
_OPEN_END = late_pattern(r"[.!?:;,\-\u2010\xad][\"'”’)\]]*\Z|[^\w)\]\"”’»]\Z")
_FIRST_UNSPACED = "\u3001"
_SIGNS = "\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60"
_UNSPACED = late_pattern(f"[{_SIGNS}]")
_FIRST_WIDE = late_pattern("[^\0-\u2fff]")  # Unlike the next, it is compiled at once.
_WIDE = late_pattern(f"[\u3000\uac00-\ud7af{_SIGNS}]")
_WORD = late_pattern(r"\S+")
_FIELD = late_pattern(r"[^\W\d_][\w-]{0,14}(?: [\w-]{1,14})?\s?:\s")
_LETTERS = late_pattern(r"[^\W\d_]+")
_HYPHENS = frozenset(("-", "\u2010", "\xad"))
_COLUMNS = late_pattern(r"(?<![.!?: ])[ ]{3,}(?=\S)|(?<=[.!?:])[ ]{4,}(?=\S)|\t|[│┃|].*[│┃|]")


def find_soft_breaks(lines: list[str]) -> list[bool]:
    """For each stripped line but the last, whether its break is soft.

    It is if the next word would not have fitted, or a lower-case word follows a long line. None is if more breaks within
    sentences are hard, as in verse.
    """
    width = max(map(measure_width, lines))
    real = [False] * (len(lines) - 1)
    if not NARROWEST <= width <= WIDEST or _is_table(lines) or _are_headlines(lines):
        return real
    breaks = [_is_soft(line, following, width) for line, following in pairwise(lines)]
    against = sum(
        not soft and not _SENTENCE_END.search(line)
        for soft, line in zip(breaks, lines, strict=False)
    )
    return breaks if sum(breaks) >= against else real


def join_lines(lines: list[str], soft: list[bool]) -> str:
    words = whole_words(lines) if any(line[-1:] in _HYPHENS for line in lines) else frozenset()
    parts = [lines[0]]
    for line, is_soft in zip(lines[1:], soft, strict=True):
        if not is_soft:
            parts.append("\n")
        elif not ends_broken(parts[-1], line):
            parts.append("" if _is_unspaced(parts[-1][-1:]) and _is_unspaced(line[:1]) else " ")
        elif _is_whole(parts[-1], line, words):
            parts[-1] = parts[-1][:-1]
        parts.append(line)
    return "".join(parts)


def whole_words(lines: list[str]) -> frozenset[str]:
    """In lower case, without the halves of those broken at line ends."""
    found: set[str] = set()
    for at, line in enumerate(lines):
        words = _LETTERS.findall(line.casefold())
        first = int(at > 0 and ends_broken(lines[at - 1], line))
        last = int(at + 1 < len(lines) and ends_broken(line, lines[at + 1]))
        found.update(words[first : len(words) - last])
    return frozenset(found)


def ends_broken(line: str, following: str) -> bool:
    return line[-1:] in _HYPHENS and line[-2:-1].isalpha() and following[:1].islower()


def _is_whole(text: str, line: str, words: frozenset[str]) -> bool:
    from briefing.model.english_words import known_words

    first = _LETTERS.findall(text[-40:-1].casefold())[-1:]
    second = _LETTERS.match(line.casefold())
    if not first or second is None:
        return True
    one, two, known = first[0], second[0], known_words()
    english = 2 * len(words & known) >= len(words)
    apart = english and one in known and two in known and one + two not in known
    return not apart and not (one in words and two in words)


def _is_soft(line: str, following: str, width: int) -> bool:
    fields = _FIELD.match(line) and _FIELD.match(following)
    goes_on = following[:1].islower() and not line[:1].islower()
    if not goes_on and (fields or _is_headline(line, following)):
        return False
    if _is_unspaced(following[:1]):
        return measure_width(line) + 3 >= width and not _SENTENCE_END.search(line)
    word = _WORD.match(following)
    fits = len(line) + 1 + (len(word[0]) if word else 0) <= width
    runs_on = following[:1].islower() and not _SENTENCE_END.search(line)
    return not fits or ends_broken(line, following) or (runs_on and len(line) * 2 > width)


def measure_width(line: str) -> int:
    """In cells; letters of East Asian scripts take two."""
    if line.isascii() or not _FIRST_WIDE.search(line):
        return len(line)
    return len(line) + len(_WIDE.findall(line))


def _is_unspaced(letter: str) -> bool:
    return letter >= _FIRST_UNSPACED and _UNSPACED.match(letter) is not None


def _are_headlines(lines: list[str]) -> bool:
    two = len(lines) == 2 and len(lines[0]) < _LONGEST_HEADING and lines[1][:1].isupper()
    return two and not any(map(_OPEN_END.search, lines)) and len(lines[1].split()) > 2


def _is_headline(line: str, following: str) -> bool:
    above, below = ([w for w in text.split() if len(w) > 3] for text in (line, following))
    named = sum(word[0].isupper() for word in below)
    return len(above) > 2 and all(w[0].isupper() for w in above) and 2 * named <= len(below) > 2


def _is_table(lines: list[str]) -> bool:
    columns = sum(1 for line in lines if _COLUMNS.search(line))
    records = sum(1 for line in lines if not (line[0].isalpha() or line[0] in "“‘\"'([—–"))
    return columns * 3 >= len(lines) or (len(lines) > 2 and records * 10 >= len(lines) * 6)


def paragraphs(lines: list[str]) -> list[range]:
    if any(len(line) > WIDEST for line in lines):
        return [range(at, at + 1) for at in range(len(lines))]
    breaks = find_soft_breaks(lines)
    if not any(breaks):
        return [range(len(lines))]
    cuts = {0, len(lines)}
    for at, line in enumerate(lines[:-1]):
        alone = not breaks[at] and (at == 0 or not breaks[at - 1])
        if alone and _is_heading(line) and len(lines[at + 1]) > len(line):
            cuts |= {at, at + 1}
    return [range(start, end) for start, end in pairwise(sorted(cuts))]


def _is_heading(line: str) -> bool:
    return (
        len(line) <= _LONGEST_HEADING
        and (line[0].isupper() or line[0].isdigit())
        and not _SENTENCE_END.search(line)
        and not line.endswith(",")
    )
