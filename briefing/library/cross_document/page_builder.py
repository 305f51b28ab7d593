from collections.abc import Callable, Collection, Iterator, Sequence

from briefing.library.cross_document.co_mentions import same_description
from briefing.library.cross_document.entity_page import (
    Appearance,
    Companion,
    EntityPage,
    EntityQuotation,
    NamedIssue,
    Namesake,
)
from briefing.library.cross_document.identity import Identifier, Identity
from briefing.model import Briefing, Entity, QuoteKind, SectionKind
from briefing.sanitize import sanitize_line
from briefing.storage.entity_names import ListedText
from briefing.storage.records import name_key

LOADED = 12
"""Newest briefings."""
_SAID = 12
_COMPANIONS = 12
_NAMESAKES = 12
_NEAR = 200
"""Newest briefings."""
Load = Callable[[str], Briefing | None]


class PageBuilder:
    def __init__(self, identifier: Identifier, load: Load) -> None:
        self._identifier, self._load = identifier, load
        self._names = identifier.names

    def build(
        self, found: Identity, asked: tuple[str, str | None], skip: int, most: int
    ) -> EntityPage | None:
        """`asked`: name and text. None if no briefing has it."""
        newest, dated = found.newest, found.dated
        if not newest:
            return None
        shown = newest[skip : skip + most]
        appearances = self._appearances(found, [*dated[:1], *shown, *dated[-1:]], asked[1])
        loaded = [(each, self._load(each.sha256)) for each in self._to_load(found, newest)]
        whole = [(each, briefing) for each, briefing in loaded if briefing is not None]
        keys = {member.name.key for member in found.members}
        name = self._name(found)
        return EntityPage(
            found.kind,
            *asked,
            found.person,
            name,
            self._description(found, newest[:_NEAR]),
            _forms(name, found, whole, keys),
            len(newest),
            len(newest) - len(dated),
            appearances[dated[-1]] if dated else None,
            appearances[dated[0]] if dated else None,
            tuple(appearances[each] for each in shown),
            skip,
            tuple(_collect_quotes(found.kind, whole, keys)),
            self._companions(found, newest[:_NEAR]),
            min(len(newest), _NEAR),
            self._namesakes(found),
            self._names.find(found.kind, found.person) is None,
        )

    def _name(self, found: Identity) -> str:
        counts: dict[str, int] = {}
        for _, member in found.texts.values():
            counts[member.name.name] = counts.get(member.name.name, 0) + 1
        return max(counts, key=lambda each: (len(each.split()) > 1, counts[each], len(each)))

    def _to_load(self, found: Identity, newest: Sequence[int]) -> list[ListedText]:
        listed = self._names.listed(newest[:LOADED])
        return [listed[each] for each in newest[:LOADED]]

    def _appearances(
        self, found: Identity, documents: Sequence[int], asked: str | None
    ) -> dict[int, Appearance]:
        listed = self._names.listed(documents)
        issues: dict[int, dict[int, NamedIssue]] = {}
        for each in self._names.namings(found.ids, documents):
            if each.kind != SectionKind.BOILERPLATE:
                here = issues.setdefault(each.document, {})
                before = here[each.number].mentions if each.number in here else 0
                here[each.number] = NamedIssue(each.number, each.title, each.mentions + before)
        doubtful = self._doubtful(found, documents)
        because = self._because(found, asked)
        made = {}
        for document, text in listed.items():
            member = found.texts[document][1]
            itself = text.sha256 == asked or len(found.texts) == 1
            made[document] = Appearance(
                text.sha256,
                text.title,
                text.agency,
                text.published,
                text.added,
                member.name.key,
                member.name.name,
                tuple(issues.get(document, {}).values()),
                "" if itself else because or found.reason(document),
                document in doubtful and not (itself or member.by_hand),
                member.by_hand,
            )
        return made

    def _because(self, found: Identity, asked: str | None) -> str:
        text = self._names.text_of(asked) if asked else None
        if text is None or text not in found.texts or found.texts[text][1].texts is None:
            return ""
        return found.reason(text)

    def _doubtful(self, found: Identity, documents: Sequence[int]) -> set[int]:
        if len(found.texts) < 2:
            return set()
        co_mentions, near = self._identifier.co_mentions, found.newest[:_NEAR]
        co_mentions.load({*near, *documents})
        profile = co_mentions.profile(near, found.ids)
        said = self._names.descriptions(found.ids, {*near, *documents})
        alone = set()
        for document in set(documents):
            companions = co_mentions.companions(document, found.ids)
            own = 1 if document in near else 0
            here = [words for _, at, words in said if at == document]
            others = [words for _, at, words in said if at != document]
            same = any(same_description(a, b) for a in here for b in others)
            if companions and not same and not any(profile[key] > own for key in companions):
                alone.add(document)
        return alone

    def _description(self, found: Identity, newest: Sequence[int]) -> str:
        said = {document: w for _, document, w in self._names.descriptions(found.ids, newest)}
        return next((said[document] for document in newest if document in said), "")

    def _companions(self, found: Identity, newest: Sequence[int]) -> tuple[Companion, ...]:
        others = self._names.companions(found.ids, newest, _COMPANIONS)
        return tuple(Companion(name.kind, name.key, name.name, count) for name, count in others)

    def _namesakes(self, found: Identity) -> tuple[Namesake, ...]:
        counted = [Namesake(each.key, each.name, count) for each, count in found.namesakes.items()]
        return tuple(sorted(counted, key=lambda each: -each.briefings)[:_NAMESAKES])


def entity_of(briefing: Briefing, kind: str, keys: Collection[str]) -> Entity | None:
    entities = briefing.analysis.entities or ()
    return next((e for e in entities if e.kind == kind and name_key(e.name) in keys), None)


def _collect_quotes(
    kind: str, loaded: Sequence[tuple[ListedText, Briefing]], keys: Collection[str]
) -> Iterator[EntityQuotation]:
    count = 0
    for text, briefing in loaded:
        entity = entity_of(briefing, kind, keys)
        quotes = briefing.analysis.quotes or ()
        for quote in quotes if entity is not None else ():
            if entity is None or quote.speaker != entity.id or count >= _SAID:
                continue
            count += 1
            words = sanitize_line(" ".join(quote.span.of(briefing.document.text).split()))
            direct = quote.kind is QuoteKind.DIRECT
            span = quote.span
            yield EntityQuotation(
                text.sha256,
                text.title,
                text.published,
                text.added,
                span.start,
                span.end,
                words,
                direct,
                quote.cue or "",
            )


def _forms(
    name: str,
    found: Identity,
    loaded: Sequence[tuple[ListedText, Briefing]],
    keys: Collection[str],
) -> tuple[str, ...]:
    forms = dict.fromkeys(member.name.name for _, member in found.texts.values())
    for _, briefing in loaded:
        entity = entity_of(briefing, found.kind, keys)
        forms.update(dict.fromkeys((entity.name, *entity.aliases) if entity else ()))
    return tuple(form for form in forms if form != name)
