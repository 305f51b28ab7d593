import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from briefing.analysis.entities.person_name import parse_person_name
from briefing.analysis.segmentation.stems import FUNCTION_WORDS
from briefing.library.cross_document.name_matching import (
    is_full,
    names_agree,
    organization_key,
    short_word,
    words_for_short,
)
from briefing.model import Briefing, Entity, EntityKind, Span
from briefing.model.folding import fold_accents
from briefing.storage.entity_names import EntityNames, StoredName
from briefing.storage.records import name_key
from briefing.storage.similar_issues import SimilarIssue, SimilarIssues

MOST = 12
_NAMES = 24
_ALIKE = 200
"""Similar names compared with each."""
_COMMON = 400
"""A name in this many sections proposes no issue."""
_TRIED = 32
_WORDS = 12
_FOUND = 60
"""Issues proposed by words."""
_RANKED = 60
"""Issues compared in full."""
_NAME_SHARE = 0.6
"""Against words; names are more characteristic."""
_PLACE = 0.4
"""Against a person or organization."""
_FULL_NAMES, _FULL_WORDS = 2, 5
"""The denominator is at least that of this many maximally rare names and words."""
_SHORT = 2_000
_LONG = 0.5
"""Score penalty per extra length of an issue: round-ups share words with everything."""
_LEAST = 0.12
"""Minimum score, 0 to 1."""
_FEWEST = 2
"""Words that must be shared without a name."""
_WORD = re.compile(r"[^\W\d_]{4,}")


class RelatedIssue(Struct, frozen=True):
    sha256: str
    title: str
    agency: str | None
    published: str | None
    added: str
    """To the library; both ISO 8601."""
    index: int
    """Section index."""
    issue: str
    names: tuple[str, ...]
    """Most characteristic first."""
    words: tuple[str, ...]
    score: float
    """0 to 1: shared names and words, weighted by rarity."""

    @property
    def reason(self) -> str:
        parts = (", ".join(self.names[:4]), ", ".join(self.words[:4]))
        return f"shares: {'; '.join(part for part in parts if part)}"


