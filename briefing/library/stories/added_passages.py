import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise

from msgspec import Struct
from msgspec.structs import replace

from briefing.analysis.segmentation.boilerplate_patterns import BOILERPLATE, CREDIT
from briefing.analysis.segmentation.logistic_model import LogisticModel
from briefing.analysis.segmentation.paragraphs import find_paragraphs
from briefing.analysis.segmentation.stems import FUNCTION_WORDS, stem_word
from briefing.analysis.sentence_spans import sentence_spans
from briefing.library.stories.same_story import Rarity
from briefing.library.stories.terms import Key, key_of
from briefing.model import Block, BlockKind, Briefing, Section, Span
from briefing.model.folding import fold_accents
from briefing.model.section import section_body

NAMES = ("together", "scattered", "not together", "not scattered", "quotes", "leads")
NEW = LogisticModel(NAMES, (-4.64, -0.56, 0.11, 0.86, 0.81, -4.79), 0.78)
"""Learned by training/stories/train_added.py."""
_NEW_AT = 0.65
_SAID_AT = 0.5
"""Share of a sentence's words, weighed, in two sentences of another account, for it to say the same."""
_FEWEST = 3
_COMMON = 60
"""Sentences of an account; a word in more of them finds no sentence."""
_TRIED = 4
_FURNITURE, _LABEL = 400, 60
"""Code points; longer paragraphs are no bylines or links, and longer ones without a stop are no labels."""
_LONGEST = 1500
_LEAD = 400
"""Code points; how far an account begins with what happened, which all say."""
_SOME = 0.25
"""Share of its words said elsewhere from which on a sentence may say what happened."""
_LEAST = 0.1
_TOKEN = re.compile(r"\d[\d.,]*|[^\W\d_][\w’'.-]*")
_NO_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_NUMBER = r"(?<![\d.,])(\d[\d.,]{0,20})"
_AMOUNT = re.compile(rf"[$€£]\s?{_NUMBER}|{_NUMBER}\s?(?:%|percent|per cent|million|billion)", re.I)
_QUOTED = re.compile(r'["“”„«]')
_ENDED = re.compile(r"""[.!?…。！？]["'”’»)\]]*$""")
Weigher = Callable[[Key], float]


class Account(Struct, frozen=True):
    text: str
    paragraphs: tuple[tuple[Span, ...], ...]
    """Sentences of each paragraph that tells something."""


class Sentence(Struct, frozen=True):
    span: Span
    said_by: dict[int, int]
    """For each other account that says it, its sentence, counted over all its paragraphs."""
    alone: bool
    """No account of another voice says it."""


Paragraph = tuple[Sentence, ...]


def make_account(briefing: Briefing, section: Section) -> Account:
    """Without headings, bylines and what is folded away as clutter."""
    document = briefing.document
    body, blocks = section_body(document, section), document.blocks
    at = bisect_left(blocks, body.start, key=_start_of)
    told: list[Block] = []
    while at < len(blocks) and blocks[at].span.start < body.end:
        if _tells(blocks[at], document.text, section.folded):
            told.append(blocks[at])
        at += 1
    starts = [block.span.start for block in told]
    paragraphs = []
    for unit in find_paragraphs(replace(document, blocks=tuple(told))):
        low, high = bisect_left(starts, unit.span.start), bisect_left(starts, unit.span.end)
        spans = (block.span for block in told[low:high])
        paragraphs.append(tuple(s for span in spans for s in sentence_spans(document.text, span)))
    return Account(document.text, tuple(each for each in paragraphs if each))


def find_added(accounts: Sequence[Account], known: int = 0) -> Iterator[list[Span]]:
    """Of each account from `known` on, the paragraphs that say what none before it says."""
    told = [Told(account) for account in accounts]
    weigh = weigh_words(told)
    for number in range(known, len(told)):
        mine, before = told[number], told[:number]
        yield [
            Span(mine.spans[low].start, mine.spans[high - 1].end)
            for low, high in mine.paragraphs
            if any(says_new(mine, place, before, weigh) for place in range(low, high))
        ]


def compare_accounts(
    accounts: Sequence[Account], voices: Sequence[int]
) -> tuple[tuple[Paragraph, ...], ...]:
    told = [Told(account) for account in accounts]
    weigh = weigh_words(told)

    def paragraphs(number: int) -> Iterator[Paragraph]:
        for low, high in told[number].paragraphs:
            yield tuple(_sentence(place, number, told, voices, weigh) for place in range(low, high))

    return tuple(tuple(paragraphs(number)) for number in range(len(told)))


