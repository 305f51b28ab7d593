from briefing.library.marked_texts import MarkedTexts
from briefing.model import Document, Section
from briefing.model.reading_place import Position
from briefing.storage.place_rows import PlaceRows


class PlaceService:
    def __init__(self, rows: PlaceRows, texts: MarkedTexts) -> None:
        self._rows, self._texts = rows, texts

    def position(self, document: Document) -> Position | None:
        return self._rows.position(document.sha256)

    def keep_position(self, document: Document, position: Position) -> None:
        with self._texts.hold_heads():
            if not self._texts.is_replaced(document):
                self._rows.keep_position(self._texts.keep(document, removed=True), position)

    def read_marks(self, document: Document) -> frozenset[int]:
        return self._rows.read_marks(document.sha256)

    def mark_read(self, document: Document, section: Section, read: bool = True) -> None:
        with self._texts.hold_heads():
            sha256 = self._texts.keep(document, removed=True)
            self._rows.mark_read(sha256, section.span.start, read)
