from msgspec import Struct
from textual.content import Content
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget

from briefing.model.reading_time import say_minutes
from briefing.tui.two_sided_line import Part, two_sided_line
from briefing.tui.widgets.laid_out import LaidOut

SECONDS = 3.0
"""Seconds a message is shown."""


class Place(Struct, frozen=True):
    where: str = ""
    """Such as "Issue 2 of 5"."""
    issues: int = 0
    percent: int = 0
    read: int = 0
    minutes_left: int = 0
    title: str = ""
    inferred: bool = False
    found: str = ""
    """Position among matches or mentions, such as "3/17 Iran"."""
    coming: bool = False
    """Whether the rest is still being read, so that the length is unknown."""


class StatusLine(LaidOut, Widget):
    place: reactive[Place] = reactive(Place())
    sentence: reactive[str] = reactive("")

    _timer: Timer | None = None

    def say(self, sentence: str, *, lasting: bool = False) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = None if lasting else self.set_timer(SECONDS, self.hush)
        self.sentence = sentence

    def hush(self) -> None:
        self.sentence = ""

    def go_on(self) -> None:
        if self._timer is not None:
            self.hush()

    def watch_sentence(self) -> None:
        self.set_class(bool(self.sentence), "-saying")

    def render(self) -> Content:
        place = self.place
        if self.sentence:
            return two_sided_line([(self.sentence, "bold $text-primary")], [], self.size.width)
        if not place.where:
            return Content("")
        share = "reading the rest…" if place.coming else f"{place.percent}%"
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
    return f"{read}, {say_minutes(place.minutes_left)} left"
