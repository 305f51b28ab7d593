import pytest

from briefing.analysis.abbreviations import ends_sentence, is_abbreviation


@pytest.mark.parametrize(
    "text",
    [
        "It was Mr. Ode who paid",
        "said Sen. Ilse Ode",
        "Ilse M. Ode paid",
        "I. M. Ode paid",
        "the U.S. envoy left",
        "in St. Omer",
        "on Jan. 6 the board met",
        "at Ode & Sons Inc. today",
        "Ilse Ode Jr. paid",
        "from 9 a.m. to noon",
        "(D., Fla.) who paid",
        "Lt. Gen. Ilse Ode paid",
    ],
)
def test_an_abbreviation_ends_no_sentence(text):
    assert not any(ends_sentence(text, at) for at, sign in enumerate(text) if sign == ".")


@pytest.mark.parametrize(
    "text",
    [
        "They paid. Ode left",
        "It left the U.S. The board met",
        "It met at 9 a.m. He had paid",
        "So did I. She had paid",
        "They paid. She left",
        "at Ode & Sons Inc. It paid",
        "What? Mr",
        "It ended",
    ],
)
def test_a_sentence_ends_even_there(text):
    stops = [at for at, sign in enumerate(text) if sign in ".?"]
    assert not stops or ends_sentence(text, stops[-1])


@pytest.mark.parametrize(
    ("word", "known"),
    [("Mr.", True), ("U.S.", True), ("Q.", True), ("vs.", True), ("Ode.", False), ("Mr", False)],
)
def test_abbreviations_are_known_by_their_stop(word, known):
    assert is_abbreviation(word) is known
