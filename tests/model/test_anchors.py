"""Anchors hold in a text that did not change, and move or are lost in one that did."""

import re
from difflib import SequenceMatcher

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from briefing.model.anchoring import CONTEXT, find_anchor, make_anchor
from briefing.model.annotations import Anchor
from briefing.model.span import Span

TEXT = """Harbour talks

Ministers met on Monday in the old port. “We are close,” Okafor said, “but the ferry question is open.”
The delegation of the islands left without a word to the press.

Grain and tariffs

Lindqvist told the chamber that the tariff on barley would stay until the autumn. Okafor said nothing of it.
A vote is expected next week, when the committee comes back from its summer break.

Subscribe to our newsletter and never miss a story.

Railways

The night train to the coast runs again from March, the operator announced. Okafor travelled on the first one.

Subscribe to our newsletter and never miss a story.
"""


def mark(words: str, number: int = 0) -> Span:
    at = -1
    for _ in range(number + 1):
        at = TEXT.index(words, at + 1)
    return Span(at, at + len(words))


def moved(new: str, span: Span, before: str | None = TEXT) -> str | None:
    place = find_anchor(new, make_anchor(TEXT, span), before)
    return None if place is None else place.of(new)


VOTE = "A vote is expected next week"
FERRY = "but the ferry question is open"


