"""Compares the package's word pieces with those of the `tokenizers` package, ids and offsets.

python -m benchmarks.tokenizing TOKENIZER.json FILE...    files of text; needs pip install tokenizers
"""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tokenizers import Tokenizer

from briefing.analysis.tokenizer import split_words

TOGETHER = 256


def own_pieces(line: str) -> tuple[list[int], list[tuple[int, int]]]:
    ids, spans = [], []
    for start, word in split_words(line):
        ids += word.ids
        spans += [(start + first, start + end) for first, end in word.spans]
    return ids, spans


def their_pieces(path: str, lines: list[str]) -> Iterator[tuple[list[int], list[tuple[int, int]]]]:
    tokenizer = Tokenizer.from_file(path)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    for at in range(0, len(lines), TOGETHER):
        some = tokenizer.encode_batch(lines[at : at + TOGETHER], add_special_tokens=False)
        yield from ((found.ids, found.offsets) for found in some)


def main() -> None:
    lines = [line for name in sys.argv[2:] for line in Path(name).read_text("utf-8").split("\n")]
    start = time.process_time()
    theirs = list(their_pieces(sys.argv[1], lines))
    middle = time.process_time()
    own = [own_pieces(line) for line in lines]
    end = time.process_time()
    size = sum(len(line.encode()) for line in lines) / 1e6
    different = sum(a != b for a, b in zip(theirs, own, strict=True))
    print(f"{size:.1f} MB, {len(lines)} lines: {different} differ")
    print(f"CPU: tokenizers {middle - start:.1f} s, own {end - middle:.1f} s")


if __name__ == "__main__":
    main()
