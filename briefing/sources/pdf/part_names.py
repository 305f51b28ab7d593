import re

_PART = re.compile(
    r"(?:(?:[\dIVX]+\.?\s+)?(?:abstract|summary|introduction|notes?|references|works cited|bibliography|"
    r"zusammenfassung|einleitung|literatur|résumé|resumen|introducción|resumo|introdução|riassunto)|"
    r"sec(?:tion|\.)\s*\d[\d.]*)[.:]?\Z",
    re.IGNORECASE,
)


def names_a_part(text: str) -> bool:
    return bool(_PART.match(text))
