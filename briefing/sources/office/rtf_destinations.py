from msgspec import Struct

_SKIPPED_NAMES = """
pict object colortbl themedata colorschememapping latentstyles datastore listtable
listoverridetable rsidtbl generator xmlnstbl shppict nonshppict mmathPr filetbl revtbl
userprops bkmkstart bkmkend falt panose template ftnsep ftnsepc aftnsep aftnsepc atnid
atnauthor atndate atnref sp fldtype ffdata"""
SKIPPED = frozenset(_SKIPPED_NAMES.split())
AROUND = frozenset(
    [
        "header",
        "headerl",
        "headerr",
        "headerf",
        "footer",
        "footerl",
        "footerr",
        "footerf",
        "annotation",
    ]
)
DESTINATIONS = {
    "fonttbl": "fonttbl",
    "stylesheet": "stylesheet",
    "info": "info",
    "title": "title",
    "author": "author",
    "listtext": "listtext",
    "pntext": "listtext",
    "fldinst": "fldinst",
    "shprslt": "repeated",
    "operator": "skip",
    "company": "skip",
    "pntxta": "skip",
    "pntxtb": "skip",
}
KNOWN = frozenset(
    ("annotation", "fldinst", "fldrslt", "footnote", "listtext", "pntext", "shprslt", "moMath")
)
SHOWN = frozenset(("shptxt", "dptxbxtext", "shprslt", "result", "moMath"))
"""Destinations with text inside others that have none."""


class State(Struct):
    into: str = "text"
    """"text", "skip", "repeated" (a box again for old programs), or the name of a destination."""
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    hidden: bool = False
    raised: bool = False
    skip: int = 1
    r"""Number of fallback characters after a \u."""
    encoding: str = "cp1252"
    link: str = ""
