"""One story stays whole; several are divided, but never into lines without text."""

import pytest
from msgspec.structs import replace

from briefing.analysis.pipeline import split
from briefing.analysis.segmentation import find_boundaries
from briefing.analysis.segmentation.paragraphs import Paragraph, are_scraps
from briefing.model import BlockKind, Section, SectionKind, Span
from briefing.sources.build_document import build_from_text
from tests.analysis.segmentation.plain import document

HARBOUR = """The harbour town of Velm voted on Tuesday to keep its old ferry, ending a dispute that had divided it for a year.

Mayor Ines Calder said the result showed that people wanted a town they could cross on foot. “We were told nobody would miss it,” she said. “Nobody asked them.”

The ferry, built 61 years ago, carries about 300 people a day between the market and the shipyard on the other bank.

Calder's rival, Tomas Brandt, had promised a bridge instead. He argued that the ferry cost more every winter than a bridge would in a decade.

Brandt conceded shortly after midnight. “I still think we will build it one day,” he told supporters outside the shipyard. “But not against the town.”

Turnout was 71 percent, the highest in any vote since the shipyard strike, and queues stood outside the school until after dark.

Among those waiting was Mara Lind, who takes the ferry to work. She said she had changed her mind three times. “My father ran it,” she said. “In the end that decided it.”

The dispute began when an inspector found rust in the hull and ordered the ferry out of the water for six weeks.

Calder's council paid for the repair but warned that it could not do so twice. She asked the county for help, and was refused.

Brandt then collected 4,000 names for a bridge, more than a third of the town, and forced the vote.

Shipyard workers were divided as well. Their union took no side, though its chairman, Piet Olsen, said he had crossed by ferry for 30 years and hoped to for 30 more.

Calder said she would meet Brandt this week to talk about the winter service. “He is right about the cost,” she said. “So he can help me find the money.”"""

WEEK = """Lawmakers in the eastern province passed a budget that raises spending on schools by a tenth and cuts the fuel subsidy.

The finance ministry expects the deficit to fall next year, although growth has slowed and tax receipts are lower than planned.

Engineers finished the second tunnel under the Karsa pass, two years late. Trains are to run through it from the spring timetable.

The railway will move freight at night, so that passenger trains keep the daytime slots that commuters were promised.

A court ordered the chemical works at Dorn to stop pumping waste into the river until new filters have been tested.

Fish had died along eleven kilometres of the river in August, and wells in three villages were closed after tests.

The national orchestra named a new conductor, the first woman to hold the post. Her first concert will be the autumn gala.

Musicians had voted on six candidates in a secret ballot, and the board followed their choice without changes.

Doctors began giving the new malaria vaccine to infants in four coastal districts, with freezers paid for by a foundation.

Health workers hope to reach ninety thousand children before the rains, when infections usually double within weeks."""


GUIDE = """You do not need a van to move a flat across the city. I have done it four times with a bicycle and a borrowed trailer.

Start with the books. They are heavy and do not mind rain, and a full trailer of paper tells you at once how your brakes feel downhill.

Measure the sofa before anybody comes to help. Ours went in through the window in the end, with two ropes and a neighbour who used to sail.

Kitchen glass travels best in towels and socks. You have to move those anyway, and nobody has to buy bubble wrap.

Plants like to go last and in daylight. Water them the evening before, then tie a shirt around each pot so that the soil stays in.

Ask the landlord for the meter readings in writing. Mine forgot, and I paid for a stranger's heating until March.

The internet took three weeks. Order the line on the day you sign, and borrow a stick from a friend for the time between.

Pizza for helpers is cheaper than a firm, but beer comes after the stairs and never before.

Paint the small room first. You will be tired of painting after it, and then you know how much white the others need.

My trailer carried a washing machine once. I would not do that again, and neither would the bridge."""


def issues(text: str) -> list[Section]:
    return [s for s in split(document(text)) if s.kind is SectionKind.ISSUE]


def test_one_story_stays_whole() -> None:
    assert len(split(document(HARBOUR))) == 1


def test_one_story_is_divided_on_request() -> None:
    assert len(split(document(HARBOUR), by_topic=True)) > 1


def test_a_short_round_up_is_divided_on_request() -> None:
    paragraphs = WEEK.split("\n\n")
    items = [" ".join(paragraphs[i : i + 2]) for i in range(0, 10, 2)]
    short = document("\n\n".join(items))
    assert (len(split(short)), len(split(short, by_topic=True))) == (1, len(items))


@pytest.mark.parametrize("line", ["By Mara Lind", "By Mara Lind and Tom Orr", "Mara Lind", "4 May"])
def test_a_lone_line_under_the_title_heads_nothing(line: str) -> None:
    title = "Town keeps its old ferry"
    text = replace(document(f"{title}\n\n{line}\n\n{HARBOUR}"), title=title)
    assert [section.title for section in split(text)] == [title]


