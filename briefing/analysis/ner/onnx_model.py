from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime

from briefing.analysis.ner.wordpieces import OPENS, WordPieces
from briefing.resources import existing_file

if TYPE_CHECKING:
    from numpy.typing import NDArray

BEGIN, END = 101, 102
"""BERT's [CLS] and [SEP], at the ends of a window."""
PIECES = 160
"""Word pieces in a batch, with padding: one full window. 2,048 took 130 MB more and 28 % more time.
"""


class OnnxModel:
    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(existing_file(path)), options, providers=["CPUExecutionProvider"]
        )

    def logits(self, windows: Sequence[WordPieces]) -> NDArray[np.float32]:
        """Shape (windows, longest, labels); meaningless after a window's end."""
        longest = max(len(window.ids) for window in windows)
        ids = np.zeros((len(windows), longest + 2), dtype=np.int64)
        cases, mask = np.zeros_like(ids), np.zeros_like(ids)
        for row, window in enumerate(windows):
            size = len(window.ids)
            ids[row, : size + 2] = [BEGIN, *window.ids, END]
            cases[row, 1 : size + 1] = window.cases
            mask[row, : size + 2] = 1
        (logits,) = self._session.run(["logits"], {"ids": ids, "case": cases, "mask": mask})
        scores: NDArray[np.float32] = logits[:, 1:-1]
        return scores


def make_batches(windows: Sequence[WordPieces]) -> Iterator[list[int]]:
    order = sorted(range(len(windows)), key=lambda index: len(windows[index].ids))
    batch: list[int] = []
    for index in order:
        if batch and (len(batch) + 1) * (len(windows[index].ids) + 2) > PIECES:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def count_steps(windows: Sequence[WordPieces]) -> NDArray[np.int8]:
    """Shape (windows, longest); OPENS after a window's end."""
    longest = max(len(window.ids) for window in windows)
    steps = np.full((len(windows), longest), OPENS, dtype=np.int8)
    for row, window in enumerate(windows):
        steps[row, : len(window.ids)] = window.steps
    return steps
