"""The nearest issues of a library, and what they share."""

import pytest

from briefing.config import Config
from briefing.library import make_library
from tests.library.cross_document.articles import HARBOUR, article, kept

STRIKE = article(
    "Pickets at the gate",
    "The strike: [Tom Reyes] and [Mira Okafor] spoke to the stevedores at the gate about overtime and "
    "pensions. The stevedores want their pensions to follow wages, and overtime paid by the hour.",
    "Weather: Rain is expected on the coast, with sunshine on Sunday. The hills stay dry until the evening, "
    "when clouds come in from the sea and showers follow the valleys down to the plain.",
    published="2026-04-01",
    source="/news/strike.md",
)
LATER = article(
    "The gate opens",
    "The strike ends: The stevedores have their pensions; [Okafor] and [Tom Reyes] shook hands at the gate. "
    "Overtime is paid by the hour from May, and the pensions of stevedores will follow wages.",
    published="2026-04-05",
    source="/news/gate.md",
)
GARDEN = article(
    "Gardens in spring",
    "Tulips: The tulips bloom early, and [Jane Moss] sells bulbs from a cart beside the chapel. She plants "
    "them in sand, a hand deep, and covers the beds with straw against the frost.",
    "Compost: Rain helps compost, which needs sunshine as well. Leaves go below, peelings above, and a spade "
    "of earth keeps the flies away until the heap has become warm.",
    published="2026-04-06",
)


@pytest.fixture
def library(tmp_path):
    made = make_library(Config(data=tmp_path))
    kept(made, HARBOUR, STRIKE, LATER, GARDEN)
    yield made
    made.close()


def near(library, briefing, index=0):
    library.stories.join()
    return library.stories.nearest(briefing, briefing.analysis.sections[index])


@pytest.mark.parametrize(("one", "other"), [(STRIKE, LATER), (LATER, STRIKE)])
def test_the_nearest_shares_names_and_words_and_says_which(library, one, other):
    [found] = near(library, one)
    assert (found.title, found.issue) == (other.document.title, other.analysis.sections[0].title)
    assert "Tom Reyes" in found.reason
    assert "“stevedores”" in found.reason


def test_a_family_name_alone_is_the_same_name(library):
    [found] = near(library, LATER)
    assert "Okafor" in found.reason


def test_a_long_round_up_is_farther_than_a_short_report(library):
    filler = " ".join(f"Sentence {n} of the rest says little." for n in range(110))
    long = article(
        "All of the week",
        f"The week: [Mira Okafor], [Tom Reyes], stevedores, strike, pensions and overtime. {filler}",
    )
    kept(library, long)
    assert near(library, STRIKE)[0].title == "The gate opens"


def test_neither_itself_nor_another_version_of_the_source(library):
    again = article(
        "Pickets leave the gate",
        "The strike: [Tom Reyes] and [Mira Okafor] spoke to the stevedores about pensions and overtime "
        "again. Stevedores at the gate want pensions that follow wages, and overtime by the hour.",
        source="/news/strike.md",
    )
    kept(library, again)
    assert [each.title for each in near(library, again)] == ["The gate opens"]
    assert [each.title for each in near(library, LATER)] == ["Pickets leave the gate"]


def test_what_was_removed_is_not_near(library):
    library.documents.remove(LATER.document.sha256)
    assert near(library, STRIKE) == ()


def test_nothing_is_near_in_a_library_of_one(tmp_path):
    made = make_library(Config(data=tmp_path))
    kept(made, HARBOUR)
    assert near(made, HARBOUR) == ()
