"""Widens the corpora: names swapped for others of their kind, sentences of our own, changed case."""

import random
import re
from collections import defaultdict
from pathlib import Path

from training.names.corpora import Document, Sentence, names

LISTS = Path(__file__).parent / "lists"
SEATS = {("White", "House"), ("Kremlin",), ("Pentagon",)}
"""Seats that act in the news as the government they house: labelled as organizations everywhere."""


def _lines(name: str) -> list[str]:
    return (LISTS / f"{name}.txt").read_text(encoding="utf-8").split("\n")[:-1]


def seats(sentence: Sentence) -> Sentence:
    """The sentence with the SEATS in it as organizations."""
    made = list(sentence)
    for index in range(len(made)):
        for seat in SEATS:
            words = tuple(word for word, _ in made[index : index + len(seat)])
            follows = made[index + len(seat)][1] if index + len(seat) < len(made) else "O"
            alone = not made[index][1].startswith("I-") and not follows.startswith("I-")
            if words == seat and alone:
                for at, word in enumerate(seat):
                    made[index + at] = (word, ("I-" if at else "B-") + "ORG")
    return made


class Names:
    """Names of each kind, from lists of our own and from the corpora."""

    def __init__(self, corpora: dict[str, list[Document]]) -> None:
        self.given, self.surnames = _lines("given"), _lines("surnames")
        self.organizations = [tuple(line.split()) for line in _lines("organizations")]
        found: dict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
        for corpus, documents in corpora.items():
            for document in documents:
                for sentence in document:
                    for start, end, kind in names(sentence):
                        words = tuple(word for word, _ in sentence[start:end])
                        clean = kind == "PER" or not corpus.startswith("re3d")
                        if clean and words[0][:1].isupper():
                            found[kind][words] = None
        self.seen = {kind: list(words) for kind, words in found.items()}

    def person(self) -> tuple[str, ...]:
        middle = [random.choice("ABCDEFGHJKLMNPRSTW") + "."] if random.random() < 0.12 else []
        suffix = ["Jr."] if random.random() < 0.02 else []
        return (random.choice(self.given), *middle, *random.choice(self.surnames).split(), *suffix)

    def other(self, kind: str, words: tuple[str, ...]) -> tuple[str, ...]:
        """A name of the kind, to stand for `words`."""
        ours = random.random() < 0.55
        if kind == "PER" and ours:
            return self.person() if len(words) > 1 else tuple(random.choice(self.surnames).split())
        if kind == "ORG" and ours:
            return random.choice(self.organizations)
        return random.choice(self.seen[kind])

    def swap(self, document: Document, share: float) -> Document:
        """The document with about `share` of its names replaced, each name by the same one throughout."""
        chosen: dict[tuple[str, ...], tuple[str, ...]] = {}
        made = []
        for sentence in document:
            words: Sentence = []
            last = 0
            for start, end, kind in names(sentence):
                name = tuple(word for word, _ in sentence[start:end])
                if name not in chosen:
                    chosen[name] = self.other(kind, name) if random.random() < share else name
                words += sentence[last:start] + labelled(chosen[name], kind)
                last = end
            made.append(words + sentence[last:])
        return made


def labelled(words: tuple[str, ...], kind: str) -> Sentence:
    return [(word, ("I-" if index else "B-") + kind) for index, word in enumerate(words)]


class Templates:
    """Sentences of our own with slots: P a full name, L a surname, O an organization, G a place."""

    def __init__(self, known: Names) -> None:
        self.known, self.templates = known, [line.split() for line in _lines("templates")]

    def document(self) -> Document:
        """Some sentences about the same few people and organizations."""
        people = [self.known.person() for _ in range(random.randint(2, 5))]
        organizations = [self.known.other("ORG", ()) for _ in range(random.randint(3, 7))]
        sentences = random.sample(self.templates, random.randint(4, 10))
        return [seats(self._fill(words, people, organizations)) for words in sentences]

    def _fill(self, words: list[str], people: list, organizations: list) -> Sentence:
        made: Sentence = []
        for word in words:
            if word == "{P}":
                made += labelled(random.choice(people), "PER")
            elif word == "{L}":
                name = [
                    w for w in random.choice(people)[1:] if not re.fullmatch(r"[A-Z]\.|Jr\.", w)
                ]
                made += labelled(tuple(name), "PER")
            elif word == "{O}":
                made += labelled(random.choice(organizations), "ORG")
            elif word == "{G}":
                made += labelled(random.choice(self.known.seen["LOC"]), "LOC")
            else:
                made.append((word, "O"))
        return made


def recased(document: Document) -> Document:
    """The document in lower case (10 %), UPPER CASE (10 %), or as it is with a Title Line now and then."""
    chance = random.random()
    if chance < 0.10:
        return [[(word.lower(), tag) for word, tag in sentence] for sentence in document]
    if chance < 0.20:
        return [[(word.upper(), tag) for word, tag in sentence] for sentence in document]
    return [_titled(sentence) if random.random() < 0.04 else sentence for sentence in document]


def _titled(sentence: Sentence) -> Sentence:
    if len(sentence) > 25:
        return sentence
    return [(word[:1].upper() + word[1:], tag) for word, tag in sentence]
