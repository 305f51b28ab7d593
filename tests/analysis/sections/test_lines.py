"""A text whose paragraphs stand on lines of their own is split like the same text with blank lines."""

import pytest

from briefing.analysis.pipeline import split
from briefing.analysis.segmentation.paragraphs import find_paragraphs
from briefing.sources.build_document import build_text

PARAGRAPHS = [
    "The council met on Monday and took up the harbour wall, which the last storm had broken in two places near the pier.",
    "Repairs begin in March, the harbour master said, and will close the north quay to fishing boats for at least six weeks.",
    "Two companies have asked to run the ferry to Gull Rock, and each of them wants to sail four times a day in the summer.",
    "The present operator carries some ninety thousand people a year and has asked for a longer contract than the town offers.",
]
TITLES = ["Harbour wall", "Ferry timetable"]


def text(between, around=None):
    around = between if around is None else around
    parts = [TITLES[0] + between + between.join(PARAGRAPHS[:2])]
    parts.append(TITLES[1] + between + between.join(PARAGRAPHS[2:]))
    return around.join(parts) + "\n"


def document(words):
    return build_text(words.encode(), "x.txt", "text")


def titles(words):
    return [section.title for section in split(document(words)) if section.kind == "issue"]


@pytest.mark.parametrize("around", ["\n", "\n\n"])
def test_lines_are_split_like_paragraphs(around):
    assert titles(text("\n\n")) == titles(text("\n", around))
    assert "Ferry timetable" in titles(text("\n", around))


def test_hard_wrapped_lines_stay_together():
    wrapped = "\n\n".join(
        "\n".join(line.strip() for line in each.replace(", ", ",\n").split("\n"))
        for each in PARAGRAPHS
    )
    assert len(find_paragraphs(document(wrapped))) == len(PARAGRAPHS)


def test_a_list_of_short_lines_stays_together():
    agenda = "Agenda\n\nWelcome\nMinutes\nBudget\nAny other business\n\n" + "\n\n".join(PARAGRAPHS)
    assert "Minutes" in next(
        p.text for p in find_paragraphs(document(agenda)) if "Welcome" in p.text
    )
