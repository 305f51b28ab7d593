from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.analysis.ner.sentences import Sentence
from briefing.analysis.ner.wordpieces import CONTINUES, NEXT, OPENS, encode
from briefing.analysis.tokenizer import UNKNOWN, split_words

# What the `tokenizers` package gives: benchmarks/tokenizing.py compares more.
EXPECTED = {
    "Harbour lamps, unlit!": [
        (7440, 0, 7),
        (14186, 8, 13),
        (1010, 13, 14),
        (4895, 15, 17),
        (15909, 17, 20),
        (999, 20, 21),
    ],
    "Crème brûlée naïvely": [
        (13675, 0, 2),
        (21382, 2, 5),
        (7987, 6, 8),
        (9307, 8, 11),
        (2063, 11, 12),
        (15743, 13, 18),
        (2135, 18, 20),
    ],
    "e\u0301te\u0301 I\u0307zmir \u0130zmir": [
        (3802, 0, 3),
        (2063, 3, 4),
        (1045, 6, 7),
        (2480, 8, 9),
        (14503, 9, 12),
        (1045, 13, 14),
        (2480, 14, 15),
        (14503, 15, 18),
    ],
    "東京の灯台": [(1879, 0, 1), (1755, 1, 2), (1671, 2, 3), (100, 3, 4), (100, 4, 5)],
    "등대": [(1457, 0, 1), (30017, 0, 1), (30025, 0, 1), (29993, 1, 2), (30007, 1, 2)],
    "1≠2": [(1015, 0, 1), (1027, 1, 2), (1016, 2, 3)],
    "a\u200bb\x00c \ufffd d": [(5925, 0, 5), (1040, 8, 9)],
    "don't re-lit": [
        (2123, 0, 3),
        (1005, 3, 4),
        (1056, 4, 5),
        (2128, 6, 8),
        (1011, 8, 9),
        (5507, 9, 12),
    ],
    "Straße ΣΑΣ": [(2358, 0, 2), (27807, 2, 6), (1173, 7, 8), (14608, 8, 9), (29733, 9, 10)],
    "\ufb01ve  \u2007\ufb06": [(1984, 0, 1), (3726, 1, 3), (100, 6, 7)],
    "маяк горит": [
        (1191, 0, 1),
        (10260, 1, 2),
        (17432, 2, 3),
        (23925, 3, 4),
        (1183, 5, 6),
        (14150, 6, 7),
        (16856, 7, 8),
        (10325, 8, 9),
        (22919, 9, 10),
    ],
    "$5.30/kg": [
        (1002, 0, 1),
        (1019, 1, 2),
        (1012, 2, 3),
        (2382, 3, 5),
        (1013, 5, 6),
        (4705, 6, 8),
    ],
    "xqz\U0001f600zq": [(100, 0, 6)],
    "العربية מגדלור": [
        (1270, 0, 1),
        (23673, 1, 2),
        (29830, 2, 3),
        (17149, 3, 4),
        (29816, 4, 5),
        (14498, 5, 6),
        (19433, 6, 7),
        (1255, 8, 9),
        (29790, 9, 10),
        (29791, 10, 11),
        (29799, 11, 12),
        (29792, 12, 13),
        (29811, 13, 14),
    ],
}


def pieces(text: str) -> list[tuple[int, int, int]]:
    return [
        (piece, start + first, start + end)
        for start, word in split_words(text)
        for piece, (first, end) in zip(word.ids, word.spans, strict=True)
    ]


@pytest.mark.parametrize("text", EXPECTED)
def test_gives_the_pieces_of_bert(text: str) -> None:
    assert pieces(text) == EXPECTED[text]


def test_a_word_of_over_a_hundred_characters_is_unknown() -> None:
    assert len(pieces("o" * 100)) > 1
    assert pieces(f"a {'o' * 101}") == [(1037, 0, 1), (UNKNOWN, 2, 103)]


@given(st.text(st.sampled_from("abZ .,-é\u0301\u00ad漢ﬁ각İ≠\x00\ufffd\u2007😀\n"), max_size=60))
def test_pieces_stand_in_order_in_the_text(text: str) -> None:
    spans = [(start, end) for _, start, end in pieces(text)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    ends = list(chain.from_iterable(dict.fromkeys(spans)))
    assert ends == sorted(ends)


def test_a_word_has_the_case_of_its_letters() -> None:
    found = encode(Sentence(7, "Lamplighters sail", True))
    assert found.cases == [2] * (len(found.ids) - 1) + [1]
    assert found.steps == [OPENS, *[CONTINUES] * (len(found.ids) - 2), NEXT]
    assert found.spans[-1] == (20, 24)
