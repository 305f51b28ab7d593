import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from math import inf

from msgspec import Struct

from briefing.analysis.figures.figure import Figure, FigureKind
from briefing.analysis.figures.find_figures import find_figures
from briefing.analysis.figures.number_phrases import Bound
from briefing.analysis.segmentation.stems import stem_word, stem_words
from briefing.library.stories.added_passages import Account
from briefing.library.stories.same_story import Rarity
from briefing.library.stories.terms import key_of
from briefing.model.calendar_words import WEEKDAYS, month_names
from briefing.model.languages import ENGLISH

_ALIKE_AT = 0.4
"""Share of the words near a figure that the other's sentence has, weighed by rarity; the mean of both ways."""
_CLOSE_ALIKE_AT, _LARGE, _CLOSE = 0.12, 1000, 0.15
"""The same share for two large figures that differ by little: they are hardly two things."""
_KNOWN_AT = 0.15
"""The same share, at which an equal figure shows that both accounts know the value."""
_FEWEST = 2
"""Words near a figure, with its unit, that are in the other's sentence."""
_OF_ONE_AT = 0.5
"""The same share of the words of its clause before a percentage: of whom or what it is one."""
_NEAR = 70
"""Code points on either side of a figure."""
_ABOUT = 0.15
"""How far what is "about" a round figure may lie from it."""
_DOZENS = 120
_TOUCHING = 1e-9
_MOST = 40
_COMPARED = (FigureKind.COUNT, FigureKind.MONEY, FigureKind.SHARE)
_EVENTS = {
    "killed": "kill killed killing dead died die dies death deaths fatalities slain lives",
    "hurt": "hurt injured injuries injuring wounded wounding",
    "arrested": "arrest arrested arrests detained",
}
_EVENT_OF = {word: event for event, words in _EVENTS.items() for word in words.split()}
_ANYONE = frozenset(("people", "person", "persons", "victims"))
_SIGNS = {"US$": "$", "dollars": "$", "euros": "€", "euro": "€", "yen": "¥"}
_OPPOSED = (
    "first second third fourth fifth",
    "upper lower",
    "north south east west northern southern eastern western",
    "men women boys girls children",
    "last past next this",
    "rose risen rise fell fallen fall",
    "up down",
)
_MONTHS = frozenset(month_names(ENGLISH))
_SIDES = (frozenset(WEEKDAYS), _MONTHS, *(frozenset(words.split()) for words in _OPPOSED))
_DAYS = _MONTHS.union(WEEKDAYS)
_MOVING = (
    "rose risen rise fell fallen fall climbed climb dropped slipped jumped increased decreased rate level put stood "
    "won win wins took take takes got received reached"
)
_CHANGES = frozenset(map(stem_word, _MOVING.split()))
_TIMES = "year years month months week weeks day days time today yesterday"
_WHEN = frozenset(map(stem_word, _TIMES.split()))
_ATTRIBUTION = re.compile(r"\baccording to [^,;.]{1,80}", re.I)
_CLAUSE = re.compile(r"[,;:—(]\s|\sbut\s|\swhile\s")
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"\b[A-Z][\w’'-]+")


class ToldFigure(Struct, frozen=True):
    account: int
    figure: Figure
    words: str


def told_figures(number: int, account: Account, language: str) -> Iterator[ToldFigure]:
    for paragraph in account.paragraphs:
        for sentence in paragraph:
            for figure in find_figures(account.text, sentence, language):
                yield ToldFigure(number, figure, figure.sentence.of(account.text))


class Difference(Struct, frozen=True):
    figures: tuple[ToldFigure, ...]


def find_differences(told: Sequence[ToldFigure]) -> list[Difference]:
    """Figures of one thing whose values cannot both be right, in the order of the first account."""
    groups: defaultdict[tuple[str, ...], list[_Context]] = defaultdict(list)
    for each in told:
        if each.figure.kind in _COMPARED:
            context = _Context(each)
            groups[context.key].append(context)
    pairs = [pair for group in groups.values() for pair in _differing(group)]
    return _merged(pairs)


