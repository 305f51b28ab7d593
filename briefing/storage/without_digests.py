import json
from collections.abc import Iterable

from briefing.model.digest_origins import DIGEST
from briefing.storage import column_codec
from briefing.storage.database import Reader


def without_digests(reader: Reader, documents: Iterable[int]) -> list[int]:
    """A digest repeats what others say."""
    ids = list(documents)
    sourceless = reader.all(
        "SELECT c.document, c.body FROM json_each(?) j JOIN document d ON d.id = j.value "
        "JOIN content c ON c.document = d.id "
        "WHERE NOT EXISTS (SELECT 1 FROM source s WHERE s.sha256 = d.sha256)",
        (json.dumps(ids),),
    )
    digests = {row[0] for row in sourceless if column_codec.document_format(row[1]) == DIGEST}
    return [id for id in ids if id not in digests]