def test_several_stories_are_divided() -> None:
    assert len(issues(WEEK)) >= 3


@pytest.mark.parametrize("border", ["___", "* * *", "———", "11:50 a.m.", "14:05"])
def test_lines_between_are_borders_and_no_issues(border: str) -> None:
    paragraphs = WEEK.split("\n\n")
    pairs = ["\n\n".join(paragraphs[i : i + 2]) for i in range(0, 8, 2)]
    text = f"\n\n{border}\n\n".join(pairs)
    found = document(text)
    starts = [section.span.of(found.text).strip() for section in split(found)]
    assert [s.removeprefix(border).strip()[:20] for s in starts] == [p[:20] for p in pairs]
    assert border not in [section.title for section in split(found)]


def test_an_item_among_items_heads_nothing() -> None:
    pages = "* The quay\n\n- The lamp was lit again on Monday, as it is each year.\n\n- Oil for the Winter\n\n- The keeper bought it in town, and paid more than in spring.\n\n* The tower\n\n- It has been painted white, from the foot to the lantern."
    assert "Oil for the Winter" not in [section.title for section in split(document(pages))]


def test_no_issue_by_topic_is_a_few_words_long() -> None:
    text = WEEK.replace("\n\nA court", "\n\nNobody had expected that.\n\nA court")
    assert all(len(s.span.of(document(text).text).split()) >= 25 for s in issues(text))


@pytest.mark.parametrize("line", ["Table 3: Votes by county", "I agree", "1,204"])
def test_captions_remarks_and_numbers_are_no_headings(line: str) -> None:
    paragraphs = HARBOUR.split("\n\n")
    text = "\n\n".join([*paragraphs[:4], line, *paragraphs[4:8], line + " ", *paragraphs[8:]])
    assert line not in [section.title for section in split(document(text))]


@pytest.mark.parametrize("code", ["```\na = 1\n```", "| a | b |\n|---|---|\n| c | d |"])
def test_code_alone_behind_a_border_is_no_issue(code: str) -> None:
    text = f"{WEEK[:400]}\n\n---\n\n{code}"
    assert len(split(build_from_text(text, "a", markdown=True))) == 1


@pytest.mark.parametrize("start", ["", "One text.\n\n", "# Head\n\n"])
def test_a_text_of_borders_is_whole(start: str) -> None:
    assert len(split(document(start + 12 * "***\n\n"))) == 1


@pytest.mark.parametrize("gaps", [0, 1])
def test_a_long_list_is_not_read_for_topics(gaps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find_boundaries, "_topic_odds", None)
    cuts = dict.fromkeys(range(1000, 1000 + gaps), 3)
    units = [Paragraph("a b", Span(0, 3), BlockKind.LIST_ITEM, cuts.get(i, 0)) for i in range(2100)]
    assert len(find_boundaries.find_boundaries(units, set(), None)) == gaps


@pytest.mark.parametrize(
    ("count", "words", "scraps"),
    [(2001, 4, True), (2001, 6, False), (5001, 14, True), (5001, 16, False), (2000, 1, False)],
)
def test_very_many_short_paragraphs_tell_no_topics(count, words, scraps):
    unit = Paragraph("word " * words, Span(0, 5 * words), BlockKind.PARAGRAPH, 1)
    assert are_scraps([unit] * count) is scraps


def test_a_text_too_long_to_compare_is_divided_by_its_layout_alone(monkeypatch):
    apart = document(WEEK)
    assert len(split(apart)) > 1
    monkeypatch.setattr("briefing.analysis.segmentation.segment._COMPARED", 100)
    assert len(split(apart)) == 1


@pytest.mark.parametrize(
    ("text", "divided"),
    [
        (WEEK, True),
        ("\n\n".join(WEEK.split("\n\n")[:6]).replace("\n\nEngineers", "\n\n\n\nEngineers"), False),
        (GUIDE, False),
        (WEEK.replace("\n\n", "\n\n12.5 per cent\n\n9 men\n\n"), False),
    ],
)
def test_a_page_is_divided_only_where_it_surely_tells_several(text: str, divided: bool) -> None:
    page = replace(document(text), format="html", title="The week in Velm")
    assert len(split(replace(page, format="text"))) > 1
    assert (len(split(page)) > 1) is divided


def test_code_and_tables_tell_nothing_of_subjects() -> None:
    kinds = (BlockKind.PARAGRAPH, BlockKind.CODE, BlockKind.TABLE, BlockKind.PARAGRAPH)
    units = [Paragraph("ferry " * 30, Span(0, 180), kind, 1) for kind in kinds]
    assert find_boundaries.article_range(units, set()) == [0, 3]
