import numpy as np
import pytest

from briefing.analysis.segmentation.story_spread import (
    DISTANCES,
    SPREAD,
    likeness_by_distance,
    shared_terms,
    spread_of_terms,
)

ONE = [{"ferry", f"detail{i}", "mayor" if i % 2 else "vote"} for i in range(12)]
SEVERAL = [{f"subject{i // 3}", f"detail{i}"} for i in range(12)]


def by_distance(terms: list[set[str]]) -> dict[str, float]:
    return dict(zip(DISTANCES, likeness_by_distance(shared_terms(terms)), strict=True))


def spread(terms: list[set[str]]) -> dict[str, float]:
    return dict(zip(SPREAD, spread_of_terms(terms), strict=True))


def test_one_story_is_alike_far_apart_and_several_are_not():
    one, several = by_distance(ONE), by_distance(SEVERAL)
    assert one["best far"] > several["best far"] == 0
    assert one["near less far"] < 0 < several["near less far"]


def test_one_story_keeps_its_words_to_the_end():
    one, several = spread(ONE), spread(SEVERAL)
    assert one["commonest"] == 1 > several["commonest"] == 0.25
    assert one["span"] > 0.9 > 0.6 > several["span"]
    assert one["lead in quarters"] == pytest.approx((4 + 4 + 4) / 3)


@pytest.mark.parametrize("count", [2, 3, 5, 6])
@pytest.mark.parametrize("terms", [set(), {"a"}])
def test_few_paragraphs_and_no_words_have_numbers(count, terms):
    texts = [set(terms) for _ in range(count)]
    assert np.isfinite([*by_distance(texts).values(), *spread(texts).values()]).all()
