import re

from briefing.analysis.segmentation.boilerplate import (
    closing_phrases,
    find_boilerplate,
    keep_known_runs,
)
from briefing.analysis.segmentation.boilerplate_features import is_phrase
from briefing.analysis.segmentation.boundary import Boundary, Evidence
from briefing.analysis.segmentation.build_sections import build_sections
from briefing.analysis.segmentation.chapter_labels import take_chapters
from briefing.analysis.segmentation.chat_days import cut_by_day
from briefing.analysis.segmentation.find_boundaries import TopicCuts, find_boundaries
from briefing.analysis.segmentation.fold_headings import (
    drop_labels,
    fold_headings,
    join_bare_headings,
    join_short_parts,
)
from briefing.analysis.segmentation.paragraphs import PAGES, Paragraph, are_scraps, find_paragraphs
from briefing.model import BlockKind, Document, Section
from briefing.model.languages import ENGLISH

_PRINTED = ("pdf",)
"""Formats in which a heading shows by its letters, so that none is missing where none shows."""
_WRITTEN = ("odt", "fodt", "docx", "rtf")
"""Formats with hardly more boilerplate than their converter tells."""
_OUTLINED = ("epub", *_WRITTEN, "mail", "mbox", "msg")
"""Formats whose headings nest, or are single lines of a letter."""
_COMPARED = 4_000_000
"""Characters; comparing words takes two seconds a million."""
_SENT = ("mail", "mbox", "msg")
_LETTER = 300
"""Words up to which nothing but marked headings divides these."""

_ADDRESS = re.compile(r":\s*\S|@|\bwww\.|\d{5}|\A\W*\Z")
"""Lines at a letter's end that stand out."""
_REPLY = re.compile(
    r"(?:re|aw|sv|vs|antw|res|rif|odp|回复|答复)(?:\[\d+\])?\s?[:：]", re.IGNORECASE
)
_FIELD = re.compile(r"(?:Date|From): ")
"""Begins what stands under the subject of each message of a digest."""


def split_sections(document: Document, *, by_topic: bool = False) -> tuple[Section, ...]:
    """In order, covering the text; at least one if there is text. With `by_topic`, also divides one
    story.
    """
    units = find_paragraphs(document)
    chosen = document.format in PAGES
    told = chosen or document.format == "feed"
    boilerplate = _all_boilerplate(units, document, chosen=told)
    structured = document.structured and not by_topic
    topics = _topic_cuts(document, by_topic)
    cuts = find_boundaries(units, boilerplate, document.title, topics, structured=structured)
    if not cuts and document.turns:
        cuts = cut_by_day(document, units)
    if document.format == "text" and not (document.structured or by_topic):
        cuts = take_chapters(units, boilerplate, cuts)
    if document.format in _OUTLINED and not by_topic:
        cuts = _of_letter(document, units, cuts)
    if chosen:
        cuts = drop_labels(units, cuts)
    if chosen or document.format in _OUTLINED:
        cuts = fold_headings(units, boilerplate, cuts, whole=not chosen)
    elif document.format in ("markdown", "feed"):
        cuts = [cut for cut in cuts if not _is_in_list(units, cut)]
        cuts = join_bare_headings(units, boilerplate, cuts)
    elif document.format in _PRINTED:
        cuts = join_short_parts(units, boilerplate, cuts)
    return build_sections(document, units, boilerplate, cuts)


def _is_in_list(units: list[Paragraph], cut: Boundary) -> bool:
    if cut.evidence not in (Evidence.LINE, Evidence.NUMBER):
        return False
    first, *after = (unit.kind for unit in units[cut.unit : cut.unit + 2])
    numbered = cut.evidence is Evidence.NUMBER
    return first is BlockKind.LIST_ITEM and (not numbered or BlockKind.LIST_ITEM in after)


def _of_letter(document: Document, units: list[Paragraph], cuts: list[Boundary]) -> list[Boundary]:
    if document.words > _LETTER:
        cuts = [cut for cut in cuts if cut.evidence is not Evidence.TOPIC]
        if document.format not in _SENT or not _REPLY.match(document.title or ""):
            return cuts
        marked = [cut for cut in cuts if cut.evidence is Evidence.MARKUP]
        headed = [cut for cut in cuts if cut.headed]
        return marked or (headed if len(headed) > 2 else [])
    cuts = [cut for cut in cuts if cut.evidence is Evidence.MARKUP]
    told = [
        cut.unit for cut in cuts if not _FIELD.match(units[min(cut.unit + 1, len(units) - 1)].line)
    ]
    return [] if any(_ADDRESS.search(units[at].line) for at in told) else cuts


def _topic_cuts(document: Document, by_topic: bool) -> TopicCuts:
    if document.language not in (None, ENGLISH):
        return TopicCuts.NEVER
    if by_topic:
        return TopicCuts.ALWAYS
    if len(document.text) > _COMPARED:
        return TopicCuts.NEVER
    if document.format in _PRINTED:
        return TopicCuts.NEVER
    return TopicCuts.PAGE if document.format in PAGES else TopicCuts.JUDGED


def _all_boilerplate(units: list[Paragraph], document: Document, *, chosen: bool) -> set[int]:
    taken_out = document.boilerplate
    known = {i for i, u in enumerate(units) if any(span.contains(u.span) for span in taken_out)}
    rest = [i for i in range(len(units)) if i not in known]
    if document.format in _PRINTED:
        return known | {rest[i] for i in closing_phrases([units[i] for i in rest])}
    short = document.format in _WRITTEN and document.words <= _LETTER
    if document.structured or short or are_scraps(units):
        return known
    sent = document.format in _SENT
    if sent and not any(map(is_phrase, units)):
        return known
    plain = sent or document.format == "text"
    judged = find_boilerplate([units[i] for i in rest], chosen=chosen, plain=plain, sent=sent)
    if document.format in _WRITTEN:
        judged = keep_known_runs([units[i] for i in rest], judged)
    found = {rest[i] for i in judged}
    titled = document.title is not None and units[0].text.split() == document.title.split()
    return known | (found - {0} if titled else found)
