"""When an issue counts as read."""

import pytest

from tests.tui.reader.fakes import reader


def wait(r, name):
    seconds, call = r.ui.waiting[name]
    call()
    return seconds


def scroll(r, *, top, end):
    r.pane.viewport.at_start, r.pane.viewport.at_end = top, end
    r.read_marks.look()


CASES = {
    "at sight": ((), False),
    "gone on at once": (("next",), False),
    "gone on after a while": (("settle", "next"), True),
    "gone on by a page": (("page",), True),
    "stayed": (("stay",), True),
    "stayed above its end": (("above", "stay"), False),
    "stayed, then came to its end": (("above", "stay", "end"), True),
    "gone on from the end of a long one": (("above", "end", "next"), True),
    "gone on from the middle of a long one": (("above", "settle", "next"), False),
    "marked unread": (("stay", "toggle", "end", "settle", "next"), False),
}


@pytest.mark.parametrize("case", CASES)
def test_an_issue_counts_as_read_after_a_while(case):
    r = reader()
    steps, read = CASES[case]
    r.session.show_section(1)
    do = {
        "next": r.navigation.next_issue,
        "page": r.navigation.pass_end,
        "toggle": r.read_marks.toggle,
        "above": lambda: scroll(r, top=True, end=False),
        "end": lambda: scroll(r, top=False, end=True),
    }
    for step in steps:
        do[step]() if step in do else wait(r, step)
    assert (r.session.sections[1].span.start in r.session.read) is read


def test_quick_steps_leave_all_unread():
    r = reader()
    for _ in range(6):
        r.navigation.next_issue()
    assert not r.session.read
    r.navigation.overview()
    r.navigation.next_unread()
    assert r.session.index == 1


def test_a_quarter_of_the_reading_time_is_enough_but_not_less_than_two_seconds():
    r = reader()
    words, speed = r.session.outline.words, r.session.outline.speed
    for index in (1, 2):
        r.session.show_section(index)
        assert wait(r, "settle") == 2
        assert wait(r, "stay") == max(2, words[index] * 15 / speed)


def test_what_is_left_is_that_of_unread_issues_wherever_the_reader_is():
    r = reader()
    before = r.session.progress
    assert (before.read, before.minutes_left) == (0, 4)
    r.session.show_section(1)
    assert r.session.progress == before
    r.session.mark_read()
    assert (r.session.progress.read, r.session.progress.minutes_left < 4) == (1, True)
    r.session.show_section(2)
    r.session.mark_read()
    assert (r.session.progress.read, r.session.progress.minutes_left) == (2, 0)
