from functools import lru_cache

_ALIKE = {
    "'": "\u2018\u2019\u201a\u201b\u2032`\u00b4",
    '"': "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
    " ": "\n\t\r\u00a0\u2007\u202f\u2009\u200a\u3000\u200b\u2028\u2029",
    "i": "\u0130",
    "\u03c3": "\u03c2",
}


def normalize_typography(text: str) -> str:
    """Lower case, with one kind of space, dash and quote; offsets stay valid."""
    return _normalize_cached(text) if len(text) > _SMALL else _normalize(text)


def _normalize(text: str) -> str:
    for one, others in _ALIKE.items():
        for other in others:
            text = text.replace(other, one)
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


_SMALL = 10_000
"""Code points up to which normalizing is as fast as a cache lookup."""
_normalize_cached = lru_cache(maxsize=2)(_normalize)
"""Two entries: annotations are moved between two texts."""
