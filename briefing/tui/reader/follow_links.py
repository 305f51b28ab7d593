import re
from collections.abc import Callable
from urllib.parse import urljoin

from textual.content import Content

from briefing.library.source_names import is_address
from briefing.model import BlockKind, InlineKind, InlineMark, Span
from briefing.model.digest_origins import is_digest
from briefing.model.text_address import TextAddress, parse_text_address
from briefing.model.url_policy import link_to_open
from briefing.sanitize import sanitize_line
from briefing.tui import dialogs
from briefing.tui.open_external import host_of, named_hosts
from briefing.tui.reader.navigation import Navigation
from briefing.tui.reader.session import ReadingSession
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.two_sided_line import Part
from briefing.tui.visit_history import Visit
from briefing.tui.widgets.pane import ReadingPane

_LETTERS = "asdfghjklqwertyuiopzxcvbnm"
_SHOWN = 60


class Links:
    """Never opens an address without asking and showing it."""

    def __init__(
        self,
        session: ReadingSession,
        navigation: Navigation,
        pane: ReadingPane,
        ui: ReaderInterface,
        *,
        open_outside: Callable[[str], bool],
        open_kept: Callable[[str, Callable[[], object]], object],
    ) -> None:
        self._session, self._navigation, self._pane = session, navigation, pane
        self._ui, self._open_outside, self._open_kept = ui, open_outside, open_kept
        self._followed_sign: Span | None = None
        """The footnote reference that the reader followed, to return to it."""
        self._led: tuple[str, Visit] | None = None
        """The text that a link in a digest opened, by its hash, and where the link was."""

    def choose(self) -> None:
        marks = self._pane.viewport.marks(InlineKind.LINK, InlineKind.IMAGE, InlineKind.FOOTNOTE)
        if marks:
            self._choose(marks)
        else:
            self._ui.say("There are no links on the screen.")

    def choose_image(self) -> None:
        marks = self._pane.viewport.marks(InlineKind.IMAGE)
        if len(marks) > 1:
            self._choose(marks)
        elif marks:
            self.follow(marks[0])
        else:
            self._ui.say("There are no images on the screen.")

    def _choose(self, marks: list[InlineMark]) -> None:
        known = dict(zip(link_labels(len(marks)), marks, strict=True))
        self._pane.overlay.hint({mark.span.start: label for label, mark in known.items()})

        def closed(label: str | None) -> None:
            self._pane.overlay.hint({})
            if label is not None:
                self.follow(known[label])

        self._ui.push(dialogs.HintDialog(list(known)), closed)

    def follow(self, mark: InlineMark) -> None:
        if mark.kind is InlineKind.FOOTNOTE:
            self._go_to_footnote(mark)
        elif mark.target.startswith("#"):
            self._go_to_heading(mark.target[1:])
        elif place := parse_text_address(mark.target):
            self._go_to_text(place)
        else:
            image = mark.kind is InlineKind.IMAGE
            self._ask(mark.target, mark.span.of(self._session.document.text), image=image)

    def _go_to_text(self, place: TextAddress) -> None:
        def point() -> None:
            whole = Span(0, len(self._session.document.text))
            if whole.contains(place.span):
                self._navigation.go_to_span(place.span, remember=False)

        if self._session.is_showing(place.sha256):
            self._session.leave()
            point()
            return
        if is_digest(self._session.document):
            self._led = place.sha256, self._session.here
        self._open_kept(place.sha256, point)

    def go_back(self) -> bool:
        """To the digest whose link opened the text."""
        if self._led is None or not self._session.is_showing(self._led[0]):
            return False
        _, digest = self._led
        self._led = None
        self._navigation.go_to_visit(digest)
        return True

    def open_source(self) -> None:
        self._ask(self._session.document.source or "", "")

    def _ask(self, target: str, shown: str, *, image: bool = False) -> None:
        address = self._address_of(target)
        if not address:
            self._ui.say(_refusal(target, image=image))
            return
        if self._ui.forbidden("The browser"):
            return

        def answered(yes: bool) -> None:
            if yes and not self._open_outside(address):
                says = "No program to open addresses was found; install xdg-utils."
                self._ui.say(says, error=True)

        named = named_hosts(shown)
        false = bool(named) and not any(_within(host_of(address), name) for name in named)
        about: list[Part] = [(address, "bold")]
        if false:
            about.append((f"\n\nThe text says {named[0]}, but the link leads to ", "$text-warning"))
            about.append((f"{host_of(address)}.", "bold $text-warning"))
        elif shown and shown != target:
            about.append((f"\n\nThe text says: {shown}", ""))
        title = "Open this image?" if image else "Open this address?"
        question = dialogs.ConfirmDialog(title, Content.assemble(*about), careful=false)
        self._ui.ask(question, answered)

    def _address_of(self, target: str) -> str:
        source = self._session.document.source or ""
        if is_address(source) and not re.match(r"[A-Za-z][\w+.-]*:", target):
            target = urljoin(source, target)
        return link_to_open(target)

    def _go_to_heading(self, name: str) -> None:
        document = self._session.document
        for block in document.blocks:
            if block.kind is BlockKind.HEADING and _slug(block.span.of(document.text)) == name:
                self._navigation.go_to_offset(block.span.start, "top")
                return
        self._ui.say("The link leads to a heading that this document does not have.")

    def _go_to_footnote(self, mark: InlineMark) -> None:
        same = [
            (other.span, other.span.start == block.span.start)
            for block in self._session.document.blocks
            for other in block.marks
            if other.kind is InlineKind.FOOTNOTE and other.target == mark.target
        ]
        note = next((span for span, first in reversed(same) if first), same[-1][0])
        signs = [span for span, _ in same if span != note]
        if mark.span != note:
            self._followed_sign, place = mark.span, note
        elif signs:
            place = self._followed_sign if self._followed_sign in signs else signs[0]
        else:
            self._ui.say("Nothing in the text refers to this note.")
            return
        self._navigation.go_to_span(place)
        self._pane.focus_bar.put(place.start)


def _refusal(target: str, *, image: bool) -> str:
    short = sanitize_line(target if len(target) <= _SHOWN else f"{target[: _SHOWN - 1]}…")
    if not target:
        return "It has no address."
    if target.startswith("data:"):
        return "The image is inside the document; only http and https addresses are opened."
    if image:
        return f"The image is the file {short}; only http and https addresses are opened."
    return f"Only http, https and mailto addresses are opened; this is {short}."


def _within(host: str, name: str) -> bool:
    name = name.removeprefix("www.")
    return host == name or host.endswith(f".{name}")


def _slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def link_labels(count: int) -> list[str]:
    """Labels of equal length, so that none is a prefix of another."""
    if count <= len(_LETTERS):
        return list(_LETTERS[:count])
    pairs = [first + second for first in _LETTERS for second in _LETTERS]
    return pairs[:count]
