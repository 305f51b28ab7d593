from briefing.model import Briefing, Section, Span, serialization
from briefing.model.anchoring import make_anchor
from briefing.model.section import shown_title
from briefing.storage.followed_rows import Place

_WORDS = 200
"""Code points by which an issue is found in the next version of its text."""


def make_place(briefing: Briefing, section: Section, reason: str = "") -> Place:
    text, span = briefing.document.text, section.span
    blank = len(span.of(text)) - len(span.of(text).lstrip())
    start = span.start + blank if blank < len(span) else span.start
    words = Span(start, min(span.end, start + _WORDS))
    anchor = serialization.to_json(make_anchor(text, words))
    issues = sum(each.kind == section.kind for each in briefing.analysis.sections)
    title = (briefing.document.title if issues == 1 else None) or shown_title(section)
    return Place(briefing.document.sha256, span.start, span.end, anchor, title, reason)
