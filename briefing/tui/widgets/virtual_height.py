"""Heights of what is drawn row by row, without laying out the screen for them."""

from textual.geometry import Size
from textual.scroll_view import ScrollView


def set_height(view: ScrollView, width: int, rows: int) -> None:
    """Tells `view` and its scrollbar that there are `rows` rows of `width` cells.

    Textual lays out the whole screen when a virtual size changes. That is needed only where the scrollbar comes or
    goes; else it costs as much as drawing a page.
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
