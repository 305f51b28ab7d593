"""What a sentence about a file may blame: its own format, and never the program for the file or the file for the program."""

import re

_BLAMES = {
    "text": "not text",
    "docx": "Word file",
    "pptx": "PowerPoint file",
    "odt": "OpenDocument text",
    "epub": "book",
    "msg": "Outlook message",
    "mail": r"\bmessage\b",
    "mbox": "mailbox",
    "mhtml": "saved page",
    "html": r"(?<!saved )\bpage without",
    "pdf": "PDF|pictures of its pages",
    "rtf": "RTF",
    "feed": "feed",
    "opml": "list of feeds",
    "old": "old Office file",
    "zip": "zip file",
    "program": "install|is missing|cannot be loaded|settings",
}
"""What a sentence says where it blames a format, or what is no format."""
_NEAR = {
    "docx": {"zip"},
    "pptx": {"zip"},
    "odt": {"zip"},
    "epub": {"zip"},
    "msg": {"mail"},
    "mail": {"html"},
    "mbox": {"mail"},
    "mhtml": {"mail", "html"},
    "feed": {"html"},
}
"""What else may be blamed of a file: that of which it is made, or which it holds."""


def wrongly_blamed(sentence: str, format: str) -> str:
    """What `sentence` blames that a damaged file of `format` is not; "" where it is right."""
    fair = {format} | _NEAR.get(format, set())
    found = (re.search(words, sentence) for name, words in _BLAMES.items() if name not in fair)
    return next((match[0] for match in found if match), "")
