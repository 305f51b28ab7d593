"""Marks on their way from one library to another: what tells of their text, and their place in it."""

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from briefing.model.anchoring import find_anchor, make_anchor
from briefing.model.annotations import Anchor, Bookmark, Highlight, Note
from briefing.model.section import Section, section_at
from briefing.model.span import Span

Annotation = Bookmark | Highlight | Note
_MOST_WORDS = 400
"""Words of a quote that are looked for with other spaces between them."""


class DocumentRef(Struct, frozen=True, omit_defaults=True):
    """What is known of a text that need not be there; None is unknown."""

    sha256: str | None = None
    address: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None

    @property
    def key(self) -> str:
        """What stands for `Document.sha256` in marks of the text while it is not there."""
        return self.sha256 or self.address or self.title or ""


def canonical_url(address: str) -> str:
    """A web address without what may differ in an address of the same page: scheme, fragment, last slash."""
    head, there, rest = address.partition("://")
    if not there or head.lower() not in ("http", "https"):
        return address
    return "https://" + rest.partition("#")[0].rstrip("/")


def url_variants(address: str) -> tuple[str, ...]:
    """The address, and others that lead to the same page."""
    plain = canonical_url(address)
    if plain == address and not address.startswith("https://"):
        return (address,)
    rest = plain.removeprefix("https://")
    others = (f"{head}://{rest}{end}" for head in ("https", "http") for end in ("", "/"))
    return tuple(dict.fromkeys((address, *others)))


class PortableAnnotation(Struct, frozen=True):
    """A mark and what is known of its text. `mark.document` is `about.key`."""

    mark: Annotation
    about: DocumentRef
    named: bool = True
    """Whether the id is the mark's own, not one that was made of its words."""


def attach(
    carried: PortableAnnotation, text: str, sha256: str, sections: tuple[Section, ...]
) -> Annotation | None:
    """The mark at its place in `text`, whose hash is `sha256`; None where its words are not there.

    A mark of the text itself stays as it is. One without words is about the text as a whole and gets its first line.
    """
    mark = carried.mark
    if carried.about.sha256 == sha256 and mark.anchor.span.of(text) == mark.anchor.exact:
        return replace(mark, document=sha256)
    span = _place(text, mark.anchor) if mark.anchor.exact.strip() else _first_line(text)
    if span is None:
        return None
    title = mark.section_title
    if not title and sections:
        title = sections[section_at(sections, span.start)].title
    return replace(mark, document=sha256, anchor=make_anchor(text, span), section_title=title)


def _place(text: str, anchor: Anchor) -> Span | None:
    found = find_anchor(text, anchor) if anchor.exact in text else None
    return found or _spaced(text, anchor) or find_anchor(text, anchor)


def _spaced(text: str, anchor: Anchor) -> Span | None:
    """The words of the quote with any spaces between them, nearest to the old position."""
    words = anchor.exact.split()
    if len(words) > _MOST_WORDS:
        return None
    found = list(_matches(text, words))
    return min(found, key=lambda span: abs(span.start - anchor.span.start), default=None)


def _matches(text: str, words: list[str]) -> Iterator[Span]:
    for match in re.finditer(r"\s+".join(map(re.escape, words)), text):
        yield Span(*match.span())


def _first_line(text: str) -> Span:
    """The first line that has words in it."""
    match = re.search(r"\S[^\n]*", text)
    return Span(*match.span()) if match else Span(0, 0)
