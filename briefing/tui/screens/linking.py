"""Links: hints over them, and where they lead."""

import re

from briefing.model import BlockKind, Mark, MarkKind
from briefing.tui import dialogs
from briefing.tui.opener import leaves, open_outside
from briefing.tui.screens.base import ReadingBase
from briefing.tui.widgets.pane_messages import LinkPressed

_LETTERS = "asdfghjklqwertyuiopzxcvbnm"


class Linking(ReadingBase):
    """Nothing leaves without a question that shows the address."""

    def action_links(self) -> None:
        """Letters over the links on the screen."""
        kinds = (MarkKind.LINK, MarkKind.IMAGE, MarkKind.FOOTNOTE)
        marks = self.pane.visible_marks(*kinds)
        if not marks:
            self.say("There are no links on the screen.")
            return
        known = dict(zip(labels(len(marks)), marks, strict=True))
        self.pane.set_hints({mark.span.start: label for label, mark in known.items()})

        def done(label: str | None) -> None:
            self.pane.set_hints({})
            if label is not None:
                self.follow(known[label])

        self.app.push_screen(dialogs.HintDialog(list(known)), done)

    def on_reading_pane_link_pressed(self, event: LinkPressed) -> None:
        """Follow a link that was clicked."""
        self.follow(event.mark)

    def follow(self, mark: Mark) -> None:
        """Jump within the document, or ask whether to open an address."""
        if mark.kind is MarkKind.FOOTNOTE:
            self._to_footnote(mark)
        elif mark.target.startswith("#"):
            self._to_heading(mark.target[1:])
        else:
            self._ask(mark.target, mark.span.of(self.document.text))

    def action_open_source(self) -> None:
        """Open the source outside, where it has an address."""
        self._ask(self.document.source or "", "")

    def _ask(self, target: str, shown: str) -> None:
        address = leaves(target)
        if not address:
            self.say("Only http, https and mailto addresses are opened; this is none.")
            return

        def done(yes: bool | None) -> None:
            if yes and not open_outside(address):
                self.say("No program to open addresses was found; install xdg-utils.", error=True)

        about = f"{address}\n\nThe text says: {shown}" if shown and shown != target else address
        self.app.push_screen(dialogs.ConfirmDialog("Open this address?", about), done)

    def _to_heading(self, name: str) -> None:
        for block in self.document.blocks:
            if block.kind is BlockKind.HEADING and _slug(block.span.of(self.document.text)) == name:
                self.go_to_offset(block.span.start, "top")
                return
        self.say("The link leads to a heading that this document does not have.")

    def _to_footnote(self, mark: Mark) -> None:
        """To the other place with the same label: from the sign to the note, or back."""
        same = [
            other
            for block in self.document.blocks
            for other in block.marks
            if other.kind is MarkKind.FOOTNOTE and other.target == mark.target
        ]
        others = [other for other in same if other.span != mark.span]
        if others:
            self.go_to_offset(others[-1 if mark == same[0] else 0].span.start)


def _slug(heading: str) -> str:
    """A heading's name in links, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def labels(count: int) -> list[str]:
    """So many labels of equal length, none the start of another."""
    if count <= len(_LETTERS):
        return list(_LETTERS[:count])
    pairs = [first + second for first in _LETTERS for second in _LETTERS]
    return pairs[:count]
