from typing import Any

import pytest

from briefing.sources.html.content_forest import Forest

ONE: list[list[Any]] = [[0, 1], [2.0, 5.0], [1, -1], [-2, -3], [0.25, -0.5, 3.0]]
"""Feature 0 above 2 is leaf 1; else feature 1 above 5 is leaf 2, or leaf 0."""
BARE: list[list[Any]] = [[], [], [], [], [0.75]]


def odds(total: float) -> float:
    return float(1 / (1 + 2.718281828459045**-total))


@pytest.mark.parametrize("copies", [1, 300])
def test_each_row_goes_down_every_tree(copies: int) -> None:
    rows = [[2.0, 5.0], [2.5, 0.0], [0.0, 5.5]] * copies
    found = Forest([ONE, BARE, ONE]).probabilities(rows)
    assert found == pytest.approx([odds(1.25), odds(-0.25), odds(6.75)] * copies)


def test_no_rows_have_no_probabilities() -> None:
    assert Forest([ONE]).probabilities([]) == []
