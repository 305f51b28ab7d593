import re
from collections.abc import Iterable, Iterator

from briefing.model import EntityKind, Mention
from briefing.model.english_words import known_words

_ONE_WORD = re.compile(r"[^\W\d_][a-z]{3,}")
_SMALL = re.compile(r"(?<![\w’'-])[a-z]{4,}(?![\w’'-])")
_INSIDE = re.compile(r"(?<![\w’'-])[a-z]+,? ([^\W\d_][a-z]{3,})")
"""A word behind one in small letters, so within a sentence."""


def drop_common_nouns(text: str, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Leaves out organizations such as "Manufacturers" at the start of a sentence."""
    return tuple(_names(text, mentions))


def _names(text: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
    words: _Words | None = None
    for mention in mentions:
        word = mention.span.of(text)
        if mention.kind is EntityKind.ORGANIZATION and _ONE_WORD.fullmatch(word):
            words = words or _Words(text)
            if words.is_noun(word):
                continue
        yield mention


class _Words:
    def __init__(self, text: str) -> None:
        self._small = frozenset(_SMALL.findall(text))
        self._inside = frozenset(_INSIDE.findall(text))

    def is_noun(self, word: str) -> bool:
        if word.islower():
            return word in known_words()
        return word.lower() in self._small and word not in self._inside
