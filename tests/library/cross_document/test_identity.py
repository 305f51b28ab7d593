"""Names over several briefings: what is joined, why, and what the reader decides."""

import pytest
from msgspec.structs import replace

from briefing.config import Config
from briefing.library import make_library
from briefing.model.digest_origins import DIGEST
from tests.library.cross_document.articles import HARBOUR, OPERA, RIVALS, WINTER, article, kept


@pytest.fixture
def library(tmp_path):
    made = make_library(Config(data=tmp_path))
    yield made
    made.close()


def page(library, name, briefing=None, kind="person"):
    sha256 = briefing.document.sha256 if briefing else None
    return library.cross_document.page(kind, name.casefold(), sha256)


def titles(found):
    return [each.title for each in found.appearances]


def test_a_full_name_is_joined_and_says_why(library):
    kept(library, HARBOUR, WINTER)
    found = page(library, "Tom Reyes", HARBOUR)
    assert titles(found) == ["Winter in Norhaven", "Harbour talks go on"]
    assert [each.reason for each in found.appearances] == ["same full name", ""]
    assert not any(each.doubtful for each in found.appearances)
    assert (found.first.published, found.latest.published) == ("2026-03-02", "2026-03-09")
    assert found.why_merged == "Merged: same full name in 1 briefing."
    assert [(issue.title, issue.mentions) for issue in found.appearances[0].issues] == [
        ("Storm damage", 1)
    ]


def test_a_name_in_one_briefing_has_nothing_to_say_of_joining(library):
    kept(library, HARBOUR)
    found = page(library, "Mira Okafor", HARBOUR)
    assert (found.briefings, found.why_merged, found.quotations) == (1, "", ())


def test_a_surname_alone_joins_the_only_full_name_with_the_same_company(library):
    kept(library, HARBOUR, WINTER, RIVALS)
    for name, start in (("Ada Lind", HARBOUR), ("Lind", WINTER)):
        found = page(library, name, start)
        assert found.name == "Ada Lind"
        assert titles(found) == ["Winter in Norhaven", "Harbour talks go on"]
    [why] = [a.reason for a in page(library, "Ada Lind", HARBOUR).appearances if a.reason]
    assert why.startswith("“Lind” alone: no other Lind in the library, and")
    assert "Mira Okafor and Tom Reyes" in why
    [why] = [a.reason for a in page(library, "Lind", WINTER).appearances if a.reason]
    assert why.startswith("“Lind” alone")
    alone = page(library, "Lind", RIVALS)
    assert titles(alone) == ["Rowing finals"]
    assert [each.name for each in alone.namesakes] == ["Ada Lind"]


def test_the_same_description_speaks_for_a_surname(library):
    other = article("Elsewhere", "Visit: The mayor, [Lind|Lind|mayor of Norhaven], came.")
    kept(library, HARBOUR, other)
    found = page(library, "Lind", other)
    assert found.briefings == 2
    [why] = [a.reason for a in page(library, "Ada Lind", HARBOUR).appearances if a.reason]
    assert why.endswith("both say “mayor of Norhaven”")


def test_a_surname_that_two_people_have_joins_neither(library):
    other = article(
        "A wedding",
        "The couple: [Olof Lind] met [Tom Reyes] and [Mira Okafor].",
        published="2026-01-01",
    )
    kept(library, HARBOUR, WINTER, other)
    assert titles(page(library, "Ada Lind", HARBOUR)) == ["Harbour talks go on"]
    found = page(library, "Lind", WINTER)
    assert titles(found) == ["Winter in Norhaven"]
    assert {each.name for each in found.namesakes} == {"Ada Lind", "Olof Lind"}


def test_surnames_alone_are_joined_by_their_company_only(library):
    first = article("One", "News: [Karim] met [Ann Lee] at the [+Port Board].")
    second = article("Two", "More: [Karim] met [Ann Lee] at the [+Port Board] again.")
    third = article("Three", "Other: [Karim] won the cup.")
    kept(library, first, second, third)
    assert set(titles(page(library, "Karim", first))) == {"One", "Two"}
    assert titles(page(library, "Karim", third)) == ["Three"]


def test_the_same_full_name_in_other_company_is_doubtful(library):
    kept(library, HARBOUR, OPERA)
    found = page(library, "Ada Lind", HARBOUR)
    assert {each.title: each.doubtful for each in found.appearances} == {
        "A night at the opera": True,
        "Harbour talks go on": False,
    }


FORMS = [
    ("Joanna Q. Hale", "Joanna Hale", True),
    ("Dr. Joanna Hale", "Joanna Hale", True),
    ("Jo Hale", "Tim Hale", False),
    ("Bill Hale", "William Hale", True),
    ("Mr. Robin Hale", "Mrs. Robin Hale", False),
    ("J. Hale", "Joanna Hale", True),
]


@pytest.mark.parametrize(("one", "other", "same"), FORMS)
def test_forms_of_full_names(library, one, other, same):
    first, second = article("One", f"A: [{one}] spoke."), article("Two", f"B: [{other}] came.")
    kept(library, first, second)
    assert page(library, one, first).briefings == 1 + same


def test_an_initial_that_fits_two_people_joins_neither(library):
    texts = [
        article(f"T{n}", f"A: [{name}] spoke.")
        for n, name in enumerate(("J. Hale", "Joanna Hale", "James Hale"))
    ]
    kept(library, *texts)
    for text, name in zip(texts, ("J. Hale", "Joanna Hale", "James Hale"), strict=True):
        assert page(library, name, text).briefings == 1


