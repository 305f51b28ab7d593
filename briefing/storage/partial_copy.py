"""A library in memory of some texts, to search them alone."""

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter

from briefing.storage import column_codec
from briefing.storage.database import Database, Reader
from briefing.storage.records import SectionRow, passages
from briefing.storage.search_index import ADD_PASSAGE

_TEXTS = "IN (SELECT value FROM json_each(?))"
_OF_TEXT = f"sha256 IN (SELECT sha256 FROM document WHERE id {_TEXTS})"
_OF_ISSUE = f"section IN (SELECT id FROM section WHERE document {_TEXTS})"
_COPIED = (
    ("document", f"id {_TEXTS}"),
    ("source", _OF_TEXT),
    ("read_mark", _OF_TEXT),
    ("mark", _OF_TEXT),
    ("section", f"document {_TEXTS}"),
    ("name", f"+kind <> 'place' AND id IN (SELECT name FROM named WHERE {_OF_ISSUE})"),
    ("named", f"{_OF_ISSUE} AND (SELECT kind FROM name WHERE id = named.name) <> 'place'"),
    ("identity", "sha256 IS NULL AND ? IS NOT NULL"),
    ("collection", "? IS NOT NULL"),
    ("collected", f"document {_TEXTS}"),
)
"""What searches look at, each table after those it refers to."""


def copy_texts(database: Database, ids: Sequence[int]) -> Database:
    """Sections and documents keep their ids."""
    copy = Database(None)
    chosen = json.dumps(ids)
    with database.snapshot() as reader, copy.write() as connection:
        for table, which in _COPIED:
            rows = reader.all(f'SELECT * FROM "{table}" WHERE {which}', (chosen,))
            if rows:
                places = ", ".join("?" for _ in rows[0])
                connection.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)
        connection.executemany(ADD_PASSAGE, _all_passages(reader, chosen))
    return copy


def _all_passages(reader: Reader, chosen: str) -> Iterable[tuple[int, str, str, str]]:
    found = reader.all(
        'SELECT s.document, s.id, s.kind, s.title, s.start, s."end" FROM section s '
        f"WHERE s.document {_TEXTS} ORDER BY s.document, s.number",
        (chosen,),
    )
    for document, rows in groupby(found, key=itemgetter(0)):
        places, sections = [], []
        for _, id, *section in rows:
            places.append(id)
            sections.append(SectionRow(*section))
        content = reader.one("SELECT text, body FROM content WHERE document = ?", (document,))
        if content is not None:
            text, title = column_codec.plain_text(content[0]), column_codec.title(content[1])
            found_here = passages(title, sections, text)
            yield from ((id, *words) for id, words in zip(places, found_here, strict=True))
