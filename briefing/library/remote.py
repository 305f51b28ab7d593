"""The worker's side of `whole`: a large text read, split and made into rows for the database."""

from dataclasses import asdict

from briefing.analysis.pipeline import split
from briefing.errors import FormatError
from briefing.model import Analysis, Briefing
from briefing.sources.formats import find_format
from briefing.sources.remote import build_text
from briefing.storage.packed import pack
from briefing.worker import Answer

BLOBS = ("text", "body", "analysis")
"""What of `Packed` is bytes; the body of the answer has them in this order."""


def whole(data: bytes, *, name: str) -> Answer:
    """The rows of the text or markdown in `data`: a `Packed` with the sizes of its bytes in their place.

    Raises:
        FormatError: when there is no text in it.
    """
    known = find_format(data, name)
    if known.converter:
        raise FormatError("It changed while it was read; open it again.")
    document = build_text(data, name, known.name)
    rows = asdict(pack(Briefing(document, Analysis(split(document)))))
    blobs = [rows[blob] for blob in BLOBS]
    rows.update(zip(BLOBS, map(len, blobs), strict=True))
    return Answer(rows, b"".join(blobs))
