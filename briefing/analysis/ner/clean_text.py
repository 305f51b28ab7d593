import re

_TYPOGRAPHY = str.maketrans(
    "‘’‚‛“”„‟′″‐‑‒–—―−\u00a0\u2002\u2003\u2009\u202f", "''''\"\"\"\"'\"-------     "
)
LONGEST = 200
"""Characters; longer tokens are code or base64."""
_LONG = re.compile(rf"(?<!\S)\S{{{LONGEST + 1},}}")
_RUN = re.compile(r"(?:[^\w\s]|_){4,10000}")


def plain_for_recognition(text: str) -> str:
    """ASCII punctuation; long tokens and runs of punctuation are blanked. Offsets stay valid."""
    text = text.translate(_TYPOGRAPHY)
    text = _RUN.sub(lambda run: run[0][:3] + " " * (len(run[0]) - 3), text)
    return _LONG.sub(lambda token: " " * len(token[0]), text)
