from msgspec import Struct

from briefing.library.carry_over import (
    CarriedOver,
    carry_over,
    carry_over_to_new_version,
    compare_versions,
)
from briefing.model import Annotation, Briefing
from briefing.model.version_diff import Change
from briefing.storage.document_listing import SEVERAL, DocumentListing
from briefing.storage.repositories import Repositories


class VersionComparison(Struct, frozen=True):
    before: Briefing
    after: Briefing
    changes: tuple[Change, ...]
    read_before: str
    """Time of the previous version: ISO 8601, UTC."""
    read_after: str


class VersionHistory:
    def __init__(self, store: Repositories) -> None:
        self._store = store

    def catch_up(self, briefing: Briefing) -> CarriedOver | None:
        sha256, listing = briefing.document.sha256, DocumentListing(self._store.database)
        if briefing.document.format in SEVERAL or listing.superseded((sha256,)):
            return None
        return carry_over_to_new_version(self._store, briefing)

    def compare(self, sha256: str) -> VersionComparison | None:
        """Returns None without a previous version; mailbox messages share an address and have none."""
        found = self._store.versions.previous(sha256)
        old = self._store.documents.briefing(found[0]) if found else None
        new = self._store.documents.briefing(sha256)
        if found is None or old is None or new is None or new.document.format in SEVERAL:
            return None
        read = self._store.versions.last_read_at(sha256) or ""
        return VersionComparison(old, new, compare_versions(self._store, old, new), found[1], read)

    def replace(self, old: Briefing, new: Briefing) -> None:
        """Moves what the reader made to the new text; removes the old one if all of it fits."""
        if carry_over(self._store, old, new):
            self._store.documents.remove(old.document.sha256)

    def orphans(self, sha256: str | None = None) -> tuple[Annotation, ...]:
        """Annotations whose words this version, or any, lacks."""
        return self._store.versions.orphans(sha256)

    def newer(self, mark: Annotation) -> str | None:
        return self._store.versions.orphan_of(mark)

    def restore(self, mark: Annotation, newer: str | None) -> None:
        self._store.annotations.keep(mark)
        if newer is not None:
            self._store.versions.restore_orphan(mark, newer)
