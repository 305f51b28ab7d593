from collections.abc import Callable

from msgspec import Struct


class Visit(Struct, frozen=True):
    document: str
    offset: int
    row: int
    """Screen row of the offset."""


class VisitHistory:
    MOST = 200

    def __init__(self) -> None:
        self._back: list[Visit] = []
        self._forward: list[Visit] = []

    def left(self, visit: Visit) -> None:
        if not self._back or self._back[-1] != visit:
            self._back = [*self._back, visit][-self.MOST :]
        self._forward.clear()

    def back(self, here: Visit) -> Visit | None:
        return self._step(self._back, self._forward, here)

    def forward(self, here: Visit) -> Visit | None:
        return self._step(self._forward, self._back, here)

    def carry(self, old: str, new: str, moved: Callable[[int], int]) -> None:
        def carried(visit: Visit) -> Visit:
            if visit.document != old:
                return visit
            return Visit(new, moved(visit.offset), visit.row)

        self._back = [carried(visit) for visit in self._back]
        self._forward = [carried(visit) for visit in self._forward]

    @staticmethod
    def _step(out: list[Visit], into: list[Visit], here: Visit) -> Visit | None:
        if not out:
            return None
        into.append(here)
        return out.pop()
