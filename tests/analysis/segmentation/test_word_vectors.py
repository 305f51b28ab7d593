import numpy as np
import pytest

from briefing.analysis.segmentation import word_vectors
from briefing.analysis.segmentation.word_vectors import embed_words
from briefing.errors import InstallationError


def nearest(texts: list[str]) -> int:
    found = embed_words(texts)
    found = found / np.linalg.norm(found, axis=1, keepdims=True)
    return int((found[1:] @ found[0]).argmax()) + 1


@pytest.mark.parametrize(
    "texts",
    [
        ["The doctor left the hospital.", "A tax on wine.", "Nurses and patients wait in clinics."],
        ["Zorbenvald resigned.", "Kelmoran spoke.", "An aide of Zorbenvald was there."],
        ["THE SENATE VOTED", "rain in the hills", "a vote of senators"],
    ],
)
def test_a_text_is_near_one_of_its_subject(texts):
    assert nearest(texts) == 2


def test_a_word_counts_more_where_it_is_rare():
    ferry, harbour = "ferry " * 3, "The ferry left the harbour"
    common = embed_words([harbour, *[ferry] * 9])
    rare = embed_words([harbour, *["a tax on wine"] * 9])
    assert common[0] @ common[1] < rare[0] @ embed_words([ferry])[0]


@pytest.mark.parametrize("text", ["", " \n", "--- !", "\u0301", "\ud800", "日本語", "x" * 5000])
def test_any_text_has_a_vector(text):
    assert np.isfinite(embed_words([text, "one"])).all()


def test_no_texts_have_no_vectors():
    assert len(embed_words([])) == 0


def test_a_missing_table_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(word_vectors, "FILE", tmp_path / "words.npz")
    word_vectors._table.cache_clear()
    with pytest.raises(InstallationError, match=r"words\.npz is missing; install Briefing again"):
        embed_words(["one"])
