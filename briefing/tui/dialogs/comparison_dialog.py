from collections.abc import Iterator

from msgspec import Struct
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from briefing.library.stories.comparison import Comparison, Said
from briefing.model.say_count import say_count
from briefing.sanitize import sanitize_line
from briefing.tui.commands import COMPARISON
from briefing.tui.dialogs.list_dialog import ListDialog
from briefing.tui.key_bindings import dialog_bindings
from briefing.tui.shown_facts import one_line

_ALONE = "Only one source tells this story, so there is nothing to compare."
_SAME = "The sources say the same; nothing is told by one of them alone."
_WIDE, _MOST_COLUMNS = 100, 3
"""Cells from which on, and sources up to which, each has a column."""


class _Row(Struct, frozen=True):
    heading: str
    said: Said


class ComparisonDialog(ListDialog[tuple[int, Said]]):
    """Returns the line and the words to go to. Sources stand side by side where there is room."""

    commands = COMPARISON
    BINDINGS = dialog_bindings(COMPARISON)

    def __init__(self, found: Comparison, line: int = 0) -> None:
        super().__init__()
        self._found, self._rows, self._line = found, list(_rows(found)), line

    @property
    def has_lines(self) -> bool:
        return bool(self._rows)

    @property
    def has_columns(self) -> bool:
        few = 1 < len(self._found.voices) <= _MOST_COLUMNS
        return few and bool(self._rows) and self.app.size.width >= _WIDE

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel comparison") as panel:
            panel.border_title = Content(sanitize_line(self._found.title or "Sources"))
            if not self._rows:
                why = _SAME if len(self._found.voices) > 1 else _ALONE
                yield Static(why, markup=False, classes="empty")
            with Horizontal():
                for voice in range(len(self._found.voices)) if self.has_columns else (None,):
                    with Vertical(classes="source"):
                        if voice is not None:
                            yield Static(self._head(voice), classes="head")
                        yield OptionList(*self._options(voice), compact=True)

    def on_mount(self) -> None:
        for options in self.query(OptionList):
            options.display = bool(self._rows)
            options.action_first()
        self._point_at(str(self._line))
        self.show_keys()

    def on_resize(self) -> None:
        if (len(self.query(OptionList)) > 1) is not self.has_columns:
            self.call_later(self._rebuild)
        super().on_resize()

    async def _rebuild(self) -> None:
        await self.recompose()
        self.on_mount()

    def _point_at(self, line: str) -> None:
        lists = list(self.query(OptionList))
        found = next((each for each in lists if line in {o.id for o in each.options}), None)
        if found is not None:
            found.highlighted = found.get_option_index(line)
        (found or lists[0]).focus()

    @property
    def _list(self) -> OptionList:
        focused = self.focused
        return focused if isinstance(focused, OptionList) else self.query(OptionList).first()

    def action_list(self, action: str) -> None:
        getattr(self._list, f"action_{action}")()

    def action_next_source(self) -> None:
        self.focus_next(OptionList)

    def action_previous_source(self) -> None:
        self.focus_previous(OptionList)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        line = int(event.option_id or 0)
        self.dismiss((line, self._rows[line].said))

    def _head(self, voice: int) -> Content:
        found = self._found.voices[voice]
        others = len(found.issues) - 1
        texts = f" · {say_count(others, 'more text')}" if others else ""
        return Content.assemble((sanitize_line(found.name), "bold"), (texts, "$muted"))

    def _options(self, voice: int | None) -> Iterator[Option]:
        heading = ""
        for number, row in enumerate(self._rows):
            if voice is not None and row.said.voice != voice:
                continue
            head = row.heading if row.heading != heading else ""
            heading = row.heading
            name = (
                "" if voice is not None else sanitize_line(self._found.voices[row.said.voice].name)
            )
            yield Option(_shown(head, name, row.said), id=str(number))


def _rows(found: Comparison) -> Iterator[_Row]:
    for what, groups in (("Figures", found.figures), ("Quotations", found.said_apart)):
        for group in groups:
            values = " / ".join(one_line(each.marked.of(each.words)) for each in group)
            yield from (_Row(f"{what} differ: {values}", each) for each in group)
    yield from (_Row("All say", each) for shared in found.shared for each in shared)
    for heading, every in (
        ("Only here", found.alone),
        ("Named only here", found.names),
        ("Quoted only here", found.quotations),
    ):
        yield from (_Row(heading, said) for said in sorted(every, key=lambda said: said.voice))


def _shown(heading: str, name: str, said: Said) -> Content:
    low, high = said.marked.start, said.marked.end
    before, marked, after = map(
        one_line, (said.words[:low], said.words[low:high], said.words[high:])
    )
    return Content.assemble(
        (f"{heading}\n" if heading else "", "bold $text-accent"),
        (f"{name}: " if name else "", "$muted"),
        before,
        (marked, "bold underline"),
        after,
        "\n",
    )
