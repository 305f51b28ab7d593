from itertools import pairwise

import pytest

from briefing.analysis.ner import Recogniser, load_recogniser
from briefing.errors import ConfigError
from briefing.model import EntityKind
from tests.steps import calls


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return load_recogniser()


def named(recogniser: Recogniser, text: str, kind: EntityKind) -> list[str]:
    return [m.span.of(text) for m in recogniser.mentions(text) if m.kind is kind]


PEOPLE = [
    ("Maria Alvarez met Tomas Lindqvist on Monday.", ["Maria Alvarez", "Tomas Lindqvist"]),
    ("“I won’t resign,” said José García’s lawyer.", ["José García"]),
    ("\U0001f389 Angela Dupont won, then thanked\nPeter Novak.", ["Angela Dupont", "Peter Novak"]),
    ("A lawyer, Jose\u0301 Pen\u0303a, spoke first.", ["Jose\u0301 Pen\u0303a"]),
    ("PRIME MINISTER HELEN BAXTER VISITS PARIS", ["HELEN BAXTER"]),
    ("senator john whitfield voted against the bill.", ["john whitfield"]),
    ("It rained.It rained again.Robert Hale stayed home.", ["Robert Hale"]),
]


@pytest.mark.parametrize(("text", "people"), PEOPLE)
def test_names_people_at_their_exact_place(
    recogniser: Recogniser, text: str, people: list[str]
) -> None:
    assert named(recogniser, text, EntityKind.PERSON) == people


def test_names_organizations_and_places(recogniser: Recogniser) -> None:
    text = "The World Bank and the United Nations opened offices in Nairobi, Kenya."
    assert named(recogniser, text, EntityKind.ORGANIZATION) == ["World Bank", "United Nations"]
    assert named(recogniser, text, EntityKind.PLACE) == ["Nairobi", "Kenya"]


@pytest.mark.parametrize("text", ["", " \n\t\n", "=====", "\u0301", "\u2400\u2400", "12, 13."])
def test_finds_nothing_where_there_is_no_name(recogniser: Recogniser, text: str) -> None:
    assert recogniser.mentions(text) == ()


@pytest.mark.parametrize(
    "middle",
    ["=" * 100_000, "a" * 1_000_000, "a." * 50_000, "word " * 10_000, "-- " * 10_000],
    ids=["punctuation", "token", "glued", "line", "dashes"],
)
def test_hostile_text_is_bounded_and_names_around_it_are_found(
    recogniser: Recogniser, middle: str
) -> None:
    def around(text: str) -> str:
        return f"Maria Alvarez spoke. {text} Peter Novak agreed."

    people = named(recogniser, around(middle), EntityKind.PERSON)
    assert people == ["Maria Alvarez", "Peter Novak"]
    half = middle[: len(middle) // 2]
    steps = calls(recogniser.mentions, around(half))
    assert calls(recogniser.mentions, around(middle)) < 2.2 * steps


@pytest.mark.parametrize(
    "text",
    ["a" * 1_000_000, " " * 1_000_000, "\n" * 1_000_000, "= " * 10_000],
    ids=["token", "blanks", "lines", "marks"],
)
def test_text_of_nothing_but_padding_is_bounded(recogniser: Recogniser, text: str) -> None:
    assert recogniser.mentions(text) == ()
    steps = calls(recogniser.mentions, text[: len(text) // 2])
    assert calls(recogniser.mentions, text) < 2.2 * steps


def test_mentions_are_in_order_and_apart_and_progress_ends_at_the_whole(
    recogniser: Recogniser,
) -> None:
    shares: list[float] = []
    text = "Maria Alvarez of Acme Corp. flew to Oslo. She met Peter Novak there.\n\n" * 40
    mentions = recogniser.mentions(text, shares.append)
    assert len(mentions) >= 120
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))
    assert all(0 < m.score <= 1.0001 for m in mentions)
    assert shares == sorted(shares)
    assert shares[-1] > 0.99


def test_a_pipeline_that_is_not_installed_is_one_plain_sentence() -> None:
    with pytest.raises(ConfigError, match='set recogniser to "builtin"'):
        load_recogniser("no_such_pipeline")
