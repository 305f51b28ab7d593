import re
from functools import lru_cache

_FUNCTION = """a an the of in on and or to for with at by from as is are was be been were has have had that this
these those it its he she they we you i his her their our your my me him them us not no but if so than then there
here which who whom whose what when where why how will would can could may might should must shall do does did done
also more most some any all each every both other others another such into onto over under about above below after
before between through during up down out off only own same just new very too now still even much many few less
least while because since until although though however therefore thus yet against among within without across
per via upon like etc one two three first second last next get got make made use used using go going said say says
be being am s t re ve ll d m"""
FUNCTION_WORDS = frozenset(_FUNCTION.split())
_TOKEN = re.compile(r"[^\W\d_][\w’'.-]*")
_ENDING = re.compile(r"(?<=\w{3})(?:ations?|ments?|ness|ings?|ity|ities|ies|ers?|ed|es|ly|s)$")


@lru_cache(maxsize=65536)
def stem_word(word: str) -> str:
    word = word.lower().strip(".'’-")
    if word.endswith(("'s", "’s")):
        word = word[:-2]
    return _ENDING.sub("", word)


@lru_cache(maxsize=65536)
def _content_stem(word: str) -> str | None:
    return stem_word(word) if len(word) > 2 and word.lower() not in FUNCTION_WORDS else None


def stem_words(text: str) -> list[str]:
    return [stem for word in _TOKEN.findall(text) if (stem := _content_stem(word)) is not None]
