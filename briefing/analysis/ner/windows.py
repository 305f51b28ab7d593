from collections.abc import Iterable, Iterator

from briefing.analysis.ner.wordpieces import WordPieces

WINDOW = 158
"""Word pieces without [CLS] and [SEP]; the length the model was trained on."""


def split_windows(sentences: Iterable[WordPieces]) -> Iterator[WordPieces]:
    window = WordPieces([], [], [], [])
    for sentence in sentences:
        for part in _parts(sentence):
            if window.ids and len(window.ids) + len(part.ids) > WINDOW:
                yield window
                window = WordPieces([], [], [], [])
            window.ids.extend(part.ids)
            window.cases.extend(part.cases)
            window.steps.extend(part.steps)
            window.spans.extend(part.spans)
    if window.ids:
        yield window


def _parts(pieces: WordPieces) -> Iterator[WordPieces]:
    for start in range(0, len(pieces.ids), WINDOW):
        part = slice(start, start + WINDOW)
        yield WordPieces(
            pieces.ids[part], pieces.cases[part], pieces.steps[part], pieces.spans[part]
        )
