"""Vectors of texts: learned ones of word pieces, and random signs for stems, so that rare names count."""

import re
from collections import Counter
from functools import cache, lru_cache
from hashlib import shake_128
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.analysis.segmentation.stems import stem_word
from briefing.analysis.tokenizer import UNKNOWN, split_words
from briefing.resources import existing_file

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

FILE = Path(__file__).with_name("weights") / "words.npz"
_MOST = 4000
"""Characters of a text."""
_KEPT = 20_000
"""Words whose pieces are kept."""
_WORD = re.compile(r"[^\W_]+")
_SIGNS = 128
_LOUD = 0.7 / _SIGNS**0.5
_LOUDER = 1.2 / _SIGNS**0.5
# Later pieces are rarer words. Single letters come before and are of names ("U.S.") too.
_COMMONEST, _COUNTS_HALF, _RARE = 1996, 800, 30_000


@cache
def _table() -> tuple["NDArray[np.int8]", "Matrix"]:
    import numpy as np

    with np.load(existing_file(FILE)) as found:
        return found["pieces"], found["scales"].astype(np.float32)[:, None]


def embed_words(texts: list[str], *, phrases: bool = False) -> "Matrix":
    """One vector per text: the mean of its words', weighted by their rarity, in English too unless for `phrases`."""
    import numpy as np

    places: dict[str, int] = {}
    counted = [_count(text[:_MOST].lower(), places) for text in texts]
    vectors, rarity = _vectors(list(places), _LOUDER if phrases else _LOUD)
    if not phrases:
        vectors *= rarity
    seen = np.zeros(len(places), dtype=np.float32)
    for own, _ in counted:
        seen[own] += 1
    weight = np.log((len(texts) + 1) / (seen + 0.5)).clip(0.05)
    means: Matrix = np.zeros((len(texts), vectors.shape[1]), dtype=np.float32)
    for mean, (own, times) in zip(means, counted, strict=True):
        if len(own):
            share = weight[own] * times
            mean[:] = share @ vectors[own] / share.sum()
    return means


def _count(text: str, places: dict[str, int]) -> tuple["NDArray[np.int64]", "Matrix"]:
    import numpy as np

    found = Counter(_WORD.findall(text))
    own = [places.setdefault(word, len(places)) for word in found]
    return np.array(own, dtype=np.int64), np.array([*found.values()], dtype=np.float32)


def _vectors(words: list[str], loud: float) -> tuple["Matrix", "Matrix"]:
    import numpy as np

    pieces, scales = _table()
    read = [_read(word) for word in words]
    flat = np.array([i for ids, _ in read for i in ids], dtype=np.int64)
    lengths = np.array([len(ids) for ids, _ in read], dtype=np.int64)
    starts = lengths.cumsum() - lengths
    found = pieces[flat] * scales[flat]
    if len(words) < len(flat):
        found = np.add.reduceat(found, starts) / lengths[:, None]
    bits = np.frombuffer(b"".join(signs for _, signs in read), dtype=np.uint8)
    signs = np.unpackbits(bits).reshape(-1, _SIGNS).astype(np.float32) * (2 * loud) - loud
    first = flat[starts]
    rank = np.where((lengths == 1) & (first >= _COMMONEST), first - _COMMONEST + 10, _RARE)
    rarity = (rank / (rank + _COUNTS_HALF)).astype(np.float32)
    return np.hstack([found, signs]).astype(np.float32, copy=False), rarity[:, None]


@lru_cache(maxsize=_KEPT)
def _read(word: str) -> tuple[tuple[int, ...], bytes]:
    ids = tuple(i for _, part in split_words(word) for i in part.ids)
    signs = shake_128(stem_word(word).encode(errors="replace")).digest(_SIGNS // 8)
    return ids or (UNKNOWN,), signs
