"""Pairs quotations of several accounts that are one statement in different words."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher
from itertools import pairwise

from msgspec import Struct

from briefing.analysis.segmentation.stems import FUNCTION_WORDS, stem_word
from briefing.model import Span
from briefing.model.folding import fold_accents

_LONGEST, _MOST, _TRIED, _PAIRS = 80, 60, 4, 2000
"""Words of a quotation, quotations of an account, those it is compared with, and comparisons in all."""
_FEWEST = 4
_COMMON = 40
"""Quotations; a word in more of them finds none."""
_SAME_SPEAKER, _UNKNOWN, _OTHER_SPEAKER = 0.6, 0.7, 0.8
"""Share of the shorter quotation's words, in their order, in the longer."""
_CONTENT = 2
_SCATTERED = 1.6
"""Where words in both are spread over more than so many times their number, they are there by chance."""
_EDGE = 2
"""Words at an end that are others; more are another sentence."""
_TOKEN = re.compile(r"\[[^\]\n]{0,80}\]|…|\.\.\.|[A-Z](?:\.[A-Z])+\b|[^\W_]+(?:['’][^\W_]+)*")
_FILLERS = """uh um er well so and but oh or you know i mean just also that this the a an is has s of to in at on up
for by with percent per cent"""
_UNHEARD = frozenset(_FILLERS.split())
"""Words in which outlets that quote one statement differ."""
_SHORT = {"n't": "not", "'ll": "will", "'re": "are", "'ve": "have", "'m": "am"}
_WHOLE = {"ca": "can", "wo": "will"}
_TITLES = {"sen": "senator", "rep": "representative", "gov": "governor", "gen": "general"}
_TITLES |= {"dr": "doctor", "prof": "professor", "lt": "lieutenant", "sgt": "sergeant"}
_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve"
_IN_DIGITS = {word: str(number) for number, word in enumerate(_NUMBERS.split())}


class ToldQuotation(Struct, frozen=True):
    account: int
    words: str
    place: Span
    speaker: str = ""
    """"" if unknown."""


class DifferingQuotation(Struct, frozen=True):
    told: ToldQuotation
    differs: Span


class _Word(Struct, frozen=True):
    key: str
    """"" for what an outlet left out or put in."""
    span: Span


class _Quotation(Struct, frozen=True):
    number: int
    told: ToldQuotation
    words: list[_Word]

    @property
    def keys(self) -> list[str]:
        return [word.key for word in self.words]


def find_differing(
    told: Sequence[ToldQuotation], voices: Sequence[int], texts: Sequence[str]
) -> list[tuple[DifferingQuotation, ...]]:
    """Groups with one quotation of each voice that takes part.

    `voices` and `texts` are of accounts; what a voice has in both forms does not differ.
    """
    quotations = list(_quotations(told))
    known = defaultdict[int, str](str)
    for voice, text in zip(voices, texts, strict=True):
        known[voice] += f" {' '.join(word.key for word in _words(text))} "
    pairs = []
    for one, other in _candidates(quotations, voices):
        sides = (one, voices[other.told.account]), (other, voices[one.told.account])
        if any(f" {' '.join(each.keys)} " in known[voice] for each, voice in sides):
            continue
        found = _compare(one, other)
        if found is not None:
            pairs.append(found)
    pairs.sort(key=lambda pair: -pair[0])
    return _grouped([pair[1:] for pair in pairs], voices)


def _quotations(told: Sequence[ToldQuotation]) -> Iterator[_Quotation]:
    taken: Counter[int] = Counter()
    for number, each in enumerate(told):
        words = list(_words(each.words))
        various = 2 * len({word.key for word in words}) > len(words)
        if _FEWEST <= len(words) <= _LONGEST and various and taken[each.account] < _MOST:
            taken[each.account] += 1
            yield _Quotation(number, each, words)


def _words(text: str) -> Iterator[_Word]:
    for match in _TOKEN.finditer(text):
        span = Span(*match.span())
        if match[0][0] in "[….":
            yield _Word("", span)
            continue
        word = fold_accents(match[0])
        short = next((end for end in _SHORT if word.endswith(end) and word != end), "")
        first = word.removesuffix(short)
        yield _Word(_key(_WHOLE.get(first, first) if short else first), span)
        if short:
            yield _Word(_SHORT[short], span)


def _key(word: str) -> str:
    word = word.replace(".", "")
    spelled = _TITLES.get(word, word).replace("our", "or").replace("ise", "ize")
    return _IN_DIGITS.get(word) or stem_word(spelled) or word


