import re

from briefing.analysis.entities.lexicon import ARTICLES, CORPORATE, LINKS
from briefing.analysis.entities.person_name import name_words
from briefing.model.folding import fold_accents

_ACRONYM = re.compile(r"(?:[^\W\d_]\.){2,}(?:[^\W\d_])?|[^\W\d_a-z]{2,7}(?:-\d+)?|[A-Z]+&[A-Z]+")
_DEFINED = re.compile(r"\s?[(\[](?:the\s)?[“\"']?")


def make_acronym(form: str) -> str:
    bare = form.removesuffix("'s").removesuffix("’s")
    return re.sub(r"\W", "", fold_accents(bare)) if _ACRONYM.fullmatch(bare) else ""


def initials(form: str) -> frozenset[str]:
    words = [w for w in name_words(form) if w not in ARTICLES]
    while len(words) > 1 and words[-1] in CORPORATE:
        words.pop()
    if words[-1:] in (["department"], ["ministry"]):
        words = [words[-1], "of", *words[:-1]]
    bare = words[2:] if words[:2] in (["u", "s"], ["u", "k"]) else words[1:]
    found = [words, [w for w in words if w not in LINKS]]
    if words[:1] in (["u"], ["us"], ["uk"]):
        found += [bare, [w for w in bare if w not in LINKS]]
    return frozenset("".join(w[0] for w in some) for some in found if len(some) > 1)


def defines_acronym(text: str, full_end: int, short_start: int) -> bool:
    return 0 < short_start - full_end <= 8 and bool(_DEFINED.fullmatch(text[full_end:short_start]))
