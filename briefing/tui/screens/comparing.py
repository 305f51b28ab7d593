"""What is new since the previous briefing of the same source."""

from functools import partial
from typing import TYPE_CHECKING

from briefing.errors import BriefingError
from briefing.model import Briefing
from briefing.model.gate import gate_line
from briefing.tui.messages import NewsFound
from briefing.tui.screens.base import ReadingBase
from briefing.tui.widgets.header import shown_date

if TYPE_CHECKING:
    from briefing.library.across.news import News


class Comparing(ReadingBase):
    """Issues and names that the previous briefing had not are called new in the agenda and in the panel."""

    changed: frozenset[int] = frozenset()
    """The indexes of changed issues."""
    new_issues: frozenset[int] = frozenset()
    """The indexes of new issues."""
    news: "News | None" = None
    """None while nothing is known, and where there is no previous briefing."""

    def look_for_news(self) -> None:
        """Compare with the previous briefing, in a thread."""
        self.take_news(None)
        if self.reading and not self.partial:
            work = partial(self._compare, self.briefing)
            self.run_worker(
                work,
                group="news",
                description="compare",  # Textual's own would be the whole briefing, written out
                thread=True,
                exclusive=True,
                exit_on_error=False,
            )

    def _compare(self, briefing: Briefing) -> None:
        """In a thread; without a library that can be read nothing is called new."""
        try:
            found = self.library.across.news(briefing)
        except BriefingError:
            return
        if found is not None:
            self.post_message(NewsFound(briefing.document.sha256, found))

    def on_news_found(self, event: NewsFound) -> None:
        """Show it."""
        if event.sha256 == self.document.sha256:
            self.take_news(event.news)
            self.marks_changed()

    def take_news(self, news: "News | None") -> None:
        """Hold what is new, None for nothing."""
        self.news = news
        self.new_issues = news.issues if news is not None else frozenset()
        if news is not None and news.changed:
            self.changed = news.changed
        self.sidebar.show_new(
            news.names if news is not None else frozenset(), self._since() if news else ""
        )

    def _since(self) -> str:
        """Such as "“Harbour talks”, 2 Mar 2026"."""
        if self.news is None:
            return ""
        return f"“{gate_line(self.news.before)}”, {shown_date(self.news.date)}"

    def said_of_news(self) -> str:
        """Why this issue is called new; "" where it is not."""
        if self.news is None or self.index not in self.news.issues:
            return ""
        return f"New: {self._since()}, {gate_line(self.news.how)}, has nothing like it."
