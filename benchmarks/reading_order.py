"""Compares the words of PDFs in panes, and their order, with poppler's pdftotext.

usage: python -m benchmarks.reading_order [--worst N] FILES

Poppler reads each file twice, in reading order and with `-layout`, and may err itself: a row of a table comes in
columns from the one, two columns in rows from the other. Running heads, page numbers and what this program folds
away are left out of both sides; hyphens are left out of words. `folded` is the share of poppler's words that are left
out, `words` the share of the others that stand in panes, `order` the share of its adjacent pairs that are adjacent
there too, `layout` the same for `-layout`, and `either` the share of the panes' own adjacent pairs that one of the
two has. The means are over files.
"""

import argparse
import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple

from briefing.errors import BriefingError
from briefing.sources.convert import find_documents

_WORD = re.compile(r"[^\W_]+")
_HYPHEN = re.compile(r"[-\u00ad\u2010]\s*\n\s*|[-\u00ad\u2010\u2011'’]")
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
_ROWS = 2
"""Lines at the top and bottom of a page that may be furniture."""
_FEWEST = 60
"""Least words of a file that is compared."""


class Score(NamedTuple):
    name: str
    total: int
    folded: float
    words: float
    order: float
    layout: float
    either: float


def tokens(text: str) -> list[str]:
    composed = unicodedata.normalize("NFC", text.replace("ı", "i"))
    return _WORD.findall(_HYPHEN.sub("", composed).casefold())


def run_poppler(path: Path, *options: str) -> list[str]:
    """The text of each page."""
    command = ["pdftotext", "-q", *options, str(path), "-"]
    done = subprocess.run(command, capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace").split("\f")


def without_furniture(pages: Sequence[str], folded: str) -> list[str]:
    """The lines that are not `folded` (words between blanks) and do not recur at the pages' edges."""
    listed = [[line.strip() for line in page.splitlines() if line.strip()] for page in pages]
    edges = Counter(key for lines in listed for key in {_key(line) for line in _edges(lines)})
    often = max(3.0, 0.2 * len(pages))
    out = {key for key, count in edges.items() if count >= often}
    lines = (line for page in listed for line in page if _key(line) not in out)
    return [line for line in lines if f" {' '.join(tokens(line))} " not in folded]


def _edges(lines: Sequence[str]) -> Sequence[str]:
    return [*lines[:_ROWS], *lines[-_ROWS:]]


def _key(line: str) -> str:
    return " ".join(_DIGITS.sub("#", line.casefold()).split())


def in_panes(data: bytes) -> tuple[str, str]:
    """The text that is not folded away, and the words that are."""
    documents = find_documents(
        data, converter="briefing.sources.pdf.convert_pdf:convert_pdf", name="x", format="pdf"
    )
    text, folded = "", ""
    for document in documents:
        at = 0
        for span in document.boilerplate:
            text += document.text[at : span.start] + "\n"
            folded += document.text[span.start : span.end] + "\n"
            at = span.end
        text += document.text[at:]
    return text, f" {' '.join(tokens(folded))} "


def compare(path: Path) -> Score | None:
    try:
        text, folded = in_panes(path.read_bytes())
    except BriefingError:
        return None
    read, laid = (run_poppler(path, *options) for options in ((), ("-layout",)))
    total = len(tokens("\n".join(read)))
    read, laid = (tokens("\n".join(without_furniture(pages, folded))) for pages in (read, laid))
    ours = tokens(text)
    if len(read) < _FEWEST:
        return None
    mine, first, second = (Counter(pairwise(words)) for words in (ours, read, laid))
    found = share(Counter(read), Counter(ours))
    return Score(
        path.name,
        total,
        1 - len(read) / total,
        found,
        share(first, mine),
        share(second, mine),
        share(mine, first | second),
    )


def share(wanted: Counter[Any], found: Counter[Any]) -> float:
    return (wanted & found).total() / max(1, wanted.total())


def scores(paths: Iterable[Path]) -> Iterator[Score]:
    for path in paths:
        score = compare(path)
        if score:
            yield score


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--worst", type=int, default=25)
    chosen = parser.parse_args()
    found = list(scores(chosen.files))
    print(f"{len(found)} files         folded  words  order  layout either")
    shares = zip(*(score[2:] for score in found), strict=True)
    print(" " * 18 + "".join(f"{mean(share):7.4f}" for share in shares))
    for score in sorted(found, key=lambda s: min(s.words, s.either))[: chosen.worst]:
        print(f"{score.total:7} " + "".join(f"{x:7.3f}" for x in score[2:]) + f"  {score.name}")


if __name__ == "__main__":
    main()
