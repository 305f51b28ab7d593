"""Static word vectors for paragraphs, a data file of the `wordllama` distribution (MIT); its code is not imported."""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.errors import InstallationError
from briefing.resources import existing_file

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]
    Table = NDArray[np.float16]

_WEIGHTS = "weights/l2_supercat_256.safetensors"
_MOST = 4000
"""Characters of a text."""
_TOGETHER = 64
"""Texts processed at once."""
_KEPT = 1024
"""Texts whose tokens are kept."""
_known: "dict[str, NDArray[np.int64]]" = {}
_TOKENIZER = "tokenizers/l2_supercat_tokenizer_config.json"


def _folder() -> Path:
    spec = find_spec("wordllama")
    if spec is None or not spec.submodule_search_locations:
        raise InstallationError("The Python package wordllama is missing; install Briefing again.")
    return Path(spec.submodule_search_locations[0])


@cache
def _tokenizer() -> Any:
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(existing_file(_folder() / _TOKENIZER)))


@cache
def _table() -> "Table":
    """Token vectors, 32,000 x 256, from a safetensors file."""
    import numpy as np

    data = (_folder() / _WEIGHTS).read_bytes()
    size = int.from_bytes(data[:8], "little")
    entry = json.loads(data[8 : 8 + size])["embedding.weight"]
    flat = np.frombuffer(data, np.float16, offset=8 + size + entry["data_offsets"][0])
    return flat[: entry["shape"][0] * entry["shape"][1]].reshape(entry["shape"])


def embed_words(texts: list[str]) -> "Matrix":
    """One vector per text: the mean of its token vectors, weighted by their rarity in these texts."""
    import numpy as np

    ids = _token_ids([text[:_MOST] for text in texts])
    seen = np.zeros(len(_table()), dtype=np.float32)
    for row in ids:
        seen[np.unique(row)] += 1
    weight = np.log((len(texts) + 1) / (seen + 0.5)).clip(0.05)
    parts = [_means(ids[i : i + _TOGETHER], weight) for i in range(0, len(ids), _TOGETHER)]
    return np.vstack(parts) if parts else np.zeros((0, _table().shape[1]), dtype=np.float32)


def _token_ids(texts: list[str]) -> "list[NDArray[np.int64]]":
    import numpy as np

    new = [text for text in dict.fromkeys(texts) if text not in _known]
    encoded = _tokenizer().encode_batch_fast(new, add_special_tokens=False) if new else []
    found = {t: np.asarray(e.ids, dtype=np.int64) for t, e in zip(new, encoded, strict=True)}
    ids = [found[text] if text in found else _known[text] for text in texts]
    if len(_known) + len(found) > _KEPT:
        _known.clear()
    _known.update(found)
    return ids


def _means(ids: "list[NDArray[np.int64]]", weight: "NDArray[np.float32]") -> "Matrix":
    import numpy as np

    table = _table()
    means: Matrix = np.zeros((len(ids), table.shape[1]), dtype=np.float32)
    flat = np.concatenate([np.zeros(0, dtype=np.int64), *ids])
    used, places = np.unique(flat, return_inverse=True)
    found, share = table[used].astype(np.float32)[places], weight[flat]
    end = 0
    for i, row in enumerate(ids):
        start, end = end, end + len(row)
        if len(row):
            means[i] = share[start:end] @ found[start:end] / share[start:end].sum()
    return means
