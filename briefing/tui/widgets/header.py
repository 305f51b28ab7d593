"""The line at the top: what is being read."""

from datetime import date

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from briefing.model import Document
from briefing.model.sanitize import sanitize_line
from briefing.tui.two_sided_line import two_sided_line

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def shown_date(published: str | None) -> str:
    """An ISO 8601 date as a reader writes it; what is no date stays as it is, None is ""."""
    try:
        day = date.fromisoformat((published or "")[:10])
    except ValueError:
        return published or ""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


class Header(Widget):
    """Title, agency and date."""

    document: reactive[Document | None] = reactive(None)
    coming: reactive[str] = reactive("")
    """The source that is being read, "" while none is."""

    failure: reactive[str] = reactive("")
    """Why nothing is shown, one sentence; "" where something is, or nothing was asked for."""

    def loading_source(self, source: str) -> None:
        """Say that a source is being read; "" that it is done."""
        self.coming, self.failure = source, ""

    def render(self) -> Content:
        """One line."""
        document = self.document
        if self.coming:
            reading = f"Reading {sanitize_line(self.coming)} …"
            return two_sided_line([(reading, "italic")], [], self.size.width)
        if document is None:
            failure = sanitize_line(self.failure)
            return (
                two_sided_line([(failure, "")], [], self.size.width)
                if failure
                else Content("Briefing")
            )
        title = sanitize_line(document.title or document.source or "Untitled")
        about = [document.agency or document.byline, shown_date(document.published)]
        right = " · ".join(sanitize_line(part) for part in about if part)
        return two_sided_line([(title, "bold")], [(right, "$muted")], self.size.width)
