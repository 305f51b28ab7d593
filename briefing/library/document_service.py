import os
from collections.abc import Collection
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import StorageError
from briefing.library.failure_log import FailureLog
from briefing.library.kept_texts import added_at, split_analysis
from briefing.model import Analysis, Briefing
from briefing.model.url_policy import without_credentials
from briefing.sources.web.address_rules import is_address
from briefing.storage.repositories import Repositories
from briefing.user_paths import absolute

if TYPE_CHECKING:
    from briefing.library.document_list import DocumentList

_UNDOABLE = timedelta(days=1)
"""After a killed program."""
_FEWEST = 8
"""Digits."""


class DocumentService:
    def __init__(self, store: Repositories, failures: FailureLog) -> None:
        self._database, self._rows, self._failures = store.database, store.documents, failures
        self._removed: set[str] = set()

    @cached_property
    def listing(self) -> "DocumentList":
        from briefing.library.document_list import DocumentList

        return DocumentList(self._database)

    def open(self, sha256: str) -> Briefing | None:
        kept = self._rows.briefing(sha256)
        if kept is not None:
            self._failures.attempt(None, self._rows.touch, sha256)
        return kept

    def analysis(self, sha256: str) -> Analysis | None:
        return split_analysis(self._rows, sha256)

    def recent(self, most: int = 50) -> tuple[str, ...]:
        """Hashes."""
        return self._rows.recent(most)

    def title(self, sha256: str) -> str:
        return self._rows.title(sha256)

    def agency(self, sha256: str) -> str | None:
        return self._rows.agency(sha256)

    def sources(self, hashes: Collection[str]) -> dict[str, str]:
        return self._rows.sources(hashes)

    def added(self, sha256: str) -> str:
        return added_at(self._rows, sha256)

    def find(self, source: str) -> str | None:
        """The last from a path or address, or the one with a hash prefix."""
        source = without_credentials(source)
        places = [source] if is_address(source) else [source, *_same_places(source)]
        begins = source.lower()
        is_hash = len(begins) >= _FEWEST and not begins.strip("0123456789abcdef")
        return self._rows.hash_of(places, begins if is_hash else "")

    def remove(self, *hashes: str) -> None:
        """Hides briefings; `close` deletes them."""
        self._rows.remove(*hashes)
        self._removed.update(hashes)

    def bring_back(self, *hashes: str) -> None:
        self._rows.restore(*hashes)
        self._removed.difference_update(hashes)

    def back_up_daily(self) -> Path | None:
        """Makes none if there is one, or the library is empty, was damaged, or is in memory."""
        path = self._database.path
        if path is None or self._database.warning or not self.recent(1):
            return None
        from briefing.storage.recovery import backups

        self._database.check_file()
        return backups.back_up_daily(path)

    def close(self) -> None:
        """Deletes what was removed, also by killed programs."""
        with suppress(StorageError):
            before = datetime.now(UTC) - _UNDOABLE
            self._rows.purge("", self._removed)
            self._rows.purge_doomed(before.isoformat(timespec="microseconds"))
        if "listing" in self.__dict__:
            self.listing.close()


def _same_places(path: str) -> tuple[str, str]:
    whole = absolute(path)
    try:
        return whole, os.path.relpath(whole)
    except (OSError, ValueError):
        return whole, whole
