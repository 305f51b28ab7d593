import pytest

from briefing.model import Document, EntityKind, Quote, Span
from briefing.model import entity_corrections as ec
from briefing.model.entity_corrections import (
    EntityCorrection,
    Scope,
    apply_entity_corrections,
    reattribute_quotes,
)
from briefing.model.serialization import from_json, to_json
from tests.analysis.named import entities_of

MARKED = "[P:Ann Moss] met [P:Bob Reed] of [O:Acme]. [P:Moss] left. [P:Reed] stayed at [L:Riga]. Oslo waits."
TEXT, ENTITIES = entities_of(MARKED)
DOCUMENT = Document(text=TEXT)
ANN, BOB, ACME, RIGA = ENTITIES
OTHER = Document(text="Then " + TEXT)
OTHERS = entities_of("Then " + MARKED)[1]


def names(entities: ec.Entities) -> list[str]:
    return [" = ".join((e.name, *e.aliases)) for e in entities]


MADE = {
    "merge": (
        ec.merge_entities(DOCUMENT, ANN, BOB),
        ["Ann Moss = Moss = Bob Reed = Reed", "Acme", "Riga"],
    ),
    "split": (
        ec.split_entity(DOCUMENT, ANN.mentions[1:]),
        ["Ann Moss", "Moss", "Bob Reed = Reed", "Acme", "Riga"],
    ),
    "rename": (
        ec.rename_entity(DOCUMENT, ANN, "Anna Moss"),
        ["Anna Moss = Ann Moss = Moss", "Bob Reed = Reed", "Acme", "Riga"],
    ),
    "hide": (ec.hide_entity(DOCUMENT, ACME), ["Ann Moss = Moss", "Bob Reed = Reed", "Riga"]),
    "not a name": (
        ec.not_a_name(DOCUMENT, RIGA.mentions[0]),
        ["Ann Moss = Moss", "Bob Reed = Reed", "Acme"],
    ),
    "add": (
        ec.add_entity(DOCUMENT, Span(TEXT.index("Oslo"), TEXT.index("Oslo") + 4), EntityKind.PLACE),
        ["Ann Moss = Moss", "Bob Reed = Reed", "Acme", "Riga", "Oslo"],
    ),
}


@pytest.mark.parametrize(("correction", "expected"), MADE.values(), ids=MADE)
def test_made_in_its_document(correction: EntityCorrection, expected: list[str]) -> None:
    assert names(apply_entity_corrections(DOCUMENT, ENTITIES, [correction])) == expected


@pytest.mark.parametrize(("correction", "expected"), MADE.values(), ids=MADE)
def test_kept_as_json(correction: EntityCorrection, expected: list[str]) -> None:
    assert from_json(EntityCorrection, to_json(correction)) == correction


def test_for_this_document_it_changes_no_other_that_lost_its_words() -> None:
    wish = ec.rename_entity(DOCUMENT, ANN, "Anna Moss")
    empty = Document(text="Nothing here.")
    assert apply_entity_corrections(empty, (), [wish]) == ()


def test_for_all_it_finds_the_name_elsewhere() -> None:
    wish = ec.change_kind(DOCUMENT, ACME, EntityKind.PLACE, Scope.ALL)
    changed = apply_entity_corrections(OTHER, OTHERS, [wish])
    assert [e.kind for e in changed if e.name == "Acme"] == [EntityKind.PLACE]


def test_corrections_follow_one_another() -> None:
    wishes = [ec.merge_entities(DOCUMENT, ANN, BOB), ec.split_entity(DOCUMENT, BOB.mentions)]
    assert names(apply_entity_corrections(DOCUMENT, ENTITIES, wishes)) == [
        "Ann Moss = Moss",
        "Bob Reed = Reed",
        "Acme",
        "Riga",
    ]


def test_quotes_follow_their_speaker() -> None:
    quotes = (
        Quote(Span(0, 1), ANN.id, ANN.mentions[1].span),
        Quote(Span(1, 2), BOB.id),
        Quote(Span(2, 3), ACME.id),
    )
    split = apply_entity_corrections(
        DOCUMENT, ENTITIES, [ec.split_entity(DOCUMENT, ANN.mentions[1:])]
    )
    assert reattribute_quotes(quotes, ENTITIES, split)[0].speaker == "e5"
    merged = apply_entity_corrections(
        DOCUMENT, ENTITIES, [ec.merge_entities(DOCUMENT, ANN, BOB), ec.hide_entity(DOCUMENT, ACME)]
    )
    assert [q.speaker for q in reattribute_quotes(quotes, ENTITIES, merged)] == [
        ANN.id,
        ANN.id,
        None,
    ]
