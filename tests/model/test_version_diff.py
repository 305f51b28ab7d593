"""Issues of two versions are matched by their words and compared word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Span
from briefing.model.version_diff import diff_versions
from briefing.model.word_diff import diff_words, split_words
from tests.library.cross_document.articles import article

HARBOUR = "Harbour talks: The ministers met on Monday and said nothing of the ferry. A vote comes next week."
GRAIN = "Grain: Tariffs on barley stay until the autumn. Nobody objected in the chamber."
RAIL = "Railways: The night train runs again from March, the operator announced."
WEATHER = "Weather: Rain on Monday."
OLD = article("Monday", HARBOUR, GRAIN, RAIL, WEATHER)


def found(*issues):
    new = article("Tuesday", *issues)
    return [
        (
            str(change.kind),
            (change.after or change.before).title,
            [(e.before.of(OLD.document.text), e.after.of(new.document.text)) for e in change.edits],
        )
        for change in diff_versions(OLD, new)
    ]


@pytest.mark.parametrize(
    ("issues", "expected"),
    [
        ((HARBOUR, GRAIN, RAIL, WEATHER), []),
        ((HARBOUR, RAIL, WEATHER), [("gone", "Grain", [])]),
        ((GRAIN, RAIL, WEATHER), [("gone", "Harbour talks", [])]),
        (
            (HARBOUR, "Fish: The boats stay where they are for now.", GRAIN, RAIL, WEATHER),
            [("added", "Fish", [])],
        ),
        ((RAIL, HARBOUR, GRAIN, WEATHER), [("moved", "Railways", [])]),
        (
            (HARBOUR.replace("Monday", "Tuesday").replace("nothing", "little"), GRAIN, RAIL, WEATHER),
            [("reworded", "Harbour talks", [("Monday", "Tuesday"), ("nothing", "little")])],
        ),
        (
            (HARBOUR.replace(" A vote comes next week.", ""), GRAIN, RAIL, WEATHER),
            [("reworded", "Harbour talks", [("A vote comes next week.", "")])],
        ),
        (
            (HARBOUR, GRAIN.replace("Grain:", "Barley:"), RAIL, WEATHER),
            [("reworded", "Barley", [("Grain", "Barley")])],
        ),
        (
            (HARBOUR, GRAIN, RAIL, "Weather: Sunny all through Friday and beyond."),
            [("reworded", "Weather", [("Rain on Monday", "Sunny all through Friday and beyond")])],
        ),
        ((HARBOUR.replace(" ", "  "), GRAIN.replace("until", "\nuntil"), RAIL, WEATHER), []),
    ],
)  # fmt: skip
def test_changes(issues, expected):
    assert [change for change in found(*issues) if change[0] != "same"] == expected


def test_issues_with_the_same_words_keep_their_order():
    twice = article("A", GRAIN, HARBOUR, GRAIN)
    assert {str(c.kind) for c in diff_versions(twice, twice)} == {"same"}


WORDS = st.lists(st.sampled_from(["the", "a", "vote", "ferry", "“", ".", "port"]), max_size=30)


@given(before=WORDS, after=WORDS)
def test_edits_turn_one_text_into_the_other(before, after):
    old, new = " ".join(before), " ".join(after)
    was, now = (
        tuple(split_words(old, Span(0, len(old)))),
        tuple(split_words(new, Span(0, len(new)))),
    )
    text, at = "", 0
    for edit in diff_words(was, now):
        assert 0 <= edit.before.start <= edit.before.end <= len(old)
        assert edit.before or edit.after
        text += old[at : edit.before.start] + f" {edit.after.of(new)} "
        at = edit.before.end
    assert (text + old[at:]).split() == after


def test_long_texts_are_compared_between_what_both_have_once():
    before = [f"word{n % 97}x{n % 89}" for n in range(3000)]
    after = [*before[:500], "new", *before[500:1700], "other", *before[1702:]]
    old, new = " ".join(before), " ".join(after)
    was, now = (
        tuple(split_words(old, Span(0, len(old)))),
        tuple(split_words(new, Span(0, len(new)))),
    )
    assert [(e.before.of(old).split(), e.after.of(new).split()) for e in diff_words(was, now)] == [
        ([], ["new"]),
        (before[1700:1702], ["other"]),
    ]


def test_folded_furniture_has_no_words():
    text = "One two. Share this! Three."
    assert [w.form for w in split_words(text, Span(0, len(text)), (Span(9, 20),))] == [
        "One", "two", ".", "Three", ".",
    ]  # fmt: skip
