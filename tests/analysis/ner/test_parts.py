import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from briefing.analysis.ner.clean_text import plain_for_recognition
from briefing.analysis.ner.sentences import split_sentences, split_stretches
from briefing.analysis.ner.trim_mentions import tidy_mentions, trim_mention
from briefing.analysis.ner.viterbi import LABELS, decode_labels
from briefing.analysis.ner.windows import WINDOW, split_windows
from briefing.analysis.ner.wordpieces import CONTINUES, NEXT, OPENS, WordPieces, letter_case
from briefing.model import EntityKind, Mention, Span

TEXT = st.text(st.sampled_from("ab Z.!?=-_“’\n\té\u0301😀"), max_size=300)


@given(TEXT)
def test_plain_text_has_the_same_length(text: str) -> None:
    assert len(plain_for_recognition(text)) == len(text)


@given(st.lists(TEXT, max_size=8).map("".join))
def test_sentences_keep_their_place_and_every_letter(text: str) -> None:
    found = list(split_sentences(text))
    assert all(text.startswith(s.text, s.start) for s in found)
    assert "".join("".join(s.text.split()) for s in found) == "".join(text.split())


@given(TEXT, st.integers(1, 50))
def test_stretches_cover_the_text(text: str, most: int) -> None:
    spans = list(split_stretches(text, most))
    assert "".join(span.of(text) for span in spans) == text
    assert all(0 < len(span) <= most for span in spans)


@given(st.lists(st.integers(0, 400), max_size=20))
def test_windows_keep_every_piece_in_order(sizes: list[int]) -> None:
    numbers = iter(range(sum(sizes)))
    made = []
    for size in sizes:
        ids = [next(numbers) for _ in range(size)]
        made.append(WordPieces(ids, ids[:], ids[:], [(i, i + 1) for i in ids]))
    joined = list(split_windows(made))
    assert [i for window in joined for i in window.ids] == list(range(sum(sizes)))
    assert all(0 < len(window.ids) <= WINDOW for window in joined)


@given(st.integers(0, 2**32 - 1))
def test_decoded_names_never_split_a_word_or_cross_a_line(seed: int) -> None:
    random = np.random.default_rng(seed)
    logits = random.normal(0, 3, (3, 12, len(LABELS))).astype(np.float32)
    steps = random.choice([NEXT, CONTINUES, OPENS], (3, 12)).astype(np.int8)
    steps[:, 0] = OPENS
    for names, row in zip(decode_labels(logits, steps), steps.tolist(), strict=True):
        for name in names:
            assert row[name.first] != CONTINUES
            assert OPENS not in row[name.first + 1 : name.last]
            assert name.last == len(row) or row[name.last] != CONTINUES


def test_cases() -> None:
    words = {"word": 1, "Word": 2, "NATO": 3, "McCoy": 4, "F16": 5, "-": 6, "A": 7, "": 6}
    assert {word: letter_case(word) for word in words} == words


def test_trims_what_is_not_of_the_name() -> None:
    person, organization = EntityKind.PERSON, EntityKind.ORGANIZATION
    for text, kind, name in [
        ("Biden's", person, "Biden"),
        ("García’s", person, "García"),
        ("Moody's", organization, "Moody's"),
        ("Council of", organization, "Council"),
        ("Kremlin for human rights", organization, "Kremlin"),
        ("Friends of the sea", organization, "Friends of the sea"),
        ("ministry for human rights", organization, "ministry for human rights"),
        ("Ministry for Human Rights", organization, "Ministry for Human Rights"),
        ("“Acme Inc.”", organization, "Acme Inc."),
        ("Council (CoE)", organization, "Council (CoE)"),
        ("Council)", organization, "Council"),
        ("U.S.", organization, "U.S."),
        ("12", organization, ""),
        ("--", organization, ""),
    ]:
        assert trim_mention(text, Span(0, len(text)), kind).of(text) == name


def test_joins_what_was_cut_after_a_small_word() -> None:
    text = "Friends of Kenya and Acme"
    kinds = (EntityKind.ORGANIZATION, EntityKind.PLACE, EntityKind.ORGANIZATION)
    spans = (Span(0, 10), Span(11, 16), Span(21, 25))
    found = list(tidy_mentions(text, [Mention(s, k) for s, k in zip(spans, kinds, strict=True)]))
    assert [m.span.of(text) for m in found] == ["Friends of Kenya", "Acme"]
    assert [m.kind for m in found] == [EntityKind.ORGANIZATION] * 2
