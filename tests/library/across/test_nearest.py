"""The nearest issues of a library, and what they share."""

import pytest

from briefing.config import Config
from briefing.library import make_library
from tests.library.across.articles import HARBOUR, article, kept

STRIKE = article(
    "Pickets at the gate",
    "The strike: [Tom Reyes] and [Mira Okafor] spoke to the stevedores about overtime and pensions.",
    "Weather: Rain is expected on the coast, with sunshine on Sunday.",
    published="2026-04-01",
    source="/news/strike.md",
)
LATER = article(
    "The gate opens",
    "The strike ends: The stevedores have their pensions; [Okafor] and [Tom Reyes] shook hands.",
    published="2026-04-05",
    source="/news/gate.md",
)
GARDEN = article(
    "Gardens in spring",
    "Tulips: The tulips bloom early, and [Jane Moss] sells bulbs.",
    "Compost: Rain helps compost, which needs sunshine as well.",
    published="2026-04-06",
)


@pytest.fixture
def library(tmp_path):
    made = make_library(Config(data=tmp_path))
    kept(made, HARBOUR, STRIKE, LATER, GARDEN)
    yield made
    made.close()


def near(library, briefing, index=0):
    return library.cross_document.nearest(briefing, briefing.analysis.sections[index])


def test_the_nearest_shares_names_and_words_and_says_which(library):
    first, *rest = near(library, STRIKE)
    assert (first.title, first.issue) == ("The gate opens", "The strike ends")
    assert set(first.names) == {"Mira Okafor", "Tom Reyes"}
    assert {"stevedores", "pensions"} <= set(first.words)
    assert first.reason.startswith("shares: ")
    assert "; " in first.reason
    assert all(each.title != "Gardens in spring" for each in rest)


def test_a_family_name_alone_is_found_from_both_sides(library):
    first, *_ = near(library, LATER)
    assert first.issue == "The strike"
    assert set(first.names) == {"Okafor", "Tom Reyes"}


def test_a_long_round_up_is_farther_than_a_short_report(library):
    filler = " ".join(f"Sentence {n} of the rest says little." for n in range(110))
    long = article(
        "All of the week",
        f"The week: [Mira Okafor], [Tom Reyes], stevedores, strike, pensions and overtime. {filler}",
    )
    kept(library, long)
    titles = [each.title for each in near(library, STRIKE)]
    assert titles.index("The gate opens") < titles.index("All of the week")


def test_neither_itself_nor_another_version_of_the_source(library):
    again = article(
        "Pickets leave the gate",
        "The strike: [Tom Reyes] and [Mira Okafor] spoke to the stevedores about pensions again.",
        source="/news/strike.md",
    )
    kept(library, again)
    assert {each.title for each in near(library, again)} & {
        "Pickets at the gate",
        again.document.title,
    } == set()
    assert "Pickets at the gate" not in {each.title for each in near(library, LATER)}
    assert "Pickets leave the gate" in {each.title for each in near(library, LATER)}


def test_what_was_removed_is_not_near(library):
    library.documents.remove(LATER.document.sha256)
    assert "The gate opens" not in {each.title for each in near(library, STRIKE)}


def test_nothing_is_near_in_a_library_of_one(tmp_path):
    made = make_library(Config(data=tmp_path))
    kept(made, HARBOUR)
    assert near(made, HARBOUR) == ()


def test_signs_of_the_query_language_are_words(library):
    odd = article(
        "Odd", 'Signs: "AND" OR NOT* (near) NEAR^2 - pensions: stevedores "strike" shook*'
    )
    kept(library, odd)
    assert near(library, odd)[0].issue in ("The strike", "The strike ends")
