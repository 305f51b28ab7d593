"""What the reader made of a text goes over to the next version of it, or stays with the one that has its words."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from msgspec.structs import replace

from briefing.config import Config
from briefing.errors import StorageError
from briefing.library import make_library
from briefing.library.bulk import BulkImport
from briefing.library.document_list import ListRequest
from briefing.model import Bookmark, Highlight, Note, Span
from briefing.model.anchoring import make_anchor
from briefing.model.entity_corrections import EntityAction, EntityCorrection
from briefing.model.reading_place import Position
from briefing.model.section_corrections import rename_section
from briefing.storage.version_rows import VersionRows

BEFORE = """# Harbour briefing

## Harbour talks

The ministers met on Monday in the old port. “We are close,” Ada Lind said, but the ferry question is open.

The delegation of the islands left without a word to the press.

## Grain and tariffs

Tariffs on barley stay until the autumn. Ada Lind said nothing of it in the chamber that evening.

## Railways

The night train to the coast runs again from March, the operator announced.
"""
AFTER = (
    BEFORE.replace("met on Monday", "met again on Tuesday")
    .replace("\n\nThe delegation of the islands left without a word to the press.", "")
    .replace("# Harbour briefing\n", "# Harbour briefing\n\nA first paragraph that is new.\n")
)


@pytest.fixture
def library(tmp_path):
    made = make_library(Config(data=tmp_path / "data"))
    yield made
    made.close()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "harbour.md"
    path.write_text(BEFORE, "utf-8")
    return path


def read(library, file, text=None):
    if text is not None:
        file.write_text(text, "utf-8")
    reading = library.open(str(file))
    return reading.finish(), reading.moved


def span(briefing, words):
    at = briefing.document.text.index(words)
    return Span(at, at + len(words))


def words_of(briefing, marks):
    return [mark.anchor.span.of(briefing.document.text) for mark in marks]


def test_marks_go_over_and_those_without_words_stay_as_orphans(library, file):
    old, moved = read(library, file)
    assert moved is None
    kept = library.annotations.add_highlight(old, span(old, "We are close"), "blue")
    note = library.annotations.add_note(
        old, span(old, "met on Monday in the old port"), "Who was there?"
    )
    mark = library.annotations.add_bookmark(old, span(old, "Grain and tariffs"), "for Friday")
    lost = library.annotations.add_highlight(old, span(old, "The delegation of the islands left"))
    new, moved = read(library, file, AFTER)
    assert (moved.placed, moved.lost) == (3, 1)
    assert moved.sentence == "3 marks moved, 1 could not be placed"
    assert [m.id for m in library.annotations.all(Highlight, new.document)] == [kept.id]
    assert library.annotations.all(Highlight, new.document)[0].colour == "blue"
    assert words_of(new, library.annotations.all(Note, new.document)) == [
        "met again on Tuesday in the old port"
    ]
    assert library.annotations.all(Note, new.document)[0].body == note.body
    assert words_of(new, library.annotations.all(Bookmark, new.document)) == ["Grain and tariffs"]
    assert library.annotations.all(Bookmark, new.document)[0].note == mark.note
    assert library.annotations.all(Highlight, old.document) == (lost,)
    assert library.history.orphans(new.document.sha256) == (lost,)
    assert library.documents.open(old.document.sha256).document.text == old.document.text


def test_opening_again_moves_nothing_twice(library, file):
    old, _ = read(library, file)
    library.annotations.add_highlight(old, span(old, "We are close"))
    read(library, file, AFTER)
    new, moved = read(library, file)
    assert moved is None
    assert len(library.annotations.all(Highlight, new.document)) == 1


def test_words_that_come_back_take_their_mark_back(library, file):
    old, _ = read(library, file)
    mark = library.annotations.add_highlight(old, span(old, "The delegation of the islands left"))
    new, _ = read(library, file, AFTER)
    assert library.history.newer(mark) == new.document.sha256
    third, moved = read(
        library, file, AFTER + "\nThe delegation of the islands left without a word to the press.\n"
    )
    assert moved.placed == 1
    assert [m.id for m in library.annotations.all(Highlight, third.document)] == [mark.id]
    assert library.history.orphans() == ()


def test_the_old_text_that_is_read_again_has_its_marks_again(library, file):
    old, _ = read(library, file)
    library.annotations.add_highlight(old, span(old, "We are close"))
    library.annotations.add_highlight(old, span(old, "The delegation of the islands left"))
    read(library, file, AFTER)
    again, moved = read(library, file, BEFORE)
    assert moved.placed == 1
    assert len(library.annotations.all(Highlight, again.document)) == 2
    assert library.history.orphans() == ()


def test_an_orphan_that_was_removed_comes_back_as_one(library, file):
    old, _ = read(library, file)
    mark = library.annotations.add_highlight(old, span(old, "The delegation of the islands left"))
    new, _ = read(library, file, AFTER)
    newer = library.history.newer(mark)
    library.annotations.remove(mark)
    assert library.history.orphans() == ()
    library.history.restore(mark, newer)
    assert library.history.orphans(new.document.sha256) == (mark,)


def test_corrections_and_the_place_go_over(library, file):
    old, _ = read(library, file)
    issue = next(s for s in old.analysis.sections if "Grain" in s.title)
    library.corrections.correct_sections(
        old.document, rename_section(old.document, issue, "Barley")
    )
    anchor = make_anchor(old.document.text, span(old, "Ada Lind"))
    hidden = EntityCorrection(
        EntityAction.HIDE, (anchor,), ("Ada Lind",), document=old.document.sha256
    )
    library.corrections.correct_entities(old.document, hidden)
    library.places.keep_position(
        old.document, Position(old.document.text.index("The night train"), 3)
    )
    new, _ = read(library, file, AFTER)
    assert "Barley" in [s.title for s in library.corrections.apply(new).analysis.sections]
    place = library.places.position(new.document)
    assert (new.document.text[place.offset :][:15], place.row) == ("The night train", 3)
    assert library.corrections.undo_entities(new.document)
    assert library.corrections.undo_sections(new.document)


def test_what_was_read_and_is_the_same_is_read(library, file):
    old, _ = read(library, file)
    for section in old.analysis.sections:
        library.places.mark_read(old.document, section)
    new, moved = read(library, file, AFTER)
    read_now = library.places.read_marks(new.document)
    said = {s.title: s.span.start for s in new.analysis.sections}
    assert said["Railways"] in read_now
    assert said["Harbour talks"] not in read_now
    assert said["Harbour talks"] in moved.fresh
    assert said["Railways"] not in moved.fresh


def test_all_moves_or_nothing(library, file, monkeypatch):
    old, _ = read(library, file)
    library.annotations.add_highlight(old, span(old, "We are close"))

    def fails(*_):
        raise StorageError("The disk is full; make room.")

    file.write_text(AFTER, "utf-8")
    monkeypatch.setattr(VersionRows, "move", fails)
    reading = library.open(str(file))
    reading.finish()
    assert reading.moved is None
    assert len(library.annotations.all(Highlight, old.document)) == 1


def test_an_old_version_that_is_opened_does_not_become_the_newest(library, file):
    old, _ = read(library, file)
    new, _ = read(library, file, AFTER)
    library.documents.open(old.document.sha256)
    assert library.documents.find(str(file)) == new.document.sha256


def test_comparing_names_both_and_what_changed(library, file):
    old, _ = read(library, file)
    issue = next(s for s in old.analysis.sections if "Grain" in s.title)
    library.corrections.correct_sections(
        old.document, rename_section(old.document, issue, "Barley")
    )
    new, _ = read(library, file, AFTER)
    found = library.history.compare(new.document.sha256)
    assert found.before.document.sha256 == old.document.sha256
    kinds = {(c.after or c.before).title: str(c.kind) for c in found.changes}
    assert kinds["Harbour talks"] == "reworded"
    assert kinds["Barley"] == "same"
    assert library.history.compare(old.document.sha256) is None


def test_what_comes_by_a_pipe_has_no_version_before(library, file, monkeypatch):
    old, _ = read(library, file)
    store = library._store
    for text in ("One text.", "Another text."):
        store.documents.keep(replace(old, document=replace(old.document, text=text, source="-")))
    assert store.versions.previous(replace(old.document, text="Another text.").sha256) is None


def test_the_next_version_is_in_the_same_collections(library, file):
    old, _ = read(library, file)
    kept = library.collections.make("For Friday")
    library.collections.put(kept, (old.document.sha256,))
    new, _ = read(library, file, AFTER)
    both = (old.document.sha256, new.document.sha256)
    assert library.collections.holding(both) == {kept: 2}


def listed(library):
    ids = library.documents.listing.ids(ListRequest())
    return {row.sha256: row.older for row in library.documents.listing.rows(ids).values()}


def found(library, words):
    library.search.index(10)
    return {hit.sha256: hit.older for hit in library.search.find(words, 10).shown}


def test_lists_and_search_tell_an_older_version_from_the_newest(library, file):
    old, _ = read(library, file)
    assert list(listed(library).values()) == [False]
    new, _ = read(library, file, AFTER)
    expected = {old.document.sha256: True, new.document.sha256: False}
    assert listed(library) == found(library, "barley") == expected
    copy = file.with_name("copy.md")
    read(library, copy, BEFORE)
    assert not any(listed(library).values())
    library.documents.remove(new.document.sha256)
    assert listed(library) == {old.document.sha256: False}


def test_the_messages_of_a_mailbox_are_no_versions(library, tmp_path):
    file = tmp_path / "letters"
    letter = (
        "From a@example.org Mon Mar  4 10:00:00 2024\nSubject: {0}\n\nThe {0} sails at noon.\n\n"
    )
    file.write_text(letter.format("ferry") + letter.format("yacht"), "utf-8")
    reading = library.open(str(file))
    reading.finish()
    other = library.reading.open_other(reading.others[0]).finish()
    assert len(listed(library)) == 2
    assert not any(listed(library).values())
    assert library.history.catch_up(other) is None


def test_what_came_in_unopened_catches_up_when_it_is_opened_from_the_library(library, file):
    old, _ = read(library, file)
    kept = library.annotations.add_highlight(old, span(old, "We are close"), "blue")
    file.write_text(AFTER, "utf-8")
    with ThreadPoolExecutor(1) as pool:
        library.import_files(
            BulkImport([str(file)], library.config, entities=False), pool, 1, print
        )
    [new] = [sha256 for sha256, older in listed(library).items() if not older]
    moved = library.history.catch_up(library.documents.open(new))
    assert (moved.placed, moved.lost) == (1, 0)
    assert [
        m.id for m in library.annotations.all(Highlight, library.documents.open(new).document)
    ] == [kept.id]
    assert library.history.catch_up(old) is None


def test_with_a_briefing_go_out_the_marks_that_only_its_older_version_has_words_for(library, file):
    old, _ = read(library, file)
    lost = library.annotations.add_highlight(old, span(old, "The delegation of the islands left"))
    new, _ = read(library, file, AFTER)
    out = "".join(library.annotations.export([new.document.sha256], "markdown", only=["highlight"]))
    assert lost.anchor.exact in out
    assert library.history.orphans(new.document.sha256) == (lost,)
    both = [old.document.sha256, new.document.sha256]
    out = "".join(library.annotations.export(both, "markdown", only=["highlight"]))
    assert out.count(lost.anchor.exact) == 1
