from collections import Counter
from collections.abc import Sequence

from briefing.model.entity import Entity
from briefing.model.section import Section, section_at


def co_occurrence_matrix(
    entities: Sequence[Entity], sections: tuple[Section, ...]
) -> tuple[tuple[int, ...], ...]:
    """One row per entity and one column per section."""
    rows = []
    for entity in entities:
        counts = Counter(section_at(sections, m.span.start) for m in entity.mentions)
        rows.append(tuple(counts[column] for column in range(len(sections))))
    return tuple(rows)
