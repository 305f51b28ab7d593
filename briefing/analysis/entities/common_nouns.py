import re
from collections.abc import Iterable, Iterator

from briefing.model import EntityKind, Mention
from briefing.model.english_words import known_words

_ONE_WORD = re.compile(r"[^\W\d_][a-z]{3,}")
_SMALL = re.compile(r"(?<![\w’'-])[a-z]{4,}(?![\w’'-])")


def drop_common_nouns(text: str, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Leaves out organizations such as "Manufacturers" at the start of a sentence."""
    return tuple(_names(text, mentions))


def _names(text: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
    small: frozenset[str] | None = None
    common: dict[str, bool] = {}
    for mention in mentions:
        word = mention.span.of(text)
        if mention.kind is EntityKind.ORGANIZATION and _ONE_WORD.fullmatch(word):
            if small is None:
                small = frozenset(_SMALL.findall(text))
            if word not in common:
                common[word] = _is_common(text, word, small)
            if common[word]:
                continue
        yield mention


def _is_common(text: str, word: str, small: frozenset[str]) -> bool:
    if word.islower():
        return word in known_words()
    if word.lower() not in small:
        return False
    return re.search(rf"(?<![\w’'-])[a-z]+,? {word}\b", text) is None
