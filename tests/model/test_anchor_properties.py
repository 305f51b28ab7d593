"""Anchors: whatever is selected is found again, also where the text around it changed."""

from hypothesis import assume, given
from hypothesis import strategies as st

from briefing.model import Span
from briefing.model.anchors import anchor_of, locate

AWKWARD = st.sampled_from(
    ["👨‍👩‍👧", "cafe\u0301", "中文", "עברית", "\u200b", "\t", "\n\n", "“", "\ud83d", "a" * 70]
)
texts = st.lists(st.one_of(st.text(max_size=8), AWKWARD), max_size=30).map("".join)
words = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=5, max_size=9),
    min_size=30,
    max_size=60,
    unique=True,
)
"""Sentences of words that stand once each."""


@st.composite
def selections(draw, written=texts):
    text = draw(written)
    assume(text)
    start = draw(st.integers(0, len(text) - 1))
    return text, Span(start, draw(st.integers(start + 1, len(text))))


@given(selections())
def test_any_selection_is_found_where_it_was(case):
    text, span = case
    assert locate(text, anchor_of(text, span)) == span


@given(selections(st.sampled_from(["ab" * 40, "the same words. " * 20, "\n" * 30, "aaaa" * 50])))
def test_where_the_text_repeats_itself_too(case):
    text, span = case
    assert locate(text, anchor_of(text, span)) == span


def sentence(numbers):
    return " ".join(numbers)


@given(words, st.data())
def test_words_put_in_before_and_after_move_it(numbers, data):
    text = sentence(numbers)
    start = data.draw(st.integers(0, len(text) - 12))
    span = Span(start, data.draw(st.integers(start + 8, len(text))))
    before, after = (
        data.draw(st.text("xyz ", max_size=200)),
        data.draw(st.text("xyz ", max_size=200)),
    )
    found = locate(f"{before}\n{text}\n{after}", anchor_of(text, span))
    moved = len(before) + 1
    assert found == Span(span.start + moved, span.end + moved)


@given(words, st.data())
def test_a_word_changed_inside_does_not_lose_it(numbers, data):
    first = data.draw(st.integers(0, len(numbers) - 12))
    chosen = numbers[first : first + 12]
    text = sentence(numbers)
    start = text.index(sentence(chosen))
    span = Span(start, start + len(sentence(chosen)))
    changed = chosen.copy()
    changed[data.draw(st.integers(1, 10))] = "1234567"
    other = text.replace(sentence(chosen), sentence(changed))
    found = locate(other, anchor_of(text, span))
    assert found is not None
    assert found.of(other) == sentence(changed)


@given(words)
def test_what_is_gone_is_lost_and_never_put_elsewhere(numbers):
    gone, rest = numbers[:10], numbers[10:]
    text = sentence(numbers)
    anchor = anchor_of(text, Span(0, len(sentence(gone))))
    assert locate(sentence(reversed(rest)), anchor) is None
