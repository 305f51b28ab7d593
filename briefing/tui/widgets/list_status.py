from textual.content import Content
from textual.reactive import reactive

from briefing.tui.two_sided_line import two_sided_line
from briefing.tui.widgets.status_line import StatusLine


class ListStatus(StatusLine):
    left: reactive[str] = reactive("")
    right: reactive[str] = reactive("")

    def render(self) -> Content:
        if self.sentence:
            return super().render()
        return two_sided_line([(self.left, "bold")], [(self.right, "$muted")], self.size.width)
