import re

_WORD = re.compile(r"[^\W\d_]{3,}|\b[A-Z]{2}\b|[\u2e80-\uffff]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+\Z|\S+@\S+\Z")
_FORMULA = re.compile(r"[=~{}^√∑∫≈≤≥±∂∞]")
_PLAIN = 4
"""Words from which on a line with signs may be none of a formula."""


def says_something(text: str) -> bool:
    """False for formulas, letters of figures, addresses, and the rest of a sentence."""
    words = _WORD.findall(text)
    if not words or _ADDRESS.match(text) or (len(words) < _PLAIN and _FORMULA.search(text)):
        return False
    return len(words) < _PLAIN or not text[0].islower() or text[-1] in "?!"
