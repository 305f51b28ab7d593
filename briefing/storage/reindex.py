"""Says which texts `Index` has to take up anew after the reader corrected something."""

import json

import apsw

from briefing.storage.records import name_key

_MARK_NAMING = """
    UPDATE document SET indexed = 0 WHERE indexed AND (
        id IN (SELECT document FROM section
               WHERE id IN (SELECT rowid FROM passage WHERE passage MATCH ?))
        OR id IN (SELECT m.document FROM name n JOIN named m ON m.name = n.id
                  WHERE n.key IN (SELECT value FROM json_each(?))))
"""
"""Words stand in the text, a name that the reader gave may not."""


def mark_for_reindex(database: apsw.Connection, sha256: str | None, correction: str) -> None:
    """Marks the text that a correction is for, or, where it is for all, those that have its words.

    `correction` is its JSON, whose "forms" are the words. It runs inside a transaction of the caller's.
    """
    if sha256 is not None:
        database.execute("UPDATE document SET indexed = 0 WHERE sha256 = ?", (sha256,))
        return
    value = json.loads(correction)
    forms = value.get("forms", ()) if isinstance(value, dict) else ()
    phrases = " OR ".join('"' + form.replace('"', '""') + '"' for form in forms)
    if phrases:
        keys = json.dumps([name_key(form) for form in forms])
        database.execute(_MARK_NAMING, (phrases, keys))
