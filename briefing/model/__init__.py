from briefing.model.analysis import Analysis, Briefing
from briefing.model.annotations import COLOURS, Anchor, Annotation, Bookmark, Highlight, Note
from briefing.model.document import (
    Block,
    BlockKind,
    Document,
    InlineKind,
    InlineMark,
    Turn,
    count_unspaced,
    count_words,
    opens_note,
    reading_minutes,
)
from briefing.model.entity import Entity, EntityKind, Mention, Quote, QuoteKind
from briefing.model.section import (
    Section,
    SectionKind,
    TitleSource,
    flatten_boilerplate,
    section_at,
    title_at,
)
from briefing.model.span import Span

__all__ = [
    "COLOURS",
    "Analysis",
    "Anchor",
    "Annotation",
    "Block",
    "BlockKind",
    "Bookmark",
    "Briefing",
    "Document",
    "Entity",
    "EntityKind",
    "Highlight",
    "InlineKind",
    "InlineMark",
    "Mention",
    "Note",
    "Quote",
    "QuoteKind",
    "Section",
    "SectionKind",
    "Span",
    "TitleSource",
    "Turn",
    "count_unspaced",
    "count_words",
    "flatten_boilerplate",
    "opens_note",
    "reading_minutes",
    "section_at",
    "title_at",
]
