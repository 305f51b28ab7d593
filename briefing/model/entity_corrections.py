import re
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from briefing.model.anchoring import find_anchor, make_anchor
from briefing.model.annotations import Anchor
from briefing.model.document import Document
from briefing.model.entity import Entity, EntityKind, Mention, Quote
from briefing.model.span import Span

Entities = tuple[Entity, ...]


class EntityAction(StrEnum):
    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    CHANGE_KIND = "change_kind"
    HIDE = "hide"
    NOT_A_NAME = "not_a_name"
    ADD = "add"


class Scope(StrEnum):
    DOCUMENT = "document"
    ALL = "all"


class EntityCorrection(Struct, frozen=True, omit_defaults=True):
    """Finds its entities by anchor in its own document, and by name in others."""

    action: EntityAction
    anchors: tuple[Anchor, ...]
    """One at a mention of each entity. SPLIT: at every mention to move; ADD: at the words."""
    forms: tuple[str, ...]
    """The words at the anchors. MERGE: the names of both entities."""
    name: str = ""
    """Of RENAME."""
    kind: EntityKind | None = None
    """Of CHANGE_KIND and ADD."""
    scope: Scope = Scope.DOCUMENT
    document: str = ""
    """`Document.sha256`."""


def merge_entities(
    document: Document, kept: Entity, other: Entity, scope: Scope = Scope.DOCUMENT
) -> EntityCorrection:
    mentions = (kept.mentions[0], other.mentions[0])
    made = _correction(document, EntityAction.MERGE, mentions, scope)
    return replace(made, forms=(kept.name, other.name))


def split_entity(
    document: Document, mentions: Iterable[Mention], scope: Scope = Scope.DOCUMENT
) -> EntityCorrection:
    return _correction(document, EntityAction.SPLIT, mentions, scope)


def rename_entity(
    document: Document, entity: Entity, name: str, scope: Scope = Scope.DOCUMENT
) -> EntityCorrection:
    return replace(_about(document, EntityAction.RENAME, entity, scope), name=name)


def change_kind(
    document: Document, entity: Entity, kind: EntityKind, scope: Scope = Scope.DOCUMENT
) -> EntityCorrection:
    return replace(_about(document, EntityAction.CHANGE_KIND, entity, scope), kind=kind)


def hide_entity(
    document: Document, entity: Entity, scope: Scope = Scope.DOCUMENT
) -> EntityCorrection:
    return _about(document, EntityAction.HIDE, entity, scope)


def not_a_name(
    document: Document, mention: Mention, scope: Scope = Scope.DOCUMENT
) -> EntityCorrection:
    return _correction(document, EntityAction.NOT_A_NAME, (mention,), scope)


def add_entity(
    document: Document, span: Span, kind: EntityKind, scope: Scope = Scope.DOCUMENT
) -> EntityCorrection:
    made = _correction(document, EntityAction.ADD, (Mention(span, kind),), scope)
    return replace(made, kind=kind)


def apply_entity_corrections(
    document: Document, entities: Entities, corrections: Iterable[EntityCorrection]
) -> Entities:
    """In order; one that matches neither words nor names has no effect."""
    for correction in corrections:
        entities = _APPLIED[correction.action](document, entities, correction)
    return entities


def reattribute_quotes(
    quotes: tuple[Quote, ...], before: Sequence[Entity], after: Sequence[Entity]
) -> tuple[Quote, ...]:
    """Speakers are found by the words that name them, else by most mentions of the old speaker."""
    owners = {m.span: e.id for e in after for m in e.mentions}
    heirs = {e.id: _heir(e, owners) for e in before}

    def speaker(quote: Quote) -> str | None:
        named = owners.get(quote.speaker_span) if quote.speaker_span else None
        return named or (heirs.get(quote.speaker) if quote.speaker else None)

    return tuple(replace(quote, speaker=speaker(quote)) for quote in quotes)


def _heir(entity: Entity, owners: dict[Span, str]) -> str | None:
    found = [owners[m.span] for m in entity.mentions if m.span in owners]
    return max(found, key=found.count, default=None)


def _about(
    document: Document, action: EntityAction, entity: Entity, scope: Scope
) -> EntityCorrection:
    return replace(_correction(document, action, entity.mentions[:1], scope), forms=(entity.name,))


def _correction(
    document: Document, action: EntityAction, mentions: Iterable[Mention], scope: Scope
) -> EntityCorrection:
    spans = [mention.span for mention in mentions]
    return EntityCorrection(
        action,
        tuple(make_anchor(document.text, span) for span in spans),
        tuple(dict.fromkeys(span.of(document.text) for span in spans)),
        scope=scope,
        document=document.sha256,
    )


def _find(
    document: Document, entities: Entities, correction: EntityCorrection, number: int = 0
) -> Entity | None:
    if correction.document == document.sha256 or correction.scope is Scope.DOCUMENT:
        place = find_anchor(document.text, correction.anchors[number])
        if place is not None:
            found = [e for e in entities if any(m.span.overlaps(place) for m in e.mentions)]
            exact = [e for e in found if any(m.span == place for m in e.mentions)]
            if exact or found:
                return (exact or found)[0]
        if correction.scope is Scope.DOCUMENT:
            return None
    form = correction.forms[min(number, len(correction.forms) - 1)]
    named = [e for e in entities if e.name == form] or [e for e in entities if form in e.aliases]
    return named[0] if named else None


