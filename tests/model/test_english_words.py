import pytest

from briefing.model.english_words import known_words, word_tags


@pytest.mark.parametrize(
    ("word", "tag"), [("the", "DT"), ("said", "VBD"), ("harbor", "NN"), ("Norwegian", "JJ")]
)
def test_a_word_has_its_most_likely_tag(word: str, tag: str) -> None:
    assert word_tags()[word] == tag


def test_words_joined_at_a_hyphen_are_not_known() -> None:
    assert "so-called" in known_words()
    assert "socalled" not in known_words()
    assert {"harbor", "norwegian"} <= known_words()
