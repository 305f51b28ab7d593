"""A text that is edited by chance while each of its characters remembers where it comes from."""

import random
import re
from collections.abc import Callable

from briefing.model.span import Span

NEW = -1
"""The origin of a character that the edit brought."""
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_SENTENCE = re.compile(r"[^\s][^\n]*?(?:[.!?][”\"’']?(?=\s|$)|(?=\n|$))")
_PARAGRAPH = re.compile(r"[^\n](?:[^\n]|\n(?!\n))*")
OTHER_WORDS = str.split(
    "also several recent further earlier quietly reportedly officials observers analysts talks "
    "measures statement deadline partners regional joint plan review concerns pressure renewed "
    "after before while despite amid under toward against among within"
)


class Edited:
    """The characters of a text now, and of each its offset in the text before, or `NEW`."""

    def __init__(self, text: str) -> None:
        self.before = text
        self.text = text
        self.origins = list(range(len(text)))

    def put(self, start: int, end: int, words: str) -> None:
        """Other words instead of what stands from `start` to `end`."""
        self.text = self.text[:start] + words + self.text[end:]
        self.origins[start:end] = [NEW] * len(words)

    def move(self, start: int, end: int, to: int) -> None:
        """What stands from `start` to `end` goes before the character that is now at `to`."""
        words, origins = self.text[start:end], self.origins[start:end]
        self.text = self.text[:start] + self.text[end:]
        del self.origins[start:end]
        at = to if to <= start else to - (end - start)
        self.text = self.text[:at] + words + self.text[at:]
        self.origins[at:at] = origins

    def same(self, change: Callable[[str], str]) -> None:
        """Changes each character by itself; the origins stay."""
        self.text = "".join(new if len(new := change(c)) == 1 else c for c in self.text)

    def rewritten(self, pattern: str, words: Callable[[re.Match[str]], str]) -> None:
        """Puts other words at each match, from the end."""
        for match in reversed(list(re.finditer(pattern, self.text))):
            self.put(match.start(), match.end(), words(match))

    def place(self, span: Span) -> tuple[Span | None, float]:
        """Where what is left of `span` stands now, and how much of its letters are left there."""
        wanted = [i for i in range(span.start, span.end) if not self.before[i].isspace()]
        held = set(wanted)
        at = [i for i, origin in enumerate(self.origins) if origin in held]
        if not wanted or not at:
            return None, 0.0
        best = max(_runs(at, 40 + len(span) // 2), key=len)
        return Span(best[0], best[-1] + 1), len(best) / len(wanted)


def _runs(places: list[int], gap: int) -> list[list[int]]:
    runs = [[places[0]]]
    for place in places[1:]:
        if place - runs[-1][-1] > gap:
            runs.append([])
        runs[-1].append(place)
    return runs


def words(text: str) -> list[Span]:
    return [Span(*m.span()) for m in _WORD.finditer(text)]


def sentences(text: str) -> list[Span]:
    return [Span(*m.span()) for m in _SENTENCE.finditer(text) if len(m[0]) > 3]


def paragraphs(text: str) -> list[Span]:
    return [Span(*m.span()) for m in _PARAGRAPH.finditer(text) if m[0].strip()]


def around(spans: list[Span], offset: int) -> Span:
    """The one of `spans` that holds `offset`, or the nearest."""
    return min(
        spans,
        key=lambda s: 0 if s.holds(offset) else min(abs(s.start - offset), abs(s.end - offset)),
    )


def reword(edited: Edited, span: Span, rate: float, chance: random.Random) -> None:
    """Replaces, drops, adds and swaps words within `span`, `rate` of them."""
    for word in reversed(words(edited.text[span.start : span.end])):
        if chance.random() >= rate:
            continue
        start, end = span.start + word.start, span.start + word.end
        kind = chance.random()
        if kind < 0.5:
            edited.put(start, end, chance.choice(OTHER_WORDS) + chance.choice(["", "s"]))
        elif kind < 0.75:
            edited.put(start, min(end + 1, len(edited.text)), "")
        else:
            edited.put(start, start, chance.choice(OTHER_WORDS) + " ")


def misspell(edited: Edited, rate: float, chance: random.Random) -> None:
    """Loses, doubles and swaps letters, `rate` of them."""
    for at in range(len(edited.text) - 1, -1, -1):
        if not edited.text[at].isalpha() or chance.random() >= rate:
            continue
        kind = chance.randrange(3)
        if kind == 0:
            edited.put(at, at + 1, "")
        elif kind == 1:
            edited.put(at, at, edited.text[at])
        else:
            edited.put(at, at + 1, chance.choice("aeiounrst"))


def generated(chance: random.Random) -> str:
    """A briefing of 6 to 12 issues."""
    return "\n\n".join(_issue(chance) for _ in range(chance.randint(6, 12)))


def _issue(chance: random.Random) -> str:
    parts = [" ".join(nouns(chance, 4)).title()]
    parts += [new_paragraph(chance) for _ in range(chance.randint(2, 6))]
    return "\n\n".join(parts)


_NAMES = str.split(
    "Marlow Okafor Petrenko Lindqvist Haddad Moreau Tanaka Vance Silva Brandt Castile Orsini"
)
_VERBS = str.split("said met urged rejected signed praised delayed offered warned told joined left")
_NOUNS = str.split(
    "agreement border harbour council minister pipeline treaty embassy grain tariff navy patrol "
    "election parliament loan railway satellite visa refinery ceasefire summit budget island fleet "
    "quota sanction airport laboratory census strike drought vaccine archive bridge canal dispute"
)


def nouns(chance: random.Random, count: int) -> list[str]:
    return [chance.choice(_NOUNS) for _ in range(count)]


def new_sentence(chance: random.Random) -> str:
    name, verb = chance.choice(_NAMES), chance.choice(_VERBS)
    a, b, c = nouns(chance, 3)
    tail = " ".join(chance.choice(OTHER_WORDS + _NOUNS) for _ in range(chance.randint(3, 16)))
    start = f"{name} {verb} that the {a} and the {b} of the {c}"
    return chance.choice([f"{start} {tail}.", f'“The {a} {tail}," {name} {verb} on the {b}.'])


def new_paragraph(chance: random.Random) -> str:
    return " ".join(new_sentence(chance) for _ in range(chance.randint(2, 6)))
