from collections.abc import Callable
from functools import partial

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from briefing.errors import BriefingError
from briefing.library.cross_document.cross_document import (
    CrossDocument,
    IdentityDecision,
    StoredName,
)
from briefing.library.cross_document.entity_page import EntityPage
from briefing.sanitize import sanitize_line
from briefing.tui.commands import NAME_PAGE
from briefing.tui.dialogs.choose import ChoiceDialog
from briefing.tui.dialogs.entity_page_rows import (
    EntityRow,
    IssueRow,
    Line,
    Older,
    entity_page_lines,
)
from briefing.tui.dialogs.list_dialog import LetterListDialog
from briefing.tui.dialogs.text_input import LineDialog
from briefing.tui.key_bindings import dialog_bindings
from briefing.tui.reader_interface import ReaderInterface


class EntityPageDialog(LetterListDialog[IssueRow]):
    """Returns the row to go to. Also splits and merges entities."""

    commands = NAME_PAGE
    BINDINGS = dialog_bindings(NAME_PAGE)

    def __init__(self, across: CrossDocument, page: EntityPage, ui: ReaderInterface) -> None:
        super().__init__()
        self._across, self._page, self._ui = across, page, ui
        self._appearances = page.appearances
        self._lines: list[Line] = []
        self.pages_before: list[tuple[EntityPage, int]] = []
        self.decisions: list[tuple[IdentityDecision, ...]] = []
        self._matching: tuple[StoredName, ...] = ()

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel person") as panel:
            panel.border_title = Content(sanitize_line(self._page.name))
            yield OptionList(id="person-lines", compact=True)

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()
        self.call_after_refresh(self._fill)

    def on_resize(self) -> None:
        self.call_after_refresh(self._fill, self._at)

    def _fill(self, at: int | None = None) -> None:
        options = self.query_one(OptionList)
        width = options.scrollable_content_region.width - 2
        self._lines = list(entity_page_lines(self._page, self._appearances, width))
        self.query_one(".person").border_title = Content(sanitize_line(self._page.name))
        first = next(n for n, line in enumerate(self._lines) if line.appearance is not None)
        self.list_options(
            [
                Option(Content.assemble(line.content), id=str(n), disabled=line.target is None)
                for n, line in enumerate(self._lines)
            ],
            first if at is None else at,
        )

    @property
    def _at(self) -> int | None:
        return None if self.pointed is None else int(self.pointed)

    def _current(self) -> tuple[int, Line] | None:
        at = self._at
        return None if at is None else (at, self._lines[at])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        at = int(event.option_id or 0)
        target = self._lines[at].target
        if isinstance(target, IssueRow):
            self.dismiss(target)
        elif isinstance(target, EntityRow):
            self._turn_to(target, at)
        elif isinstance(target, Older):
            self._show_older(at)

    def _turn_to(self, someone: EntityRow, at: int) -> None:
        page = self._across.page(someone.kind, someone.key)
        if page is not None:
            self.pages_before.append((self._page, at))
            self._show(page)

    def _show(self, page: EntityPage, at: int | None = None) -> None:
        self._page, self._appearances = page, page.appearances
        self._fill(at)

    def _show_older(self, at: int) -> None:
        page = self._page
        more = self._across.page(page.kind, page.key, page.sha256, skip=len(self._appearances))
        if more is not None:
            self._appearances = (*self._appearances, *more.appearances)
            self._fill(at)

    def action_back(self) -> None:
        if self.pages_before:
            self._show(*self.pages_before.pop())

    # Decisions

    def action_part(self) -> None:
        current = self._current()
        if self._page.parted:
            self._decide(partial(self._across.rejoin, self._page), "Merged again")
        elif current is None or current[1].appearance is None:
            self.say("Choose a briefing to split from the others.")
        elif self._page.briefings < 2:
            self.say("There is nothing to split: only one briefing mentions this name.")
        else:
            each = current[1].appearance
            part = partial(self._across.part, self._page, each.key, each.sha256)
            self._decide(part, "Split", current[0])

    def action_join(self) -> None:
        current = self._current()
        target = current[1].target if current else None
        if isinstance(target, EntityRow) and target.apart:
            self._join(target.key)
            return
        asked = LineDialog(
            "Merge with which name?",
            keep=lambda words, tell: tell(self._look_up(words)),
            verb="merge",
        )
        self.app.push_screen(asked, self._named)

    def _look_up(self, words: str) -> str:
        try:
            self._matching = self._across.find(words) if words else ()
        except BriefingError as error:
            return str(error)
        return ""

    def _named(self, words: str | None) -> None:
        known = {member.key for member in self._appearances}
        found = [
            each
            for each in (self._matching if words else ())
            if each.kind == self._page.kind and each.key not in known
        ]
        if len(found) == 1:
            self._join(found[0].key)
        elif found:
            choices = [(each.key, sanitize_line(each.name)) for each in found[:50]]

            def done(key: str | None) -> None:
                if key is not None:
                    self._join(key)

            self.app.push_screen(ChoiceDialog("Which one?", choices), done)
        elif words:
            self.say("The library has no other name like that.")

    def _join(self, key: str) -> None:
        self._decide(partial(self._across.join, self._page, key), "Merged")

    def action_undo(self) -> None:
        if self.decisions:
            before = self.decisions.pop()
            self._decide(partial(self._across.undo, before), "Undone.")
        else:
            self.say("There is nothing to undo here.")

    def _decide(
        self,
        decide: Callable[[], tuple[IdentityDecision, ...] | None],
        said: str,
        at: int | None = None,
    ) -> None:
        def decided(undo: tuple[IdentityDecision, ...] | None) -> None:
            if undo is not None:
                self.decisions.append(undo)
            if self.is_attached:
                self._again(at)
            self.say(said, undo=undo is not None)

        self._ui.write(decide, decided)

    def _again(self, at: int | None = None) -> None:
        page = self._page
        new = self._across.page(page.kind, page.key, page.sha256)
        if new is not None:
            self._show(new, at)
