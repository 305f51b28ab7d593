from textual.content import Content
from textual.widgets import Static

from briefing.library.unsplit_briefing import is_head
from briefing.model import Document
from briefing.sanitize import sanitize_line


class NoticeBar(Static):
    """What the text lacks, such as what stands outside an excerpt."""

    def show(self, document: Document) -> None:
        notices = () if is_head(document) else document.notices
        self.update(Content(" ".join(map(sanitize_line, notices))))
        self.display = bool(notices)
