from briefing.model.document import Document, count_words
from briefing.model.section import Section, SectionKind

_LARGE = 1 << 20
"""Above this many code points, words are estimated, so that the agenda appears at once."""
_LETTERS_A_WORD = 6.1
"""Code points per word in English news, with the space."""
_HOURS = 100
"""Minutes from which hours are said."""
_LONG = 10
"""Hours from which tenths are not said."""


def section_words(document: Document, section: Section) -> int:
    text, span = document.text, section.span
    if len(text) > _LARGE:
        letters = len(span) - sum(len(fold) for fold in section.folded)
        return round(letters / _LETTERS_A_WORD)
    return count_words(span.of(text)) - sum(count_words(f.of(text)) for f in section.folded)


def article_words(document: Document, sections: tuple[Section, ...]) -> int:
    read = (each for each in sections if each.kind is not SectionKind.BOILERPLATE)
    return sum(section_words(document, each) for each in read)


def say_minutes(minutes: int) -> str:
    if minutes < _HOURS:
        return f"{minutes} min"
    hours = minutes / 60
    return f"{hours:.1f} h" if hours < _LONG else f"{hours:.0f} h"
