"""Makes windows of word pieces with labels, as the recogniser will read them, and batches of them."""

import random
from functools import lru_cache

import torch
from torch import Tensor

from briefing.analysis.ner.clean_text import plain_for_recognition
from briefing.analysis.ner.sentences import Sentence as Stretch
from briefing.analysis.ner.windows import WINDOW
from briefing.analysis.ner.wordpieces import encode
from training.names.corpora import Document, Sentence
from training.names.network import LABELS
from training.names.variety import Names, Templates, recased, seats

CLS, SEP, NONE = 101, 102, -100
Window = tuple[list[int], list[int], list[int]]
"""Ids, cases and labels (NONE takes no loss)."""
WEIGHT = {"conllpp_train": 1.0, "ewt_dev": 1.1, "ewt_test": 1.1, "wikigold": 1.2, "politics_train": 2.0,
          "re3d_train": 0.8, "re3d_test": 0.8}  # fmt: skip
OTHERS = 1.4
TEMPLATED = 160
"""Documents of our own templates an epoch."""


class Examples:
    """Windows of an epoch, never twice the same."""

    def __init__(self, corpora: dict[str, list[Document]]) -> None:
        self._corpora = {
            name: [[seats(sentence) for sentence in document] for document in documents]
            for name, documents in corpora.items()
        }
        self._names = Names(corpora)
        self._templates = Templates(self._names)
        self._word = lru_cache(maxsize=None)(self._encode_word)

    def _encode_word(self, word: str) -> tuple[list[int], list[int]]:
        pieces = encode(Stretch(0, plain_for_recognition(word), False))
        return pieces.ids, pieces.cases

    def encode(self, sentence: Sentence) -> Window:
        ids: list[int] = []
        cases: list[int] = []
        labels: list[int] = []
        for word, tag in sentence:
            more, case = self._word(word)
            inside = tag.replace("B-", "I-")
            marks = [tag, *[inside] * (len(more) - 1)][: len(more)]
            ids += more
            cases += case
            labels += [NONE if mark == "?" else LABELS.index(mark) for mark in marks]
        return ids, cases, labels

    def epoch(self) -> list[Window]:
        """The windows of one pass, in random order."""
        made: list[Window] = []
        for document in self._documents():
            changed = self._names.swap(document, 0.5) if random.random() < 0.35 else document
            made += self.windows(recased(changed), random.choice([60, 110, *[WINDOW] * 4]))
        random.shuffle(made)
        return made

    def _documents(self) -> list[Document]:
        made = [self._templates.document() for _ in range(TEMPLATED)]
        for name, documents in self._corpora.items():
            weight = WEIGHT.get(name, OTHERS)
            for _ in range(int(weight) + (random.random() < weight % 1)):
                made += _grouped(documents)
        return made

    def windows(self, document: Document, limit: int = WINDOW) -> list[Window]:
        """The document's sentences joined to windows of at most `limit` pieces."""
        made: list[Window] = []
        ids: list[int] = []
        cases: list[int] = []
        labels: list[int] = []

        def close() -> None:
            if ids:
                made.append(([CLS, *ids, SEP], [0, *cases, 0], [NONE, *labels, NONE]))
            ids.clear(), cases.clear(), labels.clear()

        for sentence in document:
            parts = self.encode(sentence)
            for start in range(0, len(parts[0]), WINDOW):
                more, case, marks = (part[start : start + WINDOW] for part in parts)
                if len(ids) + len(more) > limit:
                    close()
                ids += more
                cases += case
                labels += marks
        close()
        return made


def _grouped(documents: list[Document]) -> list[Document]:
    """Documents as they are; lone sentences joined to documents of three on average."""
    if any(len(document) > 1 for document in documents):
        return documents
    order = documents[:]
    if random.random() < 0.5:
        random.shuffle(order)
    made: list[Document] = [[]]
    for document in order:
        made[-1].extend(document)
        if random.random() < 0.3:
            made.append([])
    return [document for document in made if document]


def batches(windows: list[Window], most: int = 2048) -> list[list[Window]]:
    """Batches of at most `most` pieces, padding included, of windows of like length, in random order."""
    made: list[list[Window]] = []
    for start in range(0, len(windows), 512):
        batch: list[Window] = []
        for window in sorted(windows[start : start + 512], key=lambda w: len(w[0])):
            if batch and (len(batch) + 1) * len(window[0]) > most:
                made.append(batch)
                batch = []
            batch.append(window)
        made.append(batch)
    random.shuffle(made)
    return made


def tensors(batch: list[Window]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Ids, cases, mask and labels (each batch x longest)."""
    longest = max(len(window[0]) for window in batch)

    def padded(column: int, value: int) -> Tensor:
        return torch.tensor([w[column] + [value] * (longest - len(w[column])) for w in batch])

    mask = torch.tensor([[1] * len(w[0]) + [0] * (longest - len(w[0])) for w in batch])
    return padded(0, 0), padded(1, 0), mask, padded(2, NONE)
