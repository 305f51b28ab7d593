"""Frozen values and pure functions on them; each is loaded when it is first asked for."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.model.analysis import Analysis, Briefing
    from briefing.model.document import (
        Block,
        BlockKind,
        Document,
        Mark,
        MarkKind,
        count_words,
        minutes,
    )
    from briefing.model.entity import Entity, EntityKind, Mention, Quote, QuoteKind
    from briefing.model.marks import COLOURS, Anchor, Bookmark, Highlight, Note
    from briefing.model.section import Section, SectionKind, TitleSource, section_at, unfold
    from briefing.model.span import Span

__all__ = [
    "COLOURS",
    "Analysis",
    "Anchor",
    "Block",
    "BlockKind",
    "Bookmark",
    "Briefing",
    "Document",
    "Entity",
    "EntityKind",
    "Highlight",
    "Mark",
    "MarkKind",
    "Mention",
    "Note",
    "Quote",
    "QuoteKind",
    "Section",
    "SectionKind",
    "Span",
    "TitleSource",
    "count_words",
    "minutes",
    "section_at",
    "unfold",
]

_MODULES = {
    "analysis": (
        "Analysis",
        "Briefing",
    ),
    "document": (
        "Block",
        "BlockKind",
        "Document",
        "Mark",
        "MarkKind",
        "count_words",
        "minutes",
    ),
    "entity": (
        "Entity",
        "EntityKind",
        "Mention",
        "Quote",
        "QuoteKind",
    ),
    "marks": (
        "COLOURS",
        "Anchor",
        "Bookmark",
        "Highlight",
        "Note",
    ),
    "section": (
        "Section",
        "SectionKind",
        "TitleSource",
        "section_at",
        "unfold",
    ),
    "span": ("Span",),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    """A child that only fetches needs nothing but the gate, and starts sooner without the rest."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    globals()[name] = found
    return found
