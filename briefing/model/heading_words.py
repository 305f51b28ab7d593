import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]{3,}|\b[A-Z]{2}\b|[\u2e80-\uffff]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+\Z|\S+@\S+\Z")
_FORMULA = re.compile(r"[=~{}^√∑∫≈≤≥±∂∞]")
_PLAIN = 4
"""Words from which on a line with signs may be none of a formula."""

_CONTENTS = frozenset(
    [
        "contents",
        "table of contents",
        "list of contents",
        "brief contents",
        "contents in detail",
        "detailed contents",
        "list of figures",
        "list of tables",
        "list of illustrations",
        "list of exhibits",
        "list of boxes",
        "index of tables",
        "inhalt",
        "inhaltsverzeichnis",
        "abbildungsverzeichnis",
        "tabellenverzeichnis",
        "sommaire",
        "table des matières",
        "liste des figures",
        "liste des tableaux",
        "índice",
        "índice general",
        "contenido",
        "tabla de contenido",
        "sumário",
        "indice",
        "sommario",
        "inhoud",
        "inhoudsopgave",
        "innehåll",
        "indhold",
        "innhold",
        "sisällys",
        "spis treści",
        "obsah",
        "содержание",
        "оглавление",
        "зміст",
        "目次",
        "目录",
        "目錄",
        "차례",
        "목차",
    ]
)
_LAST_WORDS = {name.split()[-1] for name in _CONTENTS}
_LONGEST_NAME = max(map(len, _CONTENTS))
_AROUND = " .:0123456789"


def says_something(text: str) -> bool:
    """False for formulas, letters of figures, and addresses."""
    words = _WORD.findall(text)
    return bool(words) and not (
        _ADDRESS.match(text) or (len(words) < _PLAIN and _FORMULA.search(text))
    )


def continues_sentence(text: str) -> bool:
    return text[0].islower() and text[-1] not in "?!" and len(_WORD.findall(text)) >= _PLAIN


def may_hold_contents_heading(lines: Iterable[str]) -> bool:
    around = [
        line
        for line in lines
        if len(line) <= _LONGEST_NAME or line[:1] in _AROUND or line[-1:] in _AROUND
    ]
    return any(
        line.rstrip(_AROUND).rpartition(" ")[2].strip(_AROUND).casefold() in _LAST_WORDS
        for line in around
    )


def is_contents_heading(text: str) -> bool:
    return text.casefold().strip(_AROUND) in _CONTENTS
