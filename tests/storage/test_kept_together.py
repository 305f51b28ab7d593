"""How many texts a transaction keeps makes no difference to the rows."""

from functools import cache

import pytest
from msgspec.structs import replace

from briefing.storage.database import Database
from briefing.storage.import_journal import ImportAttempt, ImportJournal
from briefing.storage.records import to_index_record, to_record
from briefing.storage.repositories import Repositories
from briefing.storage.search_index import SearchIndex

TIMES = {"added", "opened", "read", "tried"}


def bare(made):
    return replace(made, analysis=replace(made.analysis, entities=None, quotes=None))


def generated(number):
    from benchmarks.generated import briefing  # Imported here, for it makes its words then.

    return briefing(number, words=80)


def from_source(number, source, people=True):
    made = generated(number) if people else bare(generated(number))
    return replace(made, document=replace(made.document, source=source))


@cache
def made_briefings():
    return [
        *(from_source(number, f"/texts/{number}.md", people=number % 3 > 0) for number in range(9)),
        from_source(0, "/texts/0.md"),
        from_source(4, "/texts/copy.md"),
        *(from_source(number, "/texts/many.mbox") for number in (20, 4, 21)),
        from_source(4, "/texts/copy.md", people=False),
    ]


FAILED = ImportAttempt("/texts/empty.md", 0, 1, True, "It is empty.")


def attempt(made):
    found = (to_record(made), to_index_record(made))
    return ImportAttempt(
        made.document.source, 1, 2, made.analysis.entities is not None, "", [found]
    )


def rows(database):
    """All rows but for times; what search tables have, as words and their places."""
    tables = [row[0] for row in database.all("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    search = ("passage", "heading")
    found = {}
    for table in tables:
        if not table.startswith((*search, "sqlite_")):
            columns = (row[1] for row in database.all(f"PRAGMA table_info('{table}')"))
            chosen = ", ".join(f'"{each}"' for each in columns if each not in TIMES)
            found[table] = sorted(map(repr, database.all(f"SELECT {chosen} FROM {table}")))
    for table in search:
        database.all(
            f"CREATE VIRTUAL TABLE temp.{table}_words USING fts5vocab(main, {table}, instance)"
        )
        found[table] = sorted(database.all(f"SELECT * FROM temp.{table}_words"))
    return found


def kept(together):
    store = Repositories(Database(None))
    store.documents.keep(generated(20))
    attempts = [*map(attempt, made_briefings()), FAILED]
    for number in range(2):
        if number:
            store.documents.remove(made_briefings()[5].document.sha256)
        for start in range(0, len(attempts), together):
            ImportJournal(store.database).keep(attempts[start : start + together])
    return rows(store.database)


@pytest.mark.parametrize("together", [3, 64])
def test_rows_are_as_those_of_one_at_a_time(together):
    assert kept(together) == kept(1)


def test_rows_are_as_those_of_texts_that_are_kept_and_then_indexed():
    together, apart = (Repositories(Database(None)) for _ in range(2))
    ImportJournal(together.database).keep([attempt(made) for made in made_briefings()[:9]])
    for made in made_briefings()[:9]:
        apart.documents.keep_packed(to_record(made), opened=False)
        SearchIndex(apart.database).put(made)
    found, expected = rows(together.database), rows(apart.database)
    assert found.pop("imported")
    expected.pop("imported")
    assert found == expected
