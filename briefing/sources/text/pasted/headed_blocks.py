from briefing.late_pattern import late_pattern
from briefing.sources.text.hard_wraps import measure_width
from briefing.sources.text.pasted.pasted import (
    Pasted,
    ends_sentence,
    find_blocks,
    find_first_line,
    measure_words,
)

_LEAST = 3
_SHARE = 0.7
"""Least share of blocks with prose that have a heading."""
_PROSE = 15
_WORDS, _LONGEST = 8, 60
"""Of a heading."""
_SHORT, _BARE = 4, 2
"""Most words of a heading above another or a list; above bare lines."""
_LIST = late_pattern(r"\s*(?:[-*+•‣◦▪●·]|\d{1,2}[.)])\s")
_MESSAGE = late_pattern(
    r"(?i:from|to|cc|sent|date|subject|re|fwd|von|an|datum|betreff): |[>|\[(]?\d{1,2}[:.]\d\d"
)


def read_headed_blocks(lines: list[str]) -> Pasted | None:
    """Short lines directly above their text."""
    heads = find_headed_blocks(lines)
    if not heads:
        return None
    found = Pasted(untitled=find_first_line(lines) in heads, structured=False)
    found.add_headed(lines, heads)
    return found


def find_headed_blocks(lines: list[str]) -> frozenset[int]:
    blocks = [pair for block in find_blocks(lines) for pair in _split(lines, *block)]
    heads = [start for start, stop in blocks if _is_headed(lines, start, stop)]
    prose = [start for start, stop in blocks if measure_words(lines[start:stop]) >= _PROSE]
    if len(heads) < _LEAST or len(heads) < _SHARE * len(prose):
        heads = _find_short_parts(lines, blocks)
    if len(heads) < _LEAST:
        return frozenset()
    if len({lines[at].strip().casefold() for at in heads}) < len(heads):
        return frozenset()
    if heads[0] == blocks[0][0] and _is_title(lines, heads):
        heads = heads[1:]
    over = (start for start, stop in blocks[1:] if _heads_list(lines, start, stop))
    return frozenset((*heads, *over))


def _is_title(lines: list[str], heads: list[int]) -> bool:
    first, *others = (len(lines[at].strip()) for at in heads)
    return first > max(others)


def _split(lines: list[str], start: int, stop: int) -> list[tuple[int, int]]:
    pairs = [(at, at + 2) for at in range(start, stop - 1, 2)]
    even = (stop - start) % 2 == 0 and len(pairs) > 1
    return pairs if even and all(_is_headed(lines, *pair) for pair in pairs) else [(start, stop)]


def _is_headed(lines: list[str], start: int, stop: int) -> bool:
    line = lines[start].strip()
    width = measure_width(line)
    if stop - start < 2 or width > _LONGEST or len(line.split()) > _WORDS:
        return False
    if ends_sentence(line.rstrip("?!")) or not any(map(str.isalpha, line)):
        return False
    below = lines[start + 1].strip()
    if stop - start > 2 and _is_second_head(line, below):
        return _is_headed(lines, start + 1, stop)
    if line[:1].islower() or below[:1].islower() or _MESSAGE.match(line) or _LIST.match(below):
        return False
    longer = measure_width(below) > max(_LONGEST, 2 * width)
    return longer and measure_words(lines[start + 1 : stop]) >= _PROSE


def _find_short_parts(lines: list[str], blocks: list[tuple[int, int]]) -> list[int]:
    parts = [(start, stop) for start, stop in blocks[1:] if stop - start > 1]
    over = [start for start, stop in parts if _heads_list(lines, start, stop)]
    said = [start for start, _ in parts if _heads_sentence(lines, start)]
    heads = sorted({*over, *said})
    return heads if over and said and len(heads) >= _SHARE * len(parts) else []


def _heads_sentence(lines: list[str], at: int) -> bool:
    words, below = lines[at].strip(), lines[at + 1].strip()
    short = len(words.split()) <= _SHORT and words[:1].isupper() and not ends_sentence(words)
    told = ends_sentence(below) and len(below.split()) > _SHORT and len(below) > len(words)
    return short and told and not _MESSAGE.match(words) and not _LIST.match(words)


def _is_second_head(line: str, below: str) -> bool:
    return line[:1].isupper() and len(line.split()) <= _SHORT and len(below.split()) <= _SHORT


def _heads_list(lines: list[str], at: int, stop: int) -> bool:
    words, below = lines[at].strip(), lines[at + 1 : stop]
    size = len(words.split())
    if size > _SHORT or ends_sentence(words.rstrip(":")) or not words[:1].isupper() or not below:
        return False
    bare = size <= _BARE and len(below) > 1 and all(len(line.split()) > _BARE for line in below)
    return bare or "\t" in below[0].strip() or _LIST.match(below[0]) is not None
