"""What commands act on: the selection, or what was reached last."""

import pytest

from briefing.model import Highlight
from tests.tui.reader.fakes import reader


def search(r):
    r.find.open()
    r.find.type("stay where", pattern=False)
    r.find.close(keep=True)


REACH = {
    "a match": (search, "stay where"),
    "another match": (lambda r: [search(r), r.find.next()], "stay where"),
    "a mention": (lambda r: r.entities.go_to_first("e1"), "Lind"),
    "a quotation": (lambda r: r.entities.next_quote(), "“The boats stay where they are.”"),
    "nothing": (lambda r: None, "Harbour talks go on"),
}


@pytest.mark.parametrize("case", REACH)
def test_what_was_reached_is_copied_and_highlighted(case):
    r = reader()
    reach, words = REACH[case]
    reach(r)
    r.copying.copy()
    r.annotations.highlight()
    assert r.noted["copied"] == [words]
    assert [mark.anchor.exact for mark in r.library.annotations.all(Highlight)] == [words]


def test_copying_ends_the_selection_and_keeps_its_words_in_focus():
    r = reader()
    r.passage.select()
    assert r.passage.is_selecting
    r.pane.selection = r.session.document.blocks[3].span
    r.copying.copy()
    assert (r.pane.selection, r.passage.is_selecting) == (None, False)
    assert r.pane.focus_bar.span == r.session.document.blocks[3].span


def test_keys_move_the_selection_while_there_is_one():
    r = reader()
    r.passage.select()
    for key in ("next_word", "previous_sentence", "next_paragraph", "swap_ends"):
        getattr(r.passage, key)()
    assert r.pane.moves == [
        ("extend", "word", 1),
        ("extend", "sentence", -1),
        ("extend", "paragraph", 1),
        "swap_ends",
    ]
    r.passage.select()
    assert not r.passage.is_selecting
