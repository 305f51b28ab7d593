from collections.abc import Iterator
from contextlib import contextmanager

from briefing.sources.html.fragments import Container, Fragment


class FragmentList:
    """A page's fragments in order; what interrupts a paragraph or a table follows it."""

    def __init__(self) -> None:
        self.pieces: list[Fragment] = []
        self.containers: list[Container] = []
        self.outside = self.gap = 0
        self._aside: list[Fragment] = []

    def add(self, piece: Fragment) -> None:
        piece.containers, piece.gap = tuple(self.containers), self.gap
        piece.outside = bool(self.outside)
        self.pieces.append(piece)
        self.gap = 0

    @contextmanager
    def set_aside(self) -> Iterator[None]:
        pieces, self.pieces = self.pieces, []
        aside, self._aside = self._aside, []
        self.outside += 1
        yield
        self.outside -= 1
        for piece in self.pieces:
            piece.aside = True
        self._aside = aside + self.pieces + self._aside
        self.pieces = pieces

    def take_aside(self) -> None:
        self.pieces += self._aside
        self._aside = []
