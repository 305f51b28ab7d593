import re

from briefing.analysis.entities.lexicon import word_set
from briefing.model import Span

_REACH = 120
"""Code points on either side of a date in which its verb is looked for."""
_WORD = re.compile(r"[^\W\d_]+(?:['’](?:ll|t|s|re|ve))?")
_AHEAD = word_set(
    "will won't would shall scheduled expected planned planning slated due upcoming deadline "
    "hopes intends going until till expire expires ahead begins starts opens takes faces must "
    "should can could may set tomorrow coming gives"
)
_PAST = word_set(
    "was were had did didn't wasn't said told took went made came won lost began met held left "
    "wrote spoke has have been gave saw got found called ran fell rose grew shot sent put died "
    "sold became brought fought fired drew thought knew showed rejected ago earlier since"
)


def leans_ahead(text: str, sentence: Span, span: Span) -> int:
    """1 if what happens on a date is to come, -1 if it is past, 0 if nothing tells."""
    before = text[max(sentence.start, span.start - _REACH) : span.start]
    after = text[span.end : min(sentence.end, span.end + _REACH)]
    told = [
        (at * weight, -lean)
        for words, weight in ((_words(before)[::-1], 2), (_words(after), 4))
        for at, word in enumerate(words, 1)
        if (lean := _lean(word)) and not (lean < 0 and words[at : at + 1] == ["be"])
    ]
    return -min(told)[1] if told else 0


def _words(text: str) -> list[str]:
    return [match.group().replace("’", "'") for match in _WORD.finditer(text)]


def _lean(word: str) -> int:
    if word in _AHEAD or word.endswith("'ll"):
        return 1
    if word in _PAST or (len(word) > 4 and word.endswith("ed") and word.islower()):
        return -1
    return 0
