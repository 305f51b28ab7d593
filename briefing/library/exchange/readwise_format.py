"""Writes Readwise's CSV; reads it and Readwise's own export. Words with a leading point at the start of a Note are tags.

Cells that a spreadsheet would run as a formula get an apostrophe, which reading removes.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from briefing.errors import InputError
from briefing.library.exchange.export_bundle import Bundle, ExportedQuote
from briefing.library.exchange.untrusted_values import Incoming, derive_id, read_moment, read_words
from briefing.model import COLOURS, Anchor, Annotation, Bookmark, Highlight, Note, Span
from briefing.model.portable_annotations import DocumentRef, PortableAnnotation
from briefing.sanitize import sanitize
from briefing.sources.web.address_rules import is_address

COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")
_OTHERS = {
    "Title": "Book Title",
    "Author": "Book Author",
    "URL": "Source URL",
    "Date": "Highlighted at",
}
_KNOWN = {head.lower(): head for head in (*COLUMNS, *_OTHERS.values(), "Tags", "Color")}
_FORMULA = re.compile(r"[\s'\"\u200b\u2060\ufeff\u2400-\u2426]*[=+\-@|＝＋－＠｜]|'*[\t\r\n]")
"""Start of a cell that needs an apostrophe (OWASP, "CSV Injection"); spreadsheets skip blanks."""
_TAG = re.compile(rf"\.(bookmark|note|quote|{'|'.join(COLOURS)})(?: |$)")
_PLAIN = COLOURS[0]


# Writing


def write_readwise(bundles: Iterable[Bundle]) -> Iterator[str]:
    yield _csv_line(COLUMNS)
    for bundle in bundles:
        for mark in bundle.marks:
            yield _csv_line(_row(mark.anchor, bundle.about, _note(mark), mark.created))
        for said in bundle.quotes:
            yield _csv_line(_row(said.anchor, bundle.about, _quote_note(said), None))


def _row(
    anchor: Anchor, about: DocumentRef, note: str, created: datetime | None
) -> tuple[str, ...]:
    address = about.address if about.address and is_address(about.address) else ""
    author = ", ".join(filter(None, (about.author, about.agency)))
    facts = (about.title or "", author, address)
    date = created.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S") if created else ""
    return anchor.exact, *facts, note, str(anchor.span.start), date


def _note(mark: Annotation) -> str:
    match mark:
        case Bookmark():
            return f".bookmark {mark.note}" if mark.note else ".bookmark"
        case Highlight():
            return "" if mark.colour == _PLAIN else f".{mark.colour}"
        case Note():
            plain = mark.body and not mark.body.startswith(".")
            return mark.body if plain else f".note {mark.body}"


def _quote_note(said: ExportedQuote) -> str:
    return f".quote {said.attribution}"


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(map(_plain_cell, cells))
    return line.getvalue()


def _plain_cell(cell: str) -> str:
    safe = sanitize(cell)
    return f"'{safe}" if _FORMULA.match(safe) else safe


# Reading


def read_readwise(text: str, name: str, now: datetime) -> Incoming:
    """`now` replaces missing dates.

    Raises:
        InputError: without a column "Highlight", or for invalid CSV.
    """
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    found = Incoming()
    try:
        rows.fieldnames = [_KNOWN.get(head.strip().lower(), head) for head in rows.fieldnames or ()]
        if "Highlight" not in rows.fieldnames:
            raise InputError(
                f"{name} has no marks that Briefing can read; give W3C annotations, "
                "a Hypothesis export, or CSV with a column “Highlight”."
            )
        for row in rows:
            _read_row(row, now, found)
    except csv.Error as error:
        raise InputError(
            f"{name} is damaged at line {rows.line_num} ({error}); export it again."
        ) from None
    return found


def _read_row(row: dict[str, str | None], now: datetime, found: Incoming) -> None:
    exact, note = _cell(row, "Highlight"), _cell(row, "Note")
    tag, note = _split_tags(note, _cell(row, "Tags"))
    if tag == "quote" or not (exact or note or tag):
        found.skipped += 1
        return
    about = DocumentRef(
        address=_cell(row, "URL") or None,
        title=_cell(row, "Title") or None,
        author=_cell(row, "Author") or None,
    )
    start = _number(_cell(row, "Location"))
    date = _cell(row, "Date")
    id = derive_id(about.key, exact, tag, note, str(start), date)
    place = Anchor(exact, "", "", Span(start, start + len(exact)))
    common = (id, about.key, place, "", read_moment(date) or now)
    colour = tag if tag in COLOURS else _cell(row, "Color").lower()
    found.marks.append(PortableAnnotation(_mark(common, tag, note, colour), about, named=False))


def _mark(
    common: tuple[str, str, Anchor, str, datetime], tag: str, note: str, colour: str
) -> Annotation:
    if tag == "bookmark":
        return Bookmark(*common, note)
    if note or tag == "note":
        return Note(*common, note)
    return Highlight(*common, colour if colour in COLOURS else _PLAIN)


def _split_tags(note: str, tags: str) -> tuple[str, str]:
    head = _TAG.match(note)
    others = [tag for part in tags.split(",") if (tag := part.strip(" .#"))]
    ours = next((tag for tag in others if _TAG.fullmatch(f".{tag}")), "")
    kept = " ".join(f"#{tag}" for tag in others if tag != ours)
    rest = note[head.end() :] if head else note
    return (head[1] if head else ours), "\n".join(part for part in (rest, kept) if part)


def _cell(row: dict[str, str | None], column: str) -> str:
    found = row.get(column)
    if found is None and column in _OTHERS:
        found = row.get(_OTHERS[column])
    cell = read_words(found)
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def _number(cell: str) -> int:
    return int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 10 else 0
