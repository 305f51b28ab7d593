"""Times joining new issues to a large library of stories, and finding related ones.

    python -m benchmarks.joining FOLDER COUNT

makes a library of COUNT issues in FOLDER, unless it is there, in which words and names are as frequent as Zipf's law has it,
and events have one to some hundred accounts within days; then joins 1,000 new texts of one issue to a copy of it. Half of
them tell events of the library. Prints processor time.
"""

import random
import shutil
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from hashlib import sha256 as sha256_of
from pathlib import Path

import msgspec
import numpy as np

from benchmarks.generated import VOCABULARY, organization, person
from benchmarks.write_locks import say_locks, watch_locks
from briefing.analysis.segmentation.stems import stem_word
from briefing.config import Config
from briefing.library import Library, make_library
from briefing.library.stories import join_stories
from briefing.library.stories.same_story import Rarity, StoryProfile, make_profile
from briefing.library.stories.terms import Terms, key_of
from briefing.model import (
    Analysis,
    Briefing,
    Document,
    Entity,
    EntityKind,
    Mention,
    Section,
    SectionKind,
    Span,
    TitleSource,
)
from briefing.storage.database import Database
from briefing.storage.records import name_key, to_index_record, to_record
from briefing.storage.repositories import Repositories
from briefing.storage.search_index import SearchIndex
from briefing.storage.story_rows import Member, put_issue

NEW = 1_000
_BATCH = 2_000
WORDS, _SENTENCE, _LEAD = 300, 15, 100
_FAMOUS = 2_000
"""Names that many events have."""
_POOL = 3_000_000


@cache
def _pool() -> list[int]:
    """Ranks of words, drawn by Zipf's law; a text takes a piece."""
    weights = np.cumsum(1 / np.arange(1, len(VOCABULARY) + 1))
    drawn = np.random.default_rng(1).random(_POOL) * weights[-1]
    return np.searchsorted(weights, drawn).tolist()


def _piece(chance: random.Random, length: int) -> list[int]:
    at = chance.randrange(_POOL - length)
    return _pool()[at : at + length]


class Event:
    """Words, names and a day that the accounts of an event share."""

    def __init__(self, number: int) -> None:
        chance = random.Random(number)
        self.day = date(2020, 1, 1) + timedelta(days=chance.randrange(2000))
        self.words = _piece(chance, 120)
        self.words += [chance.randrange(5_000, 150_000) for _ in range(12)]
        rank = lambda most: int(most ** chance.random()) - 1  # noqa: E731
        self.names = [(EntityKind.PERSON, person(rank(_FAMOUS))) for _ in range(3)]
        self.names += [(EntityKind.PERSON, person(chance.randrange(40_000))) for _ in range(2)]
        self.names += [(EntityKind.ORGANIZATION, organization(rank(_FAMOUS))) for _ in range(2)]


def event_of(issue: int, count: int) -> int:
    """Some events have a hundred accounts, most one or two."""
    return int(count / 2 * random.Random(issue).random() ** 1.5)


