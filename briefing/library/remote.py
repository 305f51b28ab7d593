"""The worker's side of `whole`: a large text read, split and made into rows for the database."""

from briefing.analysis.pipeline import split
from briefing.errors import FormatError
from briefing.model import Analysis, Briefing
from briefing.model.serialization import to_bytes
from briefing.sources.build_document import build_text
from briefing.sources.format_detection import find_format
from briefing.storage.records import to_record
from briefing.worker import Result


def whole(data: bytes, *, name: str) -> Result:
    """The `Packed` rows of the text or markdown in `data`, as bytes.

    Raises:
        FormatError: when there is no text in it.
    """
    known = find_format(data, name)
    if known.converter:
        raise FormatError("It changed while it was read; open it again.")
    document = build_text(data, name, known.name)
    return Result(None, to_bytes(to_record(Briefing(document, Analysis(split(document))))))
