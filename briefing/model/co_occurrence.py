"""Counts which entities are named where, and with whom."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from briefing.model.document import Document
from briefing.model.entity import Entity
from briefing.model.section import Section, section_at
from briefing.model.span import Span

Counted = tuple[tuple[Entity, int], ...]


def co_occurrence_matrix(
    entities: Sequence[Entity], sections: tuple[Section, ...]
) -> tuple[tuple[int, ...], ...]:
    """One row per entity and one column per section."""
    rows = []
    for entity in entities:
        counts = Counter(section_at(sections, m.span.start) for m in entity.mentions)
        rows.append(tuple(counts[column] for column in range(len(sections))))
    return tuple(rows)


def named_in(entities: Sequence[Entity], span: Span) -> Counted:
    return _ordered(
        (entity, sum(span.contains(m.span) for m in entity.mentions)) for entity in entities
    )


def named_with(document: Document, entities: Sequence[Entity], entity: Entity) -> Counted:
    """Other entities and the number of paragraphs that name both them and `entity`."""
    starts = [block.span.start for block in document.blocks] or [0]

    def paragraphs(of: Entity) -> set[int]:
        return {bisect_left(starts, m.span.start + 1) for m in of.mentions}

    here = paragraphs(entity)
    others = (other for other in entities if other.id != entity.id)
    return _ordered((other, len(here & paragraphs(other))) for other in others)


def _ordered(counted: Iterable[tuple[Entity, int]]) -> Counted:
    found = [(entity, count) for entity, count in counted if count]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0].mentions[0].span)))
