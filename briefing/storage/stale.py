"""Says which texts `Index` has to take up anew after the reader corrected something."""

import json

import apsw


def mark(database: apsw.Connection, sha256: str | None, correction: str) -> None:
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
        database.execute(
            "UPDATE document SET indexed = 0 WHERE indexed AND id IN (SELECT document FROM section "
            "WHERE id IN (SELECT rowid FROM passage WHERE passage MATCH ?))",
            (phrases,),
        )
