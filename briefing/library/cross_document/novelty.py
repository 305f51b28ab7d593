import re
from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

from briefing.analysis.entities.cluster_organizations import organization_key
from briefing.library.cross_document.name_matching import (
    is_full,
    names_agree,
    words_for_short,
)
from briefing.library.stories.same_story import NearProfiles, find_profiles
from briefing.model import Briefing, Document, Entity, EntityKind, Section, SectionKind
from briefing.model.calendar_words import MONTH_PATTERN, WEEKDAYS
from briefing.model.folding import fold_accents
from briefing.model.version_diff import ChangeKind, diff_versions
from briefing.storage.entity_names import StoredName
from briefing.storage.previous_issue import PreviousIssue, PreviousIssueFinder
from briefing.storage.records import name_key
from briefing.storage.story_rows import StoryRows

SAME_ADDRESS = "read before from the same address"
_DAY = r"(?:19|20)\d\d[-/_.]?(?:0[1-9]|1[0-2])[-/_.]?(?:0[1-9]|[12]\d|3[01])"
_DAY_IN_ADDRESS = re.compile(rf"(?<!\d){_DAY}(?!\d)")
_WHEN = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)}|{MONTH_PATTERN})\b|\d+(?:st|nd|rd|th)?")
_TITLE_WORDS = 2
"""Minimum title words, without days and numbers, that identify a series."""
_SAME = 0.1
"""Probability of one story from which an issue is not new."""


class Novelty(Struct, frozen=True):
    before: str
    published: str | None
    added: str
    """To the library; both ISO 8601."""
    how: str
    names: frozenset[str] = frozenset()
    issues: frozenset[int] = frozenset()
    changed: frozenset[int] = frozenset()
    """Indexes of reworded sections, if both are versions of one text."""


def previous_of_series(
    document: Document, kept: PreviousIssueFinder
) -> tuple[PreviousIssue, str] | None:
    same = kept.of_address(document.sha256)
    if same is not None:
        return same, SAME_ADDRESS
    date = kept.date(document.sha256)
    if date is None:
        return None
    if document.source and (day := _DAY_IN_ADDRESS.search(document.source)):
        pattern = _DAY_IN_ADDRESS.sub("0", document.source)
        found = kept.below(
            document.source[: day.start()],
            document.sha256,
            date,
            lambda address: _DAY_IN_ADDRESS.sub("0", address) == pattern,
        )
        if found is not None:
            return found, "of an earlier day at the same address"
    series = series_of(document.title or "")
    if not document.agency or not series:
        return None
    found = kept.of_agency(
        document.agency, document.sha256, date, lambda title: series_of(title) == series
    )
    return (found, f"the previous one of that title by {document.agency}") if found else None


def series_of(title: str) -> str:
    words = re.findall(r"[^\W_]+", _WHEN.sub(" ", fold_accents(title)))
    return " ".join(words) if len(words) >= _TITLE_WORDS else ""


def find_novelty(
    briefing: Briefing, before: Briefing, kept: PreviousIssue, how: str, rows: StoryRows
) -> Novelty:
    """Both with corrections. If they share nothing, nothing counts as new."""
    known = _known_names(briefing, before)
    new, changed = (
        _since_version(briefing, before)
        if how == SAME_ADDRESS
        else (_new_subjects(briefing, before, rows), frozenset[int]())
    )
    entities = [e for e in briefing.analysis.entities or () if e.kind is not EntityKind.PLACE]
    looked = before.analysis.entities is not None
    names = frozenset(e.id for e in entities if e.id not in known) if looked else frozenset[str]()
    issues = {i for i, s in enumerate(briefing.analysis.sections) if s.kind is SectionKind.ISSUE}
    if issues <= new and not known:
        names, new = frozenset(), frozenset()
    return Novelty(kept.title, kept.published, kept.added, how, names, new & issues, changed)


def _since_version(briefing: Briefing, before: Briefing) -> tuple[frozenset[int], frozenset[int]]:
    found: dict[ChangeKind, set[Section]] = {}
    for change in diff_versions(before, briefing):
        if change.after is not None:
            found.setdefault(change.kind, set()).add(change.after)
    sections = list(enumerate(briefing.analysis.sections))
    added, reworded = (found.get(kind, set()) for kind in (ChangeKind.ADDED, ChangeKind.REWORDED))
    return (
        frozenset(index for index, section in sections if section in added),
        frozenset(index for index, section in sections if section in reworded),
    )


def _new_subjects(briefing: Briefing, before: Briefing, rows: StoryRows) -> frozenset[int]:
    old = [s for s in before.analysis.sections if s.kind is not SectionKind.BOILERPLATE]
    new = [s for s in briefing.analysis.sections if s.kind is SectionKind.ISSUE]
    known = NearProfiles([profile for _, profile in find_profiles(before, old, rows)])
    titles = {_folded(section.title) for section in old}
    return frozenset(
        briefing.analysis.sections.index(section)
        for section, (_, profile) in zip(new, find_profiles(briefing, new, rows), strict=True)
        if _folded(section.title) not in titles and known.surest(profile) < _SAME
    )


def _folded(title: str) -> str:
    return " ".join(fold_accents(title).split())


def _known_names(briefing: Briefing, before: Briefing) -> dict[str, str]:
    old: defaultdict[tuple[str, ...], list[Entity]] = defaultdict(list)
    for other in before.analysis.entities or ():
        for sign in _signs(other):
            old[sign].append(other)
    found = {}
    for entity in briefing.analysis.entities or ():
        near = (other for sign in _signs(entity) for other in old.get(sign, ()))
        same = next((other for other in near if _same_entity(entity, other)), None)
        if same is not None:
            found[entity.id] = same.id
    return found


def _signs(entity: Entity) -> set[tuple[str, ...]]:
    kind, forms = entity.kind.value, _forms(entity)
    signs = {(kind, form.key) for form in forms}
    if entity.kind is EntityKind.PERSON:
        return signs | {(kind, "family", word) for word in words_for_short(forms[0])}
    return signs | {(kind, "words", *organization_key(form.name)) for form in forms}


def _same_entity(entity: Entity, other: Entity) -> bool:
    forms, others = _forms(entity), _forms(other)
    if entity.kind is not EntityKind.PERSON or {f.key for f in forms} & {f.key for f in others}:
        return True
    one, two = forms[0], others[0]
    return names_agree(one, two) if is_full(one) and is_full(two) else True


def _forms(entity: Entity) -> Sequence[StoredName]:
    kind = entity.kind.value
    return [StoredName(0, kind, name_key(f), f) for f in (entity.name, *entity.aliases)]
