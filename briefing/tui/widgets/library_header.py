from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from briefing.library.document_list import ListOrder
from briefing.tui.messages import ValueMessage
from briefing.tui.widgets.library_table import COLUMNS
from briefing.tui.widgets.list_columns import columns_line, fit_columns

_ORDERS = {order.value for order in ListOrder}


class LibraryHeader(Widget):
    order: reactive[ListOrder] = reactive(ListOrder.OPENED)
    descending: reactive[bool] = reactive(True)

    class Sorted(ValueMessage):
        order: ListOrder

    def render(self) -> Content:
        columns = fit_columns(COLUMNS, self.size.width)
        return columns_line(columns, {c.name: self._head(c.name, c.head) for c in columns})

    def _head(self, name: str, head: str) -> Content:
        if name not in _ORDERS:
            return Content.styled(head, "$muted")
        here = self.order.value == name
        arrow = (" ▼" if self.descending else " ▲") if here else ""
        shown = Content.styled(f"{head}{arrow}", "bold $text-primary" if here else "$muted")
        return shown.stylize(Style.from_meta({"order": name}))

    def on_click(self, event: events.Click) -> None:
        name = event.style.meta.get("order")
        if name is not None:
            self.post_message(self.Sorted(ListOrder(name)))
