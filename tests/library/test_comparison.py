"""What the sources of a story say alike, apart and alone."""

import pytest
from msgspec.structs import replace

from briefing.library.stories.comparison import compare_sources
from briefing.library.stories.story import Story, StoryIssue
from briefing.library.stories.wire_copies import sketch
from briefing.model import (
    Analysis,
    Briefing,
    Entity,
    EntityKind,
    Mention,
    Quote,
    Section,
    SectionKind,
    Span,
    TitleSource,
)
from briefing.sources.build_document import build_text

HARBOUR = """Twelve people were killed when a ferry overturned off Marra on Sunday, the coast guard said.

Mourners laid wreaths of laurel at the lighthouse before sunrise.

The boat had been inspected in March and found sound, the harbour master Ira Voss told reporters at the quay.

“We will lift the hull before the spring tides,” said the coast guard. Divers searched until dusk."""
CHRONICLE = """Off Marra, 14 people died on Sunday when the ferry overturned in heavy seas, the coast guard said.

Before sunrise mourners had laid wreaths of laurel at the lighthouse.

Schools in the town stay closed this week, and a fund for the families was opened by the parish."""
COPY = "From our desk.\n\n" + "\n\n".join(reversed(HARBOUR.split("\n\n")))


def told(name: str, text: str, *names: str) -> Briefing:
    document = build_text(text.encode(), f"{name}.txt", "text")
    span = Span(0, len(document.text))
    section = Section(SectionKind.ISSUE, name, TitleSource.INFERRED, span)
    entities = tuple(
        Entity(f"e{n}", EntityKind.PERSON, each, mentions=(_mention(document.text, each),))
        for n, each in enumerate(names)
    )
    start = document.text.find("“")
    quotes = (Quote(Span(start, document.text.find("”") + 1)),) if start >= 0 else ()
    return Briefing(replace(document, agency=name), Analysis((section,), entities, quotes))


def _mention(text: str, name: str) -> Mention:
    at = text.index(name)
    return Mention(Span(at, at + len(name)), EntityKind.PERSON)


def story_of(*briefings: Briefing) -> Story:
    return Story(1, tuple(_issue(briefing) for briefing in briefings))


def _issue(briefing: Briefing) -> StoryIssue:
    document = briefing.document
    end = len(document.text)
    return StoryIssue(
        sha256=document.sha256, source=None, outlet=document.agency, published=None, added="2024-03-04",
        section=0, title=document.agency or "", start=0, end=end, length=end, confidence=1.0, reason="",
        sketch=sketch(document.text),
    )  # fmt: skip


def compared(*briefings: Briefing):
    kept = {briefing.document.sha256: briefing for briefing in briefings}
    return compare_sources(story_of(*briefings), kept.get)


ONE, OTHER = told("Harbour News", HARBOUR, "Ira Voss"), told("Chronicle", CHRONICLE)


@pytest.fixture(scope="module")
def both():
    return compared(ONE, OTHER)


def test_figures_stand_beside_each_other(both):
    [[one, other]] = both.figures
    assert (one.marked.of(one.words), other.marked.of(other.words)) == (
        "Twelve people",
        "14 people",
    )
    assert one.place.of(HARBOUR) == one.words


def test_what_all_say_is_in_the_words_of_each(both):
    [[one, other]] = both.shared
    assert one.words.startswith("Mourners laid"), "figures that differ are not said by all"
    assert other.words.startswith("Before sunrise")


def test_what_one_alone_says(both):
    firsts = [(said.voice, said.words.split()[0]) for said in both.alone]
    assert firsts == [(0, "The"), (0, "Divers"), (1, "Schools")]


def test_whose_names_and_quotations_differ(both):
    assert [(said.voice, said.marked.of(said.words)) for said in both.names] == [(0, "Ira Voss")]
    assert [said.words for said in both.quotations] == [
        "“We will lift the hull before the spring tides,”"
    ]


def test_quotations_of_one_statement_stand_beside_each_other():
    other = HARBOUR.replace("will lift", "may lift").replace("Twelve", "Many")
    found = compared(
        told("Harbour News", HARBOUR), told("Chronicle", CHRONICLE + "\n\n" + other[-100:])
    )
    [[one, two]] = found.said_apart
    assert (one.marked.of(one.words), two.marked.of(two.words)) == ("will", "may")
    assert one.words == "“We will lift the hull before the spring tides,” said the coast guard."
    assert one.place.of(HARBOUR) == one.words
    assert not found.quotations, "they stand beside each other"


def test_a_copy_is_the_same_voice():
    found = compared(ONE, told("Evening Sheet", COPY), OTHER)
    assert [[issue.outlet for issue in voice.issues] for voice in found.voices] == [
        ["Evening Sheet", "Harbour News"],
        ["Chronicle"],
    ]
    assert any("inspected" in said.words for said in found.alone), "though the copy says it too"
    assert len([said for said in found.alone if "inspected" in said.words]) == 1


@pytest.mark.parametrize("briefings", [(ONE,), (ONE, told("Evening Sheet", COPY))])
def test_one_voice_has_nothing_to_compare(briefings):
    found = compared(*briefings)
    assert len(found.voices) == 1
    assert (found.figures, found.shared, found.alone, found.names, found.quotations) == ((),) * 5


def test_what_is_gone_is_left_out():
    assert compare_sources(story_of(ONE, OTHER), lambda _: None).voices == ()