class _Context:
    def __init__(self, told: ToldFigure) -> None:
        self.told, self.figure = told, told.figure
        words, start = told.words, told.figure.sentence.start
        low, high = told.figure.span.start - start, told.figure.span.end - start
        first = words.rfind(" ", 0, max(0, low - _NEAR)) + 1
        last = words.find(" ", high + _NEAR)
        near = f"{words[first:low]} {words[high : last if last >= 0 else None]}"
        near = _ATTRIBUTION.sub(" ", near)
        unit = self.figure.unit if self.figure.kind is FigureKind.COUNT else ""
        self.near = frozenset(stem_words(f"{near} {unit} {self.figure.subject}")) - _WHEN
        self.before = frozenset(stem_words(_CLAUSE.split(words[:low])[-1])) - _CHANGES
        self.all = frozenset(stem_words(f"{words[:low]} {unit} {words[high:]}"))
        lower = frozenset(_WORD.findall(near.lower()))
        self.sides = [lower & side for side in _SIDES]
        self.names = (
            frozenset(_NAME.findall(near, 1)) if not first else frozenset(_NAME.findall(near))
        )
        self.names = frozenset(name for name in self.names if name.lower() not in _DAYS)
        self.all_names = frozenset(_NAME.findall(words))
        self.key = self._key(lower)

    def _key(self, near: frozenset[str]) -> tuple[str, ...]:
        figure = self.figure
        if figure.kind is not FigureKind.COUNT:
            return figure.kind.value, _SIGNS.get(figure.unit, figure.unit)
        event = _EVENT_OF.get(figure.unit) or _EVENT_OF.get(figure.subject.lower(), "")
        if figure.unit in _ANYONE and not event:
            events = {_EVENT_OF[word] for word in near if word in _EVENT_OF}
            event = events.pop() if len(events) == 1 else ""
        anyone = figure.unit in _ANYONE or figure.unit in _EVENT_OF
        return figure.kind.value, "people" if anyone else stem_word(figure.unit), event

    def opposes(self, other: "_Context") -> bool:
        if any(
            mine and its and not mine & its
            for mine, its in zip(self.sides, other.sides, strict=True)
        ):
            return True
        shared = self.names & other.all_names or other.names & self.all_names
        return bool(self.names and other.names and not shared)


def _differing(group: Sequence[_Context]) -> Iterator[tuple[ToldFigure, ToldFigure]]:
    accounts: defaultdict[int, list[_Context]] = defaultdict(list)
    for each in group:
        if len(accounts[each.told.account]) < _MOST:
            accounts[each.told.account].append(each)
    for one, other in combinations(sorted(accounts), 2):
        yield from _between(accounts[one], accounts[other])


def _between(
    some: Sequence[_Context], others: Sequence[_Context]
) -> Iterator[tuple[ToldFigure, ToldFigure]]:
    taken: set[int] = set()
    pairs = []
    for one, other in product(some, others):
        share, close = _alike(one, other), _are_close(one.figure, other.figure)
        if _agree(one.figure, other.figure):
            if share >= _KNOWN_AT or one.figure.high == other.figure.high:
                taken |= {id(one), id(other)}
        elif share >= (_CLOSE_ALIKE_AT if close else _ALIKE_AT):
            pairs.append((close, share, one, other))
    for _, _, one, other in sorted(pairs, key=lambda pair: (not pair[0], -pair[1])):
        if not taken & {id(one), id(other)}:
            taken |= {id(one), id(other)}
            if not (one.opposes(other) or one.figure.earlier or other.figure.earlier):
                yield one.told, other.told


def _alike(one: _Context, other: _Context) -> float:
    close = _are_close(one.figure, other.figure)
    fewest = _FEWEST + (one.figure.kind is FigureKind.COUNT and not close)
    if min(len(one.near & other.all), len(other.near & one.all)) < fewest:
        return 0.0
    if one.figure.kind is FigureKind.SHARE:
        of_one = min(_share(one.before, other.all), _share(other.before, one.all))
        if of_one < _OF_ONE_AT:
            return 0.0
    return (_share(one.near, other.all) + _share(other.near, one.all)) / 2


def _share(words: frozenset[str], others: frozenset[str]) -> float:
    rarity = Rarity({}, 0)
    weights = {word: rarity.of(key_of(word)) for word in words}
    return sum(weights[word] for word in words & others) / (sum(weights.values()) or 1.0)


def _agree(one: Figure, other: Figure) -> bool:
    same = one.bound is other.bound and one.bound is not Bound.ABOUT
    low, high = _reach(one, bounded=not same)
    its_low, its_high = _reach(other, bounded=not same)
    if (low, high) == (its_low, its_high) or one.high == other.high:
        return True
    return min(high, its_high) - max(low, its_low) > _TOUCHING * max(one.high, other.high)


def _are_close(one: Figure, other: Figure) -> bool:
    low, high = sorted((one.high, other.high))
    return one.kind is not FigureKind.SHARE and low >= _LARGE and high - low <= _CLOSE * high


def _reach(figure: Figure, *, bounded: bool) -> tuple[float, float]:
    whole = figure.kind is FigureKind.COUNT and figure.step == 1
    spread = figure.step / (4 if whole else 2)
    if figure.bound is Bound.ABOUT and _is_round(figure.high):
        return figure.low * (1 - _ABOUT), figure.high * (1 + _ABOUT)
    low = 0.0 if bounded and figure.bound is Bound.AT_MOST else figure.low - spread
    return low, inf if bounded and figure.bound is Bound.AT_LEAST else figure.high + spread


def _is_round(value: float) -> bool:
    return float(f"{value:.0e}") == value or (value <= _DOZENS and value % 12 == 0)


def _merged(pairs: Sequence[tuple[ToldFigure, ToldFigure]]) -> list[Difference]:
    found: list[list[ToldFigure]] = []
    for pair in pairs:
        group = next((group for group in found if any(each in group for each in pair)), None)
        if group is None:
            group = []
            found.append(group)
        group += [each for each in pair if each not in group]
    ordered = [sorted(group, key=_place) for group in found]
    return [
        Difference(tuple(group)) for group in sorted(ordered, key=lambda group: _place(group[0]))
    ]


def _place(told: ToldFigure) -> tuple[int, int]:
    return told.account, told.figure.span.start