class Account:
    """Words of an event among others, some name after each fifteenth."""

    def __init__(self, issue: int, event: Event) -> None:
        chance = random.Random(-issue - 1)
        drawn = _piece(chance, WORDS // 2)
        told = chance.choices(event.words, k=WORDS // 2)
        self.words = [rank for pair in zip(drawn, told, strict=True) for rank in pair]
        self.names = chance.choices(event.names, k=WORDS // _SENTENCE)
        self.in_title = [*chance.sample(event.words, 4), *drawn[:3]]
        self.title = " ".join(VOCABULARY[rank] for rank in self.in_title).capitalize()
        self.day = str(event.day + timedelta(days=chance.randrange(4)))
        self.source = f"https://n{issue % 500}.example/{issue}"

    def briefing(self) -> Briefing:
        parts, length = [], 0
        places: dict[tuple[EntityKind, str], list[Mention]] = {}
        for at, name in enumerate(self.names):
            drawn = self.words[at * _SENTENCE :][:_SENTENCE]
            words = " ".join(VOCABULARY[rank] for rank in drawn).capitalize()
            begin = length + len(words) + 1
            mention = Mention(Span(begin, begin + len(name[1])), name[0])
            places.setdefault(name, []).append(mention)
            parts.append(f"{words} {name[1]} said. ")
            length += len(parts[-1])
        document = Document(
            "".join(parts), title=self.title, published=self.day, source=self.source
        )
        section = Section(SectionKind.ISSUE, self.title, TitleSource.DOCUMENT, Span(0, length))
        entities = tuple(
            Entity(f"e{at}", kind, name, mentions=tuple(found))
            for at, ((kind, name), found) in enumerate(places.items())
        )
        return Briefing(document, Analysis((section,), entities, ()))

    def terms(self) -> Terms:
        """As of its briefing, made without its text; the sketch is any."""
        words = [_key(rank) for rank in self.words]
        first = random.Random(self.source).randrange(1 << 28)
        return Terms(
            Counter(words + [key for _, name in self.names for key in _keys(name)]),
            Counter(words[:_LEAD]),
            Counter(_name_key(name) for name in self.names),
            Counter(_key(rank) for rank in self.in_title),
            frozenset(),
            {},
            tuple(range(first, first + WORDS, 4)),
        )


@cache
def _key(rank: int) -> int:
    return key_of(stem_word(VOCABULARY[rank]))


@cache
def _keys(name: str) -> list[int]:
    return [key_of(stem_word(word)) for word in name.split()]


@cache
def _name_key(name: tuple[EntityKind, str]) -> int:
    return key_of(f"{name[0].value} {name_key(name[1])}")


class _Rarity(Rarity):
    """Of one moment."""

    def __init__(self, counts: dict[int, int], issues: int) -> None:
        super().__init__(counts, issues)
        self.of = cache(super().of)


def make(folder: Path, count: int) -> None:
    """Writes rows as joining leaves them, without the texts and the index for search; goes on where it was left."""
    kept = Repositories(Database(Config(data=folder).library_file))
    begun, first = time.monotonic(), _issues_in(kept.database)
    seen = Counter(dict(kept.database.all("SELECT key, issues FROM story_term")))
    for start in range(first, count, _BATCH):
        some = range(start, min(start + _BATCH, count))
        told = [(issue, Account(issue, Event(event_of(issue, count)))) for issue in some]
        before = dict(seen)
        found = [account.terms() for _, account in told]
        for terms in found:
            seen.update(terms.keys)
        rarity = _Rarity(seen, some[-1])
        with kept.database.write() as connection:
            for (issue, account), terms in zip(told, found, strict=True):
                profile = make_profile(terms, rarity, account.day)
                _write(connection, issue, event_of(issue, count), account, profile)
            connection.executemany(
                "INSERT OR REPLACE INTO story_term VALUES (?, ?)",
                [(key, n) for key, n in seen.items() if before.get(key) != n],
            )
        print(start + _BATCH, f"{time.monotonic() - begun:.0f} s", flush=True)
    kept.database.close()


def _write(connection, issue: int, event: int, account: Account, profile: StoryProfile) -> None:
    sha256 = sha256_of(account.source.encode()).hexdigest()
    connection.execute(
        "INSERT INTO document (sha256, title, published, words, issues, added, opened, indexed, joined, turn) "
        "VALUES (?1, ?2, ?3, 300, 1, ?3, ?3, 1, 1, ?4)",
        (sha256, account.title, account.day, issue + 1),
    )
    id = connection.last_insert_rowid()
    connection.execute(
        "INSERT INTO source VALUES (?, ?, ?, ?)",
        (account.source, sha256, account.day, issue + 1),
    )
    connection.execute(
        'INSERT INTO section (document, number, kind, title, start, "end") VALUES (?, 0, ?, ?, 0, ?)',
        (id, SectionKind.ISSUE.value, account.title, 7 * WORDS),
    )
    place = connection.last_insert_rowid()
    connection.execute("INSERT OR IGNORE INTO story VALUES (?)", (event + 1,))
    member = Member(place, id, event + 1, msgspec.msgpack.encode(profile))
    put_issue(connection, member, profile.signs, 1.0, "")


def _issues_in(database: Database) -> int:
    row = database.one("SELECT count(*) FROM story_issue")
    return row[0] if row else 0


def new_texts(count: int) -> Iterator[Briefing]:
    chance = random.Random(7)
    for number in range(NEW):
        told = event_of(chance.randrange(count), count)
        yield Account(count + number, Event(told if number % 2 else count + number)).briefing()


def join(library: Library) -> list[float]:
    """Milliseconds for each issue, with reading it and finding its terms."""
    taken: list[float] = []
    joiner = join_stories.StoryJoiner
    read, put = joiner._read, joiner._join
    reading: list[float] = []

    def timed_read(self, *given):
        begun = time.process_time()
        found = read(self, *given)
        reading.append((time.process_time() - begun) * 1000)
        return found

    def timed_put(self, *given):
        begun = time.process_time()
        put(self, *given)
        taken.append((time.process_time() - begun) * 1000)

    joiner._read, joiner._join = timed_read, timed_put
    begun = time.process_time()
    with watch_locks() as locks:
        library.stories.join()
    print(f"all together: {time.process_time() - begun:.1f} s; {say_locks(locks)}")
    return [a + b for a, b in zip(reading, taken, strict=True)]


def main() -> None:
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    make(folder, count)
    shutil.rmtree(copy := folder / "copy", ignore_errors=True)
    copy.mkdir()
    shutil.copy(Config(data=folder).library_file, Config(data=copy).library_file)
    some = list(new_texts(count))
    kept = Repositories(Database(Config(data=copy).library_file))
    with kept.database.write() as connection:
        index = SearchIndex(kept.database)
        for each in some:
            kept.documents.put(connection, to_record(each), opened=False)
            index.put_record(connection, to_index_record(each))
    kept.database.close()
    library = make_library(Config(data=copy))
    taken = sorted(join(library))
    print(
        f"an issue: mean {statistics.mean(taken):.1f} ms, median {taken[NEW // 2]:.1f}, worst {taken[-1]:.1f}"
    )
    near = []
    for each in some[::20]:
        begun = time.process_time()
        library.stories.nearest(each, each.analysis.sections[0])
        near.append((time.process_time() - begun) * 1000)
    print(f"related issues: median {statistics.median(near):.1f} ms, worst {max(near):.1f}")
    for most in (library.stories.shown, None):
        begun = time.process_time()
        found = library.stories.all(most=most)
        print(f"a list of {len(found):,} stories: {time.process_time() - begun:.1f} s")
    library.close()


if __name__ == "__main__":
    main()