def _candidates(
    quotations: Sequence[_Quotation], voices: Sequence[int]
) -> Iterator[tuple[_Quotation, _Quotation]]:
    holding: defaultdict[str, list[_Quotation]] = defaultdict(list)
    left = _PAIRS
    for each in quotations:
        keys = {key for key in each.keys if key and key not in FUNCTION_WORDS}
        shared: Counter[int] = Counter()
        by_number = {}
        for key in keys:
            held = holding[key]
            for other in held if len(held) <= _COMMON else ():
                if voices[other.told.account] != voices[each.told.account]:
                    shared[other.number] += 1
                    by_number[other.number] = other
            held.append(each)
        nearest = sorted(
            (n for n in shared if shared[n] >= _CONTENT), key=lambda n: (-shared[n], n)
        )
        for number in nearest[: min(_TRIED, left)]:
            left -= 1
            yield by_number[number], each


def _compare(
    one: _Quotation, other: _Quotation
) -> tuple[float, DifferingQuotation, DifferingQuotation] | None:
    matcher = SequenceMatcher(None, one.keys, other.keys, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    matched = sum(block.size for block in blocks)
    share = matched / min(len(one.words), len(other.words))
    if share < _share_asked(one.told, other.told) or share == 1.0 == len(blocks):
        return None
    blocks = _together(one, blocks)
    first, last = blocks[0], blocks[-1]
    end, its_end = last.a + last.size, last.b + last.size
    reach = max(end - first.a, its_end - first.b)
    if sum(_content(one, block) for block in blocks) < _CONTENT or reach > _SCATTERED * matched + 1:
        return None
    gaps = [(0, first.a, 0, first.b), (end, len(one.words), its_end, len(other.words))]
    gaps[1:1] = (
        (block.a + block.size, after.a, block.b + block.size, after.b)
        for block, after in pairwise(blocks)
    )
    for a, a_end, b, b_end in gaps:
        if _is_difference(one.words, other.words, (a, a_end, b, b_end)):
            back = a > 0 and b > 0 and (a == a_end or b == b_end)
            mine = DifferingQuotation(one.told, _reach(one.words, a - back, a_end))
            its = DifferingQuotation(other.told, _reach(other.words, b - back, b_end))
            return share, mine, its
    return None


def _together(one: _Quotation, blocks: list[Match]) -> list[Match]:
    far = [
        max(after.a - block.a - block.size, after.b - block.b - block.size) > _EDGE
        for block, after in pairwise(blocks)
    ]
    low, high = 0, len(blocks)
    while low < high - 1 and far[low] and not _content(one, blocks[low]):
        low += 1
    while low < high - 1 and far[high - 2] and not _content(one, blocks[high - 1]):
        high -= 1
    return blocks[low:high]


def _content(one: _Quotation, block: Match) -> int:
    keys = one.keys[block.a : block.a + block.size]
    return sum(bool(key) and key not in FUNCTION_WORDS for key in keys)


def _share_asked(one: ToldQuotation, other: ToldQuotation) -> float:
    if not one.speaker or not other.speaker:
        return _UNKNOWN
    return _SAME_SPEAKER if one.speaker == other.speaker else _OTHER_SPEAKER


def _is_difference(
    one: Sequence[_Word], other: Sequence[_Word], place: tuple[int, int, int, int]
) -> bool:
    a, a_end, b, b_end = place
    keys, others = ([w.key for w in one[a:a_end]], [w.key for w in other[b:b_end]])
    at_end = (a == 0 and b == 0) or (a_end == len(one) and b_end == len(other))
    if at_end and not (keys and others and max(len(keys), len(others)) <= _EDGE):
        return False
    if "" in (*keys, *others):
        return False
    return not _UNHEARD.issuperset((*keys, *others))


def _reach(words: Sequence[_Word], first: int, end: int) -> Span:
    return Span(words[first].span.start, words[end - 1].span.end)


def _grouped(
    pairs: Sequence[tuple[DifferingQuotation, DifferingQuotation]], voices: Sequence[int]
) -> list[tuple[DifferingQuotation, ...]]:
    groups: list[dict[int, DifferingQuotation]] = []
    place: dict[ToldQuotation, dict[int, DifferingQuotation]] = {}
    for one, other in pairs:
        group = place.get(one.told) or place.get(other.told)
        if group is None:
            group = {}
            groups.append(group)
        for each in (one, other):
            voice = voices[each.told.account]
            if each.told not in place and voice not in group:
                group[voice] = each
                place[each.told] = group
    return [tuple(group[voice] for voice in sorted(group)) for group in groups if len(group) > 1]
