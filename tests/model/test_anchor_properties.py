"""Anchors: whatever is selected is found again, also where the text around it changed."""

import random
import unicodedata

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefing.model import Span
from briefing.model.alike import normalize_typography
from briefing.model.anchoring import find_anchor, make_anchor
from briefing.model.normal_form import normal_form

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
    assert find_anchor(text, make_anchor(text, span)) == span


@given(selections(st.sampled_from(["ab" * 40, "the same words. " * 20, "\n" * 30, "aaaa" * 50])))
def test_where_the_text_repeats_itself_too(case):
    text, span = case
    assert find_anchor(text, make_anchor(text, span)) == span


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
    found = find_anchor(f"{before}\n{text}\n{after}", make_anchor(text, span))
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
    found = find_anchor(other, make_anchor(text, span))
    assert found is not None
    assert found.of(other) == sentence(changed)


@given(words)
def test_what_is_gone_is_lost_and_never_put_elsewhere(numbers):
    gone, rest = numbers[:10], numbers[10:]
    text = sentence(numbers)
    anchor = make_anchor(text, Span(0, len(sentence(gone))))
    assert find_anchor(sentence(reversed(rest)), anchor) is None


def some_words(seed: int, count: int = 40) -> list[str]:
    chance = random.Random(seed)
    return ["".join(chance.choices("abcdeghjkmnopqrstuvwxyz", k=7)) for _ in range(count)]


some = st.integers(0, 10_000).map(some_words)
others = st.integers(20_000, 30_000).map(some_words)
SIGNS = "The café’s naïve coöperation suffices — “official” flags… of a fine effort in Zürich. "
rewritten = st.sampled_from(
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("ffi", "\ufb03").replace("fi", "\ufb01").replace("fl", "\ufb02"),
        lambda text: text.replace("er", "e\u00adr").replace("fi", "f\u2060i"),
        lambda text: text.replace("—", "--").replace("…", "...").replace("’", "'"),
        lambda text: unicodedata.normalize("NFKD", text.replace("e", "e\u00ad")),
    ]
)


@settings(max_examples=15, deadline=None)
@given(some, rewritten, st.booleans(), st.data())
def test_words_written_otherwise_come_back_exactly(numbers, rewrite, known, data):
    parts = [f"{SIGNS}{number}" for number in numbers[:8]]
    text = " ".join(parts)
    start = text.index(data.draw(st.sampled_from(numbers[:8])))
    span = Span(start, min(len(text), start + data.draw(st.integers(5, 120))))
    assume(text[span.end - 1] not in "f… " and text[span.end : span.end + 1] not in ("f", "i", "l"))
    new = "Another head. " + rewrite(text)
    place = find_anchor(new, make_anchor(text, span), text if known else None)
    assert place is not None
    assert normalize_typography(normal_form(place.of(new)).text) == normalize_typography(
        normal_form(span.of(text)).text
    )
    assert place.start == len("Another head. ") + len(rewrite(text[:start]))


@settings(max_examples=15, deadline=None)
@given(
    st.text(st.sampled_from("ae\u0301\u0308fiﬁ…-—\u00ad\u2060 \n1\u1112\u1161\u11ab"), max_size=40)
)
def test_the_normal_form_leads_back(text):
    form = normal_form(text)
    whole = form.to_source(Span(0, len(form.text)))
    assert normal_form(whole.of(text)).text == form.text
    assert form.from_source(Span(0, len(text))) == Span(0, len(form.text))
    for at in range(len(form.text)):
        source = form.to_source(Span(at, at + 1))
        assert form.text[at] in normal_form(source.of(text)).text


@settings(max_examples=15, deadline=None)
@given(some, others, st.booleans(), st.booleans())
def test_a_copy_in_exchanged_paragraphs_is_right_or_lost(first, second, at_head, known):
    said = "Marta Lindqvist said that the wall would hold for another winter."
    own, other = (
        (f"{said} {sentence(part)}" if at_head else f"{sentence(part)} {said}")
        for part in (first, second)
    )
    text = f"The head of it all.\n\n{own}\n\nWhat stands between.\n\n{other}\n\nThe foot of it all."
    start = text.index(said)
    new = f"The head of it all.\n\n{other}\n\nWhat stands between.\n\n{own}\n\nThe foot of it all."
    anchor = make_anchor(text, Span(start, start + len(said)))
    place = find_anchor(new, anchor, text if known else None)
    assert place is None or place.start == new.index(said, new.index(own))


@settings(max_examples=15, deadline=None)
@given(some, others)
def test_a_copy_that_was_cut_off_is_not_the_other(first, second):
    said = "Marta Lindqvist said that the wall would hold for another winter, and the town believed her."
    head = f"{sentence(first)} {said} {sentence(first[::-1])}\n\n{sentence(second)} "
    text = f"{head}{said} {sentence(second[::-1])}"
    anchor = make_anchor(text, Span(len(head), len(head) + len(said)))
    assert find_anchor(head.rstrip(), anchor) is None


@settings(max_examples=15, deadline=None)
@given(some, st.booleans(), st.data())
def test_a_text_that_stands_twice_has_the_mark_in_one_of_them(numbers, known, data):
    text = sentence(numbers)
    start = data.draw(st.integers(0, len(text) - 12))
    span = Span(start, start + data.draw(st.integers(0, len(text) - start)))
    head = "A new head.\n\n"
    new = f"{head}{text}\n\n{text}\n"
    place = find_anchor(new, make_anchor(text, span), text if known else None)
    assert place is not None
    assert place.of(new) == span.of(text)
    assert place.start - len(head) in (span.start, span.start + len(text) + 2)
