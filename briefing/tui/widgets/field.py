from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input


class Field(Input):
    """Typing in it lays nothing out, for its size does not depend on its words."""

    virtual_size = Reactive(Size(0, 0))
