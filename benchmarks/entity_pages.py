"""How long a person's page takes in a large library of invented briefings.

    python -m benchmarks.entity_pages FOLDER COUNT

makes a library of COUNT briefings in FOLDER, unless there is one, and times the pages of the most common,
a middling and a rare name. CPU seconds, best of three.
"""

import random
import sys
import time
from pathlib import Path

from briefing.config import Config
from briefing.library import Library, make_library
from briefing.model import (
    Analysis,
    Briefing,
    Document,
    Entity,
    EntityKind,
    Mention,
    Quote,
    Section,
    SectionKind,
    Span,
    TitleSource,
)
from briefing.storage.database import Database
from briefing.storage.document_rows import DocumentRows
from briefing.storage.records import to_index_record, to_record
from briefing.storage.search_index import SearchIndex

_FIRST = 300
_LAST = 4_000
_WORDS = 40_000
_BODIES = 6_000
_ISSUES = 5
_LENGTH = 120
_BATCH = 500


def word(number: int, syllables: int = 3) -> str:
    """A made-up word, another for each number."""
    made = ""
    for _ in range(syllables):
        number, at = divmod(number, 80)
        made += "bdfgklmnprstvzhj"[at % 16] + "aeiou"[at // 16]
    return made + ("" if not number else word(number, 1))


def skewed(chance: random.Random, most: int) -> int:
    """A number below `most`, small ones far more often, as names and words are."""
    return min(most - 1, int(most ** chance.random()) - 1)


def briefing(number: int) -> Briefing:
    """An invented briefing, always the same for its number."""
    chance = random.Random(number)
    people = [person(chance) for _ in range(12)]
    bodies = [word(skewed(chance, _BODIES), 4).title() + " Union" for _ in range(8)]
    text, sections, quotes = "", [], []
    places: dict[tuple[EntityKind, str], list[Span]] = {}
    for _ in range(_ISSUES):
        start = len(text)
        subject = [word(skewed(chance, _WORDS)) for _ in range(40)]
        for _ in range(_LENGTH // 8):
            kind = chance.choice((EntityKind.PERSON, EntityKind.ORGANIZATION))
            name = chance.choice(people if kind is EntityKind.PERSON else bodies)
            places.setdefault((kind, name), []).append(Span(len(text), len(text) + len(name)))
            text += f"{name} {' '.join(chance.choices(subject, k=7))}. "
        text += "\n\n"
        span = Span(start, len(text))
        title = f"{subject[0]} {subject[1]}".capitalize()
        sections.append(Section(SectionKind.ISSUE, title, TitleSource.DOCUMENT, span))
    entities = tuple(
        Entity(f"e{n}", kind, name, mentions=tuple(Mention(span, kind) for span in spans))
        for n, ((kind, name), spans) in enumerate(places.items(), 1)
    )
    quotes = [
        Quote(Span(e.mentions[0].span.end, e.mentions[0].span.end + 30), e.id) for e in entities[:6]
    ]
    day = f"20{number % 20 + 6:02}-{number // 20 % 12 + 1:02}-{number // 240 % 28 + 1:02}"
    document = Document(
        text, title=f"Report {number}", agency="Agency", published=day, source=f"/r/{number}"
    )
    return Briefing(document, Analysis(tuple(sections), entities, tuple(quotes)))


def person(chance: random.Random) -> str:
    """A made-up name of two words, now and then the last alone."""
    first, last = skewed(chance, _FIRST), skewed(chance, _LAST)
    family = word(last + 7).title()
    return family if chance.random() < 0.1 else f"{word(first + 900, 2).title()} {family}"


def make(folder: Path, count: int) -> None:
    """Writes the library."""
    library = make_library(Config(data=folder))
    library.close()
    database = Database(folder / "library.db")
    documents, index = DocumentRows(database), SearchIndex(database)
    for start in range(0, count, _BATCH):
        with database.write() as connection:
            for number in range(start, min(count, start + _BATCH)):
                made = briefing(number)
                documents.put(connection, to_record(made), opened=False)
                index.put_record(connection, to_index_record(made))
    database.close()


def timed(call: object) -> float:
    """The CPU seconds of a call, best of three."""
    found = []
    for _ in range(3):
        start = time.process_time()
        call()  # type: ignore[operator]
        found.append(time.process_time() - start)
    return min(found)


def ranked(library: Library) -> list[tuple[str, str, int]]:
    """Names by in how many texts they are, the most frequent first."""
    return library._store.database.all(
        "SELECT n.kind, n.key, count(DISTINCT m.document) FROM named m JOIN name n ON n.id = m.name "
        "GROUP BY n.id ORDER BY 3 DESC"
    )


def main() -> None:
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    if not (folder / "library.db").exists():
        make(folder, count)
    library = make_library(Config(data=folder))
    across = library.cross_document
    names = ranked(library)
    people = [name for name in names if name[0] == "person"]
    full = [name for name in people if " " in name[1]]
    shorts = [name for name in people if " " not in name[1]]
    print(f"{count} briefings, {len(names)} names")
    for label, (kind, key, texts) in (
        ("most common organization", next(name for name in names if name[0] != "person")),
        ("most common full name", full[0]),
        ("most common family name alone", shorts[0]),
        ("middling full name", full[len(full) // 20]),
        ("rare full name", full[-1]),
    ):
        seconds = timed(lambda kind=kind, key=key: across.page(kind, key))
        print(f"page of the {label}, in {texts} briefings: {1000 * seconds:.0f} ms")
    library.close()


if __name__ == "__main__":
    main()
