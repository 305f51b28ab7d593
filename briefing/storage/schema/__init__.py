"""The tables, and the steps that bring an older library to them."""

from briefing.storage.schema import v1, v2

MIGRATIONS: tuple[str, ...] = (v1.STEP, v2.STEP)
"""Step n brings a library of version n to version n + 1; a step that was released never changes."""

VERSION = len(MIGRATIONS)
"""`PRAGMA user_version` of a library that this program writes."""
