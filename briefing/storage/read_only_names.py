"""Names for a shell to complete, read without making, migrating or locking the library."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing.storage.connect import set_up, wait_at_most
from briefing.storage.database import Reader
from briefing.storage.read_only_copy import open_readable

_MOST = 500
_PATIENCE = 200
"""Milliseconds."""


def collection_names(path: Path) -> list[str]:
    with _reader(path) as reader:
        return [name for (name,) in reader.all("SELECT name FROM collection ORDER BY name")]


def feed_names(path: Path) -> list[str]:
    """Titles, or addresses of feeds without one."""
    with _reader(path) as reader:
        found = reader.all(
            "SELECT coalesce(nullif(title, ''), address) FROM feed WHERE removed IS NULL ORDER BY id"
        )
        return [name for (name,) in found]


def watch_names(path: Path) -> list[str]:
    with _reader(path) as reader:
        return [name for (name,) in reader.all("SELECT name FROM watch ORDER BY name")]


def followed_names(path: Path) -> list[str]:
    with _reader(path) as reader:
        return [name for (name,) in reader.all("SELECT name FROM followed ORDER BY name")]


def entity_names(path: Path, words: str) -> list[str]:
    """People and organizations with a word that begins like `words`, which are folded; most frequent first.

    Raises apsw.Error, OSError or StorageError.
    """
    with _reader(path) as reader:
        found = reader.all(
            "SELECT n.name FROM name n JOIN named m ON m.name = n.id "
            "JOIN document d ON d.id = m.document AND d.removed IS NULL "
            "WHERE n.kind <> 'place' AND instr(' ' || n.key, ' ' || ?) "
            "GROUP BY n.id ORDER BY count(*) DESC, n.name LIMIT ?",
            (words, _MOST),
        )
        return [name for (name,) in found]


@contextmanager
def _reader(path: Path) -> Iterator[Reader]:
    with open_readable(path) as connection:
        set_up(connection)
        wait_at_most(connection, _PATIENCE)
        yield Reader(connection)
