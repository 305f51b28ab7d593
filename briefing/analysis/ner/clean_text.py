"""Text as the recognisers see it: of the same length, with what would slow or confuse them replaced."""

import re

_TYPOGRAPHY = str.maketrans(
    "‘’‚‛“”„‟′″‐‑‒–—―−\u00a0\u2002\u2003\u2009\u202f", "''''\"\"\"\"'\"-------     "
)
LONGEST = 200
"""Characters of the longest token that is looked at; a longer one (code, base64) is no name."""
_LONG = re.compile(rf"(?<!\S)\S{{{LONGEST + 1},}}")
_RUN = re.compile(r"(?:[^\w\s]|_){4,10000}")


def plain_for_recognition(text: str) -> str:
    """`text` with typographic marks made ASCII, long tokens and runs of punctuation blanked.

    Every character is replaced by one, so offsets stay.
    """
    text = text.translate(_TYPOGRAPHY)
    text = _RUN.sub(lambda run: run[0][:3] + " " * (len(run[0]) - 3), text)
    return _LONG.sub(lambda token: " " * len(token[0]), text)
