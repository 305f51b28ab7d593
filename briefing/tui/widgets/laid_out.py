from typing import TYPE_CHECKING

from textual.geometry import Region, Size

if TYPE_CHECKING:
    from typing import Self

    from textual.widget import Widget as Base
else:
    Base = object


class LaidOut(Base):
    """Of a size that does not depend on what is in it, so that a new size asks for no layout."""

    _given = Size(0, 0)

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> "Self":
        if layout and self._given != self.outer_size:
            self._given = self.outer_size  # The layout draws it as well.
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
