from functools import lru_cache

from msgspec import Struct

from briefing.analysis.ner.sentences import Sentence
from briefing.analysis.tokenizer import split_words


class WordPieces(Struct, frozen=True):
    ids: list[int]
    cases: list[int]
    steps: list[int]
    """NEXT, CONTINUES or OPENS."""
    spans: list[tuple[int, int]]


NEXT, CONTINUES, OPENS = 0, 1, 2
"""A new word, the rest of a word, the first word of a line."""


@lru_cache(maxsize=20_000)
def letter_case(word: str) -> int:
    """1 lower, 2 Title, 3 UPPER, 4 mixed, 5 digits, 6 punctuation, 7 one capital."""
    if any(c.isdigit() for c in word):
        return 5
    if not any(c.isalpha() for c in word):
        return 6
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 7
    return 2 if word[0].isupper() and word[1:].islower() else 4


def encode(sentence: Sentence) -> WordPieces:
    """Uncased."""
    ids: list[int] = []
    cases: list[int] = []
    steps: list[int] = []
    spans: list[tuple[int, int]] = []
    for at, word in split_words(sentence.text):
        if not word.ids:
            continue
        start, more = sentence.start + at, len(word.ids) - 1
        case = letter_case(word.text[word.spans[0][0] : word.spans[-1][1]])
        ids += word.ids
        cases += [case] * (more + 1)
        steps += [NEXT, *[CONTINUES] * more] if more else [NEXT]
        spans += [(start + first, start + end) for first, end in word.spans]
    if steps and sentence.opens:
        steps[0] = OPENS
    return WordPieces(ids, cases, steps, spans)
