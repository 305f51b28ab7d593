"""Runs what `training/web/network.py` learned."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

_CLIP = 4.0


@cache
def load_networks() -> list[dict[str, Any]]:
    import numpy as np

    data = files(__package__).joinpath("weights", "main_content.npz").read_bytes()
    networks: dict[str, dict[str, Any]] = {}
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        for name in arrays.files:
            number, _, layer = name.partition(".")
            networks.setdefault(number, {})[layer] = arrays[name].astype(np.float32)
    return list(networks.values())


def run_networks(
    networks: Sequence[Mapping[str, Any]], rows: Sequence[Sequence[float]]
) -> list[float]:
    import numpy as np

    raw = np.array(rows, dtype=np.float32)
    x = np.sign(raw) * np.log1p(np.abs(raw))
    odds = [_run(network, x) for network in networks]
    return [float(p) for p in np.mean(odds, axis=0)]


def _run(network: Mapping[str, "Array"], rows: "Array") -> "Array":
    import numpy as np

    x = np.clip((rows - network["mean"]) / network["spread"], -_CLIP, _CLIP)
    first = _gelu(x @ network["in.weight"].T + network["in.bias"])
    y, layer = first, 0
    while f"conv{layer}.weight" in network:
        y = y + _gelu(_convolve(network, layer, _normalize(network, layer, y)))
        layer += 1
    page = np.broadcast_to(y.mean(axis=0), y.shape)
    hidden = np.hstack([first, y, page]) @ network["hidden.weight"].T + network["hidden.bias"]
    said = _gelu(hidden) @ network["out.weight"].T + network["out.bias"]
    return np.asarray(1 / (1 + np.exp(-np.clip(said[:, 0], -30, 30))))


def _normalize(network: Mapping[str, "Array"], layer: int, y: "Array") -> "Array":
    import numpy as np

    spread = np.sqrt(y.var(axis=1, keepdims=True) + 1e-5)
    scaled = (y - y.mean(axis=1, keepdims=True)) / spread
    return np.asarray(scaled * network[f"norm{layer}.weight"] + network[f"norm{layer}.bias"])


def _convolve(network: Mapping[str, "Array"], layer: int, y: "Array") -> "Array":
    import numpy as np

    apart, weight = 2**layer, network[f"conv{layer}.weight"]
    padded = np.pad(y, ((apart, apart), (0, 0)))
    taps = (padded[: len(y)], y, padded[2 * apart :])
    found = sum(tap @ weight[:, :, k].T for k, tap in enumerate(taps))
    return np.asarray(found + network[f"conv{layer}.bias"])


def _gelu(x: "Array") -> "Array":
    """Hendrycks and Gimpel (2016), with tanh."""
    import numpy as np

    return np.asarray(0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x * x * x))))
