from collections import Counter
from collections.abc import Iterable

from briefing.model.entity import Entity
from briefing.model.section import Section, section_at


def count_by_section(
    entities: Iterable[Entity], sections: tuple[Section, ...]
) -> tuple[Counter[int], ...]:
    return tuple(
        Counter(section_at(sections, mention.span.start) for mention in entity.mentions)
        for entity in entities
    )
