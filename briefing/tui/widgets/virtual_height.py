from textual.geometry import Size
from textual.scroll_view import ScrollView


def set_height(view: ScrollView, width: int, rows: int) -> None:
    """Textual lays out the whole screen when a virtual size changes: only needed when the scrollbar
    appears or disappears.
    """
    size = Size(width, rows)
    shown = view.show_vertical_scrollbar
    if shown != (view.styles.overflow_y == "scroll" or rows > view.container_size.height):
        view.virtual_size = size
        return
    view.set_reactive(ScrollView.virtual_size, size)
    if shown:
        view.vertical_scrollbar.window_virtual_size = rows
        view.vertical_scrollbar.window_size = view.size.height
