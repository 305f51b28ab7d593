"""Figures with value, unit and subject; each is written `kind low[-high] unit subject`."""

import pytest

from briefing.analysis.figures.find_figures import find_figures
from briefing.analysis.figures.number_phrases import Bound
from briefing.model import Span


def found(text: str, language: str = "en") -> list[str]:
    figures = find_figures(text, Span(0, len(text)), language)
    return [_shown(figure) for figure in figures]


def _shown(figure) -> str:
    high = f"-{figure.high:g}" if figure.high != figure.low else ""
    return f"{figure.kind} {figure.low:g}{high} {figure.unit} {figure.subject}".strip()


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Twelve people were killed in Orsk.", ["count 12 people killed"]),
        (
            "The fire left 14 dead and hurt 31 residents.",
            ["count 14 people dead", "count 31 residents hurt"],
        ),
        ("The blast killed 14.", ["count 14 people killed"]),
        ("It will spend $3.2 billion on the tunnel.", ["money 3.2e+09 $ tunnel"]),
        ("Unemployment rose to 7.4 percent.", ["share 7.4 % Unemployment"]),
        ("Nearly 40 homes burned down.", ["count 40 homes burned"]),
        ("Half a dozen ships and two dozen boats left.", ["count 6 ships", "count 24 boats"]),
        ("Between 20 and 25 passengers fled.", ["count 20-25 passengers fled"]),
        ("It costs 3 to 4 million euros.", ["money 3e+06-4e+06 euros"]),
        (
            "Of 1,200 workers, 14 of the 19 smiths left.",
            ["count 1200 workers", "count 14 smiths"],
        ),
        ("The 12-member panel met.", ["count 12 member panel"]),
        ("One hundred and eighteen visits were counted.", ["count 118 visits counted"]),
        ("A 30-year-old baker and the mayor, 61, met.", ["age 30 years", "age 61 years"]),
        ("He served for six years.", ["duration 6 years"]),
    ],
)
def test_a_figure_has_value_unit_and_subject(text, figures):
    assert found(text)[: len(figures)] == figures


@pytest.mark.parametrize(
    "text",
    [
        "On March 3, 2021, and on 4 May they met at 4:30 p.m. and at 5 o'clock.",
        "Section 12, Article 1, page 44, No. 3 and H.R. 1 forbid it.",
        "Call 555 0143 or 020 7946 0958.",
        "After 9/11 the 14th Amendment and Boeing 727 were named.",
        "They left two years ago, in 1987, for the 2016 elections.",
        "The vote was 134 to 63, or 234-193.",
        "Two-thirds of them, one in four, read version 1.2.3 at 10.0.0.1.",
        "12. And so on.",
    ],
)
def test_dates_times_and_labels_are_no_figures(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("at least 12 boats", Bound.AT_LEAST),
        ("60-plus boats", Bound.AT_LEAST),
        ("as many as 12 boats", Bound.AT_MOST),
        ("roughly 12 boats", Bound.ABOUT),
        ("a dozen boats", Bound.ABOUT),
        ("12 boats", Bound.EXACT),
    ],
)
def test_how_exact_it_is(text, bound):
    [figure] = find_figures(text, Span(0, len(text)))
    assert figure.bound is bound
    assert figure.span.of(text).endswith("boats") or bound is Bound.AT_LEAST


def test_what_it_is_compared_with_is_told_apart():
    text = "Output fell to 12 percent from 14 percent."
    assert [figure.earlier for figure in find_figures(text, Span(0, len(text)))] == [False, True]


@pytest.mark.parametrize(
    ("language", "text", "figures"),
    [
        (
            "de",
            "Am 12. März kostete es 3,2 Milliarden Euro, 14,5 Prozent mehr.",
            ["money 3.2e+09 euro", "share 14.5 %"],
        ),
        (
            "fr",
            "Le 3 mai, 12 millions d'euros et 14 % de 1 200 ouvriers.",
            ["money 1.2e+07 euros", "share 14 %"],
        ),
        ("ja", "12人が死亡した。", []),
    ],
)
def test_other_languages_give_money_and_percentages(language, text, figures):
    assert found(text, language) == figures


def test_spans_are_those_of_the_text():
    text = "Nothing here. The flood destroyed 140 houses in the valley."
    [figure] = find_figures(text, Span(0, len(text)))
    assert figure.span.of(text) == "140 houses"
    assert figure.sentence.of(text).startswith("The flood")


def test_long_rows_of_numbers_take_no_time():
    text = "12 34 " * 20_000 + "one " * 20_000 + "$" * 20_000
    assert list(find_figures(text, Span(0, len(text)))) == []