def _merged(document: Document, entities: Entities, correction: EntityCorrection) -> Entities:
    kept, other = _find(document, entities, correction), _find(document, entities, correction, 1)
    if kept is None or other is None or kept.id == other.id:
        return entities
    mentions = {m.span: replace(m, kind=kept.kind) for m in (*other.mentions, *kept.mentions)}
    forms = dict.fromkeys((*kept.aliases, other.name, *other.aliases))
    joined = replace(
        kept,
        aliases=tuple(form for form in forms if form != kept.name),
        description=kept.description or other.description,
        mentions=tuple(mentions[span] for span in sorted(mentions)),
        reason=f"You merged “{other.name}” into it.",
    )
    return tuple(joined if e.id == kept.id else e for e in entities if e.id != other.id)


def _split(document: Document, entities: Entities, correction: EntityCorrection) -> Entities:
    entity = _find(document, entities, correction)
    if entity is None:
        return entities
    if correction.document == document.sha256:
        places = {find_anchor(document.text, anchor) for anchor in correction.anchors}
        leaving = [m for m in entity.mentions if m.span in places]
    else:
        leaving = [m for m in entity.mentions if m.span.of(document.text) in correction.forms]
    staying = [m for m in entity.mentions if m not in leaving]
    if not leaving or not staying:
        return entities
    first = _rebuilt(document, entity, staying)
    second = replace(_rebuilt(document, entity, leaving), id=_free_id(entities), description=None)
    second = replace(second, reason=f"You split it off from “{entity.name}”.")
    return tuple(
        part for e in entities for part in ((first, second) if e.id == entity.id else (e,))
    )


def _rebuilt(document: Document, entity: Entity, mentions: Sequence[Mention]) -> Entity:
    forms = list(dict.fromkeys(" ".join(m.span.of(document.text).split()) for m in mentions))
    name = entity.name if entity.name in forms else max(forms, key=len)
    aliases = tuple(form for form in forms if form != name)
    return replace(entity, name=name, aliases=aliases, mentions=tuple(mentions))


def _changed(
    change: Callable[[Entity, EntityCorrection], Entity | None],
) -> Callable[[Document, Entities, EntityCorrection], Entities]:
    """Decorator; None from `change` removes the entity."""

    def make(document: Document, entities: Entities, correction: EntityCorrection) -> Entities:
        entity = _find(document, entities, correction)
        if entity is None:
            return entities
        made = change(entity, correction)
        return tuple(
            e for old in entities if (e := made if old.id == entity.id else old) is not None
        )

    return make


def _renamed(entity: Entity, correction: EntityCorrection) -> Entity:
    forms = dict.fromkeys((entity.name, *entity.aliases))
    aliases = tuple(form for form in forms if form != correction.name)
    return replace(entity, name=correction.name, aliases=aliases)


def _rekinded(entity: Entity, correction: EntityCorrection) -> Entity:
    kind = correction.kind or entity.kind
    mentions = tuple(replace(m, kind=kind) for m in entity.mentions)
    return replace(entity, kind=kind, mentions=mentions)


def _unnamed(document: Document, entities: Entities, correction: EntityCorrection) -> Entities:
    kept = []
    for entity in entities:
        mentions = [m for m in entity.mentions if m.span.of(document.text) not in correction.forms]
        if len(mentions) == len(entity.mentions):
            kept.append(entity)
        elif mentions:
            kept.append(_rebuilt(document, entity, mentions))
    return tuple(kept)


def _added(document: Document, entities: Entities, correction: EntityCorrection) -> Entities:
    form, kind = correction.forms[0], correction.kind or EntityKind.PERSON
    taken = sorted(m.span for e in entities for m in e.mentions)
    places = [s for s in _places(document.text, form) if not _overlaps(taken, s)]
    known = [e for e in entities if e.kind is kind and form in (e.name, *e.aliases)]
    new = tuple(Mention(span, kind) for span in places)
    if not new:
        return entities
    if known:
        mentions = tuple(sorted((*known[0].mentions, *new), key=lambda m: m.span))
        return tuple(replace(e, mentions=mentions) if e is known[0] else e for e in entities)
    added = Entity(_free_id(entities), kind, form, mentions=new, reason="You added it.")
    return tuple(sorted((*entities, added), key=lambda e: e.mentions[0].span))


def _places(text: str, form: str) -> list[Span]:
    words = r"\s+".join(re.escape(word) for word in form.split())
    return [Span(*m.span()) for m in re.finditer(rf"(?<!\w){words}(?!\w)", text)] if words else []


def _overlaps(spans: Sequence[Span], span: Span) -> bool:
    return any(span.overlaps(other) for other in spans)


def _free_id(entities: Entities) -> str:
    numbers = [int(e.id[1:]) for e in entities if e.id[1:].isdigit()]
    return f"e{max(numbers, default=0) + 1}"


_APPLIED: dict[EntityAction, Callable[[Document, Entities, EntityCorrection], Entities]] = {
    EntityAction.MERGE: _merged,
    EntityAction.SPLIT: _split,
    EntityAction.RENAME: _changed(_renamed),
    EntityAction.CHANGE_KIND: _changed(_rekinded),
    EntityAction.HIDE: _changed(lambda entity, correction: None),
    EntityAction.NOT_A_NAME: _unnamed,
    EntityAction.ADD: _added,
}
