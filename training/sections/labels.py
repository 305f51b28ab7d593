"""Titles that an editor set over passages, `benchmarks/title_labels.jsonl`; the passages stay in the data.

A line has `source` (a file under DATA), `id` (of its document), `start` and `end` (in the document's text as the
program reads it), `sha` (of the passage) and `title`.
"""

import hashlib
import json
import lzma
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec import json as msgspec_json

from briefing.analysis.segmentation.section_titles import section_words
from briefing.model import Document, Section, SectionKind, Span, TitleSource
from training.sections.corpus import document_of
from training.sections.news import OUTLETS

LABELS = Path(__file__).resolve().parents[2] / "benchmarks" / "title_labels.jsonl"
_NEWS_PARAGRAPHS = 6
"""Read of each article."""
_PIECE = 2000
"""Characters, and the rest of the paragraph."""
_HELD_BACK = 3
"""Of so many documents one is held back."""


class Label(Struct, frozen=True):
    source: str
    id: str
    start: int
    end: int
    sha: str
    title: str

    @property
    def is_held_back(self) -> bool:
        return digest(self.id)[0] % _HELD_BACK == 0


class LabelledDocument(Struct, frozen=True):
    """The sections of a document, the labelled passages among them, and what stands around their words."""

    id: str
    group: str
    """Its repository, outlet or source."""
    texts: list[str]
    overview: str
    title: str
    bare: list[int]
    """The sections that need a title."""
    labels: dict[int, Label]


def digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def labels() -> list[Label]:
    with open(LABELS, "rb") as file:
        return [msgspec_json.decode(line, type=Label) for line in file]


def pieces(document: Document) -> Iterator[Section]:
    """Issues without titles, of like length: what a text may be cut into before anything is learned."""
    start, text = 0, document.text
    while start < len(text):
        end = text.find("\n\n", start + _PIECE)
        end = len(text) if end < 0 else end
        yield Section(SectionKind.ISSUE, "", TitleSource.INFERRED, Span(start, end))
        start = end


def labelled_documents(
    data: Path, cut: Callable[[Document], Iterable[Section]] = pieces
) -> Iterator[LabelledDocument]:
    """The documents whose passages are labelled, the rest as `cut` divides it; a passage that changed is left out."""
    groups: dict[tuple[str, str], list[Label]] = {}
    for label in labels():
        groups.setdefault((label.source, label.id), []).append(label)
    for (source, name), own in groups.items():
        group, text = _texts(data / source)[name]
        yield _labelled(name, group, document_of(text), own, cut)


def _labelled(
    name: str,
    group: str,
    document: Document,
    own: list[Label],
    cut: Callable[[Document], Iterable[Section]],
) -> LabelledDocument:
    known = [la for la in own if passage_sha(document.text[la.start : la.end]) == la.sha]
    taken = [Span(label.start, label.end) for label in known]
    kept = [s for s in cut(document) if not any(s.span.overlaps(span) for span in taken)]
    kept = [s for s in kept if s.kind is not SectionKind.BOILERPLATE]
    texts = [section_words(document, section) for section in kept]
    bare = [
        i
        for i, section in enumerate(kept)
        if section.kind is SectionKind.ISSUE and section.title_source is TitleSource.INFERRED
    ]
    found = {len(texts) + i: label for i, label in enumerate(known)}
    overview = texts[0] if kept and kept[0].kind is SectionKind.OVERVIEW else ""
    texts += [document.text[span.start : span.end] for span in taken]
    title = document.title or ""
    return LabelledDocument(name, group, texts, overview, title, [*bare, *found], found)


def passage_sha(passage: str) -> str:
    return digest(passage.strip()).hex()[:16]


@cache
def _texts(path: Path) -> dict[str, tuple[str, str]]:
    """(group, text without its headlines) of each document in a file of the data."""
    if path.suffix == ".txt":
        return {name: (path.stem, text) for name, text in _sentences(path)}
    opened: Any = lzma.open if path.suffix == ".xz" else open
    name = path.name.split(".")[0]
    with opened(path, "rt", encoding="utf-8") as file:
        rows = list(map(json.loads, file))
    return {row["id"]: (_group(name, row), _body(name, row["text"] or "")) for row in rows}


def _group(name: str, row: dict[str, Any]) -> str:
    if name == "single":
        return str(row["id"]).split("_")[0]
    return str(row.get("repo") or OUTLETS.get(row.get("outlet", ""), name))


def _body(name: str, text: str) -> str:
    parts = text.split("\n\n")
    if name == "briefings":
        return "\n\n".join(part for part in parts[2:] if not part.startswith("#"))
    if name == "sidebar_dev":
        return "\n\n".join(parts[2:])
    if name in ("articles", "single"):
        return "\n\n".join(parts[2 if name == "articles" else 1 :][:_NEWS_PARAGRAPHS])
    return text


def _sentences(path: Path) -> Iterator[tuple[str, str]]:
    """Sentences of one word and its label a line, each a document."""
    for number, rows in enumerate(path.read_text(encoding="utf-8").strip().split("\n\n")):
        line = " ".join(row.split()[0] for row in rows.split("\n"))
        yield str(number), re.sub(r" (?=[,.;:)])|(?<=\() | (?='s?\b)", "", line)
