"""The first principal components of all-MiniLM-L6-v2's input embeddings; `python -m training.sections.vectors MODEL.safetensors`."""

import argparse
import json
from pathlib import Path

import numpy as np

from briefing.analysis.segmentation.word_vectors import FILE

WIDTH = 256
_WORDS = slice(1000, None)  # Pieces before are unused or marks.


def input_embeddings(encoder: Path):
    data = encoder.read_bytes()
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + size])
    entry = next(value for name, value in header.items() if name.endswith("word_embeddings.weight"))
    start, end = entry["data_offsets"]
    flat = np.frombuffer(data[8 + size + start : 8 + size + end], np.float32)
    return flat.reshape(entry["shape"]).astype(np.float64)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path)
    table = input_embeddings(parser.parse_args().encoder)
    table -= table[_WORDS].mean(0)
    _, directions = np.linalg.eigh(table[_WORDS].T @ table[_WORDS])
    table = table @ directions[:, ::-1][:, :WIDTH]
    table /= np.sqrt((table[_WORDS] ** 2).sum(1).mean())
    scales = (abs(table).max(1) / 127).astype(np.float16)
    pieces = np.round(table / np.maximum(scales, 1e-6)[:, None]).clip(-127, 127)
    np.savez(FILE, pieces=pieces.astype(np.int8), scales=scales)


if __name__ == "__main__":
    main()
