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
    "info": "skip",
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
KNOWN = frozenset(("annotation", "fldinst", "footnote", "listtext", "pntext", "shprslt", "moMath"))
SHOWN = frozenset(("shptxt", "dptxbxtext", "shprslt", "result", "moMath"))
"""Destinations with text inside others that have none."""
