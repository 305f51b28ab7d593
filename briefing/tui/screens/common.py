"""What every screen of the program has: the library, keys that the settings may change, help, palette, themes, the way out."""

import os
from typing import ClassVar, TypeVar

from textual import getters
from textual.screen import Screen

from briefing.library import Library
from briefing.library.choices import choose
from briefing.secure import refusal
from briefing.tui import dialogs
from briefing.tui.commands import READING, Command, effective
from briefing.tui.keys import usable
from briefing.tui.widgets.status import Status

T = TypeVar("T")


def has_shell() -> bool:
    """Whether what started the program is in its session, and so can let it go on after it was stopped."""
    try:
        return os.getsid(os.getppid()) == os.getsid(0)
    except OSError:
        return False


class Common(Screen[T]):
    """A screen whose commands are declared in a list."""

    commands: ClassVar[tuple[Command, ...]] = READING
    """What can be done here, as help, the palette and the footer show it."""
    status: getters.query_one[Status] = getters.query_one(Status)

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        self._failures = 0
        """How often the library had failed when something was said last."""

    @property
    def keys(self) -> dict[str, str]:
        """The keys that the settings give."""
        return usable(self.library.config.keys)[0]

    def key_of(self, name: str) -> str:
        """The first key of a command of this screen."""
        return effective(self.keys, self.commands)[name].split("  ")[0]

    def say(self, sentence: str, *, error: bool = False) -> None:
        """Tell the reader; the sentence is data, never markup.

        That something was done is not said where the library failed to keep it.
        """
        failed, self._failures = self.library.failures > self._failures, self.library.failures
        if failed and not error:
            return
        if error or not self.status.display:
            self.notify(sentence, severity="error" if error else "information", markup=False)
        else:
            self.status.say(sentence)

    def say_done(self, sentence: str) -> None:
        """Tell the reader of what is known to be kept, whatever failed before."""
        self._failures = self.library.failures
        self.say(sentence)

    def forbidden(self, what: str) -> bool:
        """Whether `what`, such as "The browser", may not be used; the reader is told."""
        sentence = refusal(what)
        if sentence:
            self.say(sentence, error=True)
        return bool(sentence)

    def action_help(self) -> None:
        """Show the keys, and do what is chosen."""

        def done(name: str | None) -> None:
            if name is not None and name not in ("help", "issue"):
                self.call_later(self.run_action, f"screen.{name}")

        self.app.push_screen(dialogs.HelpDialog(self.keys, self.commands), done)

    async def action_palette(self) -> None:
        """Find a command."""
        await self.app.run_action("command_palette")

    def action_themes(self) -> None:
        """Choose a theme."""

        def done(name: str | None) -> None:
            if name is not None:
                choose(self.library, "theme", name)

        self.app.push_screen(dialogs.ThemeDialog(self.app.theme), done)

    def action_suspend(self) -> None:
        """Stop the program, as SIGTSTP does, where there is a shell that can let it go on."""
        if has_shell():
            self.app.action_suspend_process()
        else:
            self.say("There is no shell to go back to; this terminal runs nothing else.")

    async def action_leave(self) -> None:
        """Quit."""
        await self.app.action_quit()
