import re

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
_CONTENTS_WORDS = [
    word for word in sorted(_LAST_WORDS) if not any(w in word for w in _LAST_WORDS - {word})
]


def says_something(text: str) -> bool:
    """False for formulas, letters of figures, and addresses."""
    words = _WORD.findall(text)
    return bool(words) and not (
        _ADDRESS.match(text) or (len(words) < _PLAIN and _FORMULA.search(text))
    )


def continues_sentence(text: str) -> bool:
    return text[0].islower() and text[-1] not in "?!" and len(_WORD.findall(text)) >= _PLAIN


def may_hold_contents_heading(text: str) -> bool:
    folded = text.casefold()
    return any(word in folded for word in _CONTENTS_WORDS)


def is_contents_heading(text: str) -> bool:
    return text.casefold().strip(" .:0123456789") in _CONTENTS
