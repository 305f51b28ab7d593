"""Page furniture at the head, in the midst and at the tail; what looks like it and is none."""

import pytest
from msgspec.structs import replace

from briefing.analysis.pipeline import split
from briefing.model import Document, SectionKind, flatten_boilerplate
from tests.analysis.segmentation.texts import SUBJECTS, briefing, document

TAILS = {
    "comments": "Source link\n\nLeave a Reply\n\nYour email address will not be published.",
    "share": "Share this:\n\nTwitter\n\nFacebook\n\nLike this:\n\nLike Loading...",
    "related": (
        "Related Articles\n\nMayor opens the new swimming pool\n\nTen bridges that you should see\n\n"
        "Why the price of bread is rising\n\nSubscribe to our newsletter"
    ),
    "legal": "© 2019 The Northern Courier. All rights reserved.\n\nPrivacy Policy\n\nTerms of Service",
}


def junk(found: Document) -> str:
    flat = flatten_boilerplate(split(found), found.text)
    return "\n".join(s.span.of(found.text) for s in flat if s.kind is SectionKind.BOILERPLATE)


@pytest.mark.parametrize("name", TAILS)
def test_a_tail_is_folded(name: str) -> None:
    found = document(f"{briefing('{}')}\n\n{TAILS[name]}")
    last = split(found)[-1]
    assert last.kind is SectionKind.BOILERPLATE
    assert last.span.of(found.text).strip() == TAILS[name]


@pytest.mark.parametrize(
    "line", ["Advertisement", "Story continues below", "Read more: What we know"]
)
def test_a_line_in_the_midst_is_folded_within_its_issue(line: str) -> None:
    place = SUBJECTS["School Meals"][1]
    found = document(briefing("{}").replace(place, f"{line}\n\n{place}"))
    assert [s.title for s in split(found)] == ["Overview", *SUBJECTS]
    assert junk(found).strip() == line
    kinds = [s.kind for s in flatten_boilerplate(split(found), found.text)]
    assert SectionKind.CONTINUATION in kinds


def test_a_line_at_the_head_is_folded() -> None:
    found = document(f"Share\n\n{briefing('{}')}")
    assert split(found)[0].kind is SectionKind.BOILERPLATE
    assert split(found)[1].kind is SectionKind.OVERVIEW


def test_who_signs_a_letter_is_part_of_it() -> None:
    text = "\n\n".join(
        [
            *["The council met on the quay and heard what the keeper had to say."] * 3,
            "Kind regards,",
            "Ada Lind",
            "Harbour master",
            "Privacy policy",
        ]
    )
    last = split(document(text))[-1]
    assert last.span.of(text) == "Privacy policy"


def test_a_credit_goes_with_the_tail() -> None:
    found = document(f"{briefing('{}')}\n\nHolm reports from Northport.\n\nSource link")
    assert split(found)[-1].span.of(found.text).startswith("Holm reports")


@pytest.mark.parametrize(
    "words",
    [
        "Share prices fell on Monday after the bank had raised its rate for the third time.",
        "Follow-up talks are planned for the spring, and the council will publish what was said.",
        "Related cases are being heard in the county court, which sits again on Thursday.",
    ],
)
def test_a_sentence_is_not_furniture(words: str) -> None:
    assert words not in junk(document(f"{briefing('{}')}\n\n{words}"))


@pytest.mark.parametrize("heading", ["", "{}", "## {}"])
def test_an_article_without_furniture_keeps_every_word(heading: str) -> None:
    assert junk(document(briefing(heading), markdown="#" in heading)) == ""


@pytest.mark.parametrize("intro", ["", "\n\nThe second and the third were joined."])
def test_the_only_heading_of_the_first_level_is_no_furniture(intro: str) -> None:
    """Its words are not said again, while those of the heading below it are."""
    issues = "\n\n".join(
        f"## The {word} issue\n\nSome words about the {word} issue. They are enough to make a "
        f"paragraph of it, one would think, about the {word}."
        for word in ("first", "second", "third")
    )
    found = document(f"Skip to content\n\n# Links of the week{intro}\n\n{issues}", markdown=True)
    assert junk(found).strip() == "Skip to content"


@pytest.mark.parametrize(("line", "folded"), [("5/5", ""), ("3/4", "3/4")])
def test_a_mark_out_of_five_is_no_number_of_a_page(line: str, folded: str) -> None:
    place = SUBJECTS["School Meals"][1]
    found = replace(document(briefing("{}").replace(place, f"{line}\n\n{place}")), format="html")
    assert junk(found).strip() == folded


@pytest.mark.parametrize("title", ["Menu", "Log in", "Related articles", "Kontakt"])
def test_a_documents_own_title_is_no_page_clutter(title: str) -> None:
    text = f"# {title}\n\nThe kitchen opens at noon and closes when the last boat is in.\n\nBring your own cup."
    found = replace(document(text, markdown=True), title=title)
    assert all(section.kind is not SectionKind.BOILERPLATE for section in split(found))


@pytest.mark.parametrize("item", ["- Next", "- Home", "- Share"])
def test_an_item_of_a_list_is_no_clutter_alone(item: str) -> None:
    text = f"# Doors\n\n- Oil store\n- Lamp room:\n  | A | B |\n  |---|---|\n  | 1 | 2 |\n{item}\n"
    assert junk(document(text, markdown=True)) == ""


def test_the_greeting_of_a_letter_is_its_own() -> None:
    text = "Ada,\n\n" + briefing("{}") + "\n\nBest,\n\nBo Quay"
    assert "Ada," not in junk(replace(document(text), format="mail"))


def test_bullets_above_the_foot_of_a_letter_are_its_own() -> None:
    links = "• Mayor opens the new swimming pool\n\n• Why the price of bread is rising"
    tail = "Follow us: Facebook Twitter\n\nUnsubscribe | Update preferences | Privacy policy"
    found = document(f"{briefing('{}')}\n\n{links}\n\n{tail}")
    assert junk(replace(found, format="mail")).strip() == tail


@pytest.mark.parametrize(
    "line", ["À lire aussi : Le port", "Teilen", "関連記事", "Alle Rechte vorbehalten."]
)
def test_a_phrase_of_another_language_is_folded_alone(line: str) -> None:
    told = "\n\n".join(
        f"Le conseil a voté la ligne {n} du port, qui ouvrira tard." for n in range(5)
    )
    found = document(f"Le port\n\n{told}\n\n{line}\n\n{told}\n\n{line}")
    assert junk(replace(found, language="fr")).split() == [*line.split(), *line.split()]


@pytest.mark.parametrize(("tail", "folded"), [("", 0), ("\n\nLeave a Reply\n\nShare this:", 1)])
def test_the_works_that_a_word_text_names_are_no_clutter(tail: str, folded: int) -> None:
    works = "Lind, Ada (1987). The Lit Lamp, Quay Press\n\n-- (1991). Oil Explained\n\n" * 3
    index = "Main index\n\nOil 3.7.16\n\nWick 3.8.2\n\nGlass\n\nTower 4.3.4"
    said = "The keepers say that the lamp was lit at six on every evening of that winter. " * 25
    found = replace(document(f"{said}\n\n{works}{index}{tail}"), format="docx")
    assert sum(s.kind is SectionKind.BOILERPLATE for s in split(found)) == folded
