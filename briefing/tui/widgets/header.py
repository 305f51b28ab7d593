from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from briefing.model import Document
from briefing.sanitize import sanitize_line
from briefing.tui.shown_facts import join_facts, shown_date
from briefing.tui.two_sided_line import two_sided_line
from briefing.tui.widgets.laid_out import LaidOut


class Header(LaidOut, Widget):
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
        right = join_facts(document.agency or document.byline, shown_date(document.published))
        number = f"{self.number}  " if self.number else ""
        left = [(number, "$text-accent"), (title, "bold")]
        return two_sided_line(left, [(right, "$muted")], self.size.width)
