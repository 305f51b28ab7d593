from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

from briefing.analysis.ner.clean_text import plain_for_recognition
from briefing.analysis.ner.onnx_model import OnnxModel, count_steps, make_batches
from briefing.analysis.ner.recogniser import no_progress
from briefing.analysis.ner.sentences import split_sentences
from briefing.analysis.ner.trim_mentions import tidy_mentions
from briefing.analysis.ner.viterbi import LabelledName, decode_labels
from briefing.analysis.ner.windows import split_windows
from briefing.analysis.ner.wordpieces import WordPieces, encode
from briefing.model import EntityKind, Mention, Span
from briefing.model.languages import ENGLISH

_Item = TypeVar("_Item")

MODEL = Path(__file__).parent / "model"
KINDS = {
    "PER": EntityKind.PERSON,
    "ORG": EntityKind.ORGANIZATION,
    "LOC": EntityKind.PLACE,
}
GROUP = 64
"""Windows processed together: some 8,000 words, about a second."""


class BertRecogniser:
    language = ENGLISH

    def __init__(self, network: OnnxModel) -> None:
        self._network = network

    @classmethod
    def open(cls, folder: Path = MODEL) -> "BertRecogniser":
        return cls(OnnxModel(folder / "names.onnx"))

    def mentions(
        self, text: str, report: Callable[[float], object] = no_progress
    ) -> tuple[Mention, ...]:
        """In order, without overlap; time is linear in the length."""
        found: list[Mention] = []
        pieces = map(encode, split_sentences(plain_for_recognition(text)))
        for group in _groups(split_windows(pieces), GROUP):
            found.extend(tidy_mentions(text, self._read(group)))
            if report(group[-1].spans[-1][1] / len(text)) is True:
                break
        return tuple(found)

    def _read(self, group: list[WordPieces]) -> Iterator[Mention]:
        alike: dict[tuple[int, ...], list[WordPieces]] = {}
        for window in group:
            alike.setdefault((*window.ids, *window.cases), []).append(window)
        read: dict[int, list[LabelledName]] = {}
        same = list(alike.values())
        firsts = [windows[0] for windows in same]
        for batch in make_batches(firsts):
            rows = [firsts[index] for index in batch]
            found = decode_labels(self._network.logits(rows), count_steps(rows))
            read.update(zip((id(same[index]) for index in batch), found, strict=True))
        named = [(window, read[id(windows)]) for windows in same for window in windows]
        named.sort(key=lambda pair: pair[0].spans[0])
        for window, names in named:
            yield from (_mention(window, name) for name in names if name.last <= len(window.ids))


def _mention(window: WordPieces, name: LabelledName) -> Mention:
    span = Span(window.spans[name.first][0], window.spans[name.last - 1][1])
    return Mention(span, KINDS[name.kind], name.score)


def _groups(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    iterator = iter(items)
    while group := list(islice(iterator, size)):
        yield group
