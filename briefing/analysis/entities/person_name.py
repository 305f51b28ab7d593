import re
from functools import lru_cache

from msgspec import Struct

from briefing.analysis.entities.first_names import GIVEN
from briefing.analysis.entities.lexicon import ARTICLES, FEMALE, HONORIFICS, MALE, SUFFIXES, TITLES
from briefing.analysis.entities.nicknames import same_first_name
from briefing.model.folding import fold_accents

_WORD = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*")
_DOTTED = re.compile(r"\b((?:[^\W\d_]\.){2,})")


@lru_cache(4096)
def name_words(text: str) -> tuple[str, ...]:
    """Folded words; "J.K." or "JK" before another word is two initials."""
    spaced = _DOTTED.sub(
        lambda m: " ".join(m.group(1).replace(".", " ").split()) + " ", fold_accents(text)
    )
    return tuple(word.removesuffix("'s") for word in _WORD.findall(spaced))


class PersonName(Struct, frozen=True):
    """Folded words without titles and suffixes."""

    words: tuple[str, ...]
    suffix: str = ""
    titles: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        return self.words[-1] if self.words else ""

    @property
    def rank(self) -> str:
        titles = [t for t in self.titles if t not in HONORIFICS]
        return " ".join(titles)

    @property
    def gender(self) -> str:
        given = GIVEN.get(self.words[0], "") if len(self.words) > 1 else ""
        return guess_gender(self.titles) or given


def guess_gender(titles: tuple[str, ...]) -> str:
    if any(t in FEMALE for t in titles):
        return "f"
    return "m" if any(t in MALE for t in titles) else ""


@lru_cache(4096)
def parse_person_name(text: str, before: str = "") -> PersonName:
    words = [w for w in name_words(text) if w not in ARTICLES]
    inner: list[str] = []
    while len(words) > 1 and words[0] in TITLES:
        inner.append(words.pop(0))
    suffix = ""
    while len(words) > 1 and words[-1] in SUFFIXES:
        suffix = words.pop()
    return PersonName(tuple(words), suffix, find_titles_before(before) + tuple(inner))


def find_titles_before(before: str) -> tuple[str, ...]:
    found: list[str] = []
    for word in reversed(re.split(r"[\s]+", before.rstrip())[-4:]):
        bare = fold_accents(word).rstrip(".")
        if bare not in TITLES or (word and word[-1] in ",;:!?"):
            break
        found.append(bare)
    return tuple(reversed(found))


def compatible_names(a: PersonName, b: PersonName) -> bool:
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return False
    if a.words == b.words or sorted(a.words) == sorted(b.words):
        return True
    short, long = sorted((a.words, b.words), key=len)
    if long[-len(short) :] == short:
        return True
    if a.family != b.family:
        return False
    return _leaves_out(short, long) or _same_given(a.words[:-1], b.words[:-1])


def _leaves_out(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Initials tell people apart."""
    return set(short) <= set(long) and all(len(word) > 1 for word in set(long) - set(short))


def _same_given(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return all(same_first_name(x, y) for x, y in zip(a, b, strict=False))
