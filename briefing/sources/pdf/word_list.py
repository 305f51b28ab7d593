"""The English words that a text is mended by.

The list is a data file of the `textblob` distribution (MIT); its code is not imported.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def known_words() -> frozenset[str]:
    """Empty if the file is missing."""
    spec = find_spec("textblob")
    if spec is None or not spec.origin:
        return frozenset()
    path = Path(spec.origin).parent / "en" / "en-spelling.txt"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        return frozenset()
    entries = (line.split() for line in text.splitlines() if not line.startswith(";;;"))
    return frozenset(entry[0].casefold() for entry in entries if entry)
