"""Recognises copies of one text, though cut, reordered or with another beginning.

A sketch keeps the same fraction of all shingles of a text (FracMinHash, Irber and others 2022), so that two sketches tell
the share of one text in another.
"""

import re
from zlib import crc32

from briefing.model.folding import fold_accents

Sketch = tuple[int, ...]

_WORD = re.compile(r"[^\W_]+")
_SHINGLE = 5
"""Words."""
_EVERY = 4
"""One shingle of four is kept."""
_FEWEST = 8
"""Kept shingles of the shorter text; fewer tell nothing."""
COPIED_AT = 0.5
"""Share of the shorter text in the longer."""


def sketch(text: str) -> Sketch:
    words = _WORD.findall(fold_accents(text))
    joined = (" ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1))
    hashes = {crc32(each.encode()) for each in joined}
    return tuple(sorted(each for each in hashes if each % _EVERY == 0))


def is_copy(one: Sketch, other: Sketch) -> bool:
    shorter = min(len(one), len(other))
    return shorter >= _FEWEST and len({*one} & {*other}) >= COPIED_AT * shorter
