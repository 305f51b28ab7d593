"""Guesses the language of a text by its most frequent words."""

import re

SAMPLE = 1 << 13
"""Characters examined."""
_FEWEST = 20
"""Words needed for a guess."""
_SHARE = 0.12
"""Least share of listed words; running text in any of these languages has a fifth or more."""

_COMMON = {
    "en": "the of and to in is that for with was on as are by it at from be this have not they his",
    "de": "der die das und ist nicht mit von den ein eine zu im auf für sich dem des auch es an werden",
    "fr": "le les des et est une dans que pour du qui pas sur au ne par il plus ce sont avec en la un",
    "es": "el los las que y en una por con del se para es no al lo como más su la un de",
    "pt": "o os que e em uma não para com do da na no as se mais por ao dos um de",
    "it": "il di che e la per un non con del una i sono della da gli si nel al è le",
    "nl": "het een van en de dat niet met op zijn te voor is aan er ook door naar bij om",
    "sv": "och att det som en på är av för med den till inte har de ett om var från men",
}
_LANGUAGES = {
    word: [code for code, words in _COMMON.items() if word in words.split()]
    for word in {word for words in _COMMON.values() for word in words.split()}
}
_WORD = re.compile(r"[^\W\d_]+")


def guess_language(text: str) -> str | None:
    words = _WORD.findall(text[:SAMPLE].lower())
    counts = dict.fromkeys(_COMMON, 0)
    for word in words:
        for code in _LANGUAGES.get(word, ()):
            counts[code] += 1
    (first, best), (_, second) = sorted(counts.items(), key=lambda item: -item[1])[:2]
    clear = len(words) >= _FEWEST and best >= _SHARE * len(words) and best * 4 >= second * 5
    return first if clear else None
