import os
from collections.abc import Iterator
from functools import partial
from hashlib import sha256

import apsw

from briefing.config import Config
from briefing.library.fetching.incoming import Arrived, Came, Incoming
from briefing.library.job_values import IngestRequest
from briefing.sources.local_file import read_local_file
from briefing.storage.database import plain_words
from briefing.storage.fetched_rows import FetchedItem, FetchedRows, note_fetched

_FOLDERS = ("new", "cur")
"""In `tmp` messages are still being written (maildir(5))."""


def from_maildir(folder: str, rows: FetchedRows, config: Config) -> Iterator[Incoming | Came]:
    try:
        found = _messages(folder)
    except OSError:
        why = "It is not a Maildir that can be read; see fetch in the settings."
        yield Came("maildir", folder, failure=why)
        return
    known = rows.states(folder)
    for name in sorted(found):
        if plain_words(name) not in known:
            yield _incoming(FetchedItem(folder, name), found[name], rows, config)


def _messages(folder: str) -> dict[str, str]:
    found = {}
    for part in _FOLDERS:
        with os.scandir(os.path.join(folder, part)) as entries:
            for entry in entries:
                if not entry.name.startswith(".") and entry.is_file(follow_symlinks=False):
                    found[entry.name.partition(":")[0]] = entry.path
    return found


def _incoming(item: FetchedItem, path: str, rows: FetchedRows, config: Config) -> Incoming:
    def note(connection: apsw.Connection, text: str | None, hash: bytes, failure: str) -> None:
        note_fetched(connection, item, hash, failure)

    return Incoming("maildir", item.place, path, partial(_load, item, path, rows, config), note)


def _load(item: FetchedItem, path: str, rows: FetchedRows, config: Config) -> Arrived | None:
    if not os.path.exists(path):
        moved = _messages(item.place).get(item.name)
        if moved is None:
            return None
        path = moved
    data = read_local_file(path, config.largest)
    hash = sha256(data).digest()
    request = IngestRequest(path, kind="mail", recogniser=config.recogniser)
    return Arrived(request, data, hash, rows.has(item.place, hash))
