import re
from collections.abc import Iterator
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from briefing.model.analysis import Briefing
from briefing.model.anchoring import find_anchor, make_anchor
from briefing.model.annotations import Anchor, Annotation
from briefing.model.section import Section, title_at
from briefing.model.span import Span

M = TypeVar("M", bound=Annotation)
_MOST_WORDS = 400
"""Words of a quote also searched with different white space."""


class DocumentRef(Struct, frozen=True, omit_defaults=True):
    sha256: str | None = None
    address: str | None = None
    title: str | None = None
    author: str | None = None
    agency: str | None = None
    published: str | None = None

    @property
    def key(self) -> str:
        """Takes the place of `Document.sha256` in annotations until the document is there."""
        return self.sha256 or self.address or self.title or ""


def canonical_url(address: str) -> str:
    """Without what differs between addresses of one page: scheme, fragment and trailing slash."""
    head, there, rest = address.partition("://")
    if not there or head.lower() not in ("http", "https"):
        return address
    return "https://" + rest.partition("#")[0].rstrip("/")


def url_variants(address: str) -> tuple[str, ...]:
    plain = canonical_url(address)
    if plain == address and not address.startswith("https://"):
        return (address,)
    rest = plain.removeprefix("https://")
    others = (f"{head}://{rest}{end}" for head in ("https", "http") for end in ("", "/"))
    return tuple(dict.fromkeys((address, *others)))


class PortableAnnotation(Struct, frozen=True):
    """Invariant: `mark.document == about.key`."""

    mark: Annotation
    about: DocumentRef
    named: bool = True
    """False if the id was derived from the words."""


def attach(
    portable: PortableAnnotation, text: str, sha256: str, sections: tuple[Section, ...]
) -> Annotation | None:
    """None if its words are not there; without words it is anchored at the first line."""
    mark = portable.mark
    if portable.about.sha256 == sha256 and mark.anchor.span.of(text) == mark.anchor.exact:
        return replace(mark, document=sha256)
    span = _place(text, mark.anchor) if mark.anchor.exact.strip() else _first_line(text)
    if span is None:
        return None
    title = mark.section_title or title_at(sections, span.start)
    return replace(mark, document=sha256, anchor=make_anchor(text, span), section_title=title)


def move_annotation(mark: M, briefing: Briefing, span: Span) -> M:
    """To `span` of another text."""
    document, sections = briefing.document, briefing.analysis.sections
    return replace(
        mark,
        document=document.sha256,
        anchor=make_anchor(document.text, span),
        section_title=title_at(sections, span.start, mark.section_title),
    )


def _place(text: str, anchor: Anchor) -> Span | None:
    found = find_anchor(text, anchor) if anchor.exact in text else None
    return found or _spaced(text, anchor) or find_anchor(text, anchor)


def _spaced(text: str, anchor: Anchor) -> Span | None:
    words = anchor.exact.split()
    if len(words) > _MOST_WORDS:
        return None
    found = list(_matches(text, words))
    return min(found, key=lambda span: abs(span.start - anchor.span.start), default=None)


def _matches(text: str, words: list[str]) -> Iterator[Span]:
    for match in re.finditer(r"\s+".join(map(re.escape, words)), text):
        yield Span(*match.span())


def _first_line(text: str) -> Span:
    match = re.search(r"\S[^\n]*", text)
    return Span(*match.span()) if match else Span(0, 0)
