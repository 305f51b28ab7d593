"""People and organizations over all briefings: pages, and what the reader decides of who is who."""

from collections.abc import Iterable

from briefing.library.cross_document.entity_page import EntityPage
from briefing.library.cross_document.identity import Identifier, separate_key
from briefing.library.cross_document.novelty import Novelty, find_novelty, previous_of_series
from briefing.library.cross_document.page_builder import Load, PageBuilder
from briefing.library.cross_document.related_issues import RelatedIssue, RelatedIssues
from briefing.model import Briefing, Entity, Section
from briefing.storage.database import Database
from briefing.storage.entity_names import EntityNames
from briefing.storage.entity_names import IdentityDecision as IdentityDecision
from briefing.storage.entity_names import StoredName as StoredName
from briefing.storage.previous_issue import PreviousIssueFinder
from briefing.storage.records import name_key, name_parts
from briefing.storage.search_index import SearchIndex
from briefing.storage.similar_issues import SimilarIssues

_LONGEST = 1 << 20
"""Code points of a text that is compared with another; that takes a second."""
MOST = 30
"""Briefings of a page."""


class CrossDocument:
    """What screens and commands ask of names over all briefings.

    Raises:
        StorageError: by every method, when the library cannot do it.
    """

    def __init__(self, database: Database, load: Load) -> None:
        """Take the library's database, and what gives a briefing as the reader corrected it."""
        self._database, self._load = database, load
        self._names = EntityNames(database)

    def take_up(self, briefing: Briefing) -> None:
        """Puts the names of a corrected briefing in the place of those that were kept of it, where they changed."""
        if not self._names.is_taken_up(briefing.document.sha256):
            SearchIndex(self._database).put(briefing)

    def page(
        self, kind: str, key: str, sha256: str | None = None, skip: int = 0
    ) -> EntityPage | None:
        """Who `key` names in a text, or, without one, in the library, with a part of the briefings.

        None where no kept briefing names it.
        """
        identifier = Identifier(self._names)
        found = identifier.identity(kind, key, sha256)
        builder = PageBuilder(identifier, self._load)
        return builder.build(found, (key, sha256), skip, MOST)

    def page_of(self, briefing: Briefing, entity: Entity) -> EntityPage | None:
        """The page of an entity of a corrected briefing."""
        self.take_up(briefing)
        return self.page(entity.kind.value, name_key(entity.name), briefing.document.sha256)

    def find(self, words: str) -> tuple[StoredName, ...]:
        """The names that are `words`; the ones that have all of them, where that is none or one word only."""
        parts = {part for kind in ("person", "organization") for part in name_parts(kind, words)}
        wanted = set(name_key(words).split())
        found = self._names.with_parts(parts | wanted)
        exact = [each for each in found if each.key == name_key(words)]
        if len(wanted) > 1 and exact:
            return tuple(exact)
        return tuple(each for each in found if wanted <= set(each.key.split()) or each in exact)

    def nearest(self, briefing: Briefing, section: Section) -> tuple[RelatedIssue, ...]:
        """The issues of other briefings that are nearest to one of a corrected briefing."""
        return RelatedIssues(self._names, SimilarIssues(self._database)).find(
            briefing, section.span
        )

    def news(self, briefing: Briefing) -> Novelty | None:
        """What is new in a corrected briefing since the previous one of its source; None without one.

        Very long texts are not compared.
        """
        if len(briefing.document.text) > _LONGEST:
            return None
        found = previous_of_series(briefing.document, PreviousIssueFinder(self._database))
        before = self._load(found[0].sha256) if found else None
        if found is None or before is None or len(before.document.text) > _LONGEST:
            return None
        return find_novelty(briefing, before, *found)

    # The reader's decisions

    def part(self, page: EntityPage, key: str, sha256: str) -> tuple[IdentityDecision, ...]:
        """Parts the name `key` in a text from the page's person; what `undo` takes."""
        mine = IdentityDecision(page.kind, key, sha256, separate_key(key, sha256))
        return (self._names.decide(mine),)

    def join(self, page: EntityPage, key: str) -> tuple[IdentityDecision, ...]:
        """Makes the name `key` in all briefings the page's person; what `undo` takes."""
        other = Identifier(self._names).identity(page.kind, key)
        keys = dict.fromkeys([key, *(m.name.key for m in other.members if m.texts is None)])
        return self._decide(IdentityDecision(page.kind, each, None, page.person) for each in keys)

    def rejoin(self, page: EntityPage) -> tuple[IdentityDecision, ...]:
        """Takes back that the page's person was parted from the others of the name; what `undo` takes."""
        decisions = self._names.decisions(page.kind)
        mine = [each for each in decisions if each.person == page.person and page.parted]
        return self._decide(IdentityDecision(d.kind, d.key, d.sha256, None) for d in mine)

    def undo(self, before: Iterable[IdentityDecision]) -> None:
        """Brings back what held before decisions."""
        self._decide(before)

    def _decide(self, decisions: Iterable[IdentityDecision]) -> tuple[IdentityDecision, ...]:
        return tuple(self._names.decide(each) for each in decisions)
