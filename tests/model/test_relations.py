from briefing.model import Block, BlockKind, Document, Section, SectionKind, Span, TitleSource
from briefing.model.co_occurrence import co_occurrence_matrix, named_in, named_with
from tests.analysis.named import entities_of

TEXT, ENTITIES = entities_of(
    "[P:Ann Moss] met [O:Acme].\n\n[P:Moss] left.\n\n[O:Acme] met [L:Riga]."
)
HALF = TEXT.index("Moss left")
SECTIONS = tuple(
    Section(SectionKind.ISSUE, "", TitleSource.INFERRED, span)
    for span in (Span(0, HALF), Span(HALF, len(TEXT)))
)
BLOCKS = tuple(
    Block(BlockKind.PARAGRAPH, Span(TEXT.index(line), TEXT.index(line) + len(line)))
    for line in TEXT.split("\n\n")
)
DOCUMENT = Document(text=TEXT, blocks=BLOCKS)


def test_matrix_counts_mentions_by_section() -> None:
    assert co_occurrence_matrix(ENTITIES, SECTIONS) == ((1, 1), (1, 1), (0, 1))


def test_named_in_counts_the_most_frequent_first() -> None:
    assert [(e.name, n) for e, n in named_in(ENTITIES, SECTIONS[1].span)] == [
        ("Ann Moss", 1),
        ("Acme", 1),
        ("Riga", 1),
    ]


def test_named_with_counts_paragraphs() -> None:
    ann, acme, riga = ENTITIES
    assert named_with(DOCUMENT, ENTITIES, acme) == ((ann, 1), (riga, 1))
