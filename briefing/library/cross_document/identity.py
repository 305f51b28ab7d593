from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from msgspec import Struct, field

from briefing.analysis.entities.acronyms import make_acronym
from briefing.analysis.entities.cluster_organizations import organization_key
from briefing.analysis.entities.person_name import parse_person_name
from briefing.library.cross_document.co_mentions import CoMentions, Evidence, same_description
from briefing.library.cross_document.name_matching import (
    is_full,
    names_of_person,
    names_with_key,
    same_full_name,
    short_word,
    words_for_short,
)
from briefing.model import EntityKind
from briefing.storage.date_order import UNDATED
from briefing.storage.entity_names import EntityNames, IdentityDecision, StoredName

LOOKED_AT = 200
_SPLIT = "#"
"""Between name and hash in the key of a person split from namesakes."""
_HOPS = 8
_AGREED = 4
"""An acronym's main meaning needs this many times the texts of all others."""
_NAMESAKES = 50


class Member(Struct):
    name: StoredName
    reason: str = ""
    texts: dict[int, str] | None = None
    """Reason per text; None means all texts."""
    by_hand: bool = False


class Identity(Struct):
    kind: str
    person: str
    """Key in the decisions."""
    members: list[Member] = field(default_factory=list)
    texts: dict[int, tuple[str, Member]] = field(default_factory=dict)
    namesakes: dict[StoredName, int] = field(default_factory=dict)

    @property
    def ids(self) -> frozenset[int]:
        return frozenset(member.name.id for member in self.members)

    @property
    def dated(self) -> list[int]:
        return [each for each in self.newest if not self.texts[each][0].startswith(UNDATED)]

    @property
    def newest(self) -> list[int]:
        return sorted(self.texts, key=lambda each: (self.texts[each][0], each), reverse=True)

    def reason(self, document: int) -> str:
        """Why the name in this text is the person; "" if obvious."""
        member = self.texts[document][1]
        return (member.texts or {}).get(document, "") or member.reason


