from datetime import date

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from briefing.model import Document
from briefing.model.sanitize import sanitize_line
from briefing.tui.two_sided_line import two_sided_line

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def shown_date(published: str | None) -> str:
    try:
        day = date.fromisoformat((published or "")[:10])
    except ValueError:
        return published or ""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def shown_day(published: str | None, added: str) -> str:
    """The date a text has, else when it was added to the library."""
    return shown_date(published) or f"added {shown_date(added)}"


class Header(Widget):
    document: reactive[Document | None] = reactive(None)
    number: reactive[str] = reactive("")
    """Place among the open documents, such as "2/5"; "" if there is one only."""
    coming: reactive[str] = reactive("")

    failure: reactive[str] = reactive("")
    """One sentence; "" for no failure."""

    def loading_source(self, source: str) -> None:
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
        number = f"{self.number}  " if self.number else ""
        left = [(number, "$text-accent"), (title, "bold")]
        return two_sided_line(left, [(right, "$muted")], self.size.width)
