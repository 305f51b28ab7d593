"""The versions of a text: what went from one to the next, what changed, and which marks lost their words."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from msgspec import Struct

from briefing.errors import StorageError
from briefing.library.carry_over import CarriedOver, carry_over_to_new_version, compare_versions
from briefing.model import Briefing
from briefing.model.portable_annotations import Annotation
from briefing.model.version_diff import Change
from briefing.storage import version_links
from briefing.storage.store import Store


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
    """Texts that were read more than once. Methods raise StorageError."""

    def __init__(self, store: Store, steady: Callable[[], AbstractContextManager[None]]) -> None:
        """Takes what tells of a failure where somebody is to be told, so that reading goes on."""
        self._store, self._steady = store, steady

    def take_over(self, briefing: Briefing) -> CarriedOver | None:
        """Moves what the reader made of the version before; where that cannot be, the store's warning says why."""
        try:
            return carry_over_to_new_version(self._store, briefing)
        except StorageError as error:
            self._store.failed(error)
            return None

    def catch_up(self, briefing: Briefing) -> CarriedOver | None:
        """Does the same for a kept text that came in unopened; None for a message, and where a later version is there."""
        sha256 = briefing.document.sha256
        if briefing.document.format in version_links.SEVERAL:
            return None
        with self._steady():
            if not version_links.older_version(self._store, (sha256,)) and self._store.older(
                sha256
            ):
                return self.take_over(briefing)
        return None

    def compare(self, sha256: str) -> VersionComparison | None:
        """What changed in this version since the one before, None where there is none.

        A message of a mailbox has none: all of them have its address.
        """
        found = self._store.older(sha256)
        old = self._store.briefing(found[0]) if found else None
        new = self._store.briefing(sha256)
        if (
            found is None
            or old is None
            or new is None
            or new.document.format in version_links.SEVERAL
        ):
            return None
        read = version_links.last_read_at(self._store, sha256) or ""
        return VersionComparison(old, new, compare_versions(self._store, old, new), found[1], read)

    def orphans(self, sha256: str | None = None) -> tuple[Annotation, ...]:
        """The marks of older versions whose words this version does not have; those of all without one."""
        with self._steady():
            return version_links.orphaned_annotations(self._store, sha256)
        return ()

    def newer(self, mark: Annotation) -> str | None:
        """The version that does not have the words of a mark, None for a mark that has its place."""
        with self._steady():
            return version_links.orphan_of(self._store, mark)
        return None

    def restore(self, mark: Annotation, newer: str | None) -> bool:
        """Keeps a mark again that was removed; `newer` is what it was an orphan of, where it was one.

        Whether it is kept.
        """
        with self._steady():
            self._store.keep_mark(mark)
            if newer is not None:
                version_links.restore_orphan(self._store, mark, newer)
            return True
        return False
