"""Of a text that was told from its page, only what clearly follows it is boilerplate."""

import pytest
from msgspec.structs import replace

from briefing.analysis.pipeline import split
from briefing.model import SectionKind
from tests.analysis.segmentation.texts import SUBJECTS, document

FERRY = "The ferry is known to be good for a talk. Who wants to know more is helped by the office at the quay, which has a cellar full of papers."
OCTOBER = "Instead of the usual quiet the month brought many guests and mild days. The hedges turned slowly, and the storm in its middle did no harm."
REMARKS = "Captain66\n\n31.10.2023, 19.18\n\n##### Oh well...\n\nwe had guests. Nice. Yes.\n\n4 2 Log in to vote"


def clutter(markdown: str) -> str:
    page = replace(document(markdown, markdown=True), format="html")
    sections = [s for s in split(page) if s.kind is SectionKind.BOILERPLATE]
    return "\n".join(section.span.of(page.text) for section in sections)


def test_text_after_a_gap_is_kept_and_the_remarks_after_it_are_not():
    found = clutter(
        f"# Ferry\n\n{FERRY}\n\n\n\n{OCTOBER}\n\nThe council will talk in spring.\n\n{REMARKS}"
    )
    assert "Instead" not in found
    assert "Captain66" in found


def test_links_to_more_stay_in_their_parts():
    parts = "".join(
        f"## {name}\n\n{OCTOBER}\n\n[Read the full {name} review](http://h/{name})\n\n"
        for name in ("Gull", "Heron", "Tern")
    )
    assert clutter(f"# Boats\n\n{FERRY}\n\n{parts}") == ""


@pytest.mark.parametrize("kind", ["html", "feed"])
@pytest.mark.parametrize("before", ["", "Watch:\n\n"])
def test_a_video_within_a_text_and_its_label_are_text(kind, before):
    video = "[Video: The engine](http://v.example/1)"
    found = replace(
        document(f"# Boats\n\n{before}{video}\n\nIt is loud.", markdown=True), format=kind
    )
    assert all(section.kind is not SectionKind.BOILERPLATE for section in split(found))


def test_notes_below_a_rule_are_no_part():
    found = document(f"{FERRY}[^1]\n\n---\n\n[^1]: {OCTOBER}", markdown=True)
    assert len(split(found)) == 1


@pytest.mark.parametrize(
    ("line", "headed"),
    [
        ("Trapped by the Tide: Ten Tips", True),
        ("[Trapped by the Tide: Ten Tips](http://h/1)", False),
        ("(Trapped by the Tide: Ten Tips)", False),
    ],
)
def test_a_line_that_stands_beside_the_text_heads_nothing(line, headed):
    told = [words for subject in SUBJECTS.values() for words in subject]
    markdown = "\n\n".join(["# Boats", FERRY, *told[:3], line, *told[3:]])
    page = replace(document(markdown, markdown=True), format="html")
    titles = [section.title for section in split(page)]
    assert any("Trapped by the Tide: Ten Tips" in title for title in titles) is headed


def test_no_subject_changes_below_a_colon_or_at_code():
    told = [words for subject in SUBJECTS.values() for words in subject]
    plain = split(document("\n\n".join(told), markdown=True), by_topic=True)
    announced = [words.rstrip(".") + ":" for words in told]
    code = [f"```\n{words}\n```" for words in told[1:]]
    assert len(plain) > 1
    assert len(split(document("\n\n".join(announced), markdown=True), by_topic=True)) == 1
    assert len(split(document("\n\n".join([told[0], *code]), markdown=True), by_topic=True)) == 1


def test_numbered_items_above_code_are_steps():
    steps = "\n\n".join(f"{n}. Echo the word {n}\n\n```\necho({n})\n```" for n in (3, 4))
    page = replace(
        document(f"# Boats\n\n{FERRY}\n\n{steps}\n\n{OCTOBER}", markdown=True), format="html"
    )
    assert len(split(page)) == 1


@pytest.mark.parametrize(
    ("markdown", "titles"),
    [
        ("# Boats\n\n" + f"Quick View\n\n{FERRY}\n\n{OCTOBER}\n\n" * 3, ["Boats"]),
        (
            f"# Boats\n\n{FERRY}\n\n\n\nClick here for the page of the old boats.\n\n\n\n{OCTOBER}",
            None,
        ),
    ],
)
def test_labels_and_few_words_between_gaps_are_no_parts(markdown, titles):
    page = replace(document(markdown, markdown=True), format="html", title="Boats")
    found = split(page)
    assert titles is None or [section.title for section in found] == titles
    assert not any(section.span.of(page.text).startswith("Click") for section in found)
