"""What looks like a change of issue and is none."""

import pytest
from msgspec.structs import replace

from briefing.analysis.pipeline import split
from briefing.model import SectionKind
from tests.analysis.segmentation.texts import SUBJECTS, TITLE, briefing, document

NAMES = list(SUBJECTS)
BODY = [paragraph for paragraphs in SUBJECTS.values() for paragraph in paragraphs]
CONTENTS = "\n".join(f"{number}. {name} .... {number * 3}" for number, name in enumerate(NAMES, 1))
BULLETS = "\n".join(f"- {word} for the winter" for word in ("Salt", "Coal", "Blankets", "Lamps"))
TABLE = "| Town | Votes |\n| --- | --- |\n| Northport | 120 |\n| Eastwick | 98 |"
QUOTATION = "> The sea gives and the sea takes.\n>\n> So my father said.\n>\n> And so say I."
POEM = "The tide goes out\nThe tide comes in\nThe gulls complain\nThe nets are thin"
CODE = "```\nHEADING\n\ndef main():\n    pass\n\nOTHER HEADING\n```"
BOLD = "The council said that **no ferry will sail** before the channel is deep enough."
INSERTS = {
    "contents": CONTENTS,
    "bullets": BULLETS,
    "table": TABLE,
    "quotation": QUOTATION,
    "poem": POEM,
    "code": CODE,
    "bold": BOLD,
}


@pytest.mark.parametrize("name", INSERTS)
@pytest.mark.parametrize("markdown", [True, False])
def test_an_insert_starts_no_section(name: str, markdown: bool) -> None:
    text = briefing("## {}" if markdown else "{}")
    if markdown:
        text = f"# {text}"
    place = SUBJECTS["School Meals"][1]
    text = text.replace(place, f"{INSERTS[name]}\n\n{place}")
    titles = [s.title for s in split(document(text, markdown=markdown))]
    assert titles == ["Overview", *NAMES]


@pytest.mark.parametrize(
    "text",
    [
        "One line.",
        "A heading alone",
        BODY[0],
        f"Harbour dredging begins\n\n{BODY[0]}\n\n{BODY[1]}",
        f"# Harbour dredging begins\n\n{BODY[0]}\n\n{BODY[1]}",
    ],
)
def test_one_issue_is_one_pane_without_overview(text: str) -> None:
    for markdown in (True, False):
        assert [s.kind for s in split(document(text, markdown=markdown))] == [SectionKind.ISSUE]


@pytest.mark.parametrize("text", ["", " \n \n"])
def test_nothing_is_no_section(text: str) -> None:
    found = document(text)
    assert len(split(found)) == (1 if found.text else 0)


def test_an_ordinary_article_is_one_pane_with_its_furniture_folded() -> None:
    text = "\n\n".join([TITLE, BODY[0], "Advertisement", BODY[1], "___", "Source link"])
    found = split(document(text))
    assert [s.kind for s in found] == [SectionKind.ISSUE, SectionKind.BOILERPLATE]
    assert len(found[0].folded) == 1


def test_a_heading_that_a_menu_could_have_stays() -> None:
    text = (
        briefing("## {}").replace("School Meals", "Jobs")
        + "\n\n## Share this\n\n- Facebook\n- Twitter"
    )
    found = split(document(f"# {text}", markdown=True))
    assert [s.title for s in found][:-1] == [
        "Overview",
        *(name.replace("School Meals", "Jobs") for name in NAMES),
    ]
    assert found[-1].kind is SectionKind.BOILERPLATE


def test_underlined_lines_of_plain_text_are_headings() -> None:
    text = briefing("{}\n--------")
    assert [s.title for s in split(document(text))] == ["Overview", *NAMES]


def test_a_long_issue_keeps_the_list_that_ends_it() -> None:
    """A few words under the same paragraph again and again look like another subject."""
    issue = "\n\n".join([BODY[0]] * 20)
    text = "# Harbour report\n\nIt is short.\n\n" + "\n\n".join(
        f"## Part {number}\n\n{issue}\n\n- one\n- two" for number in range(1, 4)
    )
    shown = document(text, markdown=True)
    starts = [shown.text[s.span.start :].lstrip() for s in split(shown)]
    assert not any(start.startswith(("one", "- one")) for start in starts[:-1])


def test_the_only_first_heading_is_the_title() -> None:
    """It is no page furniture, though the headings below it say more of what follows."""
    text = "# A long one\n\nIt is short.\n\n" + "\n\n".join(
        f"## Harbour {number}\n\n{BODY[0]}" for number in range(1, 4)
    )
    found = split(document(text, markdown=True))
    assert found[0].kind is SectionKind.OVERVIEW
    assert found[0].span.start == 0


def test_what_is_asked_at_a_hearing_is_no_heading() -> None:
    answer = (
        "A. The keeper went down to the quay at noon and saw that nobody had lit the lamp there."
    )
    text = "\n\n".join(
        ["Q. Who had the key?", answer, "Q. And then?", answer, "Q. Who else?", answer]
    )
    assert len(split(document(text))) == 1


def test_a_space_below_a_heading_or_before_a_list_starts_no_section() -> None:
    words = "The keeper went down to the quay at noon and saw that nobody had lit the lamp there."
    text = f"# Ways\n\n\nThere are several ways:\n\n\n- {words}\n- {words}\n- {words}\n"
    assert len(split(replace(document(text, markdown=True), format="pdf"))) == 1
