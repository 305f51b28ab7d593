"""Correcting how the text is split, without a screen."""

import pytest

from briefing.model import TitleSource
from tests.tui.reader.fakes import reader


def titles(r):
    return [section.title for section in r.session.sections]


CORRECTIONS = {
    "rename": (2, ["Overview", "Fishing rights", "Crane", "Leave a Reply"]),
    "merge": (2, ["Overview", "Fishing rights", "Leave a Reply"]),
    "junk": (1, 1),
    "keep": (3, 3),
}


@pytest.mark.parametrize("name", CORRECTIONS)
def test_a_correction_is_made_and_undone(name):
    r = reader()
    index, then = CORRECTIONS[name]
    before = titles(r), len(r.session.outline.issues)
    r.session.show_section(index)
    r.section_corrections.choose()
    r.ui.answer(name)
    if name == "rename":
        r.ui.answer("Crane")
    if isinstance(then, int):
        assert len(r.session.outline.issues) == {1: 2, 3: 4}[then]
    else:
        assert titles(r) == then
    r.section_corrections.correct("undo")
    assert (titles(r), len(r.session.outline.issues)) == before
    r.section_corrections.correct("undo")
    assert r.ui.said[-1] == "There is no correction to undo here."


def test_an_issue_starts_at_the_paragraph_in_focus():
    r = reader()
    start = r.session.document.text.index("The last words")
    r.session.show_section(1)
    r.pane.focus_bar.put(start)
    r.section_corrections.correct("split")
    r.ui.answer("Tides")
    new = next(section for section in r.session.sections if section.span.start == start)
    assert (new.title, new.title_source) == ("Tides", TitleSource.READER)
    assert r.ui.said == ["New issue “Tides”; <undo> undoes."]
    assert start in [section.span.start for section in r.session.sections]


def test_what_changes_nothing_is_said_and_not_kept():
    r = reader()
    r.session.show_section(1)
    r.pane.focus_bar.put(r.session.section.span.start)
    r.section_corrections.correct("split")
    assert r.ui.said == ["An issue starts here already."]
    assert not r.library.corrections.undo_sections(r.session.document)


def test_the_first_section_has_none_to_be_joined_to():
    r = reader()
    assert "merge" not in offered(r)
    r.session.show_section(1)
    assert "merge" in offered(r)


def offered(r):
    return [name for _, name, _ in r.section_corrections._entries()]