class Told:
    def __init__(self, account: Account) -> None:
        self.text = account.text
        ends = list(accumulate(map(len, account.paragraphs)))
        self.paragraphs = list(pairwise((0, *ends)))
        """The first sentence of each, and the one after its last."""
        self.spans = [span for sentences in account.paragraphs for span in sentences]
        self.words = [_words(span.of(account.text)) for span in self.spans[:_LONGEST]]
        self.words += [frozenset()] * (len(self.spans) - len(self.words))
        nothing = frozenset[Key]()
        self.pairs = [one | after for one, after in pairwise([*self.words, nothing])]
        self.pairs += self.words[:1]
        """Of each sentence with the next one; of the one before the first with it."""
        self.holding: defaultdict[Key, list[int]] = defaultdict(list)
        for number, words in enumerate(self.words):
            for key in words:
                self.holding[key].append(number)

    def nearest(self, words: frozenset[Key], weigh: Weigher) -> tuple[int, float]:
        """The sentence that says most of the words, alone or with a neighbour, and their weight."""
        shared: defaultdict[int, float] = defaultdict(float)
        for key in words:
            held = self.holding.get(key, ())
            if len(held) <= _COMMON:
                weight = weigh(key)
                for number in held:
                    shared[number] += weight
        best, most = -1, 0.0
        for number in sorted(sorted(shared), key=shared.__getitem__, reverse=True)[:_TRIED]:
            for start in (number - 1, number):
                if (weight := sum(map(weigh, words & self.pairs[start]))) > most:
                    best, most = number, weight
        return best, most


def weigh_words(told: Sequence[Told]) -> Weigher:
    rarity = Rarity({}, 0)
    counts = Counter(key for each in told for words in each.words for key in words)
    total = sum(len(each.words) for each in told)
    return {
        key: math.sqrt(rarity.of(key) * max(_LEAST, math.log((total + 1) / (count + 0.5))))
        for key, count in counts.items()
    }.__getitem__


def features(told: Told, number: int, others: Sequence[Told], weigh: Weigher) -> tuple[float, ...]:
    """Of a sentence, compared with other accounts; in the order of `NAMES`."""
    return _features(told, number, _together(told, number, others, weigh), others, weigh)


def _features(
    told: Told, number: int, together: float, others: Sequence[Told], weigh: Weigher
) -> tuple[float, ...]:
    words, span = told.words[number], told.spans[number]
    whole = sum(map(weigh, words)) or 1.0
    scattered = sum(weigh(key) for key in words if any(key in each.holding for each in others))
    return (
        together / whole,
        scattered / whole,
        (whole - together) / 10,
        (whole - scattered) / 10,
        float(bool(_QUOTED.search(span.of(told.text)))),
        math.exp((told.spans[0].start - span.start) / _LEAD) * min(1.0, scattered / whole / _SOME),
    )


def says_new(mine: Told, place: int, others: Sequence[Told], weigh: Weigher) -> bool:
    return _is_new(mine, place, _together(mine, place, others, weigh), others, weigh)


def _is_new(
    mine: Told, place: int, together: float, others: Sequence[Told], weigh: Weigher
) -> bool:
    if len(mine.words[place]) < _FEWEST or not others:
        return len(mine.words[place]) >= _FEWEST
    amounts = _AMOUNT.finditer(mine.spans[place].of(mine.text))
    keys = (key_of(_plain(found[1] or found[2])) for found in amounts)
    if any(all(key not in each.holding for each in others) for key in keys):
        return True
    return NEW.probability(_features(mine, place, together, others, weigh)) >= _NEW_AT


def _together(mine: Told, place: int, others: Sequence[Told], weigh: Weigher) -> float:
    return max((each.nearest(mine.words[place], weigh)[1] for each in others), default=0.0)


def _sentence(
    place: int, number: int, told: Sequence[Told], voices: Sequence[int], weigh: Weigher
) -> Sentence:
    mine = told[number]
    words = mine.words[place]
    near = {n: told[n].nearest(words, weigh) for n in range(len(told)) if n != number}
    enough = _SAID_AT * sum(map(weigh, words))
    said_by = {n: found for n, (found, weight) in near.items() if weight >= enough > 0}
    others = [n for n in near if voices[n] != voices[number]]
    together = max((near[n][1] for n in others), default=0.0)
    alone = _is_new(mine, place, together, [told[n] for n in others], weigh)
    return Sentence(mine.spans[place], said_by, alone)


def _words(text: str) -> frozenset[Key]:
    found: set[str] = set()
    for word in _TOKEN.findall(fold_accents(text)):
        if _NO_SPACES.search(word):
            found.update(word[at : at + 2] for at in range(max(1, len(word) - 1)))
        elif word[0].isdigit():
            found.add(_plain(word))
        elif word not in FUNCTION_WORDS and len(word) > 2:
            found.add(stem_word(word))
    return frozenset(map(key_of, found))


def _plain(number: str) -> str:
    return number.replace(",", "").rstrip(".")


def _tells(block: Block, text: str, folded: Sequence[Span]) -> bool:
    if block.kind in (BlockKind.HEADING, BlockKind.RULE):
        return False
    if any(fold.overlaps(block.span) for fold in folded):
        return False
    words = block.span.of(text).strip()
    if block.kind is BlockKind.PARAGRAPH and len(words) <= _LABEL and not _ENDED.search(words):
        return False
    short = len(words) <= _FURNITURE
    return not (short and (BOILERPLATE.fullmatch(words) or CREDIT.fullmatch(words)))


def _start_of(block: Block) -> int:
    return block.span.start
