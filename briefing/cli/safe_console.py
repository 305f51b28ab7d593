"""Rich's console with the last net in it."""

from collections.abc import Iterable

from rich.console import Console
from rich.segment import Segment

from briefing.model.sanitize import sanitize


class SafeConsole(Console):
    """A console that puts its codes for colours around text in which there are none of others'."""

    def _render_buffer(self, buffer: Iterable[Segment]) -> str:
        return super()._render_buffer(
            segment if segment.control else Segment(sanitize(segment.text), segment.style)
            for segment in buffer
        )
