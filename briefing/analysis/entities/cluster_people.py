import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Sequence

from msgspec import Struct, field

from briefing.analysis.entities.cluster import MentionCluster
from briefing.analysis.entities.context_rules import find_aliases
from briefing.analysis.entities.person_name import PersonName, compatible_names, parse_person_name
from briefing.model import EntityKind, Mention

_REACH = 48
"""Characters searched for titles before a name."""
_SENTENCE, _SENTENCE_END = 150, re.compile(r"\.\s|\n")
"""Whoever is named in full later in a sentence is another: "Ode met Ilse Ode"."""
_PARAGRAPH = 3000
"""Characters before a name in which its paragraph begins."""


class _Person(Struct):
    cluster: MentionCluster = field(default_factory=lambda: MentionCluster(EntityKind.PERSON))
    names: list[PersonName] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    full: list[int] = field(default_factory=list)
    """Where it is named in full."""
    titles: set[str] = field(default_factory=set)
    longest: str = ""
    gender: str = ""

    def fits(self, name: PersonName) -> bool:
        if name.gender and self.gender and name.gender != self.gender:
            return False
        return all(compatible_names(name, known) for known in self.names if len(known.words) > 1)

    def is_full_in(self, start: int, end: int) -> bool:
        return bisect_left(self.full, start) < bisect_left(self.full, end)

    def distance(self, at: int) -> tuple[bool, int]:
        index = bisect_left(self.starts, at)
        return (False, at - self.starts[index - 1]) if index else (True, self.starts[0] - at)


class _People:
    def __init__(self, text: str) -> None:
        self.all: list[_Person] = []
        self._text = text
        self._by_word: defaultdict[str, list[_Person]] = defaultdict(list)

    def nearest(
        self, mention: Mention, words: Sequence[str], fits: Callable[[_Person], bool]
    ) -> _Person | None:
        found = {id(p): p for word in words for p in self._by_word.get(word, ()) if fits(p)}
        return self._nearest_of(list(found.values()), mention)

    def _nearest_of(self, people: Sequence[_Person], mention: Mention) -> _Person | None:
        at = mention.span.start
        return min(people, key=lambda p: p.distance(at), default=None)

    def find_by_short_name(self, mention: Mention, name: PersonName) -> _Person | None:
        word = name.family
        found = [
            person
            for person in self._by_word.get(word, ())
            if not (name.gender and person.gender and name.gender != person.gender)
        ]
        family = [p for p in found if any(n.family == word for n in p.names)]
        return self._likeliest(family or found, mention, name)

    def _likeliest(
        self, people: Sequence[_Person], mention: Mention, name: PersonName
    ) -> _Person | None:
        at = mention.span.start
        if len(people) > 1:
            people = [p for p in people if name.rank in p.titles] or people
            end = _SENTENCE_END.search(self._text, at, at + _SENTENCE)
            limit = end.start() if end else at + _SENTENCE
            people = [p for p in people if not p.is_full_in(at, limit)] or people
        start = self._text.rfind("\n", max(0, at - _PARAGRAPH), at) + 1
        here = [p for p in people if p.is_full_in(start or at - _PARAGRAPH, at)]
        if here:
            return self._nearest_of(here, mention)
        most = max((len(p.full) for p in people), default=0)
        return self._nearest_of([p for p in people if len(p.full) == most], mention)

    def add(self, person: _Person | None, mention: Mention, name: PersonName) -> _Person:
        if person is None:
            person = _Person()
            self.all.append(person)
        form = mention.span.of(self._text)
        person.cluster.add(mention, _reason(form, person.longest))
        person.longest = max(person.longest, form, key=len)
        insort(person.starts, mention.span.start)
        if len(name.words) > 1:
            insort(person.full, mention.span.start)
        if name.rank:
            person.titles.add(name.rank)
        person.gender = person.gender or name.gender
        if name not in person.names:
            person.names.append(name)
            for word in name.words:
                if not any(p is person for p in self._by_word[word]):
                    self._by_word[word].append(person)
        return person


def cluster_people(text: str, mentions: Sequence[Mention]) -> list[MentionCluster]:
    """`mentions` are in order; two people with one surname stay separate."""
    people = _People(text)
    parsed = [(mention, _name(text, mention)) for mention in mentions]
    for mention, name in parsed:
        if len(name.words) > 1:
            fits = _fits_full(name)
            people.add(people.nearest(mention, name.words, fits), mention, name)
    before: _Person | None = None
    for index, (mention, name) in enumerate(parsed):
        if len(name.words) < 2:
            person = people.find_by_short_name(mention, name)
            if person is None and index and _continues_name(text, parsed[index - 1][0], mention):
                person = before
            before = people.add(person, mention, name)
        elif index + 1 < len(parsed):
            before = people.nearest(mention, name.words, _fits_full(name))
    clusters = [person.cluster for person in people.all]
    for cluster in clusters:
        cluster.mentions.sort(key=lambda m: m.span)
    return clusters


def _continues_name(text: str, first: Mention, second: Mention) -> bool:
    """True for "(Saddam) Hussein" and "Pelé, known as the King"."""
    return text[first.span.end : second.span.start] == ") " or find_aliases(text, first, second)


def _name(text: str, mention: Mention) -> PersonName:
    start = mention.span.start
    return parse_person_name(
        mention.span.of(text), text[max(0, start - _REACH) : start].rpartition("\n")[2]
    )


def _fits_full(name: PersonName) -> Callable[[_Person], bool]:
    return lambda person: person.fits(name)


def _reason(form: str, longest: str) -> str:
    if not longest or form == longest:
        return ""
    short, long = sorted((form, longest), key=len)
    if short in long:
        return f"“{short}” is part of “{long}”"
    return f"“{short}” and “{long}” agree"
