from briefing.model import Section, SectionKind, Span, TitleSource
from briefing.model.co_occurrence import count_by_section
from tests.analysis.named import entities_of

TEXT, ENTITIES = entities_of(
    "[P:Ann Moss] met [O:Acme].\n\n[P:Moss] left.\n\n[O:Acme] met [L:Riga]."
)
HALF = TEXT.index("Moss left")
SECTIONS = tuple(
    Section(SectionKind.ISSUE, "", TitleSource.INFERRED, span)
    for span in (Span(0, HALF), Span(HALF, len(TEXT)))
)


def test_mentions_are_counted_by_section() -> None:
    assert count_by_section(ENTITIES, SECTIONS) == ({0: 1, 1: 1}, {0: 1, 1: 1}, {1: 1})
