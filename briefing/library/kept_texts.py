from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from briefing.config import Config
from briefing.library.unsplit_briefing import is_unsplit
from briefing.model import Analysis, Briefing
from briefing.model.entity_corrections import (
    EntityCorrection,
    apply_entity_corrections,
    reattribute_quotes,
)
from briefing.model.section_corrections import SectionCorrection, apply_section_corrections
from briefing.storage.correction_rows import CorrectionRows
from briefing.storage.database import Database
from briefing.storage.document_rows import DocumentRows


class KeptTexts(Struct, frozen=True):
    """What a library has of texts that are read elsewhere."""

    analysis: Callable[[str], Analysis | None] = lambda sha256: None
    correct: Callable[[Briefing], Briefing] = lambda briefing: briefing
    added: Callable[[str], str] = lambda sha256: ""


@contextmanager
def open_kept_texts(
    config: Config, warn: Callable[[str], None] = lambda sentence: None
) -> Iterator[KeptTexts]:
    """Creates no library; `warn` gets its state.

    Raises:
        StorageError: if it cannot be read.
    """
    if not config.library_file.exists():
        yield KeptTexts()
        return
    database = Database(config.library_file)
    if database.warning:
        warn(database.warning)
    documents, corrections = DocumentRows(database), CorrectionRows(database)
    try:
        yield KeptTexts(
            partial(split_analysis, documents),
            partial(correct, corrections),
            partial(added_at, documents),
        )
    finally:
        database.close()


def split_analysis(rows: DocumentRows, sha256: str) -> Analysis | None:
    """Uncorrected; None for a text that is unknown or was not split."""
    kept = rows.analysis(sha256)
    return None if kept is None or is_unsplit(kept.sections) else kept


def added_at(rows: DocumentRows, sha256: str) -> str:
    """ISO 8601; "" if it is not there."""
    return rows.added((sha256,)).get(sha256, "")


def correct(rows: CorrectionRows, briefing: Briefing) -> Briefing:
    document, found = briefing.document, briefing.analysis
    made = rows.of_kind(SectionCorrection, document.sha256)
    found = replace(found, sections=apply_section_corrections(document, found.sections, made))
    if found.entities is not None:
        mended = rows.of_kind(EntityCorrection, document.sha256)
        entities = apply_entity_corrections(document, found.entities, mended)
        quotes = reattribute_quotes(found.quotes or (), found.entities, entities)
        found = replace(found, entities=entities, quotes=quotes)
    return Briefing(document, found)
