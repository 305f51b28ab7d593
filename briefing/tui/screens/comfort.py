"""Panels, width, spacing, themes, help: how the screen looks."""

from textual.content import Content
from textual.widget import Widget

from briefing.library.choices import choose, chosen
from briefing.model import SectionKind, TitleSource
from briefing.tui import dialogs
from briefing.tui.mouse import report_mouse
from briefing.tui.outline import shown_title
from briefing.tui.screens.base import ReadingBase

AGENDA_FITS = 80
"""Columns from which the agenda stands beside the text."""
SIDEBAR_FITS = 110
"""Columns from which the people do, too."""
_NARROWEST, _WIDEST, _STEP = 30, 200, 4


class Comfort(ReadingBase):
    """What a reader adjusts; all of it is kept."""

    mouse: bool = True
    """Whether the terminal reports the mouse to the program."""

    def load_comfort(self) -> None:
        """Take what was kept."""
        kept = self.library.setting
        width = chosen(self.library, "width") or self.library.config.width
        self.pane.maximum_width = int(width)
        self.pane.justify = bool(kept("justify", False))
        self.pane.spacing = int(kept("spacing", 0))
        self.sidebar.whole = bool(kept("names_whole", False))
        for name in ("agenda", "people"):
            self.set_class(bool(kept(f"hidden_{name}", False)), f"-no-{name}")
        self.mouse = self.mouse and not kept("mouse_released", False)
        self.app.app_resume_signal.subscribe(self, lambda _: report_mouse(self.app, self.mouse))
        if not self.mouse:
            report_mouse(self.app, False)

    # Panels

    def action_agenda(self) -> None:
        """Show or hide the agenda."""
        self._toggle("agenda", self.size.width >= AGENDA_FITS)

    def action_people(self) -> None:
        """Show or hide the people."""
        self._toggle("people", self.size.width >= SIDEBAR_FITS)

    def _toggle(self, name: str, fits: bool) -> None:
        """A panel that fits is shown or hidden; one that does not is laid over the text."""
        if self.has_class("-zen"):
            self.remove_class("-zen")
            return
        if fits:
            hidden = not self.has_class(f"-no-{name}")
            self.set_class(hidden, f"-no-{name}")
            self.library.keep_setting(f"hidden_{name}", hidden)
            self.pane.focus()
            return
        opened = not self.has_class(f"-over-{name}")
        self.close_overlays()
        self.set_class(opened, f"-over-{name}")
        (self._panel(name) if opened else self.pane).focus()

    def _panel(self, name: str) -> Widget:
        return self.agenda if name == "agenda" else self.sidebar.names

    def close_overlays(self) -> bool:
        """Closes panels that lie over the text; whether there were any."""
        over = self.has_class("-over-agenda") or self.has_class("-over-people")
        self.remove_class("-over-agenda", "-over-people")
        return over

    def action_find_name(self) -> None:
        """Put the cursor in the filter of the names."""
        if self.size.width >= SIDEBAR_FITS:
            self.remove_class("-no-people", "-zen")
        else:
            self.close_overlays()
            self.add_class("-over-people")
        self.sidebar.query_one("#name-filter").focus()

    def action_zen(self) -> None:
        """The text alone, or all."""
        self.toggle_class("-zen")
        self.pane.focus()

    # The text

    def action_wider(self) -> None:
        """Longer lines."""
        self._set_width(_STEP)

    def action_narrower(self) -> None:
        """Shorter lines."""
        self._set_width(-_STEP)

    def _set_width(self, by: int) -> None:
        shown = min(self.pane.maximum_width, max(_NARROWEST, self.pane.size.width - 2))
        start = self.pane.maximum_width if by > 0 else shown
        self.pane.maximum_width = max(_NARROWEST, min(_WIDEST, start + by))
        choose(self.library, "width", self.pane.maximum_width)
        self.say(f"Lines of at most {self.pane.maximum_width} columns.")

    def action_justify(self) -> None:
        """Both edges straight, or not."""
        self.pane.justify = not self.pane.justify
        self.library.keep_setting("justify", self.pane.justify)

    def action_spacing(self) -> None:
        """An empty row between lines, or none."""
        self.pane.spacing = 1 - self.pane.spacing
        self.library.keep_setting("spacing", self.pane.spacing)

    def action_mouse(self) -> None:
        """Leave the mouse to the terminal, or take it back."""
        self.mouse = not self.mouse
        report_mouse(self.app, self.mouse)
        self.library.keep_setting("mouse_released", not self.mouse)
        if self.mouse:
            self.say("The mouse is the program's again.")
        else:
            key = self.key_of("mouse")
            self.say(f"The mouse is the terminal's: it selects as elsewhere. {key} takes it back.")

    # Help

    def action_about(self) -> None:
        """Say why this issue starts here and has its title, or, in the panel, who a name is."""
        if not self.reading or self.about_name():
            return
        section, document = self.section, self.document
        given = {
            TitleSource.DOCUMENT: "The title stands in the text.",
            TitleSource.INFERRED: "The title is inferred from the words of the issue; the text has none.",
            TitleSource.READER: "You gave the title.",
        }
        kinds = {SectionKind.OVERVIEW: "the overview", SectionKind.BOILERPLATE: "left out"}
        parts: list[tuple[str, str]] = [
            (shown_title(section), "bold"),
            (f"\n{given[section.title_source]}", ""),
            (f"\n{section.reason}", ""),
            (f"\nSure of it: {round(section.confidence * 100)}%", "$muted"),
            (f" · {self.plan.words[self.index]} words", "$muted"),
        ]
        if section.kind in kinds:
            parts.append((f" · {kinds[section.kind]}", "$muted"))
        if said := self.said_of_news():
            parts.append((f"\n{said}", "$text-success"))
        parts += [(f"\n\nSource: {document.source or 'unknown'}", "$muted")]
        parts += [(f"\n{notice}", "$text-warning") for notice in document.notices]
        keys = self.key_of("correct"), self.key_of("nearest")
        says = f"\n\n{keys[0]} corrects it. {keys[1]} lists what else is about this."
        parts.append((says, "$text-accent"))
        self.app.push_screen(dialogs.TextDialog("About this issue", Content.assemble(*parts)))
