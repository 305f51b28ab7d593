"""Writes annotations as markdown with a template.

Parts start with their name in brackets: [document], [issue], [bookmark], [highlight], [note] and [quote]; kinds without one are
not written. Words such as $title are replaced (see `WORDS`). Lines whose values are all empty are skipped.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from string import Template
from urllib.parse import quote

from briefing.errors import InputError
from briefing.library.exchange.export_bundle import Bundle, ExportedQuote
from briefing.model import Annotation, Bookmark, Highlight
from briefing.model.markdown_writer import escape_markdown
from briefing.model.portable_annotations import DocumentRef
from briefing.sanitize import sanitize
from briefing.sources.web.address_rules import is_address

PARTS = ("document", "issue", "bookmark", "highlight", "note", "quote")
WORDS = {
    "title": "the briefing's title",
    "author": "who wrote it",
    "agency": "who published it",
    "published": "when it was published",
    "address": "where it was read",
    "issue": "the issue's title",
    "text": "the words that are marked or quoted",
    "note": "what the reader wrote",
    "colour": "the highlight's colour",
    "speaker": "who said it, as Briefing found",
    "date": "the day of the mark",
    "time": "the day and the time of the mark, UTC",
    "id": "the mark's id",
}
DEFAULT = """\
[document]
# $title

- By $author
- Published by $agency
- Published $published
- From $address

[issue]
## $issue

[bookmark]
> $text

Bookmarked on $date.

$note

[highlight]
> $text

Highlighted ($colour) on $date.

[note]
> $text

Noted on $date:

$note

[quote]
> $text

Said by $speaker.
"""
GUIDE = "".join(
    [
        "Text before the first part is ignored. These words are replaced:\n\n",
        *(f"${word:10} {meaning}\n" for word, meaning in WORDS.items()),
        "\n",
    ]
)
_NAME = re.compile(r"\[(\w+)\]\s*")
_MARGIN = re.compile(r"[\s>]*")
Values = dict[str, str]


class MarkdownTemplate:
    """Raises InputError for an invalid template."""

    def __init__(self, text: str = DEFAULT) -> None:
        self._parts = _parts(text)

    def write(self, bundles: Iterable[Bundle]) -> Iterator[str]:
        first = True
        for bundle in bundles:
            for name, values in _parts_with_words(bundle):
                written = self._fill_part(name, values)
                if written:
                    yield written if first else f"\n{written}"
                    first = False

    def _fill_part(self, name: str, values: Values) -> str:
        lines = [_fill_line(line, values) for line in self._parts.get(name, ())]
        text = "\n".join(line for line in lines if line is not None).strip("\n")
        return sanitize(re.sub(r"\n{3,}", "\n\n", text)) + "\n" if text else ""


def _parts(text: str) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {}
    lines: list[str] | None = None
    for number, line in enumerate(text.split("\n"), 1):
        name = _NAME.fullmatch(line)
        if name:
            lines = parts.setdefault(_check_part_name(name[1], number), [])
        elif lines is not None:
            _check_words(line, number)
            lines.append(line)
    if not parts:
        raise InputError(f"The template has no parts; begin one with a line such as [{PARTS[0]}].")
    return parts


def _check_part_name(name: str, number: int) -> str:
    if name not in PARTS:
        known = ", ".join(f"[{part}]" for part in PARTS)
        raise InputError(f"Line {number} of the template names no part; the parts are {known}.")
    return name


def _check_words(line: str, number: int) -> None:
    template = Template(line)
    if not template.is_valid():
        raise InputError(
            f"Line {number} of the template has a $ with no name; write $$ for a dollar sign."
        )
    for name in template.get_identifiers():
        if name not in WORDS:
            known = ", ".join(f"${word}" for word in WORDS)
            raise InputError(
                f"Line {number} of the template has the unknown word ${name}; the known ones are {known}."
            )


def _fill_line(line: str, values: Values) -> str | None:
    template = Template(line)
    names = template.get_identifiers()
    if names and not any(values.get(name) for name in names):
        return None
    filled = template.substitute({name: values.get(name, "") for name in names})
    margin = _MARGIN.match(line)
    return filled.replace("\n", "\n" + margin[0] if margin else "\n")


def _parts_with_words(bundle: Bundle) -> Iterator[tuple[str, Values]]:
    document = _words_of_document(bundle.about)
    yield "document", document
    issue = None
    every: list[Annotation | ExportedQuote] = [*bundle.marks, *bundle.quotes]
    for item in sorted(every, key=lambda item: item.anchor.span):
        if item.section_title != issue:
            issue = item.section_title
            made_up = " (inferred)" if issue in bundle.inferred else ""
            document = document | {"issue": _flat(issue) + made_up}
            yield "issue", document
        yield _part_name(item), document | _words_of(item)


def _words_of_document(about: DocumentRef) -> Values:
    address = about.address or ""
    if is_address(address):
        address = f"<{quote(address, safe=':/?#[]@!$&()*+,;=%~-._', errors='replace')}>"
    else:
        address = _flat(address)
    title = about.title or about.address or "Untitled"
    known = {
        "title": title,
        "author": about.author,
        "agency": about.agency,
        "published": about.published,
    }
    return {name: _flat(value or "") for name, value in known.items()} | {"address": address}


def _part_name(item: Annotation | ExportedQuote) -> str:
    return "quote" if isinstance(item, ExportedQuote) else type(item).__name__.lower()


def _words_of(item: Annotation | ExportedQuote) -> Values:
    found = {"id": _flat(item.id), "text": escape_markdown(item.anchor.exact.strip())}
    if isinstance(item, ExportedQuote):
        return found | {"speaker": _flat(item.attribution)}
    if isinstance(item, Highlight):
        found["colour"] = _flat(item.colour)
    else:
        found["note"] = escape_markdown(item.note if isinstance(item, Bookmark) else item.body)
    return found | _dates(item.created)


def _dates(created: datetime) -> Values:
    return {"date": created.date().isoformat(), "time": created.strftime("%Y-%m-%d %H:%M:%S")}


def _flat(text: str) -> str:
    return escape_markdown(" ".join(text.split()))
