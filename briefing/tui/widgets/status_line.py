"""The line under the text: where the reader is and what is left."""

from msgspec import Struct
from textual.content import Content
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget

from briefing.tui.two_sided_line import Part, two_sided_line

_SECONDS = 3.0
"""How long a sentence stands."""


class Place(Struct, frozen=True):
    """What the status line says."""

    where: str = ""
    """Such as "Issue 2 of 5"."""
    issues: int = 0
    percent: int = 0
    read: int = 0
    minutes_left: int = 0
    title: str = ""
    inferred: bool = False
    """Whether the title was inferred."""
    found: str = ""
    """What is walked through: "3/17 Iran"."""
    coming: bool = False
    """Whether the rest is still being read, so that nobody knows yet how much there is."""


class StatusLine(Widget):
    """Issue i of n, percent, how many were read and the minutes left."""

    place: reactive[Place] = reactive(Place())
    sentence: reactive[str] = reactive("")
    """What was just done; it stands in place of the rest for a moment."""

    _timer: Timer | None = None

    def say(self, sentence: str) -> None:
        """Show a sentence for a moment."""
        self.sentence = sentence
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_SECONDS, self._end)

    def _end(self) -> None:
        self.sentence = ""

    def render(self) -> Content:
        """One line: what matters most stands first and is kept when there is little room."""
        place = self.place
        if self.sentence:
            return two_sided_line([(self.sentence, "bold $text-primary")], [], self.size.width)
        if not place.where:
            return Content("")
        share = "reading the rest …" if place.coming else f"{place.percent}%"
        left: list[Part] = [(place.where, "bold"), (f" · {share}", "")]
        if place.found:
            left.append((f" · {place.found}", "bold $text-accent"))
        left += [(f" · {_left(place)}", "$muted")] if place.issues else []
        mark = " (inferred)" if place.inferred else ""
        right: list[Part] = [(place.title, "$muted"), (mark, "$muted italic")]
        return two_sided_line(left, right, self.size.width)


def _left(place: Place) -> str:
    read = f"{place.read} of {place.issues} read"
    if place.read >= place.issues:
        return "all read"
    return f"{read}, {place.minutes_left} min left"
