"""Which words of several accounts of one story say what the others do not say."""

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from briefing.analysis.segmentation.boilerplate_patterns import BOILERPLATE, CREDIT
from briefing.analysis.segmentation.paragraphs import find_paragraphs
from briefing.analysis.segmentation.stems import FUNCTION_WORDS, stem_word
from briefing.analysis.sentence_spans import sentence_spans
from briefing.library.stories.same_story import Rarity
from briefing.library.stories.terms import Key, key_of
from briefing.model import Block, BlockKind, Briefing, Section, Span
from briefing.model.folding import fold_accents
from briefing.model.section import section_body

_TOKEN = re.compile(r"\d[\d.,]*|[^\W\d_][\w’'.-]*")
_NO_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_SAID_AT = 0.55
"""Share of a sentence's rare words that two sentences in a row of another account have, for it to say the same."""
_SCATTERED_AT = 0.9
"""The same share for an account as a whole."""
_FEWEST = 3
"""Words beyond those said before; fewer add nothing."""
_COMMON = 60
"""Sentences of an account; a word in more of them finds no sentence."""
_FURNITURE = 400
"""Code points; longer paragraphs are no bylines or links."""
_LONGEST = 1500
"""Sentences of an account that are compared."""
_TRIED = 4
"""Sentences with the most of the words."""
_LEAST = 0.1
Weigher = Callable[[Key], float]


class Account(Struct, frozen=True):
    text: str
    paragraphs: tuple[tuple[Span, ...], ...]
    """Sentences of each paragraph that tells something."""


class Sentence(Struct, frozen=True):
    span: Span
    said_by: dict[int, int]
    """For each account that says it as well, its sentence, counted over all its paragraphs."""
    adds: bool
    """Whether the accounts before do not say it."""


class Passage(Struct, frozen=True):
    """A paragraph."""

    span: Span
    sentences: tuple[Sentence, ...]

    @property
    def adds(self) -> bool:
        return any(each.adds for each in self.sentences)


def make_account(briefing: Briefing, section: Section) -> Account:
    """Without headings, bylines and what is folded away as clutter."""
    document = briefing.document
    body, blocks = section_body(document, section), document.blocks
    at = bisect_left(blocks, body.start, key=_start_of)
    within: list[Block] = []
    while at < len(blocks) and blocks[at].span.start < body.end:
        within.append(blocks[at])
        at += 1
    told = [block for block in within if _tells(block, document.text, section.folded)]
    units = find_paragraphs(replace(document, blocks=tuple(told)))
    starts = [block.span.start for block in told]
    paragraphs = []
    for unit in units:
        low, high = bisect_left(starts, unit.span.start), bisect_left(starts, unit.span.end)
        spans = (block.span for block in told[low:high])
        paragraphs.append(tuple(s for span in spans for s in sentence_spans(document.text, span)))
    return Account(document.text, tuple(each for each in paragraphs if each))


def compare_accounts(accounts: Sequence[Account]) -> tuple[tuple[Passage, ...], ...]:
    """The passages of each account, in its order; takes time linear in the length of the accounts.

    Of an account, `Passage.adds` tells whether the accounts before it, in the order given, leave it unsaid.
    """
    told = [_Told(account) for account in accounts]
    weigh = _weights(told)
    return tuple(_passages(number, told, weigh) for number in range(len(told)))


class _Told:
    """The words of an account's sentences."""

    def __init__(self, account: Account) -> None:
        self.paragraphs = account.paragraphs
        spans = [span for sentences in account.paragraphs for span in sentences]
        self.words = [_words(span.of(account.text)) for span in spans[:_LONGEST]]
        self.words += [frozenset()] * (len(spans) - len(self.words))
        self.holding: defaultdict[Key, list[int]] = defaultdict(list)
        for number, words in enumerate(self.words):
            for key in words:
                self.holding[key].append(number)

    def nearest(self, words: frozenset[Key], weigh: Weigher) -> tuple[int, frozenset[Key]]:
        """The sentence that says most of the words, alone or with a neighbour, and those said."""
        shared: defaultdict[int, float] = defaultdict(float)
        for key in words:
            held = self.holding.get(key, ())
            if len(held) <= _COMMON:
                for number in held:
                    shared[number] += weigh(key)
        best, most, said = -1, 0.0, frozenset[Key]()
        for number in sorted(shared, key=lambda n: (-shared[n], n))[:_TRIED]:
            for start in (number - 1, number):
                both = words & frozenset().union(*self.words[max(0, start) : start + 2])
                if (weight := sum(map(weigh, both))) > most:
                    best, most, said = number, weight, both
        return best, said


def _weights(told: Sequence[_Told]) -> Weigher:
    """Words are weighed by their rarity in general and in these sentences."""
    rarity = Rarity({}, 0)
    counts = Counter(key for each in told for words in each.words for key in words)
    total = sum(len(each.words) for each in told)
    weight = {
        key: math.sqrt(rarity.of(key) * max(_LEAST, math.log((total + 1) / (count + 0.5))))
        for key, count in counts.items()
    }
    return weight.__getitem__


def _passages(number: int, told: Sequence[_Told], weigh: Weigher) -> tuple[Passage, ...]:
    words = iter(told[number].words)
    return tuple(
        Passage(
            Span(sentences[0].start, sentences[-1].end),
            tuple(_sentence(span, next(words), number, told, weigh) for span in sentences),
        )
        for sentences in told[number].paragraphs
    )


def _sentence(
    span: Span, words: frozenset[Key], number: int, told: Sequence[_Told], weigh: Weigher
) -> Sentence:
    whole = sum(map(weigh, words))
    said_by: dict[int, int] = {}
    before: set[Key] = set()
    for other, account in enumerate(told):
        if other == number:
            continue
        place, said = account.nearest(words, weigh)
        if whole and sum(map(weigh, said)) >= _SAID_AT * whole:
            said_by[other] = place
        if other < number:
            before |= words & account.holding.keys()
    known = any(other < number for other in said_by)
    scattered = sum(map(weigh, before)) >= _SCATTERED_AT * whole
    return Sentence(span, said_by, not known and not scattered and len(words - before) >= _FEWEST)


def _words(text: str) -> frozenset[Key]:
    """Stems and figures; pairs of characters where words are not spaced."""
    found: set[str] = set()
    for word in _TOKEN.findall(fold_accents(text)):
        if _NO_SPACES.search(word):
            found.update(word[at : at + 2] for at in range(max(1, len(word) - 1)))
        elif word[0].isdigit():
            found.add(word.replace(",", "").rstrip("."))
        elif word not in FUNCTION_WORDS and len(word) > 2:
            found.add(stem_word(word))
    return frozenset(map(key_of, found))


def _tells(block: Block, text: str, folded: Sequence[Span]) -> bool:
    if block.kind in (BlockKind.HEADING, BlockKind.RULE):
        return False
    if any(fold.overlaps(block.span) for fold in folded):
        return False
    words = block.span.of(text).strip()
    short = len(words) <= _FURNITURE
    return not (short and (BOILERPLATE.fullmatch(words) or CREDIT.fullmatch(words)))


def _start_of(block: Block) -> int:
    return block.span.start
