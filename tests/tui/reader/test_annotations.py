"""Bookmarks, highlights, notes and copies, without a screen."""

import pytest
from msgspec.structs import replace

from briefing.model import Bookmark, Briefing, Highlight, Note
from tests.tui.reader.fakes import reader
from tests.tui.reading import briefing


def test_an_issue_is_bookmarked_and_not_any_more():
    r = reader()
    r.session.show_section(1)
    r.annotations.toggle_bookmark()
    assert r.annotations.bookmarked() == {1}
    assert r.ui.said == ["Bookmarked. <bookmarks> lists the bookmarks."]
    r.annotations.toggle_bookmark()
    assert (r.annotations.bookmarked(), r.ui.said[-1]) == (
        frozenset(),
        "Bookmark removed; <undo> undoes.",
    )
    assert r.library.annotations.all(Bookmark) == ()


def test_a_highlight_goes_through_the_colours():
    r = reader()
    colours, said = [], []
    for _ in range(5):
        r.annotations.highlight()
        colours.append([mark.colour for mark in r.library.annotations.all(Highlight)])
        said.append(r.ui.said[-1])
    assert colours == [["yellow"], ["green"], ["blue"], ["pink"], []]
    assert said[0] == "Highlighted in yellow; <highlight> makes it green."
    assert said[3:] == [
        "Highlighted in pink; <highlight> removes it.",
        "Highlight removed; <undo> undoes.",
    ]


def test_a_note_is_written_changed_and_removed():
    r = reader()
    for body, then in (("why", ["why"]), (None, ["why"]), ("because", ["because"]), ("", [])):
        r.annotations.write_note()
        r.ui.answer(body)
        assert [note.body for note in r.library.annotations.all(Note)] == then
    assert r.pane.layers["note"] == []
    saved = "Note saved. <marks> lists the notes."
    assert r.ui.said == [saved, saved, "Note removed; <undo> undoes."]


def test_each_mark_is_undone():
    r = reader()
    kept = lambda: sorted(  # noqa: E731
        getattr(mark, "colour", getattr(mark, "body", ""))
        for kind in (Bookmark, Highlight, Note)
        for mark in r.library.annotations.all(kind)
    )
    before = [kept()]
    for act in (
        "toggle_bookmark",
        *["highlight"] * 5,
        "write_note",
        "write_note",
        "toggle_bookmark",
    ):
        getattr(r.annotations, act)()
        if act == "write_note":
            r.ui.answer(f"note {len(before)}")
        before.append(kept())
    while len(before) > 1:
        assert kept() == before.pop()
        r.correction_undo.undo()
    assert kept() == before.pop()
    assert (r.annotations.bookmarks, r.annotations.notes) == ((), ())
    r.correction_undo.undo()
    assert r.ui.said[-1].startswith("There is nothing to undo")


def test_they_are_counted_by_issue_and_drawn():
    r = reader()
    r.annotations.highlight()
    r.session.show_section(1)
    r.pane.focus_bar.put(r.session.place.offset)
    r.annotations.write_note()
    r.ui.answer("so")
    assert dict(r.annotations.highlight_counts()) == {0: 1}
    assert dict(r.annotations.note_counts()) == {1: 1}
    assert r.pane.layers["highlight-yellow"] == ["Harbour talks go on"]


def test_a_bookmark_of_another_briefing_is_gone_to_and_back():
    r = reader()
    r.session.show_section(2)
    r.annotations.toggle_bookmark()
    made = briefing()
    text = "Another title......" + made.document.text[19:]
    other = Briefing(replace(made.document, text=text), made.analysis)
    r.library._store.documents.keep(other)
    r.session.show(other)
    assert r.annotations.bookmarked() == frozenset()
    r.annotations.list_bookmarks()
    r.ui.answer(r.library.annotations.all(Bookmark)[0])
    assert (r.session.is_showing(made.document.sha256), r.session.index) == (True, 2)
    r.navigation.back()
    assert r.session.is_showing(other.document.sha256)


def test_an_annotation_whose_words_are_gone_is_said():
    r = reader()
    r.annotations.highlight()
    mark = r.library.annotations.all(Highlight)[0]
    gone = replace(mark, anchor=replace(mark.anchor, exact="Words that are in no text at all"))
    r.annotations.go_to(gone)
    assert r.ui.errors == ["The text no longer has these words."]


@pytest.mark.parametrize(
    ("command", "start", "said"),
    [
        ("copy", "Fishing rights", "Copied: Fishing rights"),
        (
            "cite",
            '"Fishing rights" - Coast News, "Harbour talks go on"',
            "Copied with its citation",
        ),
    ],
)
def test_words_are_copied(command, start, said):
    r = reader()
    r.session.show_section(1)
    getattr(r.copying, command)()
    assert r.noted["copied"][0].startswith(start)
    assert r.ui.said[0].startswith(said)


def test_of_long_words_the_start_is_said():
    r = reader()
    r.copying.copy_text("word  \n" * 40)
    assert r.ui.said == [f"Copied: {'word ' * 31}word…"]
