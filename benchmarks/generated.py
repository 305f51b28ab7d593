"""Generated briefings: words by Zipf's law, headings, names and quotes, always the same for a number."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

from briefing.model import (
    Analysis,
    Block,
    BlockKind,
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

WORDS = 200_000
PERSONS = 40_000
ORGANIZATIONS = 10_000
AGENCIES = 60
_LETTERS = "etaoinshrdlucmfwypvbgk"


def _vocabulary() -> list[str]:
    """The word of each rank: the commoner, the shorter."""
    syllables = [letter + "aeiou"[at % 5] for at, letter in enumerate(_LETTERS)]
    found = [""]
    for number in range(1, len(_LETTERS) + WORDS):
        higher, at = divmod(number, len(_LETTERS))
        found.append(syllables[at] + found[higher])
    return found[len(_LETTERS) :]


VOCABULARY = _vocabulary()
_WEIGHTS = list(accumulate(1 / rank for rank in range(1, WORDS + 1)))


def _zipf(chance: random.Random, most: int) -> int:
    """A rank below `most`; low ones are likelier, as in Zipf's law."""
    return min(most - 1, int(most ** chance.random()) - 1)


def person(number: int) -> str:
    return f"{VOCABULARY[number % 800 + 900].title()} {VOCABULARY[number + 2000].title()}"


def organization(number: int) -> str:
    return f"{VOCABULARY[number + 50_000].title()} {VOCABULARY[number % 90 + 700].title()} Agency"


class _Text:
    """A text under way, with where its parts are."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0

    def add(self, words: str) -> Span:
        self.parts.append(words)
        self.length += len(words)
        return Span(self.length - len(words), self.length)


def briefing(number: int, words: int = 800, issues: int = 4) -> Briefing:
    """The briefing of this number: `issues` issues of three paragraphs, some 20 names named twice."""
    chance = random.Random(number)
    drawn = chance.choices(VOCABULARY, cum_weights=_WEIGHTS, k=words - words // 8)
    names = [(EntityKind.PERSON, person(_zipf(chance, PERSONS))) for _ in range(16)]
    names += [
        (EntityKind.ORGANIZATION, organization(_zipf(chance, ORGANIZATIONS))) for _ in "12345678"
    ]
    places: dict[tuple[EntityKind, str], list[Mention]] = {}
    text, blocks, sections = _Text(), list[Block](), list[Section]()
    each = len(drawn) // (issues * 3)
    for issue in range(issues):
        start, lead = text.length, drawn[issue * each * 3 :][: each * 3]
        title = " ".join(lead[:6]).capitalize()
        blocks.append(Block(BlockKind.HEADING, text.add(title), level=2))
        text.add("\n\n")
        for paragraph in range(3):
            begun = text.length
            _paragraph(text, lead[paragraph * each :][:each], chance, names, places)
            blocks.append(Block(BlockKind.PARAGRAPH, Span(begun, text.length), blank_before=1))
            text.add("\n\n")
        sections.append(
            Section(
                SectionKind.ISSUE,
                title,
                TitleSource.DOCUMENT,
                Span(start, text.length),
                reason="Split here: a heading.",
            )
        )
    document = Document(
        "".join(text.parts),
        tuple(blocks),
        title=" ".join(chance.choices(VOCABULARY, cum_weights=_WEIGHTS, k=7)).capitalize(),
        agency=VOCABULARY[3000 + chance.randrange(AGENCIES)].title(),
        published=str(date(2010, 1, 1) + timedelta(days=chance.randrange(6000))),
        source=f"/briefings/{number:06}.txt",
    )
    entities = tuple(
        Entity(
            f"e{at}",
            kind,
            name,
            (name.split()[-1],),
            "a minister of the republic" if at % 3 == 0 else None,
            tuple(found),
        )
        for at, ((kind, name), found) in enumerate(places.items())
    )
    quotes = tuple(
        Quote(Span(block.span.start, block.span.end - 1), "e1", None, "said")
        for block in blocks
        if block.kind is BlockKind.PARAGRAPH
    )
    return Briefing(document, Analysis(tuple(sections), entities, quotes))


def _paragraph(
    text: _Text,
    words: list[str],
    chance: random.Random,
    names: list[tuple[EntityKind, str]],
    places: dict[tuple[EntityKind, str], list[Mention]],
) -> None:
    """Sentences of 18 words, most of which name somebody."""
    for at in range(0, len(words), 18):
        text.add(" ".join(words[at : at + 15]).capitalize() + " ")
        if chance.random() < 0.95:
            name = chance.choice(names)
            places.setdefault(name, []).append(Mention(text.add(name[1]), name[0]))
            text.add(" ")
        text.add(" ".join([*words[at + 15 : at + 18], "said"]) + ". ")


def briefings(count: int) -> Iterator[Briefing]:
    """The first `count` briefings."""
    return map(briefing, range(count))
