"""The reader's marks: bookmarks, highlights, notes, what was read, and copying."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from textual.actions import SkipAction

from briefing.library.citation import cite
from briefing.model import COLOURS, Bookmark, Briefing, Highlight, Note, Section, Span, section_at
from briefing.model.anchors import locate
from briefing.storage.store import Marked
from briefing.tui import dialogs
from briefing.tui.clipboard import copy
from briefing.tui.screens.base import ReadingBase
from briefing.tui.widgets.agenda import AgendaMarks
from briefing.tui.widgets.pane_messages import Moved

M = TypeVar("M", Bookmark, Highlight, Note)
_FLEETING = "It is gone when Briefing ends, for the library cannot be used."
_NOTED = "The library cannot be used, so your note is put in a file when Briefing ends, and you are told which."
_QUOTED = 120
"""Code points of an issue that a bookmark quotes."""


class Marking(ReadingBase):
    """Marks are kept by the library; here they are placed in the text and drawn."""

    bookmarks: tuple[tuple[Bookmark, Span], ...] = ()
    highlights: tuple[tuple[Highlight, Span], ...] = ()
    notes: tuple[tuple[Note, Span], ...] = ()
    changed: frozenset[int] = frozenset()
    """The indexes of the sections that changed when the source was read again."""
    fresh: frozenset[int] = frozenset()
    """Those of them that were not there before."""
    new_issues: frozenset[int] = frozenset()

    def load_marks(self) -> None:
        """Take the marks of this document from the library, and draw them."""
        if not self.reading:
            return
        self.bookmarks = self._placed(self.library.marks(Bookmark, self.document))
        self.highlights = self._placed(self.library.marks(Highlight, self.document))
        self.notes = self._placed(self.library.marks(Note, self.document))
        for colour in COLOURS:
            spans = [span for mark, span in self.highlights if mark.colour == colour]
            self.pane.set_layer(f"highlight-{colour}", spans, f"highlight-{colour}")
        self.pane.set_layer("note", [span for _, span in self.notes], "note")
        self.marks_changed()

    def _placed(self, marks: tuple[M, ...]) -> tuple[tuple[M, Span], ...]:
        """The marks whose words are still in the text, with where."""
        found = ((mark, locate(self.document.text, mark.anchor)) for mark in marks)
        return tuple((mark, span) for mark, span in found if span is not None)

    # Bookmarks

    def action_bookmark(self) -> None:
        """Bookmark this issue, or take its bookmark away."""
        if not self.reading:
            return
        about = self._about_bookmark()
        here = [mark for mark, span in self.bookmarks if about.span.holds(span.start)]
        if here:
            removed = [self.library.remove_mark(mark) for mark in here]
            if all(removed):
                self.say_done("Bookmark removed.")
        elif self.library.bookmark(self.briefing, first_words(self.document.text, about)):
            self.say_marked(f"Bookmarked. {self.key_of('bookmarks')} lists the bookmarks.")
        self.load_marks()

    def _about_bookmark(self) -> Section:
        """What is bookmarked: the issue; where these are not known yet, the paragraph at the top of the screen."""
        section, place = self.section, self.pane.place[0]
        if not self.partial:
            return section
        blocks = self.document.blocks
        at = max(0, bisect_right(blocks, place, key=lambda block: block.span.start) - 1)
        span = blocks[at].span if blocks else section.span
        return replace(section, span=Span(span.start, min(span.end, section.span.end)))

    def say_marked(self, sentence: str) -> None:
        """Say that something was kept, or that it is kept only until the program ends."""
        if self.library.in_memory:
            self.say(f"{sentence.partition('.')[0].partition(';')[0]}. {_FLEETING}", error=True)
        else:
            self.say_done(sentence)

    def action_bookmarks(self) -> None:
        """List the bookmarks of all briefings."""
        marks = self.library.marks(Bookmark)
        empty = f"Nothing is bookmarked yet: {self.key_of('bookmark')} bookmarks an issue."
        self._list("Bookmarks", marks, empty)

    def action_marks(self) -> None:
        """List the highlights and notes of this document."""
        marks: tuple[Marked, ...] = (
            *self.library.marks(Highlight, self.document),
            *self.library.marks(Note, self.document),
        )
        gone = self.library.history.orphans(self.document.sha256)
        marks += tuple(mark for mark in gone if not isinstance(mark, Bookmark))
        keys = self.key_of("highlight"), self.key_of("note")
        empty = f"Nothing is marked yet: {keys[0]} highlights, {keys[1]} notes."
        self._list("Highlights and notes", marks, empty)

    def _list(self, title: str, marks: tuple[Marked, ...], empty: str) -> None:
        def done(mark: Marked | None) -> None:
            self.load_marks()
            if mark is not None:
                self.go_to_mark(mark)

        self.app.push_screen(dialogs.MarksDialog(self.library, title, marks, empty), done)

    def go_to_mark(self, mark: Marked) -> None:
        """Bring a mark to the screen, in this document or in another."""
        if mark.document != self.document.sha256:
            self.show_kept(mark.document)
            if mark.document != self.document.sha256:
                return
        else:
            self._leave(True)
        place = locate(self.document.text, mark.anchor)
        if place is None:
            self.say("Its words are no longer in the text.", error=True)
        elif isinstance(mark, Bookmark):
            self.go_to_offset(place.start, "top", remember=False)
        else:
            self.go_to_span(place, remember=False)
        if self.library.history.newer(mark):
            self.say("This is an older version; the newest does not have these words.")

    # Highlights and notes

    @property
    def wanted(self) -> Span | None:
        """What a command is about: the selection, else the paragraph in focus, else the first on the screen."""
        if not self.reading:
            return None
        if self.pane.selection is None and self.pane.focus_span is None:
            self.pane.move_focus(1)
        return self.pane.selection or self.pane.focus_span

    def action_highlight(self) -> None:
        """Highlight; what is highlighted gets the next colour, and after the last none."""
        span = self.wanted
        if span is None:
            return
        same = [mark for mark, place in self.highlights if place == span]
        at = COLOURS.index(same[0].colour) + 1 if same else 0
        if not same:
            done = self.library.highlight(self.briefing, span) is not None
        elif at < len(COLOURS):
            done = self.library.keep_mark(replace(same[0], colour=COLOURS[at]))
        else:
            done = self.library.remove_mark(same[0])
        self.load_marks()
        if done:
            self._say_colour(at)

    def _say_colour(self, at: int) -> None:
        """What the highlight is now, and what the same key does next; past the last colour it is gone."""
        key = self.key_of("highlight")
        if at >= len(COLOURS):
            self.say_done("Highlight removed.")
        elif at == len(COLOURS) - 1:
            self.say_marked(f"Highlighted in {COLOURS[at]}; {key} removes it.")
        else:
            self.say_marked(f"Highlighted in {COLOURS[at]}; {key} makes it {COLOURS[at + 1]}.")

    def action_note(self) -> None:
        """Write a note, or go on with the one that is there."""
        span = self.wanted
        if span is None:
            return
        note = next((mark for mark, place in self.notes if place == span), None)
        briefing, quote = self.briefing, span.of(self.document.text)

        def keep(body: str) -> str:
            return "" if self._keep_note(briefing, span, note, body) else self.library.failure

        def done(body: str | None) -> None:
            if body is not None and briefing.document.sha256 != self.document.sha256:
                self.library.history.catch_up(self.original)
            self.load_marks()
            if body and self.library.in_memory:
                self.say(_NOTED, error=True)

        draft = self.library.draft(self.document, "Note", quote)
        before = note.body if note else ""
        self.app.push_screen(dialogs.NoteDialog(quote, before, keep, draft), done)

    def _keep_note(self, briefing: Briefing, span: Span, note: Note | None, body: str) -> bool:
        """Keeps what was written about words of `briefing`, which need not be on the screen any more."""
        if note is None:
            return not body or self.library.note(briefing, span, body) is not None
        if not body:
            return self.library.remove_mark(note)
        return self.library.keep_mark(replace(note, body=body))

    # Copying

    def action_copy(self) -> None:
        """Copy the words."""
        span = self.wanted
        if span is not None:
            self._copy(span.of(self.document.text), "")

    def action_cite(self) -> None:
        """Copy the words with where they are from."""
        span = self.wanted
        if span is not None:
            self._copy(cite(self.briefing, span), " with its citation")

    def action_copy_text(self) -> None:
        """Copy what is selected, with the mouse or by keys, wherever it is."""
        words = self.get_selected_text()
        if not words:
            raise SkipAction
        self._copy(words, "")

    def _copy(self, text: str, how: str) -> None:
        copy(self.app, text)
        start = " ".join(text.split())
        short = start if len(start) <= 40 else start[:39] + "…"
        self.say(f"Copied{how}: {short}")

    # What was read

    def on_reading_pane_moved(self, event: Moved) -> None:
        """An issue is read when its end was on the screen."""
        if not self.reading:
            return
        start = self.section.span.start
        whole = not self.partial and self.pane.document is self.document
        if whole and event.end_seen and start not in self.read:
            self.read |= {start}
            self.call_after_refresh(self.library.mark_read, self.document, self.section)
            self.marks_changed()
        self.place_changed()

    def action_mark_read(self) -> None:
        """Read or unread."""
        if not self.reading:
            return
        start = self.section.span.start
        read = start not in self.read
        if self.library.mark_read(self.document, self.section, read):
            self.read = self.read | {start} if read else self.read - {start}
        self.marks_changed()

    def agenda_marks(self, matches: Mapping[int, int]) -> AgendaMarks:
        """What the agenda shows."""
        return AgendaMarks(
            read=frozenset(self.plan.started(self.read)),
            bookmarked=frozenset(section_at(self.sections, s.start) for _, s in self.bookmarks),
            highlights=self._counted([span for _, span in self.highlights]),
            notes=self._counted([span for _, span in self.notes]),
            matches=matches,
            changed=self.changed,
            new=self.new_issues | self.fresh,
        )

    def _counted(self, spans: list[Span]) -> Mapping[int, int]:
        return Counter(section_at(self.sections, span.start) for span in spans)


def first_words(text: str, section: Section) -> Span:
    """The first words of a section, by which it is bookmarked."""
    start = section.span.start
    while start < section.span.end and text[start].isspace():
        start += 1
    stop = text.find("\n", start, section.span.end)
    end = section.span.end if stop < 0 else stop
    if end - start > _QUOTED:
        end = max(text.rfind(" ", start, start + _QUOTED), start + _QUOTED // 2)
    return Span(start, max(start + 1, end))
