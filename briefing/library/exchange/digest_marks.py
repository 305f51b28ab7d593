import uuid
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from briefing.model import Annotation, Bookmark, Briefing, Document, Highlight, Span, title_at
from briefing.model.anchoring import find_anchor, make_anchor
from briefing.model.digest_origins import Origin, find_parts, is_digest, origins
from briefing.model.text_address import TextAddress
from briefing.storage.repositories import Repositories

_QUOTED = 120
"""Code points of a text that a bookmark quotes."""


class Original(Struct):
    name: str
    """As the digest has it."""
    marks: list[Annotation] = field(default_factory=list)
    told: list[Span] = field(default_factory=list)
    """What digests tell of it."""


def move_to_originals(
    store: Repositories, marks: dict[str, list[Annotation]], texts: Collection[str]
) -> dict[str, Original]:
    """Takes the marks of those of `texts` that are digests; leaves marks on words of no source."""
    found: dict[str, Original] = {}
    unread = set(texts) - store.documents.sources(texts).keys()
    for sha256 in (each for each in texts if each in unread):
        briefing = store.documents.briefing(sha256)
        if briefing is None or not is_digest(briefing.document):
            continue
        document, known = briefing.document, tuple(origins(briefing.document))
        for each in known:
            name = each.name.of(document.text)
            found.setdefault(each.source.sha256, Original(name)).told.append(each.source.span)
        left = []
        for mark in marks.pop(sha256, ()):
            moved = list(_moved(store, mark, document, known))
            left += [] if moved else [mark]
            for there in moved:
                found[there.document].marks.append(there)
        if left:
            marks[sha256] = left
    return found


def _moved(
    store: Repositories, mark: Annotation, digest: Document, known: Sequence[Origin]
) -> Iterator[Annotation]:
    span = find_anchor(digest.text, mark.anchor)
    parts = list(find_parts(known, span)) if span is not None else []
    if not parts and span is not None:
        below = [each for each in known if each.name.end > span.start][:1]
        parts = below if isinstance(mark, Bookmark) else list(_titles(store, mark, below))
    for number, part in enumerate(parts if isinstance(mark, Highlight) else parts[:1]):
        source = store.documents.briefing(part.source.sha256)
        id = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{mark.id} {number}")) if number else mark.id
        moved = replace(mark, id=id, document=part.source.sha256)
        yield _placed(moved, part, digest, source)


def _titles(store: Repositories, mark: Annotation, below: Sequence[Origin]) -> Iterator[Origin]:
    for each in below:
        source, words = store.documents.briefing(each.source.sha256), mark.anchor.exact
        at = source.document.text.find(words) if source is not None else -1
        if at >= 0:
            place = TextAddress(each.source.sha256, Span(at, at + len(words)))
            yield replace(each, source=place)


def _placed(
    mark: Annotation, part: Origin, digest: Document, source: Briefing | None
) -> Annotation:
    if source is None:
        there = make_anchor(digest.text, part.words)
        return replace(mark, anchor=replace(there, span=part.source.span))
    text, words, sections = source.document.text, part.source.span, source.analysis.sections
    if isinstance(mark, Bookmark):
        line = text[words.start : min(words.end, words.start + _QUOTED)].partition("\n")[0]
        words = Span(words.start, words.start + len(line))
    title = title_at(sections, words.start)
    return replace(mark, anchor=make_anchor(text, words), section_title=title)
