"""Where links lead, without a screen."""

import pytest

from briefing.model import InlineKind, InlineMark, Span
from briefing.tui.reader.follow_links import Links, link_labels
from tests.tui.reader.fakes import reader


@pytest.fixture
def r():
    made = reader()
    made.opened = []
    made.links = Links(
        made.session,
        made.navigation,
        made.pane,
        made.ui,
        open_outside=lambda address: made.opened.append(address) or True,
        open_kept=lambda sha256, then: made.opened.append(sha256),
    )
    return made


def link(r, target, kind=InlineKind.LINK):
    at = r.session.document.text.index("report")
    return InlineMark(kind, Span(at, at + 6), target)


def test_nothing_is_opened_unasked(r):
    r.pane.inline_marks = [link(r, "https://example.org/report")]
    r.links.choose()
    assert list(r.pane.hints.values()) == ["a"]
    r.ui.answer("a")
    assert (r.ui.asked(), r.opened, r.pane.hints) == (["ConfirmDialog"], [], {})
    r.ui.answer(False)
    assert r.opened == []
    r.links.follow(r.pane.inline_marks[0])
    r.ui.answer(True)
    assert r.opened == ["https://example.org/report"]


def test_closing_the_letters_follows_nothing(r):
    r.pane.inline_marks = [link(r, "https://example.org/report")]
    r.links.choose()
    r.ui.answer(None)
    assert (r.ui.asked(), r.pane.hints) == ([], {})


@pytest.mark.parametrize(
    ("target", "kind", "says"),
    [
        ("", InlineKind.LINK, "It has no address."),
        ("javascript:alert(1)", InlineKind.LINK, "this is javascript:alert(1)."),
        ("room.png", InlineKind.IMAGE, "The image is the file room.png;"),
        ("data:image/png;base64,AA", InlineKind.IMAGE, "The image is inside the document;"),
        ("#nowhere", InlineKind.LINK, "a heading that this document does not have."),
    ],
)
def test_why_something_is_not_opened(r, target, kind, says):
    r.links.follow(link(r, target, kind))
    assert says in r.ui.said[0]
    assert (r.ui.asked(), r.opened) == ([], [])


def test_a_link_to_a_text_opens_it_and_does_nothing_else(r):
    r.links.follow(link(r, f"briefing:{'a' * 64}#3-15"))
    assert (r.opened, r.ui.asked()) == (["a" * 64], [])


def test_a_missing_program_is_said(r):
    links = Links(
        r.session,
        r.navigation,
        r.pane,
        r.ui,
        open_outside=lambda address: False,
        open_kept=lambda sha256, then: None,
    )
    links.follow(link(r, "https://example.org/report"))
    r.ui.answer(True)
    assert r.ui.errors == ["No program to open addresses was found; install xdg-utils."]


def test_a_heading_is_gone_to(r):
    r.links.follow(link(r, "#fishing-rights"))
    assert r.session.place.offset == r.session.document.text.index("Fishing rights")


def test_where_there_is_none_that_is_said(r):
    r.links.choose()
    r.links.choose_image()
    assert r.ui.said == ["There are no links on the screen.", "There are no images on the screen."]


@pytest.mark.parametrize("count", [1, 26, 27, 300])
def test_no_label_is_the_start_of_another(count):
    made = link_labels(count)
    assert len(set(made)) == count
    assert len({len(label) for label in made}) == 1
