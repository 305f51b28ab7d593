from msgspec.structs import replace

from briefing.library.drafts import Drafts
from briefing.library.kept_texts import correct
from briefing.library.marked_texts import MarkedTexts
from briefing.model import Briefing, Document
from briefing.model.entity_corrections import EntityCorrection, Scope
from briefing.model.section_corrections import SectionCorrection
from briefing.storage.repositories import Repositories


class CorrectionService:
    def __init__(self, store: Repositories, texts: MarkedTexts, drafts: Drafts) -> None:
        self._store, self._rows = store, store.corrections
        self._texts, self._drafts = texts, drafts

    def apply(self, briefing: Briefing) -> Briefing:
        return correct(self._rows, briefing)

    def load(self, sha256: str) -> Briefing | None:
        kept = self._store.documents.briefing(sha256)
        return self.apply(kept) if kept is not None else None

    def correct_sections(self, document: Document, correction: SectionCorrection) -> None:
        with self._texts.hold_heads():
            self._rows.add(self._texts.keep(document), correction)
        if self._store.database.in_memory and correction.title:
            draft = self._drafts.begin(document, "Title", correction.anchor.exact)
            draft.write(correction.title)

    def correct_entities(self, document: Document, correction: EntityCorrection) -> None:
        if correction.scope is Scope.ALL:
            self._rows.add(None, correction)
            return
        with self._texts.hold_heads():
            sha256 = self._texts.keep(document)
            self._rows.add(sha256, replace(correction, document=sha256))

    def undo_sections(self, document: Document) -> bool:
        return self._rows.undo_last(SectionCorrection, document.sha256) is not None

    def undo_entities(self, document: Document) -> bool:
        return self._rows.undo_last(EntityCorrection, document.sha256) is not None

    def became_whole(self, document: Document) -> bool:
        return self._texts.is_replaced(document)
