"""Texts with their names marked in place: [P:Ann Lee] of [O:NATO] in [L:Oslo]; [O?:NATO] is doubtful."""

import re

from briefing.analysis.entities.resolve_entities import resolve_mentions
from briefing.model import Document, Entity, EntityKind, Mention, Span

KINDS = {"P": EntityKind.PERSON, "O": EntityKind.ORGANIZATION, "L": EntityKind.PLACE}
_MARK = re.compile(r"\[([POL])(\??):([^\]]*)\]")


def read(marked: str) -> tuple[str, tuple[Mention, ...]]:
    """The text without its marks, and the mentions."""
    parts, mentions, at, length = [], [], 0, 0
    for match in _MARK.finditer(marked):
        parts += [marked[at : match.start()], match.group(3)]
        start = length + match.start() - at
        length = start + len(match.group(3))
        mentions.append(
            Mention(Span(start, length), KINDS[match.group(1)], 0.5 if match.group(2) else 1.0)
        )
        at = match.end()
    return "".join([*parts, marked[at:]]), tuple(mentions)


def entities_of(marked: str) -> tuple[str, tuple[Entity, ...]]:
    """The text and the entities that its marked names make."""
    text, mentions = read(marked)
    return text, resolve_mentions(Document(text=text), (), mentions)


def sidebar(marked: str) -> list[str]:
    """Each entity as "name = alias = alias"."""
    _, entities = entities_of(marked)
    return [" = ".join((e.name, *sorted(e.aliases))) for e in entities]
