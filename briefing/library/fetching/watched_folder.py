import os
import time
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

import apsw

from briefing.config import Config
from briefing.errors import RetrievalError
from briefing.library.bulk.import_task import file_state
from briefing.library.fetching.incoming import Arrived, Came, Incoming
from briefing.library.job_values import IngestRequest
from briefing.sources.expand_paths import files_in_folder
from briefing.sources.local_file import quote_name, read_local_file
from briefing.storage.database import plain_words
from briefing.storage.fetched_rows import FetchedItem, FetchedRows, note_fetched
from briefing.system.locks import is_open_for_writing

_SETTLED = 2.0
"""Seconds for which a file has not changed before it is read."""


def from_folder(folder: str, rows: FetchedRows, config: Config) -> Iterator[Incoming | Came]:
    if not os.path.isdir(folder):
        why = "It is not a folder that can be read; see fetch in the settings."
        yield Came("folder", folder, failure=why)
        return
    known = rows.states(folder)
    new = {}
    for path in sorted(files_in_folder(folder)):
        state = file_state(path)
        if state[0] and known.get(plain_words(os.path.relpath(path, folder))) != state:
            new[path] = state
    if any(_is_young(path) for path in new):
        time.sleep(_SETTLED)
    for path, state in new.items():
        if file_state(path) == state:
            yield _incoming(folder, FetchedItem(folder, os.path.relpath(path, folder), *state), rows, config)  # fmt: skip


def _is_young(path: str) -> bool:
    try:
        return time.time() - os.stat(path).st_mtime < _SETTLED
    except OSError:
        return False


def _incoming(folder: str, item: FetchedItem, rows: FetchedRows, config: Config) -> Incoming:
    def note(connection: apsw.Connection, text: str | None, hash: bytes, failure: str) -> None:
        note_fetched(connection, item, hash, failure)

    load = partial(_load, item, rows, config)
    return Incoming("folder", folder, os.path.join(folder, item.name), load, note)


def _load(item: FetchedItem, rows: FetchedRows, config: Config) -> Arrived | None:
    path = os.path.join(item.place, item.name)
    try:
        if is_open_for_writing(path):
            return None
    except OSError:
        raise RetrievalError(f"{quote_name(str(Path(path)))} cannot be read; check it.") from None
    data = read_local_file(path, config.largest)
    if file_state(path) != (item.size, item.modified) or len(data) != item.size:
        return None
    hash = sha256(data).digest()
    request = IngestRequest(path, all_documents=True, recogniser=config.recogniser)
    return Arrived(request, data, hash, rows.has(item.place, hash))
