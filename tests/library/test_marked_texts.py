"""Marks, places and corrections of a text that is not split, or not read whole yet."""

from functools import partial

import pytest
from msgspec.structs import replace

from briefing.config import Config
from briefing.errors import StorageError
from briefing.library import make_library
from briefing.library.unsplit_briefing import is_head, is_unsplit
from briefing.model import Analysis, Bookmark, Briefing, Highlight, Note, Span
from briefing.model.entity import EntityKind
from briefing.model.entity_corrections import add_entity
from briefing.model.reading_place import Position
from briefing.model.section_corrections import rename_section
from tests.library.loading import LARGE, SMALL

WORDS = "the boats stay where they are"


@pytest.fixture(params=["small", "large"])
def source(request, tmp_path):
    path = tmp_path / f"{request.param}.md"
    path.write_text(SMALL if request.param == "small" else LARGE)
    return path


def opened(tmp_path, source):
    library = make_library(Config(data=tmp_path / "data"))
    reading = library.open(str(source))
    return library, reading, Briefing(reading.head, Analysis(reading.sections))


def span_of(briefing, words=WORDS):
    at = briefing.document.text.index(words)
    return Span(at, at + len(words))


def mark_all(library, shown):
    span = span_of(shown)
    library.annotations.add_bookmark(shown, span, "come back")
    library.annotations.add_highlight(shown, span, "green")
    library.annotations.add_note(shown, span, "who?")


def check(library, whole):
    """All marks of `mark_all` are in `whole`, once, in their issue."""
    for kind, said in ((Bookmark, "come back"), (Highlight, "green"), (Note, "who?")):
        assert len(library.annotations.all(kind)) == 1
        (mark,) = library.annotations.all(kind, whole.document)
        assert mark.anchor.span.of(whole.document.text) == WORDS
        assert mark.section_title == "Fishing rights"
        assert said in (getattr(mark, name, "") for name in ("note", "colour", "body"))
    assert library.documents.recent() == (whole.document.sha256,)


def test_marks_go_to_the_text_when_it_is_split_or_whole(tmp_path, source):
    library, reading, shown = opened(tmp_path, source)
    assert is_head(shown.document) is (source.name == "large.md")
    mark_all(library, shown)
    check(library, reading.finish())
    library.close()


@pytest.mark.parametrize("changed", [False, True])
def test_marks_go_to_it_when_the_program_was_killed_before(tmp_path, source, changed):
    library, _, shown = opened(tmp_path, source)
    mark_all(library, shown)
    del library
    if changed:
        source.write_text("Something stands before it now.\n\n" + source.read_text())
    library, reading, _ = opened(tmp_path, source)
    whole = reading.finish()
    (note,) = library.annotations.all(Note, whole.document)
    assert note.anchor.span.of(whole.document.text) == WORDS
    if not changed:
        check(library, whole)
    library.close()
    library, reading, _ = opened(tmp_path, source)
    assert library.annotations.all(Note, reading.finish().document) == (note,)
    library.close()


def test_marks_stay_when_the_source_is_gone(tmp_path, source):
    library, _reading, shown = opened(tmp_path, source)
    mark_all(library, shown)
    source.unlink()
    library.close()
    library = make_library(Config(data=tmp_path / "data"))
    (note,) = library.annotations.all(Note)
    kept = library.documents.open(note.document)
    assert note.anchor.span.of(kept.document.text) == WORDS
    library.close()


def test_a_text_that_was_not_split_is_split_when_it_is_read_again(tmp_path, source):
    library, _, shown = opened(tmp_path, source)
    mark_all(library, shown)
    kept = library.documents.open(shown.document.sha256)
    assert is_unsplit(kept.analysis.sections)
    again = library.open(str(source))
    assert again.briefing is None
    assert len(again.finish().analysis.sections) >= 3
    library.close()


