"""What the reading pane tells the screen."""

from dataclasses import dataclass

from textual.message import Message
from textual.widget import Widget

from briefing.model import InlineMark


@dataclass
class PaneMessage(Message):
    """A message of a reading pane."""

    pane: Widget

    @property
    def control(self) -> Widget:
        """The pane."""
        return self.pane


@dataclass
class Moved(PaneMessage, namespace="reading_pane"):
    """Another part of the text is on the screen."""

    offset: int
    """Where the reader is: the first line on the screen, or what was gone to."""
    percent: int
    """How much of the section is above the bottom of the screen, 0 to 100."""
    end_seen: bool
    """Whether the section's end is on the screen."""

    def can_replace(self, message: Message) -> bool:
        """Only the last of several matters."""
        return isinstance(message, Moved)


@dataclass
class LinkPressed(PaneMessage, namespace="reading_pane"):
    """A link, an image or a footnote was clicked."""

    mark: InlineMark


@dataclass
class EndReached(PaneMessage, namespace="reading_pane"):
    """A page down was asked for at the end of the section."""


@dataclass
class StartReached(PaneMessage, namespace="reading_pane"):
    """A page up was asked for at the start of the section."""
