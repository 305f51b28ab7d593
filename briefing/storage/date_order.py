UNDATED = " "
"""Begins the key of a text without a date; it sorts before any date."""
DATE_ORDER = (
    f"CASE WHEN nullif(d.published, '') IS NULL THEN '{UNDATED}' || d.added ELSE d.published END"
)
"""Key of a text: undated ones come first, in the order in which they were added."""
