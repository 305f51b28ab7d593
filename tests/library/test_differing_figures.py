"""Figures in which accounts of one event differ: few, and none invented."""

import pytest

from briefing.library.stories.differing_figures import find_differences, told_figures
from tests.library.test_added_passages import account_of


def differing(*texts: str) -> list[list[float]]:
    told = [each for n, t in enumerate(texts) for each in told_figures(n, account_of(t), "en")]
    return [[each.figure.high for each in found.figures] for found in find_differences(told)]


@pytest.mark.parametrize(
    ("first", "second", "values"),
    [
        (
            "Twelve people were killed when a ferry overturned off Marra.",
            "Off Marra, 14 people died when the ferry overturned in heavy seas.",
            [[12, 14]],
        ),
        (
            "The dam will cost the county $3.2 billion.",
            "For the dam the county will spend $3.6 billion.",
            [[3.2e9, 3.6e9]],
        ),
        (
            "Unemployment in the valley rose to 7.4 percent.",
            "In the valley, unemployment climbed to 7.9%.",
            [[7.4, 7.9]],
        ),
        ("The crash on Mill Road killed 12 people.", "The crash on Mill Road hurt 14 people.", []),
        ("The dam will cost $3.2 billion.", "The dam will cost about $3 billion.", []),
        ("At least 12 people were killed at the dam.", "At the dam 14 people were killed.", []),
        ("The chair won 54 percent of the vote.", "Her opponent won 44 percent of the vote.", []),
        ("The first wing of the clinic costs 40 million euros.", "The second wing of the clinic costs 65 million euros.", []),
        ("Police held 45 marchers at the gate on Friday.", "Police held 52 marchers at the gate on Monday.", []),
        ("Rates in Tarn rose to 7 percent from 5 percent.", "Rates in Tarn were 5 percent before they rose.", []),
        ("Eight sailors from Brod were rescued at sea.", "Nine sailors from Pelham were rescued at sea.", []),
    ],
)  # fmt: skip
def test_differences_are_of_one_thing(first, second, values):
    assert differing(first, second) == values


def test_a_difference_has_all_accounts_that_take_part():
    text = "The flood in the Orsk valley destroyed {} houses and a mill."
    assert differing(text.format(140), text.format(190), text.format(250)) == [[140, 190, 250]]
    assert differing(text.format(140), text.format(140)) == []
