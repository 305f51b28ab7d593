"""How well the text of a page is told from the rest: python -m benchmarks.extraction PAGES.jsonl.xz [--every N]

A line of PAGES has "type", "html", "text" and, where known, "title", "author" and "published", as the development half
of WCXB (Foley 2026, Web Content eXtraction Benchmark) with its fields renamed. F1 of words as multisets, of this
program (the panes that are no clutter) and of trafilatura; titles, bylines and days equal but for case, space
and punctuation.
"""

import argparse
import json
import lzma
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import Any

from briefing.analysis.pipeline import split
from briefing.errors import BriefingError
from briefing.model import Document, SectionKind
from briefing.sources.convert import convert

_WORD = re.compile(r"\w+")


def words(text: str | None) -> list[str]:
    return _WORD.findall((text or "").lower())


def f1(found: str, wanted: str) -> float:
    mine, theirs = Counter(words(found)), Counter(words(wanted))
    return 2 * (mine & theirs).total() / max(1, mine.total() + theirs.total())


def read(page: dict[str, Any]) -> Document | None:
    try:
        return convert(page["html"].encode("utf-8", "replace"), "page.html")[0]
    except BriefingError:
        return None


def text_of(document: Document | None) -> str:
    sections = split(document) if document else ()
    parts = [s.span for s in sections if s.kind is not SectionKind.BOILERPLATE]
    return "\n".join(span.of(document.text) for span in parts) if document else ""


def by_trafilatura(page: dict[str, Any]) -> str:
    import trafilatura

    return trafilatura.extract(page["html"], include_comments=False) or ""


def right(page: dict[str, Any], document: Document | None) -> Iterator[tuple[str, bool]]:
    pairs = (("title", "title"), ("byline", "author"))
    for ours, theirs in pairs:
        if page.get(theirs):
            yield ours, words(getattr(document, ours, None)) == words(page[theirs])
    if page.get("published"):
        day = getattr(document, "published", None) or ""
        yield "date", day[:10] == page["published"][:10]
    if not page.get("author"):
        yield "no byline", not getattr(document, "byline", None)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("pages", type=Path)
    parser.add_argument("--every", type=int, default=1)
    options = parser.parse_args()
    scores: dict[str, list[tuple[float, float]]] = defaultdict(list)
    fields: dict[str, list[bool]] = defaultdict(list)
    with lzma.open(options.pages, "rt", encoding="utf-8") as lines:
        for line in list(lines)[:: options.every]:
            page = json.loads(line)
            document = read(page)
            pair = f1(text_of(document), page["text"]), f1(by_trafilatura(page), page["text"])
            scores["all"].append(pair)
            scores[page["type"]].append(pair)
            for field, same in right(page, document):
                fields[field].append(same)
    print("kind           pages  briefing  trafilatura")
    for kind, pairs in scores.items():
        ours, theirs = (mean(column) for column in zip(*pairs, strict=True))
        print(f"{kind:14} {len(pairs):5} {ours:9.3f} {theirs:12.3f}")
    print("  ".join(f"{name} {mean(same):.3f} of {len(same)}" for name, same in fields.items()))


if __name__ == "__main__":
    main()
