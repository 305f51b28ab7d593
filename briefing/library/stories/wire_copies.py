"""Recognises copies of one text, though cut, reordered or with another beginning.

A sketch keeps the same fraction of all shingles of a text (FracMinHash, Irber and others 2022), so that two sketches tell
the share of one text in another.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from zlib import crc32

from briefing.model.folding import fold_accents

Sketch = tuple[int, ...]

UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese, which write no spaces between words."""
_WORD = re.compile(rf"{UNSPACED}|[^\W_]+")
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


def find_copies(sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Places of a copy and of its original, a longer text that is no copy itself."""
    holding: dict[int, list[int]] = {}
    ordered = sorted(range(len(sketches)), key=lambda at: -len(sketches[at]))
    for left, at in zip(range(len(ordered) - 1, -1, -1), ordered, strict=True):
        held = [holding[each] for each in sketches[at] if each in holding]
        if len(held) >= COPIED_AT * len(sketches[at]):
            shared = Counter(chain.from_iterable(held)).most_common(1)
            if shared and is_copy(sketches[at], sketches[shared[0][0]]):
                yield at, shared[0][0]
                continue
        if left:
            for each in sketches[at]:
                holding.setdefault(each, []).append(at)
