"""The versions of a text: what went from one to the next, what changed, and which marks lost their words."""

from msgspec import Struct

from briefing.library.carry_over import CarriedOver, carry_over_to_new_version, compare_versions
from briefing.model import Briefing
from briefing.model.portable_annotations import Annotation
from briefing.model.version_diff import Change
from briefing.storage.document_listing import SEVERAL, DocumentListing
from briefing.storage.repositories import Repositories


class VersionComparison(Struct, frozen=True):
    """Two versions of a text and what changed."""

    before: Briefing
    after: Briefing
    changes: tuple[Change, ...]
    """Of every issue, the same ones too."""
    read_before: str
    """When the version before was read last: ISO 8601, UTC."""
    read_after: str


class VersionHistory:
    """Texts that were read more than once. Every method raises StorageError when it fails."""

    def __init__(self, store: Repositories) -> None:
        self._store = store

    def catch_up(self, briefing: Briefing) -> CarriedOver | None:
        """Moves what the reader made of the version before to a kept text that came in unopened.

        None for a message of a mailbox, and where a later version is there.
        """
        sha256, listing = briefing.document.sha256, DocumentListing(self._store.database)
        if briefing.document.format in SEVERAL or listing.superseded((sha256,)):
            return None
        return carry_over_to_new_version(self._store, briefing)

    def compare(self, sha256: str) -> VersionComparison | None:
        """What changed in this version since the one before, None where there is none.

        A message of a mailbox has none: all of them have its address.
        """
        found = self._store.versions.previous(sha256)
        old = self._store.documents.briefing(found[0]) if found else None
        new = self._store.documents.briefing(sha256)
        if found is None or old is None or new is None or new.document.format in SEVERAL:
            return None
        read = self._store.versions.last_read_at(sha256) or ""
        return VersionComparison(old, new, compare_versions(self._store, old, new), found[1], read)

    def orphans(self, sha256: str | None = None) -> tuple[Annotation, ...]:
        """The annotations of older versions whose words this version does not have; those of all without one."""
        return self._store.versions.orphans(sha256)

    def newer(self, mark: Annotation) -> str | None:
        """The version that does not have the words of an annotation; None where it has its place."""
        return self._store.versions.orphan_of(mark)

    def restore(self, mark: Annotation, newer: str | None) -> None:
        """Keeps an annotation again that was removed; `newer` is what it was an orphan of."""
        self._store.annotations.keep(mark)
        if newer is not None:
            self._store.versions.restore_orphan(mark, newer)
