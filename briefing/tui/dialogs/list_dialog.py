from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import TypeVar

from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from briefing.model.folding import has_words
from briefing.tui.commands import LIST_DIALOG
from briefing.tui.dialogs.base import Dialog
from briefing.tui.dialogs.hanging_lines import HangingLines
from briefing.tui.key_bindings import dialog_bindings
from briefing.tui.widgets.field import Field

T = TypeVar("T")
_LONG = 8
"""Lines from which on a list says that it can be filtered."""
_AT_ONCE = 200
"""Lines listed between two drawings; thousands take a second."""


class ListDialog(Dialog[T]):
    BINDINGS = [
        Binding("down", "list('cursor_down')", "Down", show=False),
        Binding("up", "list('cursor_up')", "Up", show=False),
        Binding("pagedown", "list('page_down')", "Page down", show=False),
        Binding("pageup", "list('page_up')", "Page up", show=False),
    ]

    def action_list(self, action: str) -> None:
        getattr(self.query_one(OptionList), f"action_{action}")()

    def action_choose(self) -> None:
        self.action_list("select")

    @property
    def pointed(self) -> str | None:
        options = self.query_one(OptionList)
        at = options.highlighted
        return None if at is None else options.get_option_at_index(at).id


class LetterListDialog(ListDialog[T]):
    """A list whose keys are letters, and which is filtered after `/`."""

    commands = LIST_DIALOG
    BINDINGS = dialog_bindings(LIST_DIALOG)

    _every: Sequence[Option] = ()
    _coming: Iterator[Option] = iter(())

    @property
    def has_lines(self) -> bool:
        return any(not each.disabled for each in self.query_one(OptionList).options)

    @property
    def is_long(self) -> bool:
        return len(self._every or self.query_one(OptionList).options) > _LONG

    def list_options(self, every: Sequence[Option], at: int | None = 0) -> None:
        self._every = every
        pointed = every[min(at, len(every) - 1)].id if every and at is not None else None
        self._list_matching(pointed)
        self.show_keys()

    def _list_matching(self, pointed: str | None) -> None:
        words = " ".join(field.value for field in self.query(Input))
        found = [each for each in self._every if has_words(str(each.prompt), words)]
        options = self.query_one(OptionList)
        places = [place for place, each in enumerate(found) if each.id == pointed is not None]
        enabled = (place for place, each in enumerate(found) if not each.disabled)
        at = places[0] if places else next(enabled, None)
        self._coming = chain(map(_hung, found[:-1]), map(_without_gap, found[-1:]))
        shown = list(islice(self._coming, (at or 0) + _AT_ONCE))
        options.set_options(shown or [Option("Nothing matches; Esc clears.", disabled=True)])
        if not self._every:
            options.clear_options()
        options.highlighted = at
        if len(shown) < len(found):
            self.call_after_refresh(self._list_more)

    def _list_more(self) -> None:
        more = list(islice(self._coming, _AT_ONCE))
        if more and self.is_attached:
            self.query_one(OptionList).add_options(more)
            self.call_after_refresh(self._list_more)

    @property
    def more_keys(self) -> str:
        return f"{self.key_of('help')} keys"

    def action_help(self) -> None:
        from briefing.tui.dialogs.key_help import HelpDialog

        def chosen(name: str | None) -> None:
            found = (each.action for each in listed if each.name == name)
            for action in found:
                self.call_later(self.run_action, action)

        listed = tuple(each for each in self.commands if each.name != "help")
        self.app.push_screen(HelpDialog(self.chosen_keys, listed), chosen)

    # The filter

    async def action_filter(self) -> None:
        options = self.query_one(OptionList)
        self._every = self._every or list(options.options)
        if not self.query(Input):
            field = Field(placeholder="type to filter", compact=True)
            await self.query_one(".panel").mount(field, before=options)
        self.query_one(Input).focus()

    def on_input_changed(self) -> None:
        self._list_matching(self.pointed)

    def on_input_submitted(self) -> None:
        self.action_choose()

    def action_list(self, action: str) -> None:
        if action == "last":
            self.query_one(OptionList).add_options(self._coming)
        self.query_one(OptionList).focus()
        super().action_list(action)

    async def action_close(self) -> None:
        if not self.query(Input):
            await super().action_close()
            return
        pointed = self.pointed
        await self.query(Input).remove()
        self._list_matching(pointed)
        self.query_one(OptionList).focus()


def _without_gap(last: Option) -> Option:
    if not isinstance(last.prompt, Content):
        return last
    return _hung(
        Option(Content.assemble(last.prompt.rstrip("\n")), id=last.id, disabled=last.disabled)
    )


def _hung(option: Option) -> Option:
    if not isinstance(option.prompt, Content):
        return option
    return Option(HangingLines(option.prompt), id=option.id, disabled=option.disabled)
