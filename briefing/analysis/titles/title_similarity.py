from typing import TYPE_CHECKING

from briefing.analysis.segmentation.word_vectors import embed_words
from briefing.analysis.titles.noun_phrases import tag_sentences

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

NAMES = (
    "near",
    "near as written",
    "near the first sentence",
    "near the overview",
    "nearer than to others",
)
_MOST = 4000


def title_similarity(
    texts: list[str], overview: str, phrases: list[list[str]]
) -> list[list[list[float]]]:
    """Per section and phrase, values in the order of NAMES."""
    import numpy as np

    n = len(texts)
    firsts = [_first_sentence(text) for text in texts]
    every = [phrase for own in phrases for phrase in own]
    read = [text[:_MOST] for text in texts] + firsts + [overview[:_MOST]] + every
    found = embed_words(read, phrases=True).astype(np.float64)
    plain, centred = _normal(found), _normal(found - found[:n].mean(0))
    named = _normal(found[2 * n + 1 :] - found[2 * n + 1 :].mean(0)) if every else found[:0]
    rows: list[list[list[float]]] = []
    at = 0
    for k, own in enumerate(phrases):
        here = slice(2 * n + 1 + at, 2 * n + 1 + at + len(own))
        beside = named[at : at + len(own)] @ centred[:n].T
        others = np.delete(beside, k, axis=1)
        margin = beside[:, k] - others.max(1) if n > 1 and own else np.zeros(len(own))
        columns = [
            centred[here] @ centred[k],
            plain[here] @ plain[k],
            plain[here] @ plain[n + k],
            plain[here] @ plain[2 * n],
            margin,
        ]
        rows.append(np.stack(columns, axis=1).tolist())
        at += len(own)
    return rows


def _normal(vectors: "Array") -> "Array":
    import numpy as np

    result: Array = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return result


def _first_sentence(text: str) -> str:
    for tokens in tag_sentences(text[:1000]):
        return text[tokens[0].start : tokens[-1].end]
    return text[:200]