class Identifier:
    def __init__(self, names: EntityNames) -> None:
        self.names = names
        self.co_mentions = CoMentions(names)
        self._read: dict[int, list[tuple[int, str]]] = {}

    def identity(self, kind: str, key: str, sha256: str | None = None) -> Identity:
        decisions = self.names.decisions(kind)
        person = apply_decisions(decisions, key, sha256)
        found = Identity(kind, person)
        text = self.names.text_of(sha256) if sha256 else None
        start = self.names.find(kind, person)
        if start is not None:
            self._gather(found, start, text if person == key else None)
        self._apply_merges(found, decisions)
        self._take_texts(found, decisions)
        return found

    def _gather(self, found: Identity, start: StoredName, text: int | None) -> None:
        if found.kind != EntityKind.PERSON:
            self._add_organization(found, start)
        elif is_full(start):
            self._add_full_name(found, start, text)
        else:
            self._add_short_name(found, start, text)

    # Persons

    def _add_full_name(self, found: Identity, start: StoredName, text: int | None) -> None:
        alike = self.names.alike(start.kind, start.name)
        same = names_of_person(start, alike)
        found.members.append(Member(start, "same full name"))
        found.members += [Member(name, _full_reason(start, name)) for name in same]
        others = [each for each in alike if each.id not in found.ids and is_full(each)]
        called = frozenset(word for name in (start, *same) for word in words_for_short(name))
        shorts = [each for each in alike if short_word(each) in called]
        rivals = [o for o in others if any(short_word(s) in words_for_short(o) for s in shorts)]
        found.namesakes = dict.fromkeys((*shorts, *_namesakes(start, others)), 0)
        if shorts and not rivals:
            self._add_short_forms(found, shorts, text)

    def _add_short_forms(
        self, found: Identity, shorts: Sequence[StoredName], text: int | None
    ) -> None:
        whole = {document: date for m in found.members for document, date in self._texts(m.name)}
        ids = frozenset((*found.ids, *(each.id for each in shorts)))
        known = _newest(whole)
        for short in shorts:
            texts = dict(self._texts(short))
            looked_at = dict.fromkeys((*_newest(texts), *(each for each in texts if each == text)))
            tested = [each for each in looked_at if each not in whole]
            backed = self._find_evidence(tested, known, ids, short, found.ids)
            if backed:
                only = f"“{short.name}” alone: no other {short.name} in the library, and "
                reasons = {document: only + why.words for document, why in backed.items()}
                found.members.append(Member(short, texts=reasons))

    def _add_short_name(self, found: Identity, start: StoredName, text: int | None) -> None:
        word = short_word(start)
        alike = self.names.with_parts({word}, start.kind) if word else ()
        full = [each for each in alike if is_full(each) and word in words_for_short(each)]
        taken: set[int] = set()
        if full and not set(full[1:]) - set(names_of_person(full[0], full)):
            self._add_full_name(found, full[0], text)
            if any(m.name.id == start.id and _holds(m, text) for m in found.members):
                found.person = full[0].key
                return
            taken = {document for m in found.members for document in m.texts or ()}
            found.members = []
        found.namesakes = dict.fromkeys(full, 0)
        texts = dict(self._texts(start))
        here = text if text in texts else next(iter(_newest(texts)), None)
        if here is None:
            return
        ids = frozenset({start.id})
        others = [each for each in _newest(texts) if each != here and each not in taken]
        backed = self._find_evidence(others, [here], ids, start, ids)
        reasons = {each: f"the same name alone, and {why.words}" for each, why in backed.items()}
        found.members.append(Member(start, texts={here: "", **reasons}))

    def _find_evidence(
        self,
        tested: Sequence[int],
        known: Sequence[int],
        ids: frozenset[int],
        short: StoredName,
        named: Iterable[int],
    ) -> dict[int, Evidence]:
        self.co_mentions.load((*known, *tested))
        profile = self.co_mentions.profile(known, ids)
        said = [words for _, _, words in self.names.descriptions(named, known)]
        here = {document: w for _, document, w in self.names.descriptions((short.id,), tested)}
        found = {}
        for document in tested:
            words = here.get(document, "")
            same = words if any(same_description(words, other) for other in said) else ""
            shared = self.co_mentions.shared(self.co_mentions.companions(document, ids), profile)
            if evidence := Evidence(shared, same):
                found[document] = evidence
        return found

    # Organizations and places

    def _add_organization(self, found: Identity, start: StoredName) -> None:
        letters = make_acronym(start.name)
        full = self._resolve_acronym(letters, start.kind) if letters else None
        if full is not None:
            found.person, count = full[0].key, full[1]
            found.members.append(Member(full[0], "same name"))
            reason = _stands_for(start, full[0], count)
            found.members.append(Member(start, reason))
        else:
            found.members.append(Member(start, "same name"))
        base = found.members[0].name
        for name in names_with_key(base, self.names.alike(base.kind, base.name)):
            found.members.append(Member(name, f"“{name.name}” and “{base.name}” are the same name"))
        for short, count in self.names.acronyms(found.ids):
            meant = self._resolve_acronym(short, base.kind)
            if meant is None or organization_key(meant[0].name) != organization_key(base.name):
                continue
            for name in self.names.with_parts({short}, base.kind):
                if make_acronym(name.name) == short and name.id not in found.ids:
                    found.members.append(Member(name, _stands_for(name, base, count)))

    def _resolve_acronym(self, letters: str, kind: str) -> tuple[StoredName, int] | None:
        found = [pair for pair in self.names.meanings_of(letters) if pair[0].kind == kind]
        counts: Counter[tuple[str, ...]] = Counter()
        for name, count in found:
            counts[organization_key(name.name)] += count
        if not counts:
            return None
        [(key, most)] = counts.most_common(1)
        if most < _AGREED * (counts.total() - most):
            return None
        return next(name for name, _ in found if organization_key(name.name) == key), most

    # The reader's decisions

    def _apply_merges(self, found: Identity, decisions: Sequence[IdentityDecision]) -> None:
        keys = {found.person, *(member.name.key for member in found.members)}
        for each in decisions:
            name = self.names.find(each.kind, each.key) if each.person in keys else None
            whole = {member.name.id for member in found.members if member.texts is None}
            if name is None or (each.sha256 is None and name.id in whole):
                continue
            text = self.names.text_of(each.sha256) if each.sha256 else None
            own = _SPLIT in (each.person or "")
            reason = "" if own else f"you merged “{name.name}” with it"
            texts = None if text is None else {text: reason}
            found.members.append(Member(name, reason, texts, by_hand=not own))

    def _take_texts(self, found: Identity, decisions: Sequence[IdentityDecision]) -> None:
        keys = {found.person, *(member.name.key for member in found.members)}
        gone = {(d.key, d.sha256) for d in decisions if d.person not in keys}
        numbers = {sha: self.names.text_of(sha) for _, sha in gone if sha}
        for member in found.members:
            if member.texts is None and (member.name.key, None) in gone:
                continue
            without = {numbers[sha] for key, sha in gone if sha and key == member.name.key}
            for document, date in self._texts(member.name):
                if member.texts is not None and document not in member.texts:
                    continue
                if document not in without:
                    found.texts.setdefault(document, (date, member))
        counted = (
            (name, self._count_texts(found, name)) for name in list(found.namesakes)[:_NAMESAKES]
        )
        found.namesakes = {name: left for name, left in counted if left}
        for document in self._older_versions(found.texts):
            del found.texts[document]

    def _count_texts(self, found: Identity, name: StoredName) -> int:
        return sum(document not in found.texts for document, _ in self._texts(name))

    def _older_versions(self, texts: Collection[int]) -> set[int]:
        newest: dict[str, tuple[str, int]] = {}
        versions = self.names.versions(texts)
        for document, address, read in versions:
            newest[address] = max(newest.get(address, ("", 0)), (read, document))
        return {doc for doc, address, _ in versions if newest[address][1] != doc}

    def _texts(self, name: StoredName) -> list[tuple[int, str]]:
        if name.id not in self._read:
            self._read[name.id] = self.names.texts(name.id)
        return self._read[name.id]


def apply_decisions(decisions: Sequence[IdentityDecision], key: str, sha256: str | None) -> str:
    here = {(each.key, each.sha256): each.person for each in decisions}
    person = here.get((key, sha256)) or here.get((key, None)) or key
    for _ in range(_HOPS):
        further = here.get((person, None))
        if not further or further == person:
            break
        person = further
    return person


def separate_key(key: str, sha256: str) -> str:
    return f"{key}{_SPLIT}{sha256[:12]}"


def _newest(texts: dict[int, str]) -> list[int]:
    return sorted(texts, key=lambda each: (texts[each], each), reverse=True)[:LOOKED_AT]


def _holds(member: Member, text: int | None) -> bool:
    return text is None or (member.texts is not None and text in member.texts)


def _full_reason(start: StoredName, name: StoredName) -> str:
    if same_full_name(start, name):
        return "same full name"
    return f"“{name.name}” matches “{start.name}”, and the library has no other of that name"


def _namesakes(start: StoredName, others: Iterable[StoredName]) -> list[StoredName]:
    family = parse_person_name(start.name).family
    return [each for each in others if parse_person_name(each.name).family == family]


def _stands_for(short: StoredName, full: StoredName, count: int) -> str:
    times = "a briefing" if count == 1 else f"{count} briefings"
    return f"“{short.name}” stands for “{full.name}” in {times}"
