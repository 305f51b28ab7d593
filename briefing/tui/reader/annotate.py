from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from briefing.library import Library
from briefing.model import (
    COLOURS,
    Annotation,
    Bookmark,
    Document,
    Highlight,
    Note,
    Section,
    Span,
    section_at,
)
from briefing.model.anchoring import find_anchor
from briefing.tui import dialogs
from briefing.tui.reader.navigation import Navigation
from briefing.tui.reader.passage import Passage
from briefing.tui.reader.session import BriefingShown, ReadingSession, SectionsCorrected
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.undo_stack import UndoStep
from briefing.tui.widgets.pane import ReadingPane

if TYPE_CHECKING:
    from briefing.library.annotation_service import MarkChange

M = TypeVar("M", Bookmark, Highlight, Note)
_FLEETING = "It will be lost when Briefing ends: the library cannot be used."
_NOTED = "The library cannot be used. When Briefing ends, your note is saved to a file, whose name is shown."
_QUOTED = 120
"""Code points of a section that a bookmark quotes."""


class Annotations:
    def __init__(
        self,
        session: ReadingSession,
        navigation: Navigation,
        passage: Passage,
        pane: ReadingPane,
        library: Library,
        ui: ReaderInterface,
        *,
        open_kept: Callable[[str, Callable[[], object]], object],
        changed: Callable[[], object],
        remember: Callable[[UndoStep, str, Callable[[], object]], None],
    ) -> None:
        self._session, self._navigation, self._pane = session, navigation, pane
        self._passage = passage
        self._library, self._ui = library, ui
        self._open_kept, self._changed, self._remember = open_kept, changed, remember
        self.bookmarks: tuple[tuple[Bookmark, Span], ...] = ()
        self.highlights: tuple[tuple[Highlight, Span], ...] = ()
        self.notes: tuple[tuple[Note, Span], ...] = ()
        session.subscribe(BriefingShown, lambda _: self.load())
        session.subscribe(SectionsCorrected, lambda _: self.load())

    def load(self) -> None:
        if not self._session.is_open:
            return
        document = self._session.document
        self.bookmarks = self._place(self._kept(Bookmark, document))
        self.highlights = self._place(self._kept(Highlight, document))
        self.notes = self._place(self._kept(Note, document))
        for colour in COLOURS:
            spans = [span for mark, span in self.highlights if mark.colour == colour]
            self._pane.overlay.set(f"highlight-{colour}", spans, f"highlight-{colour}")
        self._pane.overlay.set("note", [span for _, span in self.notes], "note")
        self._changed()

    def _kept(self, kind: type[M], document: Document) -> tuple[M, ...]:
        return self._library.failures.attempt((), self._library.annotations.all, kind, document)

    def _place(self, marks: tuple[M, ...]) -> tuple[tuple[M, Span], ...]:
        text = self._session.document.text
        found = ((mark, find_anchor(text, mark.anchor)) for mark in marks)
        return tuple((mark, span) for mark, span in found if span is not None)

    # Counts by section

    def bookmarked(self) -> frozenset[int]:
        return frozenset(self._count([span for _, span in self.bookmarks]))

    def highlight_counts(self) -> Mapping[int, int]:
        return self._count([span for _, span in self.highlights])

    def note_counts(self) -> Mapping[int, int]:
        return self._count([span for _, span in self.notes])

    def _count(self, spans: list[Span]) -> Mapping[int, int]:
        return Counter(section_at(self._session.sections, span.start) for span in spans)

    # Bookmarks

    def toggle_bookmark(self) -> None:
        if not self._session.is_open:
            return
        section = self._bookmarked_section()
        words = first_words(self._session.document.text, section)
        toggle = self._library.annotations.toggle_bookmark
        operation = partial(toggle, self._session.briefing, section.span, words)
        self._ui.write(operation, self._tell_bookmark)

    def _note_change(self, change: "MarkChange", undone: str) -> None:
        self.load()
        step = UndoStep(undone, partial(self._library.annotations.take_back, change))
        self._remember(step, (*change.after, *change.before)[0].document, self.load)

    def _tell_bookmark(self, change: "MarkChange") -> None:
        self._note_change(change, "Bookmark undone.")
        if not change.after:
            self._ui.say(f"Bookmark removed; {self._ui.key_of('undo')} undoes.")
        else:
            self._say_kept(f"Bookmarked. {self._ui.key_of('bookmarks')} lists the bookmarks.")

    def _bookmarked_section(self) -> Section:
        section, place = self._session.section, self._session.place.offset
        if not self._session.partial:
            return section
        blocks = self._session.document.blocks
        at = max(0, bisect_right(blocks, place, key=lambda block: block.span.start) - 1)
        span = blocks[at].span if blocks else section.span
        return replace(section, span=Span(span.start, min(span.end, section.span.end)))

    def _say_kept(self, sentence: str) -> None:
        if self._library.in_memory:
            start = sentence.partition(".")[0].partition(";")[0]
            self._ui.say(f"{start}. {_FLEETING}", error=True)
        else:
            self._ui.say(sentence)

    def list_bookmarks(self) -> None:
        key = self._ui.key_of("bookmark")
        empty = f"No bookmarks yet. Press {key} in the text to bookmark an issue."
        self._list("Bookmarks", self._library.annotations.all(Bookmark), empty)

    def list_marks(self) -> None:
        document = self._session.document
        marks: tuple[Annotation, ...] = (
            *self._library.annotations.all(Highlight, document),
            *self._library.annotations.all(Note, document),
        )
        gone = self._library.history.orphans(document.sha256)
        marks += tuple(mark for mark in gone if not isinstance(mark, Bookmark))
        keys = self._ui.key_of("highlight"), self._ui.key_of("note")
        empty = f"No highlights or notes yet. Press {keys[0]} in the text to highlight, {keys[1]} to write a note."
        self._list("Highlights and notes", marks, empty)

    def _list(self, title: str, marks: tuple[Annotation, ...], empty: str) -> None:
        def closed(mark: Annotation | None) -> None:
            self._ui.after_writing(self.load)
            for removed, newer in dialog.removed:
                restore = partial(self._library.history.restore, removed, newer)
                self._remember(UndoStep("Mark restored.", restore), "", self.load)
            if mark is not None:
                self.go_to(mark)

        dialog = dialogs.AnnotationsDialog(self._library, self._ui, title, marks, empty)
        self._ui.push(dialog, closed)

    def go_to(self, mark: Annotation) -> None:
        if self._session.is_showing(mark.document):
            self._session.leave()
            self._point_at(mark)
        else:
            self._open_kept(mark.document, lambda: self._point_at(mark))

    def _point_at(self, mark: Annotation) -> None:
        place = find_anchor(self._session.document.text, mark.anchor)
        if place is None:
            self._ui.say("The text no longer has these words.", error=True)
        elif isinstance(mark, Bookmark):
            self._navigation.go_to_offset(place.start, "top", remember=False)
        else:
            self._navigation.go_to_span(place, remember=False)
        if self._library.history.newer(mark):
            self._ui.say("This is an older version; the latest no longer has these words.")

    # Highlights and notes

    def highlight(self) -> None:
        span = self._passage.take()
        if span is not None:
            turn = self._library.annotations.turn_highlight
            self._ui.write(partial(turn, self._session.briefing, span), self._tell_highlight)

    def _tell_highlight(self, change: "MarkChange") -> None:
        self._note_change(change, "Highlight undone.")
        key, (mark,) = self._ui.key_of("highlight"), change.after or (None,)
        if not isinstance(mark, Highlight):
            self._ui.say(f"Highlight removed; {self._ui.key_of('undo')} undoes.")
        elif mark.colour == COLOURS[-1]:
            self._say_kept(f"Highlighted in {mark.colour}; {key} removes it.")
        else:
            following = COLOURS[COLOURS.index(mark.colour) + 1]
            self._say_kept(f"Highlighted in {mark.colour}; {key} makes it {following}.")

    def write_note(self) -> None:
        span = self._passage.take()
        if span is None:
            return
        note = next((mark for mark, place in self.notes if place == span), None)
        briefing = self._session.briefing
        words = span.of(briefing.document.text)

        def closed(body: str | None) -> None:
            if body is not None and not self._session.is_showing(briefing.document.sha256):
                catch_up = partial(self._library.history.catch_up, self._session.original)
                self._ui.write(catch_up, lambda _: self.load())
            self.load()
            if body and self._library.in_memory:
                self._ui.say(_NOTED, error=True)
            elif body:
                self._ui.say(f"Note saved. {self._ui.key_of('marks')} lists the notes.")
            elif body == "" and note is not None:
                self._ui.say(f"Note removed; {self._ui.key_of('undo')} undoes.")

        draft = self._library.drafts.begin(briefing.document, "Note", words)
        write = partial(self._library.annotations.write_note, briefing, span, note)
        keep = dialogs.keep_with(self._ui, write, draft, self._tell_note)
        before = note.body if note else ""
        self._ui.push(dialogs.NoteDialog(words, before, keep, draft), closed)

    def _tell_note(self, change: "MarkChange") -> None:
        if change.before != change.after:
            self._note_change(change, "Note undone.")


def first_words(text: str, section: Section) -> Span:
    start = section.span.start
    while start < section.span.end and text[start].isspace():
        start += 1
    stop = text.find("\n", start, section.span.end)
    end = section.span.end if stop < 0 else stop
    if end - start > _QUOTED:
        end = max(text.rfind(" ", start, start + _QUOTED), start + _QUOTED // 2)
    return Span(start, max(start + 1, end))
