"""Which quotations of two sources are one statement in other words."""

import pytest

from briefing.library.stories.differing_quotations import ToldQuotation, find_differing
from briefing.model import Span

WILL = "We will close the lower mill before the winter"


def told(account, words, speaker=""):
    return ToldQuotation(account, words, Span(0, len(words)), speaker)


def differing(*quotations, voices=(0, 1, 2), more=("", "", "")):
    texts = [
        " ".join([*(each.words for each in quotations if each.account == account), more[account]])
        for account in range(3)
    ]
    return [
        tuple(each.differs.of(each.told.words) for each in group)
        for group in find_differing(quotations, voices, texts)
    ]


@pytest.mark.parametrize(
    ("other", "pair"),
    [
        ("We may close the lower mill before the winter", ("will", "may")),
        ("We will not close the lower mill before the winter", ("will", "will not")),
        ("We won’t close the lower mill before the winter", ("will", "won’t")),
        ("We will close the lower mill before the spring", ("winter", "spring")),
        ("We will close the upper mill", ("lower", "upper")),
        ("They will close the lower mill before the winter", ("We", "They")),
        ("We'll close the lower mill before the winter", None),
        ("close the lower mill before the winter, and not sooner", None),
        ("We will close the lower mill", None),
        ("We will close … before the winter", None),
        ("[The owners] will close the lower mill before the winter", None),
        ("So we will just close the lower mill before winter", None),
        ("We will open a museum in the town hall before the winter", None),
        ("The winter will come before the lower house has met", None),
        ("We may", None),
        ("We will close the lower mill. This will be so much the better for the town", None),
    ],
)
def test_a_statement_is_told_in_other_words(other, pair):
    assert differing(told(0, WILL), told(1, other)) == ([pair] if pair else [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The harbour has three new cranes now", "The harbor has 3 new cranes now"),
        ("Prices rose by 10% in the first week", "Prices rose by 10 percent in the first week"),
        ("The I.R.S. was told so by Senator Lind", "The IRS was told so by Sen. Lind"),
        ("He waits in the mill for an answer", "He waits at the mill for an answer"),
        ("Zoë Lind has organised the whole march", "Zoe Lind has organized the whole march"),
    ],
)
def test_spelling_is_no_difference(one, other):
    assert not differing(told(0, one), told(1, other))


def test_the_speaker_decides_how_alike_they_have_to_be():
    other = "We may shut the lower mill before any winter"
    assert differing(told(0, WILL, "lind"), told(1, other, "lind"))
    assert not differing(told(0, WILL, "lind"), told(1, other, "moss"))
    assert not differing(told(0, WILL), told(1, other))


def test_what_a_source_has_in_both_forms_does_not_differ():
    other = WILL.replace("will", "may")
    assert not differing(told(0, WILL), told(1, other), told(1, WILL))
    assert not differing(told(0, WILL), told(1, other), more=(other, "", ""))
    assert not differing(told(0, WILL), told(1, other), voices=(0, 0, 1))


def test_three_sources_stand_in_one_group():
    words = [WILL, WILL.replace("will", "may"), WILL.replace("will", "should")]
    [group] = differing(*(told(n, each) for n, each in enumerate(words)))
    assert group == ("will", "may", "should")


def test_many_like_each_other_cost_no_more():
    many = [told(n % 2, f"We will close the lower mill number {n} in {n * 7}") for n in range(600)]
    same = [told(n % 2, "no " * 70 + str(n)) for n in range(100)]
    assert len(differing(*many, *same)) <= 60