class RelatedIssues:
    def __init__(self, names: EntityNames, nearby: SimilarIssues) -> None:
        self._names, self._nearby = names, nearby
        self._total = nearby.total()

    def find(self, briefing: Briefing, span: Span) -> tuple[RelatedIssue, ...]:
        named = self._find_names(briefing, span)
        words = self._weigh_words(briefing, span)
        sharing: defaultdict[int, list[str]] = defaultdict(list)
        weights: dict[str, float] = {}
        own = self._nearby.sections_of(briefing.document.sha256)
        for entity, ids in named:
            sections = {s for id in ids for s in self._nearby.naming(id, _COMMON)} - own
            share = _PLACE if entity.kind is EntityKind.PLACE else 1.0
            weights[entity.name] = share * self._weight(len(sections)) if sections else 0.0
            if len(sections) < _COMMON:
                for section in sections:
                    sharing[section].append(entity.name)
        by_names = sorted(sharing, key=lambda s: -sum(weights[n] for n in sharing[s]))[:_RANKED]
        by_words = self._nearby.with_words(words, _FOUND) if words else []
        issues = self._others(briefing, {*by_names, *by_words})
        return self._ranked(issues, sharing, weights, words, max(_SHORT, len(span)))

    def _others(self, briefing: Briefing, sections: Iterable[int]) -> list[SimilarIssue]:
        own = self._nearby.others_of(briefing.document.sha256)
        found = [each for each in self._nearby.issues(sections) if each.sha256 not in own]
        replaced = self._nearby.replaced({each.sha256 for each in found})
        return [each for each in found if each.sha256 not in replaced]

    def _ranked(
        self,
        issues: Sequence[SimilarIssue],
        sharing: dict[int, list[str]],
        weights: dict[str, float],
        words: dict[str, float],
        length: int,
    ) -> tuple[RelatedIssue, ...]:
        places = [each.section for each in issues]
        having = {word: self._nearby.having(word, places) for word in words}
        rarest = math.log(self._total + 1)
        all_names = max(sum(weights.values()), _FULL_NAMES * rarest)
        all_words = max(sum(words.values()), _FULL_WORDS * rarest)
        found: dict[str, RelatedIssue] = {}
        for each in issues:
            names = sorted(sharing.get(each.section, ()), key=lambda name: -weights[name])
            shared = [word for word in words if each.section in having[word]]
            of_names = sum(weights[name] for name in names) / all_names
            of_words = sum(words[word] for word in shared) / all_words
            score = _NAME_SHARE * of_names + (1 - _NAME_SHARE) * of_words
            score /= 1 + _LONG * max(0.0, each.length / length - 1)
            if score < _LEAST or not (names or len(shared) >= _FEWEST):
                continue
            near = RelatedIssue(
                each.sha256, each.title, each.agency, each.published, each.added, each.index,
                each.issue, tuple(names), tuple(shared), round(score, 3),
            )  # fmt: skip
            if each.sha256 not in found or found[each.sha256].score < score:
                found[each.sha256] = near
        order = sorted(
            found.values(), key=lambda near: (near.published or "", near.added), reverse=True
        )
        return tuple(sorted(order, key=lambda near: -near.score)[:MOST])

    # What the issue is about

    def _find_names(self, briefing: Briefing, span: Span) -> list[tuple[Entity, frozenset[int]]]:
        counted = Counter(
            {
                entity: count
                for entity in briefing.analysis.entities or ()
                if (count := sum(span.holds(m.span.start) for m in entity.mentions))
            }
        )
        found = [(entity, self._ids(entity)) for entity, _ in counted.most_common(_NAMES)]
        return [(entity, ids) for entity, ids in found if ids]

    def _ids(self, entity: Entity) -> frozenset[int]:
        kind = entity.kind.value
        known = self._names.known(kind, name_key(entity.name))
        own = known or StoredName(0, kind, name_key(entity.name), entity.name)
        alike = self._similar_names(own)
        same = {each.id for each in alike if each.key == own.key or _same_name(own, each)}
        if entity.kind is EntityKind.PERSON:
            same |= self._shorts(own, alike, same)
        return frozenset(same)

    def _similar_names(self, own: StoredName) -> tuple[StoredName, ...]:
        """Persons only by family name, which is fastest."""
        if own.kind != EntityKind.PERSON:
            return self._names.alike(own.kind, own.name, _ALIKE)
        return self._names.with_parts({parse_person_name(own.name).family}, own.kind, _ALIKE)

    def _shorts(self, own: StoredName, alike: Sequence[StoredName], same: set[int]) -> set[int]:
        words = words_for_short(own)
        others = [each for each in alike if is_full(each) and words & words_for_short(each)]
        if is_full(own):
            alone = all(each.id in same for each in others)
            return {e.id for e in alike if short_word(e) in words} if alone else set()
        alone = all(names_agree(others[0], each) for each in others[1:])
        return {each.id for each in others} if others and alone else set()

    def _weigh_words(self, briefing: Briefing, span: Span) -> dict[str, float]:
        named = {
            word
            for entity in briefing.analysis.entities or ()
            for form in (entity.name, *entity.aliases)
            for word in _WORD.findall(fold_accents(form))
        }
        text = fold_accents(span.of(briefing.document.text))
        counts = Counter(w for w in _WORD.findall(text) if w not in FUNCTION_WORDS | named)
        tried = sorted(counts, key=lambda w: (-counts[w], -len(w), w))[:_TRIED]
        known = self._nearby.counts(tried)
        weighed = {
            word: (1 + math.log(counts[word])) * self._weight(known[word])
            for word in tried
            if 1 < known.get(word, 0) <= max(3, self._total // 10)
        }
        best = sorted(weighed, key=lambda word: -weighed[word])[:_WORDS]
        return {word: weighed[word] for word in best}

    def _weight(self, count: int) -> float:
        return math.log((self._total + 1) / (count + 0.5)) if count < self._total else 0.1


def _same_name(one: StoredName, other: StoredName) -> bool:
    if one.kind == EntityKind.PERSON:
        return is_full(one) and is_full(other) and names_agree(one, other)
    return organization_key(one.name) == organization_key(other.name)
