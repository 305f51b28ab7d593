"""Moving, without a screen."""

import pytest

from briefing.tui.visit_history import Visit
from tests.tui.reader.fakes import reader

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


@pytest.mark.parametrize(("number", "index"), [(1, 1), (2, 2), (9, 0)])
def test_an_issue_by_its_number(number, index):
    r = reader()
    r.navigation.issue(number)
    assert r.session.index == index


def test_the_ends_are_said():
    r = reader()
    for _ in range(3):
        r.navigation.pass_end()
    assert r.ui.said == ["This is the end of the briefing."]
    for index in range(3):
        r.session.show_section(index)
        r.session.mark_read()
    r.navigation.next_unread()
    assert r.ui.said[-1] == "No unread issues left."


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
    assert r.ui.errors == ["That text is not in the library; open it from its source first."]
    assert r.session.index == 0
