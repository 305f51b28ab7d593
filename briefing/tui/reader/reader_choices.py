from collections.abc import Iterator
from functools import partial

from briefing.model import Entity, EntityKind, TitleSource
from briefing.model.section import shown_title
from briefing.tui.palette import Choice, matching
from briefing.tui.reader.entities import Entities
from briefing.tui.reader.navigation import Navigation
from briefing.tui.reader.open_documents import OpenDocuments
from briefing.tui.reader.session import ReadingSession

_KINDS = {
    EntityKind.PERSON: "person",
    EntityKind.ORGANIZATION: "organization",
    EntityKind.PLACE: "place",
}


class ReaderChoices:
    def __init__(
        self,
        session: ReadingSession,
        navigation: Navigation,
        entities: Entities,
        documents: OpenDocuments,
    ) -> None:
        self._session, self._navigation = session, navigation
        self._entities, self._documents = entities, documents

    def find(self, words: str) -> Iterator[Choice]:
        """Nothing without words."""
        if not words.strip():
            return
        yield from self._numbered(words.strip())
        sections, entities = self._session.sections, self._session.entities
        issues = ((each.title, partial(self._issue, at)) for at, each in enumerate(sections))
        yield from matching(words, issues)
        if self._documents.are_several:
            yield from self._documents.find(words)
        names = ((_forms(entity), partial(self._name, entity)) for entity in entities)
        yield from matching(words, names)

    def _numbered(self, words: str) -> Iterator[Choice]:
        number = int(words) if words.isdecimal() and len(words) < 9 else 0
        index = self._session.outline.numbered(number)
        if index is not None:
            yield self._issue(index, 9)

    def _issue(self, index: int, score: int) -> Choice:
        section = self._session.sections[index]
        return Choice(
            shown_title(section),
            partial(self._navigation.go_to_section, index),
            self._session.outline.where(index).partition(" of ")[0].lower(),
            section.title_source is TitleSource.INFERRED,
            score,
        )

    def _name(self, entity: Entity, score: int) -> Choice:
        go_to = partial(self._entities.go_to_first, entity.id)
        return Choice(entity.name, go_to, _KINDS[entity.kind], score=score)


def _forms(entity: Entity) -> str:
    return " ".join((entity.name, *entity.aliases))
