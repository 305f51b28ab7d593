"""Made-up titles: shortened sentences and phrases in the passage's own words, by an editor's rules."""

import re

import pytest

from briefing.analysis.pipeline import split
from briefing.analysis.segmentation.section_titles import first_clause
from briefing.analysis.titles.compress_sentences import compress_sentences
from briefing.model import TitleSource
from tests.analysis.segmentation.plain import document
from tests.analysis.segmentation.test_single_story import HARBOUR, WEEK


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("The senate passed a budget on Tuesday.", "senate passed budget"),
        ("WELLINGTON — The bank closed two branches.", "bank closed two branches"),
        ("Ines Calder, a nurse from Velm, won the seat.", "Ines Calder won seat"),
        ("The panel voted Thursday to hold the minister.", "panel voted to hold minister"),
        ("Officials said the harbour would be rebuilt.", "harbour would be rebuilt"),
        ("The mayor didn't sign the contract.", "mayor didn't sign contract"),
        ("Sen. Robert J. Hale rejected the plan.", "Robert J. Hale rejected plan"),
        ("The mayor, who had promised a vote, on Friday sold the ferry.", "mayor sold ferry"),
        ("Ines Calder argued that she could win the seat.", "Ines Calder could win seat"),
        (
            "Ines Calder, minister since June, is “not ready” to talk.",
            "Ines Calder is not ready to talk",
        ),
        ("Even though the river rose, the city opened the gate.", "city opened gate"),
        ("Two ferries are to leave the harbour.", "Two ferries to leave harbour"),
        ("The council picked a member of the crew.", "council picked member of crew"),
        ("Take the ferry to Velm.", "Take ferry to Velm"),
        (
            "Mara Lind posted a proposal for cheaper tickets to the list.",
            "proposal for cheaper tickets",
        ),
        ("Servants walked free on Monday.", "Servants walked free"),
    ],
)
def test_a_sentence_is_shortened_to_who_does_what(sentence: str, wanted: str) -> None:
    assert wanted in [clause.text for clause in compress_sentences(sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "He left.",
        "In the evening, on the quay.",
        "The mayor said so.",
        "Work to end the strike began.",
        "The officials wondered whether the council would fall.",
        "The council picked a member of.",
        "",
    ],
)
def test_nothing_is_shortened_to_half_a_thought(sentence: str) -> None:
    assert not list(compress_sentences(sentence))


def made_up(text: str) -> list[str]:
    sections = split(document(text), by_topic=True)
    return [s.title for s in sections if s.title_source is TitleSource.INFERRED]


@pytest.mark.parametrize(
    "text", [HARBOUR, WEEK, HARBOUR.replace("Velm", "St. Velm")], ids=["story", "week", "saint"]
)
def test_titles_are_the_passages_words_and_no_lone_names(text: str) -> None:
    said = {word.strip(".") for word in re.findall(r"[\w'’.-]+", text.lower())}
    titles = [title for title in made_up(text) if title != "Overview"]
    assert len(set(titles)) == len(titles) > 1
    for title in titles:
        words = title.lower().split()
        assert 2 <= len(words) <= 7
        assert {word.strip(".").removesuffix("'s") for word in words} <= {
            word.removesuffix("'s") for word in said
        }
        assert title not in ("Ines Calder", "Tomas Brandt", "Mara Lind", "Dorn", "Velm")
        assert not title.endswith((".", " the", " of", " and", " Tuesday"))


def test_a_shouted_line_gives_no_capitals() -> None:
    shouted = WEEK.replace("A court ordered", "RIVER POISONED AGAIN: a court ordered")
    assert not [title for title in made_up(shouted) if title.isupper()]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("То, что было в порту, всем известно. Так.", "То, что было в порту"),
        ("1. Wann kam er? 2. Wer ging?", "Wann kam er"),
        ("Ja, das stimmt. Dann kam er.", "Ja, das stimmt"),
        ("油の値段、来週から上がる、二割ほど", "油の値段、来週から上がる"),
    ],
)
def test_a_clause_of_few_words_is_no_title(text, title):
    assert first_clause(text) == title
