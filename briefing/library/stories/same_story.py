"""The one measure of whether two issues are about the same story."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice

import msgspec
from msgspec import Raw, Struct

from briefing.analysis.segmentation.logistic_model import logistic
from briefing.library.stories.terms import Key, Terms, find_terms, key_of
from briefing.library.stories.wire_copies import Sketch
from briefing.model import Briefing, Section
from briefing.storage.story_rows import StoryRows

Vector = dict[Key, int]
"""Of length 1,000."""

_WHOLE = 1000
_WORDS, _IN_LEAD, _NAMES, _IN_TITLE = 80, 30, 16, 20
_SIGNS, _TITLE_SIGNS, _WANTED = 20, 6, 40
_FIGURES = 4
"""More shared figures say no more."""
_LEAST_RARITY = 0.05
_FEW = 3
"""As a sign, what fewer issues have is not rarer: else the signs would be what no other issue has."""
_NEAR, _A_DAY = 10, 0.1
"""From this many days apart on, each takes that much from the log-odds."""
_MOST_NEAR = 40
_KEPT = 500
"""Profiles that are not decoded again; some 20 kB each."""
_FROM_WORDS, _FROM_NAMES = 3, 3


class StoryProfile(Struct, frozen=True, array_like=True):
    words: Vector
    lead: Vector
    names: Vector
    title: Vector
    figures: frozenset[Key]
    sketch: Sketch
    day: str | None
    """ISO 8601."""
    sender: str | None = None

    @property
    def signs(self) -> tuple[Key, ...]:
        """By which others find it."""
        return self._rarest(_SIGNS)

    @property
    def wanted(self) -> tuple[Key, ...]:
        """Signs by which it finds others."""
        return self._rarest(_WANTED)

    def _rarest(self, words: int) -> tuple[Key, ...]:
        return tuple(dict.fromkeys((*islice(self.words, words), *islice(self.title, _TITLE_SIGNS))))


class Weights(Struct, frozen=True):
    names: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float
    issues: int
    """In which the words were counted; weighed as `like`."""
    like: int
    words: dict[str, int]


class Rarity:
    """Counts of the library, and of news in general."""

    def __init__(self, counts: Mapping[Key, int], issues: int) -> None:
        self._counts, self._total = counts, issues + load_weights().like

    def of(self, key: Key, least: int = 0) -> float:
        """As if `least` issues had it at the least."""
        count = max(least, self._counts.get(key, 0)) + _in_general().get(key, 0.0)
        return max(_LEAST_RARITY, math.log((self._total + 1) / (count + 0.5)))


def make_profile(
    terms: Terms, rarity: Rarity, day: str | None, sender: str | None = None
) -> StoryProfile:
    return StoryProfile(
        _vector(terms.words, rarity, _WORDS),
        _vector(terms.lead, rarity, _IN_LEAD),
        _vector(terms.names, rarity, _NAMES),
        _vector(terms.title, rarity, _IN_TITLE),
        terms.figures,
        terms.sketch,
        day[:10] if day else None,
        sender,
    )


def find_profiles(
    briefing: Briefing, sections: Iterable[Section], rows: StoryRows
) -> list[tuple[Terms, StoryProfile]]:
    found = [find_terms(briefing, section) for section in sections]
    keys = set[Key]().union(*(terms.keys for terms in found))
    rarity, day = Rarity(rows.counts(keys), rows.total()), briefing.document.published
    return [(terms, make_profile(terms, rarity, day)) for terms in found]


class Voiced(Struct, frozen=True, array_like=True):
    """A StoryProfile of which only what tells its source is decoded."""

    words: Raw = Raw()
    lead: Raw = Raw()
    names: Raw = Raw()
    title: Raw = Raw()
    figures: Raw = Raw()
    sketch: Sketch = ()
    day: str | None = None
    sender: str | None = None


def read_voice(packed: bytes) -> Voiced:
    return msgspec.msgpack.decode(packed, type=Voiced) if packed else Voiced()


@lru_cache(maxsize=_KEPT)
def read_profile(packed: bytes) -> StoryProfile:
    return msgspec.msgpack.decode(packed, type=StoryProfile)


def features(one: StoryProfile, other: StoryProfile) -> tuple[float, ...]:
    """In the order of `Weights.names`."""
    return (
        math.sqrt(_cosine(one.words, other.words)),
        math.sqrt(_cosine(one.lead, other.lead)),
        math.sqrt(_cosine(one.names, other.names)),
        math.sqrt(_cosine(one.title, other.title)),
        float(min(_FIGURES, len(one.figures & other.figures))),
    )


def confidence(one: StoryProfile, other: StoryProfile) -> float:
    return logistic(log_odds(one, other))


def log_odds(one: StoryProfile, other: StoryProfile) -> float:
    model = load_weights()
    row = features(one, other)
    odds = model.bias + sum(w * x for w, x in zip(model.weights, row, strict=True))
    return odds - _A_DAY * max(0, _days_apart(one, other) - _NEAR)


class NearProfiles:
    """Compares an issue with those alone that share its rarest terms."""

    def __init__(self, profiles: Sequence[StoryProfile]) -> None:
        self._profiles = profiles
        self._with: defaultdict[Key, list[int]] = defaultdict(list)
        for at, profile in enumerate(profiles):
            for sign in profile.signs:
                self._with[sign].append(at)

    def surest(self, profile: StoryProfile) -> float:
        """Confidence of the likeliest; 0.0 if none is near."""
        shared = Counter(at for sign in profile.wanted for at in self._with.get(sign, ()))
        near = (self._profiles[at] for at, count in shared.most_common(_MOST_NEAR) if count > 1)
        return max((confidence(profile, other) for other in near), default=0.0)


def explain(one: StoryProfile, terms: Terms, other: StoryProfile) -> str:
    """The most characteristic names and words of both; `terms` are those of `one`."""
    names = _shared(one.names, other.names)
    in_names = {word for key in names for word in terms.forms.get(key, "").split()}
    words = [
        form
        for key in _shared(one.words, other.words)
        if (form := terms.forms.get(key, "")) and form not in in_names
    ]
    named = ", ".join(terms.forms[key] for key in names[:_FROM_NAMES])
    used = ", ".join(f"“{word}”" for word in words[:_FROM_WORDS])
    return "; ".join(filter(None, (named, used))) or "the same words"


_loaded: list[Weights] = []


def load_weights() -> Weights:
    if not _loaded:
        data = files(__package__).joinpath("weights", "same_story.json").read_bytes()
        use(msgspec.json.decode(data, type=Weights))
    return _loaded[0]


def use(weights: Weights) -> None:
    _loaded[:] = [weights]
    _in_general.cache_clear()


@cache
def _in_general() -> dict[Key, float]:
    model = load_weights()
    share = model.like / model.issues
    return {key_of(word): count * share for word, count in model.words.items()}


def _vector(counts: Mapping[Key, int], rarity: Rarity, most: int) -> Vector:
    often = {key: 1 + math.log(n) for key, n in counts.items()}
    weighed = {key: many * rarity.of(key) for key, many in often.items()}
    best = sorted(weighed, key=lambda key: (-weighed[key], key))[:most]
    length = math.sqrt(sum(weighed[key] ** 2 for key in best)) or 1.0
    best.sort(key=lambda key: (-often[key] * rarity.of(key, _FEW), key))
    return {key: round(_WHOLE * weighed[key] / length) for key in best}


def _cosine(one: Vector, other: Vector) -> float:
    return sum([one[key] * other[key] for key in one.keys() & other.keys()]) / _WHOLE**2


def _days_apart(one: StoryProfile, other: StoryProfile) -> int:
    try:
        return abs((date.fromisoformat(one.day or "") - date.fromisoformat(other.day or "")).days)
    except ValueError:
        return 0


def _shared(one: Vector, other: Vector) -> list[Key]:
    return sorted({*one} & {*other}, key=lambda key: -one[key] * other[key])