@pytest.mark.parametrize(
    ("name", "words", "change", "found"),
    [
        ("text put before", VOTE, lambda t: "A new paragraph.\n\n" + t, VOTE),
        ("text removed before", VOTE, lambda t: t[t.index("Grain") :], VOTE),
        ("reworded about", FERRY, lambda t: t.replace("Okafor said, “", "he added — “"), FERRY),
        ("reworded", VOTE, lambda t: t.replace("next week", "this week"), VOTE.replace("next", "this")),
        ("capitals", VOTE, str.upper, VOTE.upper()),
        ("wrapped otherwise", VOTE, lambda t: t.replace(" ", "\n"), VOTE.replace(" ", "\n")),
        ("plain quotes", "We are close", lambda t: t.replace("“", '"').replace("”", '"'), "We are close"),
        ("removed", VOTE, lambda t: t.replace(VOTE + ", ", ""), None),
        (
            "moved to another issue",
            VOTE + ", when the committee comes back from its summer break.",
            lambda t: t.replace(VOTE + ", when the committee comes back from its summer break.\n", "")
            + "\n" + VOTE + ", when the committee comes back from its summer break.\n",
            VOTE + ", when the committee comes back from its summer break.",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and " " not in value[-1:] else None,
)  # fmt: skip
def test_moves(name: str, words: str, change, found: str | None) -> None:
    assert moved(change(TEXT), mark(words)) == found


@pytest.mark.parametrize("before", [None, TEXT], ids=["alone", "with the text before"])
def test_name_that_is_gone_is_not_the_next_of_that_name(before: str | None) -> None:
    new = TEXT.replace(" Okafor said nothing of it.", "")
    assert find_anchor(new, make_anchor(TEXT, mark("Okafor", 1)), before) is None
    first, last = (find_anchor(new, make_anchor(TEXT, mark("Okafor", n)), before) for n in (0, 2))
    assert first == mark("Okafor", 0)
    assert last is not None
    assert last.start == new.rindex("Okafor")


def test_repeated_paragraph_is_told_by_what_stands_far_from_it() -> None:
    words = "Subscribe to our newsletter and never miss a story."
    new = TEXT.replace("Ministers met on Monday", "On Monday ministers met again")
    places = [find_anchor(new, make_anchor(TEXT, mark(words, n)), TEXT) for n in (0, 1)]
    assert places == [Span(at, at + len(words)) for at in (new.index(words), new.rindex(words))]


def test_repeated_paragraph_that_is_gone_is_not_the_other() -> None:
    words = "Subscribe to our newsletter and never miss a story.\n\n"
    new = TEXT.replace(words, "", 1)
    assert moved(new, mark(words.strip(), 0)) is None
    assert moved(new, mark(words.strip(), 1)) == words.strip()


def test_equally_good_places_are_none() -> None:
    text = "One two three four five. " * 8
    anchor = make_anchor(text, Span(75, 99))
    assert find_anchor(text, anchor) == Span(75, 99)
    assert find_anchor("x " + text, anchor) is None


def test_empty_span_stays_between_what_it_stood_between() -> None:
    at = TEXT.index("The delegation")
    new = TEXT.replace("Ministers met", "On the day before, ministers met")
    assert find_anchor(new, make_anchor(TEXT, Span(at, at)), TEXT) == Span(
        new.index("The delegation"), new.index("The delegation")
    )


def test_long_span_keeps_its_ends() -> None:
    text = "\n\n".join(f"Paragraph {n} of the {n * n}th report on the matter." for n in range(600))
    span = Span(text.index("Paragraph 50 "), text.index("Paragraph 400 "))
    new = text.replace("Paragraph 200 of", "The two hundredth paragraph of").replace("70 of", "70")
    place = find_anchor(new, make_anchor(text, span), text)
    assert place is not None
    assert place.of(new).startswith("Paragraph 50 ")
    assert new[place.end :].strip().startswith("Paragraph 400 ")


LETTERS = st.text(st.sampled_from("abc .\nÄß“İς\u200b"), max_size=80)


@given(text=LETTERS, data=st.data())
def test_unchanged_text_has_the_very_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    anchor = make_anchor(text, Span(start, end))
    assert find_anchor(text, anchor) == Span(start, end)
    assert find_anchor(text, anchor, text) == Span(start, end)


@settings(deadline=None)
@given(text=LETTERS, anchor=st.builds(
    Anchor, LETTERS, LETTERS, LETTERS, st.builds(Span, st.integers(-9, 99), st.integers(-9, 99))
), before=st.none() | LETTERS)  # fmt: skip
@example("", Anchor("", "", "", Span(0, 0)), None)
@example("a", Anchor("a" * 9000, "", "", Span(0, 9000)), "a" * 9000)
def test_any_anchor_has_a_place_in_the_text_or_none(
    text: str, anchor: Anchor, before: str | None
) -> None:
    place = find_anchor(text, anchor, before)
    assert place is None or 0 <= place.start <= place.end <= len(text)


@settings(deadline=None)
@given(data=st.data(), before=st.booleans())
def test_removed_words_are_lost_or_stand_there_still(data: st.DataObject, before: bool) -> None:
    start = data.draw(st.integers(0, len(TEXT) - 1))
    end = data.draw(st.integers(start + 1, min(len(TEXT), start + 200)))
    assume(TEXT[start:end].strip())
    anchor = make_anchor(TEXT, Span(start, end))
    new = TEXT[:start] + TEXT[end:]
    place = find_anchor(new, anchor, TEXT if before else None)
    if place is not None:
        here = make_anchor(new, place)
        assert _ratio(here.exact, anchor.exact) >= 0.7
        near = _ratio(here.prefix, anchor.prefix) + _ratio(here.suffix, anchor.suffix)
        assert near >= 0.7 or len(anchor.exact) > CONTEXT


def _ratio(a: str, b: str) -> float:
    return SequenceMatcher(None, a.lower(), b.lower(), autojunk=False).ratio()


def _about(*lines: str) -> str:
    return "\n\n".join(lines)


LINES = [f"Line {word} of the report says that {word} was late again." for word in "abcdefgh"]
COPY = "The ferry question is open, said the minister on the quay."
MOVED = _about(*LINES[:2], COPY, *LINES[2:4], COPY, *LINES[4:6], COPY, *LINES[6:])


@pytest.mark.parametrize(
    "after",
    [
        _about(*LINES[:2], *LINES[2:4], COPY, *LINES[4:6], COPY, *LINES[6:7], COPY, *LINES[7:]),
        _about(COPY, *LINES[:2], *LINES[2:4], COPY, *LINES[4:6], COPY, *LINES[6:]),
    ],
)
def test_a_copy_that_moved_is_the_one_that_is_left(after):
    first = Span(MOVED.index(COPY), MOVED.index(COPY) + len(COPY))
    places = [match.start() for match in re.finditer(re.escape(COPY), after)]
    unmoved = {after.index(LINES[3]) + len(LINES[3]) + 2, after.index(LINES[5]) + len(LINES[5]) + 2}
    [left] = set(places) - unmoved
    found = find_anchor(after, make_anchor(MOVED, first), MOVED)
    assert found == Span(left, left + len(COPY))


def test_a_copy_that_moved_beside_another_is_not_guessed():
    first = Span(MOVED.index(COPY), MOVED.index(COPY) + len(COPY))
    after = _about(*LINES[:4], COPY, COPY, *LINES[4:6], COPY, *LINES[6:])
    assert find_anchor(after, make_anchor(MOVED, first), MOVED) is None


def test_a_copy_that_is_gone_is_not_the_one_that_stayed():
    first = Span(MOVED.index(COPY), MOVED.index(COPY) + len(COPY))
    after = MOVED.replace(COPY + "\n\n", "", 1)
    assert find_anchor(after, make_anchor(MOVED, first), MOVED) is None


def test_one_word_goes_with_its_sentence():
    before = _about(*LINES)
    at = before.index("Line c") + len("Line c of the ")
    after = _about(*LINES[:2], *LINES[3:7], LINES[2], LINES[7])
    found = find_anchor(after, make_anchor(before, Span(at, at + 6)), before)
    assert found is not None
    assert found.of(after) == "report"
    assert after[: found.start].endswith("\n\nLine c of the ")


def test_one_word_whose_line_is_gone_is_not_the_same_word_of_another_line():
    before = _about(
        *LINES[:3], "The talks about the summit end.", "Bridge Summit Railway", *LINES[3:]
    )
    at = before.index("Summit")
    after = before.replace("Bridge Summit Railway\n\n", "")
    assert find_anchor(after, make_anchor(before, Span(at, at + 6)), before) is None


def test_one_word_by_its_anchor_alone_wants_most_of_its_context():
    before = _about('“The fleet also talks agreement," Marlow signed on the tariff.', *LINES)
    after = _about('“The navy also talks summit," Marlow delayed on the refinery.', *LINES)
    at = before.index("Marlow")
    assert find_anchor(after, make_anchor(before, Span(at, at + 6))) is None


QUAY = "Marlow said on Monday that the quay would be built of granite after all."


@pytest.mark.parametrize("left", [0, 30, 45])
def test_a_copy_at_the_head_is_not_taken_for_one_that_was_cut_off(left):
    """The copies have the same words behind them, and other words before."""
    copy = QUAY + " Haddad signed the order that afternoon."
    middle = "\n\n".join(f"Paragraph {n} has words of its own, number {n}." for n in range(40))
    text = f"The harbour in brief\n\n{copy}\n\n{middle}\n\nAirport ministers disagree.\n\n{copy}"
    at = text.rindex(QUAY)
    anchor = make_anchor(text, Span(at, at + len(QUAY)))
    assert find_anchor(text, anchor) == anchor.span
    assert find_anchor(text[: at + left], anchor) is None


def test_an_exact_copy_is_not_taken_for_one_that_was_cut_off():
    around = "Airport ministers disagree about the fees.\n\n{} Haddad signed the order that day."
    copy = around.format(QUAY)
    middle = "\n\n".join(f"Paragraph {n} has words of its own, number {n}." for n in range(40))
    text = f"{copy}\n\n{middle}\n\n{copy}"
    at = text.rindex(QUAY)
    anchor = make_anchor(text, Span(at, at + len(QUAY)))
    assert find_anchor(text[: at + 20], anchor) is None


REPEATED = f"What stands before it is of the harbour. {QUAY} What stands after it is of the port."
PARTS = [f"Paragraph {n} is of the dispute, number {n}, and of its end." for n in range(40)]
THRICE = "\n\n".join(
    [*PARTS[:2], REPEATED, *PARTS[2:5], REPEATED, *PARTS[5:9], REPEATED, *PARTS[9:]]
)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        *((at, at) for at in (5, 60, 800, len(THRICE))),
        *((0, 20), (0, 900), (len(THRICE) - 20, len(THRICE)), (100, len(THRICE))),
        *((m.start(), m.end()) for m in re.finditer(QUAY, THRICE)),
    ],
)
def test_any_mark_is_found_where_the_whole_text_was_doubled(start, end):
    head = "A paragraph that is new.\n\n"
    anchor = make_anchor(THRICE, Span(start, end))
    place = find_anchor(f"{head}{THRICE}\n\n{THRICE}", anchor)
    assert place == Span(start + len(head), end + len(head))


@pytest.mark.parametrize("sign", ["e\u0301", "\ufb01", "x\u00ad"])
@pytest.mark.parametrize("number", range(3))
def test_a_copy_in_a_text_of_other_signs_is_the_one_at_that_place(sign, number):
    plain = {"e\u0301": "\u00e9", "\ufb01": "fi", "x\u00ad": "x"}[sign]
    before, after = (THRICE.replace("dispute", f"dispute {of}") for of in (plain, sign))
    marks = [list(re.finditer(QUAY, text))[number] for text in (before, after)]
    place = find_anchor(after, make_anchor(before, Span(*marks[0].span())))
    assert place == Span(*marks[1].span())
