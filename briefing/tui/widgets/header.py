from datetime import date

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from briefing.model import Document
from briefing.model.sanitize import sanitize_line
from briefing.tui.two_sided_line import two_sided_line

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def shown_date(published: str | None) -> str:
    """ISO 8601 becomes words, anything else is unchanged, and None is ""."""
    try:
        day = date.fromisoformat((published or "")[:10])
    except ValueError:
        return published or ""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


class Header(Widget):
    document: reactive[Document | None] = reactive(None)
    coming: reactive[str] = reactive("")

    failure: reactive[str] = reactive("")
    """One sentence; "" for no failure."""

    def loading_source(self, source: str) -> None:
        """`source` is "" when it has been read."""
        self.coming, self.failure = source, ""

    def render(self) -> Content:
        document = self.document
        if self.coming:
            reading = f"Reading {sanitize_line(self.coming)}…"
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
