"""Moving, without a screen."""

import pytest

from briefing.model import Analysis, Briefing, Document, Section, SectionKind, Span, TitleSource
from briefing.tui.visit_history import Visit
from tests.tui.reader.fakes import reader


def many(count):
    """A briefing of an overview and so many issues."""
    parts = [(SectionKind.OVERVIEW, "Overview")] + [(SectionKind.ISSUE, "Nets")] * count
    sections = tuple(
        Section(kind, title, TitleSource.DOCUMENT, Span(at * 10, at * 10 + 10))
        for at, (kind, title) in enumerate(parts)
    )
    return Briefing(Document("some words" * len(parts)), Analysis(sections))


STEPS = {
    "next": (("next_issue",), 1),
    "next of two": (("next_issue",) * 2, 2),
    "page clutter is no next issue": (("next_issue",) * 4, 2),
    "previous": (("next_issue", "previous_issue"), 0),
    "nothing before": (("previous_issue",), 0),
    "overview": (("next_issue", "next_issue", "overview"), 0),
    "unread": (("next_unread",), 1),
    "page past the end": (("pass_end", "pass_end"), 2),
    "page past the start": (("pass_end", "pass_end", "pass_start"), 1),
    "back": (("next_issue", "next_issue", "back"), 1),
    "back twice": (("next_issue", "next_issue", "back", "back"), 0),
    "forward": (("next_issue", "next_issue", "back", "back", "forward"), 1),
}


@pytest.mark.parametrize("case", STEPS)
def test_between_issues(case):
    r = reader()
    names, index = STEPS[case]
    for name in names:
        getattr(r.navigation, name)()
    assert r.session.index == index
    assert r.pane.shown == r.session.section.span


@pytest.mark.parametrize(
    ("count", "keys", "number", "says"),
    [
        (5, "3", 3, []),
        (5, "32", 2, []),
        (5, "9", 0, ["There is no issue 9; the last one is 5."]),
        (5, "93", 3, ["There is no issue 9; the last one is 5."]),
        (5, "30", 0, []),
        (25, "1", 1, ["Issue 1…"]),
        (25, "12", 12, ["Issue 1…"]),
        (25, "12G", 12, ["Issue 1…"]),
        (25, "10", 10, ["Issue 1…"]),
        (25, "3G", 3, []),
        (25, "27", 2, ["Issue 2…", "There is no issue 27; the last one is 25."]),
        (25, "1.2", 2, ["Issue 1…", "Issue 2…"]),
        (300, "123", 123, ["Issue 1…", "Issue 12…"]),
        (0, "1", 0, ["This text has no numbered issues."]),
    ],
)
def test_an_issue_by_its_number(count, keys, number, says):
    r = reader(many(count))
    r.session.show_section(0)
    for key in keys:
        if key == "G":
            r.navigation.bottom()
        elif key == ".":
            r.ui.waiting["number"][1]()
        else:
            r.navigation.issue(int(key)) if key > "0" else r.navigation.overview()
    assert (r.session.outline.number(r.session.index), r.ui.said) == (number, says)
    assert r.pane.moves == []


def test_digits_of_one_number_are_one_step_back():
    r = reader(many(25))
    r.session.show_section(0)
    r.navigation.issue(1)
    r.navigation.issue(2)
    r.navigation.back()
    assert r.session.index == 0


def test_the_ends_are_said():
    r = reader()
    for _ in range(3):
        r.navigation.pass_end()
    assert r.ui.said == ["End of the briefing."]
    for index in range(3):
        r.session.show_section(index)
        r.session.mark_read()
    r.navigation.next_unread()
    assert r.ui.said[-1] == "No unread issues left."


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("next_issue", "This is the last issue."),
        ("previous_issue", "This is the first issue."),
        ("back", "There is nowhere to go back to."),
        ("forward", "There is nowhere to go forward to."),
    ],
)
def test_a_key_with_nowhere_to_go_says_so(command, says):
    r = reader()
    r.session.show_section(2 if command == "next_issue" else 0)
    getattr(r.navigation, command)()
    assert r.ui.said == [says]


def test_the_ends_of_an_issue_are_left_for_the_way_back():
    r = reader()
    r.session.show_section(1)
    before = r.session.here
    r.navigation.bottom()
    assert r.pane.moves == [("move_to_end",)]
    assert r.session.history.back(r.session.here) == before


def test_a_place_of_another_briefing_is_asked_for():
    r = reader()
    r.navigation.go_to_visit(Visit("0" * 64, 3, 0))
    assert r.ui.errors == ["That text is not in the library; open its source first."]
    assert r.session.index == 0
