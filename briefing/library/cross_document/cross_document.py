from collections.abc import Iterable

from briefing.library.cross_document.entity_page import EntityPage
from briefing.library.cross_document.identity import Identifier, separate_key
from briefing.library.cross_document.novelty import Novelty, find_novelty, previous_of_series
from briefing.library.cross_document.page_builder import Load, PageBuilder
from briefing.model import Briefing, Entity
from briefing.storage.database import Database
from briefing.storage.entity_names import EntityNames
from briefing.storage.entity_names import IdentityDecision as IdentityDecision
from briefing.storage.entity_names import StoredName as StoredName
from briefing.storage.previous_issue import PreviousIssueFinder
from briefing.storage.records import name_key, name_parts
from briefing.storage.search_index import SearchIndex
from briefing.storage.story_rows import StoryRows

_LONGEST = 1 << 20
"""Largest compared text in code points; takes a second."""
MOST = 30


class CrossDocument:
    def __init__(self, database: Database, load: Load) -> None:
        self._database, self._load = database, load
        self._names = EntityNames(database)

    def index(self, briefing: Briefing) -> None:
        if not self._names.is_indexed(briefing.document.sha256):
            SearchIndex(self._database).put(briefing)

    def page(
        self, kind: str, key: str, sha256: str | None = None, skip: int = 0
    ) -> EntityPage | None:
        identifier = Identifier(self._names)
        found = identifier.identity(kind, key, sha256)
        builder = PageBuilder(identifier, self._load)
        return builder.build(found, (key, sha256), skip, MOST)

    def page_of(self, briefing: Briefing, entity: Entity) -> EntityPage | None:
        self.index(briefing)
        return self.page(entity.kind.value, name_key(entity.name), briefing.document.sha256)

    def find(self, words: str) -> tuple[StoredName, ...]:
        parts = {part for kind in ("person", "organization") for part in name_parts(kind, words)}
        wanted = set(name_key(words).split())
        found = self._names.with_parts(parts | wanted)
        exact = [each for each in found if each.key == name_key(words)]
        if len(wanted) > 1 and exact:
            return tuple(exact)
        return tuple(each for each in found if wanted <= set(each.key.split()) or each in exact)

    def news(self, briefing: Briefing) -> Novelty | None:
        """Returns None without a previous briefing, or for very long texts."""
        if len(briefing.document.text) > _LONGEST:
            return None
        found = previous_of_series(briefing.document, PreviousIssueFinder(self._database))
        before = self._load(found[0].sha256) if found else None
        if found is None or before is None or len(before.document.text) > _LONGEST:
            return None
        return find_novelty(briefing, before, *found, StoryRows(self._database))

    # The reader's decisions

    def part(self, page: EntityPage, key: str, sha256: str) -> tuple[IdentityDecision, ...]:
        mine = IdentityDecision(page.kind, key, sha256, separate_key(key, sha256))
        return (self._names.decide(mine),)

    def join(self, page: EntityPage, key: str) -> tuple[IdentityDecision, ...]:
        other = Identifier(self._names).identity(page.kind, key)
        keys = dict.fromkeys([key, *(m.name.key for m in other.members if m.texts is None)])
        return self._decide(IdentityDecision(page.kind, each, None, page.identity) for each in keys)

    def rejoin(self, page: EntityPage) -> tuple[IdentityDecision, ...]:
        decisions = self._names.decisions(page.kind)
        mine = [each for each in decisions if each.person == page.identity and page.parted]
        return self._decide(IdentityDecision(d.kind, d.key, d.sha256, None) for d in mine)

    def undo(self, before: Iterable[IdentityDecision]) -> None:
        self._decide(before)

    def _decide(self, decisions: Iterable[IdentityDecision]) -> tuple[IdentityDecision, ...]:
        return tuple(self._names.decide(each) for each in decisions)
