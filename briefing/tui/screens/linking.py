"""Links, images and footnotes: letters over them, and where they lead."""

import re
from urllib.parse import urljoin

from textual.content import Content

from briefing.model import BlockKind, Mark, MarkKind, Span
from briefing.model.gate import gate_line
from briefing.model.url_policy import link_to_open
from briefing.sources.address import is_address
from briefing.tui import dialogs
from briefing.tui.opener import host_of, named_hosts, open_outside
from briefing.tui.screens.base import ReadingBase
from briefing.tui.widgets.pane_messages import LinkPressed

_LETTERS = "asdfghjklqwertyuiopzxcvbnm"
_SHOWN = 60
"""Code points of a target that a sentence quotes."""


class Linking(ReadingBase):
    """Nothing leaves without a question that shows the address."""

    _came_from: Span | None = None
    """The sign from which the reader went to a footnote."""

    def action_links(self) -> None:
        """Letters over the links, images and footnotes on the screen."""
        marks = self.pane.visible_marks(MarkKind.LINK, MarkKind.IMAGE, MarkKind.FOOTNOTE)
        if marks:
            self._choose(marks)
        else:
            self.say("There are no links on the screen.")

    def action_images(self) -> None:
        """Open the image on the screen; where there are several, letters over them."""
        marks = self.pane.visible_marks(MarkKind.IMAGE)
        if len(marks) > 1:
            self._choose(marks)
        elif marks:
            self.follow(marks[0])
        else:
            self.say("There are no images on the screen.")

    def _choose(self, marks: list[Mark]) -> None:
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
            image = mark.kind is MarkKind.IMAGE
            self._ask(mark.target, mark.span.of(self.document.text), image=image)

    def action_open_source(self) -> None:
        """Open the source outside, where it has an address."""
        self._ask(self.document.source or "", "")

    def _ask(self, target: str, shown: str, *, image: bool = False) -> None:
        address = self._outside(target)
        if not address:
            self.say(_refusal(target, image=image))
            return
        if self.forbidden("The browser"):
            return

        def done(yes: bool | None) -> None:
            if yes and not open_outside(address):
                self.say("No program to open addresses was found; install xdg-utils.", error=True)

        named = named_hosts(shown)
        false = bool(named) and not any(_within(host_of(address), name) for name in named)
        about = [(address, "bold")]
        if false:
            about.append((f"\n\nThe text names {named[0]}, but this leads to ", "$text-warning"))
            about.append((f"{host_of(address)}.", "bold $text-warning"))
        elif shown and shown != target:
            about.append((f"\n\nThe text says: {shown}", ""))
        title = "Open this image?" if image else "Open this address?"
        question = dialogs.ConfirmDialog(title, Content.assemble(*about), careful=false)
        self.app.push_screen(question, done)

    def _outside(self, target: str) -> str:
        """The address of a target, in a page also of one that the page's own address completes."""
        source = self.document.source or ""
        if is_address(source) and not re.match(r"[A-Za-z][\w+.-]*:", target):
            target = urljoin(source, target)
        return link_to_open(target)

    def _to_heading(self, name: str) -> None:
        for block in self.document.blocks:
            if block.kind is BlockKind.HEADING and _slug(block.span.of(self.document.text)) == name:
                self.go_to_offset(block.span.start, "top")
                return
        self.say("The link leads to a heading that this document does not have.")

    def _to_footnote(self, mark: Mark) -> None:
        """From the sign to the note; from the note back to the sign, the one that was followed if any."""
        same = [
            (other.span, other.span.start == block.span.start)
            for block in self.document.blocks
            for other in block.marks
            if other.kind is MarkKind.FOOTNOTE and other.target == mark.target
        ]
        note = next((span for span, first in reversed(same) if first), same[-1][0])
        signs = [span for span, _ in same if span != note]
        if mark.span != note:
            self._came_from, place = mark.span, note
        elif signs:
            place = self._came_from if self._came_from in signs else signs[0]
        else:
            self.say("No sign in the text leads to this note.")
            return
        self.go_to_span(place)
        self.pane.focus_paragraph(place.start)


def _refusal(target: str, *, image: bool) -> str:
    """Why a target is not opened."""
    short = gate_line(target if len(target) <= _SHOWN else f"{target[: _SHOWN - 1]}…")
    if not target:
        return "It has no address."
    if target.startswith("data:"):
        return "The image is inside the document; only http and https addresses are opened."
    if image:
        return f"The image is the file {short}; only http and https addresses are opened."
    return f"Only http, https and mailto addresses are opened; this is {short}."


def _within(host: str, name: str) -> bool:
    """Whether a host is the one that a text names, or one below it."""
    name = name.removeprefix("www.")
    return host == name or host.endswith(f".{name}")


def _slug(heading: str) -> str:
    """A heading's name in links, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def labels(count: int) -> list[str]:
    """So many labels of equal length, none the start of another."""
    if count <= len(_LETTERS):
        return list(_LETTERS[:count])
    pairs = [first + second for first in _LETTERS for second in _LETTERS]
    return pairs[:count]
