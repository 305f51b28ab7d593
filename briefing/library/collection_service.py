from collections.abc import Collection as Some

from briefing.errors import InputError
from briefing.sanitize import sanitize_line
from briefing.storage.collection_rows import Collection as Collection
from briefing.storage.collection_rows import CollectionRows as Stored
from briefing.storage.collection_rows import RemovedCollection as RemovedCollection
from briefing.storage.database import Database


class CollectionService:
    """Raises StorageError, and InputError for invalid, taken and unknown names."""

    def __init__(self, database: Database) -> None:
        self._stored = Stored(database)

    def all(self) -> tuple[Collection, ...]:
        return self._stored.all()

    def find(self, name: str) -> Collection:
        id = self._stored.named(_clean(name))
        found = next((each for each in self.all() if each.id == id), None)
        if found is None:
            raise InputError(
                f"There is no collection {sanitize_line(name)}; see briefing collections."
            )
        return found

    def make(self, name: str) -> int:
        return self._stored.make(self._check_free(name))

    def find_or_make(self, name: str) -> int:
        known = self._stored.named(_clean(name))
        return known if known is not None else self.make(name)

    def rename(self, id: int, name: str) -> None:
        self._stored.rename(id, self._check_free(name, but=id))

    def remove(self, id: int) -> RemovedCollection | None:
        return self._stored.remove(id)

    def restore(self, gone: RemovedCollection) -> None:
        self._check_free(gone.name)
        self._stored.restore(gone)

    def put(self, id: int, hashes: Some[str]) -> tuple[str, ...]:
        return self._stored.put(id, hashes)

    def take(self, id: int, hashes: Some[str]) -> tuple[str, ...]:
        return self._stored.take(id, hashes)

    def holding(self, hashes: Some[str]) -> dict[int, int]:
        """Counts by collection id, without zeros."""
        return self._stored.holding(hashes)

    def _check_free(self, name: str, but: int | None = None) -> str:
        cleaned = _clean(name)
        if self._stored.named(cleaned) not in (None, but):
            raise InputError(f"There is already a collection {cleaned}; choose another name.")
        return cleaned


def _clean(name: str) -> str:
    from briefing.library.given_names import clean_name

    return clean_name(name, kind="collection")
