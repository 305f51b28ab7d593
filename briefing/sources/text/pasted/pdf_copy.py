"""Text copied from PDFs: narrow lines, running heads, broken words."""

import re
from collections import Counter, defaultdict
from itertools import pairwise

from briefing.late_pattern import late_pattern
from briefing.sources.text.hard_wraps import join_lines
from briefing.sources.text.pasted.numbered import find_numbered
from briefing.sources.text.pasted.pasted import Pasted, ends_sentence, find_median, is_blank

_DIGITS = late_pattern(r"\d{1,4}")
_PAGE = late_pattern(
    r"\b(?:page|seite|página|pág\.|p\.)\s*\d|\d\s*(?:of|/|von|de)\s*\d", re.IGNORECASE
)
_LONGEST_HEAD = 100
_WIDEST = 100
_NARROWEST = 20
_INDENTED = 10
"""One line in so many may be; text that was typed in columns has more."""
_APART = 3
"""Lines between a page number and the words that return beside it."""
_LINES_A_PAGE = 3
"""The fewest; where more lines return, they are a list or a table."""
_ENDED = late_pattern(r"[.!?][\"'”’)\]]*\d{0,2}\Z")
_FOOTNOTE = late_pattern(r"[¹²³⁴-⁹*†‡]")


def read_pdf_copy(lines: list[str]) -> Pasted | None:
    """Running heads are clutter, also in mid-sentence."""
    heads = find_running_heads(lines)
    heads |= _beside(lines, heads)
    filled = [line for line in lines if not is_blank(line)]
    if not heads or max(map(len, filled), default=0) > _WIDEST:
        return None
    text = [line for at, line in enumerate(lines) if not is_blank(line) and at not in heads]
    indented = sum(1 for line in text if line.startswith(("  ", "\t")) or "\t" in line)
    if indented * _INDENTED > len(filled):
        return None
    kept = [at for at in range(len(lines)) if at not in heads]
    sizes = [len(lines[at]) for at in kept if not is_blank(lines[at])]
    pages = sum(1 for at in heads if at - 1 not in heads)
    if pages * _LINES_A_PAGE > len(filled) or find_median(sizes or [0]) < _NARROWEST:
        return None
    plain = [lines[at] for at in kept]
    numbered = {kept[i] for i in find_numbered(plain, lone=False)}
    headings = numbered if len(numbered) > 1 else _short_lines(lines, kept)
    found = _join(lines, heads, headings)
    found.untitled = next((at for at in kept if not is_blank(lines[at])), -1) in headings
    return found


def find_running_heads(lines: list[str]) -> set[int]:
    """Lines that return with a higher number, or are a page number."""
    groups: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, line in enumerate(lines):
        words = line.strip()
        numbers = _DIGITS.findall(words)
        if numbers and len(words) <= _LONGEST_HEAD and not ends_sentence(words):
            place = 0 if _PAGE.search(words) is None else -1
            for number in {numbers[0], numbers[-1]} if place == 0 else set(numbers):
                key = _DIGITS.sub("#", words)
                groups[key].append((at, int(number)))
    found: set[int] = set()
    for key, places in groups.items():
        paged = _PAGE.search(re.sub("#", "1", key)) is not None
        paged = paged or (key == "#" and _stand_alike(lines, [at for at, _ in places]))
        if _counts(places, least=2 if paged else 3):
            found |= {at for at, _ in places}
    return found


def _stand_alike(lines: list[str], places: list[int]) -> bool:
    """Whether the same words stand beside each of several page numbers."""
    for step in (-1, 1):
        near = {lines[_next_filled(lines, at, step)].strip() for at in places}
        if len(near) == 1 and near != {""}:
            return True
    return False


def _next_filled(lines: list[str], at: int, step: int) -> int:
    """`at` where there is none near."""
    near = range(at + step, at + step * (_APART + 1), step)
    return next((i for i in near if 0 <= i < len(lines) and not is_blank(lines[i])), at)


def _beside(lines: list[str], heads: set[int]) -> set[int]:
    often = Counter(line.strip() for line in lines)
    beside = (lines[_next_filled(lines, at, step)].strip() for at in heads for step in (-1, 1))
    known = {words for words in beside if often[words] > 1 and not ends_sentence(words)}
    return {at for at, line in enumerate(lines) if line.strip() in known}


def _counts(places: list[tuple[int, int]], least: int) -> bool:
    numbers: dict[int, set[int]] = {}
    for at, number in places:
        numbers.setdefault(at, set()).add(number)
    if len(numbers) < least:
        return False
    steps = [any(n + 1 in numbers[b] for n in numbers[a]) for a, b in pairwise(numbers)]
    return sum(steps) * 4 >= len(steps) * 3


def _short_lines(lines: list[str], kept: list[int]) -> set[int]:
    filled = [at for at in kept if not is_blank(lines[at])]
    width = find_median(len(lines[at].strip()) for at in filled)
    found = set()
    for before, at, below in zip(filled, filled[1:], filled[2:], strict=False):
        above, words, text = lines[before].strip(), lines[at].strip(), lines[below].strip()
        short = len(words) < 0.6 * width and len(text) > 0.75 * width
        ended = _ENDED.search(above) is not None
        if (
            ended
            and short
            and not ends_sentence(words)
            and words[0].isupper()
            and text[0].isupper()
        ):
            found.add(at)
    return found


def _join(lines: list[str], heads: set[int], headings: set[int]) -> Pasted:
    found = Pasted(structured=bool(headings))
    width = find_median([len(line) for line in lines if not is_blank(line)])
    waiting: list[str] = []
    run: list[str] = []

    def end_paragraph() -> None:
        if run:
            found.add_apart(join_lines(run, [True] * (len(run) - 1)))
            run.clear()
        for head in waiting:
            found.add_apart(head, clutter=True)
        waiting.clear()

    for at, line in enumerate(lines):
        words = line.strip()
        if at in heads:
            waiting.append(words)
            if not run or ends_sentence(run[-1]):
                end_paragraph()
        elif at in headings:
            end_paragraph()
            found.add_apart(words, heading=True)
        elif not words:
            if run and ends_sentence(run[-1]):
                end_paragraph()
        else:
            if run and (_FOOTNOTE.match(words) or _ends_paragraph(run[-1], width)):
                end_paragraph()
            run.append(words)
    end_paragraph()
    return found


def _ends_paragraph(line: str, width: float) -> bool:
    return len(line) < 0.75 * width and ends_sentence(line) and line[-1] not in ",;:"
