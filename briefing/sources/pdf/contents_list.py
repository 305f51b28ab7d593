import re

_LEADERS = re.compile(
    r"(?:\.[ ]?){8,}|(?:\.[ ]?){4,}\s*\d{1,4}\Z|(?<!…)…{2,}\s*\d{1,4}\Z|(?<!_)_{4,}\s*\d{1,4}\Z"
)
_LEADING = ("..", ". .", "…", "__")
_CONTENTS = frozenset(
    ("contents", "table of contents", "inhalt", "inhaltsverzeichnis", "sommaire", "índice")
)


def is_contents_line(text: str) -> bool:
    return any(sign in text for sign in _LEADING) and bool(_LEADERS.search(text))


def is_contents_heading(text: str) -> bool:
    return text.casefold().strip(" .:") in _CONTENTS
