import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from msgspec import Struct
from tokenizers import Tokenizer

from briefing.analysis.ner.sentences import Sentence
from briefing.resources import existing_file


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


class Encoder:
    """Uncased WordPiece."""

    def __init__(self, path: Path) -> None:
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        self._tokenizer = Tokenizer.from_file(str(existing_file(path)))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def encode(self, sentences: Sequence[Sentence]) -> list[WordPieces]:
        texts = [sentence.text for sentence in sentences]
        encodings = self._tokenizer.encode_batch(texts, add_special_tokens=False)
        return [
            _pieces(sentence, encoding.ids, encoding.tokens, encoding.offsets)
            for sentence, encoding in zip(sentences, encodings, strict=True)
        ]


def _pieces(
    sentence: Sentence, ids: list[int], tokens: list[str], offsets: list[tuple[int, int]]
) -> WordPieces:
    steps = [CONTINUES if token.startswith("##") else NEXT for token in tokens]
    cases: list[int] = []
    for index, step in enumerate(steps):
        if step == NEXT or not cases:
            end = index + 1
            while end < len(steps) and steps[end] == CONTINUES:
                end += 1
            case = letter_case(sentence.text[offsets[index][0] : offsets[end - 1][1]])
        cases.append(case)
    if steps and sentence.opens:
        steps[0] = OPENS
    spans = [(sentence.start + start, sentence.start + end) for start, end in offsets]
    return WordPieces(ids, cases, steps, spans)
