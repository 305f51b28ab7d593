from textual.message import Message
from textual.widget import Widget

from briefing.model import InlineMark
from briefing.tui.messages import ValueMessage


class PaneMessage(ValueMessage):
    pane: Widget

    @property
    def control(self) -> Widget:
        return self.pane


class Moved(PaneMessage, namespace="reading_pane"):
    offset: int
    """The first line on the screen, or the target of a jump."""
    percent: int
    """0 at the top of the section, 100 at its end."""

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, Moved)


class LinkPressed(PaneMessage, namespace="reading_pane"):
    mark: InlineMark


class EndReached(PaneMessage, namespace="reading_pane"):
    """Page down was pressed at the end of the section."""


class StartReached(PaneMessage, namespace="reading_pane"):
    """Page up was pressed at the start of the section."""