def test_an_acronym_joins_what_a_text_says_it_stands_for(library):
    kept(library, HARBOUR, WINTER)
    for name, start in (("Eastern Berth League", HARBOUR), ("EBL", WINTER)):
        found = page(library, name, start, kind="organization")
        assert found.name == "Eastern Berth League"
        assert found.briefings == 2
    assert (
        "“EBL” stands for “Eastern Berth League” in a briefing"
        in page(library, "Eastern Berth League", HARBOUR, kind="organization").appearances[0].reason
    )


def test_an_acronym_with_two_meanings_joins_neither(library):
    other = article("Bowling", "Cup: The [+Elder Bowls Lodge] ([+EBL|+Elder Bowls Lodge]) won.")
    kept(library, HARBOUR, WINTER, other)
    assert page(library, "EBL", WINTER, kind="organization").briefings == 1


def test_kinds_are_never_joined(library):
    one = (article("One", "A: [+Lincoln] fell in price."),)
    two = article("Two", "B: [Lincoln] spoke.")
    kept(library, *one, two)
    assert page(library, "Lincoln", two).briefings == 1


def test_the_reader_parts_and_joins_and_takes_it_back(library):
    kept(library, HARBOUR, OPERA)
    across = library.cross_document
    found = page(library, "Ada Lind", HARBOUR)
    parted = across.part(found, "ada lind", OPERA.document.sha256)
    assert titles(page(library, "Ada Lind", HARBOUR)) == ["Harbour talks go on"]
    alone = page(library, "Ada Lind", OPERA)
    assert (titles(alone), alone.parted) == (["A night at the opera"], True)
    across.undo(parted)
    assert page(library, "Ada Lind", OPERA).briefings == 2
    across.part(found, "ada lind", OPERA.document.sha256)
    across.rejoin(page(library, "Ada Lind", OPERA))
    assert page(library, "Ada Lind", HARBOUR).briefings == 2


def test_the_reader_joins_names_that_have_nothing_in_common(library):
    stage = article("Backstage", "Gossip: [Adele Northwood] left with [Paul Costa].")
    kept(library, HARBOUR, stage)
    done = library.cross_document.join(page(library, "Ada Lind", HARBOUR), "adele northwood")
    for name, text in (("Ada Lind", HARBOUR), ("Adele Northwood", stage)):
        found = page(library, name, text)
        assert found.briefings == 2
    assert "you merged “Adele Northwood” with it" in page(library, "Ada Lind", HARBOUR).why_merged
    library.cross_document.undo(done)
    assert page(library, "Adele Northwood", stage).briefings == 1


def test_a_decision_outlives_another_analysis(library):
    kept(library, HARBOUR, OPERA)
    found = page(library, "Ada Lind", HARBOUR)
    library.cross_document.part(found, "ada lind", OPERA.document.sha256)
    library._store.documents.keep(OPERA)
    library.cross_document.index(OPERA)
    assert page(library, "Ada Lind", HARBOUR).briefings == 1


def test_older_versions_of_an_address_count_once(library):
    newer = article(
        "Harbour talks end",
        "The end: [Ada Lind] and [Tom Reyes] signed.",
        source="/news/harbour.md",
    )
    kept(library, HARBOUR, newer)
    assert titles(page(library, "Ada Lind", newer)) == ["Harbour talks end"]


def test_said_and_beside(library):
    kept(library, HARBOUR, WINTER)
    found = page(library, "Ada Lind", HARBOUR)
    assert [(each.words, each.title) for each in found.quotations] == [
        ("“We were lucky.”", "Winter in Norhaven"),
        ("“The boats stay where they are.”", "Harbour talks go on"),
    ]
    assert [(each.name, each.issues) for each in found.companions][:2] == [
        ("Mira Okafor", 2),
        ("Tom Reyes", 2),
    ]
    assert found.forms == ("Lind",)
    assert found.description == "mayor of Norhaven"


def test_nobody_of_the_name(library):
    kept(library, HARBOUR)
    assert page(library, "Nobody Here") is None
    assert library.cross_document.find("Nobody Here") == ()
    assert [each.name for each in library.cross_document.find("lind")] == ["Ada Lind"]


def test_a_text_without_a_date_is_given_none_and_comes_last(library):
    kept(library, article("A wedding", "The couple: [Tom Reyes] came."), HARBOUR, WINTER)
    found = page(library, "Tom Reyes")
    assert [each.published for each in found.appearances] == ["2026-03-09", "2026-03-02", None]
    assert (found.first.published, found.latest.published) == ("2026-03-02", "2026-03-09")
    assert found.named_in == "Named in 3 briefings, newest first, 1 without a date last"


def test_texts_without_any_date_are_in_the_order_of_adding(library):
    weddings = [article(f"Wedding {n}", f"The guests: [Ada Lind] came {n} times.") for n in (1, 2)]
    kept(library, *weddings)
    found = page(library, "Ada Lind")
    assert titles(found) == ["Wedding 2", "Wedding 1"]
    assert (found.first, found.latest) == (None, None)
    assert found.named_in == "Named in 2 briefings, last added first"


def test_a_digest_counts_only_where_no_other_text_has_the_name(library):
    repeated = article("Digest", "Talks: [Tom Reyes] met [Una Holm].", published="2026-03-20")
    digest = replace(repeated, document=replace(repeated.document, format=DIGEST))
    kept(library, HARBOUR, WINTER, digest)
    found = page(library, "Tom Reyes", digest)
    assert titles(found) == ["Winter in Norhaven", "Harbour talks go on"]
    assert found.latest.published == "2026-03-09"
    assert titles(page(library, "Una Holm", digest)) == ["Digest"]
