"""The tables, and the steps that bring an older library to them."""

from briefing.storage.schema import v1, v2, v3

MIGRATIONS: tuple[str, ...] = (v1.STEP, v2.STEP, v3.STEP)
"""Step n brings a library of version n to version n + 1; a step that was released never changes."""

VERSION = len(MIGRATIONS)
"""`PRAGMA user_version` of a library that this program writes."""

DIGEST = "fa80e0b0b85cb2dcc9cd27aadcd90403f81981f190ef01e5ea8d4f855b2ad9b0"
"""What `storage.layout.digest` says of its tables; where it is not renewed with them, opening takes 10 ms longer."""
