from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct, field

from briefing.analysis.entities.acronyms import defines_acronym, initials, make_acronym
from briefing.analysis.entities.cluster import MentionCluster
from briefing.analysis.entities.lexicon import (
    ARTICLES,
    BODY_HEADS,
    CORPORATE,
    LINKS,
    SCHOOLS,
    word_set,
)
from briefing.analysis.entities.person_name import name_words
from briefing.model import EntityKind, Mention

_MOST = 12
"""Words of a name that is searched for short forms."""
_SAME_KEY = {
    ("usa",): ("us",),
    ("america",): ("us",),
    ("united", "states", "of", "america"): ("united", "states"),
    ("great", "britain"): ("britain",),
    ("united", "kingdom"): ("britain",),
    ("uk",): ("britain",),
}
_PLAIN_HEADS = word_set(
    "united national american international general first federal central royal world north south east "
    "west great new democratic republican social free state city house"
)
_PLAIN_TAILS = word_set("house street court news state nation national international school world")
_SIDES = word_set("east west north south eastern western northern southern new old")


class _Body(Struct):
    cluster: MentionCluster
    starts: list[int] = field(default_factory=list)
    merged_into: "_Body | None" = None

    def root(self) -> "_Body":
        body = self
        while body.merged_into is not None:
            body = body.merged_into
        return body

    def distance(self, at: int) -> tuple[bool, int]:
        index = bisect_left(self.starts, at)
        return (False, at - self.starts[index - 1]) if index else (True, self.starts[0] - at)


def cluster_organizations(text: str, mentions: Sequence[Mention]) -> list[MentionCluster]:
    bodies = _by_key(text, mentions, EntityKind.ORGANIZATION)
    _merge_defined_acronyms(text, mentions, bodies)
    _merge_acronyms(text, bodies)
    _merge_short_forms(text, bodies)
    return _clusters(bodies)


def cluster_places(text: str, mentions: Sequence[Mention]) -> list[MentionCluster]:
    bodies = _by_key(text, mentions, EntityKind.PLACE)
    _merge_acronyms(text, bodies)
    return _clusters(bodies)


def _clusters(bodies: dict[tuple[str, ...], _Body]) -> list[MentionCluster]:
    clusters = [body.cluster for body in bodies.values() if body.merged_into is None]
    for cluster in clusters:
        cluster.mentions.sort(key=lambda m: m.span)
    return clusters


def organization_key(form: str) -> tuple[str, ...]:
    """Folded words; forms with equal keys are the same organization."""
    if short := make_acronym(form):
        return _SAME_KEY.get((short,), (short,))
    words = [w for w in name_words(form) if w not in ARTICLES]
    while len(words) > 1 and (words[-1] in CORPORATE or words[-1] in LINKS):
        words.pop()
    words = [_singular(word) for word in words]
    return _SAME_KEY.get(tuple(words), tuple(words))


def _singular(word: str) -> str:
    plural = len(word) > 5 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if plural else word


def _by_key(
    text: str, mentions: Sequence[Mention], kind: EntityKind
) -> dict[tuple[str, ...], _Body]:
    bodies: dict[tuple[str, ...], _Body] = {}
    for mention in mentions:
        key = organization_key(mention.span.of(text))
        body = bodies.setdefault(key, _Body(MentionCluster(kind)))
        body.cluster.add(mention)
        body.starts.append(mention.span.start)
    return bodies


def _merge_defined_acronyms(
    text: str, mentions: Sequence[Mention], bodies: dict[tuple[str, ...], _Body]
) -> None:
    for full, short in pairwise(mentions):
        form, other = full.span.of(text), short.span.of(text)
        whole = text[short.span.end : short.span.end + 1] == ")"
        if (whole or make_acronym(other)) and defines_acronym(
            text, full.span.end, short.span.start
        ):
            _merge(
                bodies[organization_key(other)],
                bodies[organization_key(form)],
                f"“{form} ({other})” defines it",
            )


def _merge_acronyms(text: str, bodies: dict[tuple[str, ...], _Body]) -> None:
    full: defaultdict[str, list[_Body]] = defaultdict(list)
    for key, body in bodies.items():
        if len(key) > 1:
            for letters in initials(body.cluster.mentions[0].span.of(text)):
                full[letters].append(body)
    for key, body in bodies.items():
        if len(key) == 1 and body.merged_into is None and full.get(key[0]):
            forms = (mention.span.of(text) for mention in body.cluster.mentions)
            form = next((form for form in forms if make_acronym(form)), "")
            if form:
                target = _nearest(full[key[0]], body)
                long = target.cluster.mentions[0].span.of(text)
                _merge(body, target, f"“{form}” stands for “{long}”")


def _merge_short_forms(text: str, bodies: dict[tuple[str, ...], _Body]) -> None:
    longer: defaultdict[tuple[str, ...], list[_Body]] = defaultdict(list)
    for key, body in bodies.items():
        for part in _short_forms(key):
            longer[part].append(body)
    for key, body in sorted(bodies.items(), key=lambda item: -len(item[0])):
        form = body.cluster.mentions[0].span.of(text)
        found = [b for b in longer.get(key, ()) if b.root() is not body.root()]
        if body.merged_into is None and found and not make_acronym(form):
            target = _nearest(found, body)
            long = target.cluster.mentions[0].span.of(text)
            _merge(body, target, f"“{form}” is short for “{long}”")


def _short_forms(key: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """Shorter keys that may stand for `key`: first words, last words, middle, "fed"."""
    if not 2 <= len(key) <= _MOST:
        return
    for cut in range(1, len(key)):
        if _may_stand_alone(key[:cut], key[cut:], head=True):
            yield key[:cut]
        if _may_stand_alone(key[cut:], key[:cut], head=False):
            yield key[cut:]
    if len(key) > 2 and key[-1] in BODY_HEADS:
        yield key[1:-1]
    if len(key[0]) > 5:
        yield (key[0][:3],)


def _may_stand_alone(part: tuple[str, ...], rest: tuple[str, ...], *, head: bool) -> bool:
    """False for plain words such as "bank" or "of Japan", and for what is named with a branch of it."""
    if part[0] in LINKS or part[-1] in LINKS or all(word in _SIDES for word in rest):
        return False
    if _is_branch(rest) if head else _is_seat(rest):
        return False
    word = part[0]
    plain = word in BODY_HEADS or word in (_PLAIN_HEADS if head else _PLAIN_TAILS)
    return len(part) > 1 or not (plain or len(word) < 3)


def _is_branch(rest: tuple[str, ...]) -> bool:
    """True for "Bank of Boston" behind "Federal Reserve"."""
    return "of" in rest[1:]


def _is_seat(rest: tuple[str, ...]) -> bool:
    """True for "Federal Reserve Bank of" before "Boston"; schools are called by their towns."""
    return rest[-1] == "of" and not SCHOOLS.intersection(rest)


def _nearest(candidates: Sequence[_Body], body: _Body) -> _Body:
    at = body.starts[0]
    return min(candidates, key=lambda c: c.root().distance(at))


def _merge(body: _Body, target: _Body, reason: str) -> None:
    body, target = body.root(), target.root()
    if body is target:
        return
    for mention in body.cluster.mentions:
        target.cluster.add(mention, reason)
    for start in body.starts:
        insort(target.starts, start)
    body.merged_into = target
