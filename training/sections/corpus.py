"""Briefings with gold paragraphs, as the scorers' rows need them.

A folder holds one VARIANT.jsonl a kind of damage; a line has `text`, `repo`, `blocks` [{"i", "start", "end",
"type": title | intro | leadin | heading | body | junk | credit}] and `sections` [{"title", "start_par",
"heading_par"}].
"""

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from briefing.analysis.segmentation.paragraphs import Paragraph, find_paragraphs
from briefing.model import Document
from briefing.sources.text.article_metadata import find_metadata
from briefing.sources.text.parse_text import parse_text


class Sample(Struct, frozen=True):
    """One damaged briefing: its units, each with the type of its gold paragraph."""

    variant: str
    repo: str
    source: str
    """The text as it was before the program read it."""
    document: Document
    units: list[Paragraph]
    types: list[str]
    starts: set[int]
    """The units at which a section's text starts, its heading not counted."""


def samples(folder: Path, *variants: str) -> Iterator[Sample]:
    """The samples of these variants whose paragraphs the parser leaves one for one."""
    for variant in variants:
        for gold in lines(folder, variant):
            sample = _sample(gold, variant, gold["text"], variant == "md")
            if sample:
                yield sample


def lines(folder: Path, variant: str) -> list[dict[str, Any]]:
    """The gold of one variant."""
    with open(folder / f"{variant}.jsonl", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def document_of(text: str, markdown: bool = False) -> Document:
    """The document that the program would read."""
    plain, blocks = parse_text(text, markdown=markdown)
    return Document(plain, blocks, title=find_metadata(plain, blocks).title)


def _sample(gold: dict[str, Any], variant: str, text: str, markdown: bool) -> Sample | None:
    document = document_of(text, markdown)
    units = find_paragraphs(document)
    if len(units) != len(gold["blocks"]):
        return None
    starts = {section["start_par"] for section in gold["sections"]}
    types = [block["type"] for block in gold["blocks"]]
    return Sample(variant, gold["repo"], text, document, units, types, starts)


def other_headings(folder: Path, seed: int = 5) -> Iterator[Sample]:
    """Headed briefings in forms that the variants lack: sentence case, numbers, colons, wider gaps."""
    chance = random.Random(seed)
    for gold in lines(folder, "title"):
        form = chance.choice(["sentence", "sentence", "number", "colon", "gap"])
        sample = headed_by(gold, form, chance)
        if sample:
            yield sample


def headlines(folder: Path, seed: int = 6) -> Iterator[Sample]:
    """Briefings headed like news: by long lines, or lines that end in an exclamation mark or a number."""
    chance = random.Random(seed)
    for gold in lines(folder, "title"):
        sample = headed_by(gold, chance.choice(HEADLINE_FORMS), chance)
        if sample:
            yield replace(sample, variant=HEADLINES)


HEADLINES = "headlines"
HEADLINE_FORMS = ("long", "exclamation", "year")


def headed_by(gold: dict[str, Any], form: str, chance: random.Random) -> Sample | None:
    """The briefing with its headings in this form."""
    usual = chance.choice([2, 2, 2, 3])
    written = {s["heading_par"]: s["title"] for s in gold["sections"]}
    text, count = "", 0
    for block in gold["blocks"]:
        words, gap = gold["text"][block["start"] : block["end"]], usual
        if block["type"] == "heading":
            count += 1
            below = (
                gold["blocks"][block["i"] + 1] if block["i"] + 1 < len(gold["blocks"]) else block
            )
            first = gold["text"][below["start"] : below["end"]]
            words = _heading(words, written.get(block["i"], words), form, count, first)
            gap += chance.choice([1, 2]) if form in ("gap", "colon") else 0
        text += ("\n" * gap if text else "") + words
    return _sample(gold, f"headings by {form}", text, False)


def _heading(words: str, written: str, form: str, count: int, below: str) -> str:
    bare = words.rstrip("?!.")
    if "long" in form:
        bare = f"{written.rstrip('?!.')} {_middle(below)}"
    forms = {
        "sentence": written,
        "number": f"{count}. " + re.sub(r"^[\d.]+ ", "", words),
        "colon": bare + ":",
        "exclamation": bare + "!",
        "year": f"{bare} {2000 + count}",
        "long": bare,
    }
    return forms.get(form, words)


def _middle(below: str) -> str:
    """Six to ten words of the text below, so that a heading is as long as a headline."""
    words = re.sub(r"[.!?:;,].*", "", " ".join(below.split()[3:13]), flags=re.S).split()
    return (
        " ".join(words[:10])
        if len(words) >= 4
        else "as " + " ".join(below.split()[:7]).rstrip(".,:;")
    )