def test_what_was_begun_before_is_kept_in_the_whole_after(tmp_path, source):
    library, reading, shown = opened(tmp_path, source)
    before = library.annotations.add_bookmark(shown, span_of(shown))
    library.annotations.remove(before)
    correction = rename_section(shown.document, shown.analysis.sections[0], "Mine")
    named = add_entity(shown.document, span_of(shown, "Ada Lind"), EntityKind.PERSON)
    whole = reading.finish()
    library.annotations.keep(before)
    assert library.annotations.add_note(shown, span_of(shown), "late")
    library.corrections.correct_sections(shown.document, correction)
    library.corrections.correct_entities(shown.document, named)
    library.places.keep_position(shown.document, Position(5))
    sha256 = whole.document.sha256
    assert [mark.document for mark in library.annotations.all(Bookmark)] == [sha256]
    assert [mark.document for mark in library.annotations.all(Note)] == [sha256]
    assert library.corrections.apply(whole).analysis.sections[0].title == "Mine"
    assert library.documents.recent() == (sha256,)
    library.close()


def test_place_reading_and_corrections_go_to_the_whole(tmp_path, source):
    library, reading, shown = opened(tmp_path, source)
    place = shown.document.text.index("The crane on")
    library.places.keep_position(shown.document, Position(place, 2))
    library.places.mark_read(shown.document, shown.analysis.sections[0])
    library.corrections.correct_sections(
        shown.document, rename_section(shown.document, shown.analysis.sections[0], "Mine")
    )
    whole = reading.finish()
    assert library.places.position(whole.document) == Position(place, 2)
    assert library.places.read_marks(whole.document) == {0}
    assert library.corrections.apply(whole).analysis.sections[0].title == "Mine"
    library.close()


def test_marks_of_a_beginning_wait_while_the_whole_cannot_be_kept(tmp_path, monkeypatch):
    source = tmp_path / "large.md"
    source.write_text(LARGE)
    library, reading, shown = opened(tmp_path, source)
    mark_all(library, shown)
    with monkeypatch.context() as patch:
        patch.setattr(type(library._store.database), "write", _refuse)
        whole = reading.finish()
    assert len(library.annotations.all(Note)) == 1
    assert library.annotations.add_highlight(whole, Span(0, 7))
    (note,) = library.annotations.all(Note)
    assert note.document == whole.document.sha256
    assert (
        library.annotations.add_highlight(shown, span_of(shown, "the board")).document
        == note.document
    )
    library.close()


def _refuse(store):
    raise StorageError("The disk is full.")


def test_a_document_that_the_reader_removed_comes_back_with_a_mark_alone(tmp_path, source):
    library, reading, _ = opened(tmp_path, source)
    whole = reading.finish()
    library.documents.remove(whole.document.sha256)
    library.places.keep_position(whole.document, Position(5))
    assert library.documents.recent() == ()
    assert library.annotations.add_note(whole, Span(0, 7), "so")
    assert len(library.documents.recent()) == 1
    library.close()
    assert len(make_library(Config(data=tmp_path / "data")).annotations.all(Note)) == 1


@pytest.mark.parametrize("kind", ["bookmark", "highlight", "note"])
def test_what_is_not_kept_is_not_said_to_be(tmp_path, kind, monkeypatch):
    source = tmp_path / "small.md"
    source.write_text(SMALL)
    library, _, shown = opened(tmp_path, source)
    kept = library.annotations.add_note(shown, span_of(shown), "old")
    title = rename_section(shown.document, shown.analysis.sections[0], "Mine")
    make = getattr(library.annotations, f"add_{kind}")
    monkeypatch.setattr(type(library._store.database), "write", _refuse)
    for write in (
        partial(make, shown, Span(0, 7), *(["so"] if kind == "note" else [])),
        partial(library.annotations.keep, replace(kept, body="new")),
        partial(library.annotations.remove, kept),
        partial(library.corrections.correct_sections, shown.document, title),
    ):
        with pytest.raises(StorageError, match="The disk is full"):
            write()
    monkeypatch.undo()
    assert library.annotations.all(Note) == (kept,)
    library.close()
