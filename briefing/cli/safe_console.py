from collections.abc import Iterable

from rich.console import Console
from rich.segment import Segment

from briefing.sanitize import sanitize


class SafeConsole(Console):
    def _render_buffer(self, buffer: Iterable[Segment]) -> str:
        return super()._render_buffer(
            segment if segment.control else Segment(sanitize(segment.text), segment.style)
            for segment in buffer
        )
