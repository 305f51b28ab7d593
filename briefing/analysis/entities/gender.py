from briefing.analysis.entities.person_name import parse_person_name
from briefing.model import Entity


def guess_gender(text: str, entity: Entity) -> str:
    """By titles or a common first name: "m", "f" or ""."""
    for mention in entity.mentions[:12]:
        start = mention.span.start
        told = parse_person_name(mention.span.of(text), text[max(0, start - 40) : start]).gender
        if told:
            return told
    return ""
