from collections.abc import Sequence
from itertools import accumulate

from briefing.sources.html.fragment_features import KnownText, size_of
from briefing.sources.html.fragments import Fragment, fragment_names, normalize_words

_REPEATED = 60
_REPEATED_HEADED = 8
"""Words, and those of a heading with its text that is said twice in a row."""
_COPY = 200
_COPIED = 0.5
"""Words, and their share in the text, from which a hidden fragment is a copy."""
_PICTURES, _BESIDE = 3, 2
_SAID = 0.8
"""Share of a picture's words that are said beside it."""
_UNSAYING = fragment_names(
    "a an and bild das der die foto icon image img logo of photo picture the thumbnail"
)
_ALL = 0.99
_SAME = 0.9
"""Share that a copy must have of the words from the original on."""


def drop_repeated(pieces: Sequence[Fragment], kept: list[bool], sizes: Sequence[float]) -> None:
    known = [i for i, piece in enumerate(pieces) if kept[i] and piece.words]
    if len({pieces[i].words for i in known}) == len(known):
        return
    before = list(accumulate((sizes[i] for i in known), initial=0.0))
    seen: dict[str, int] = {}
    at = 0
    while at < len(known):
        first = seen.setdefault(pieces[known[at]].words, at)
        count = 0
        while first + count < at and at + count < len(known):
            if pieces[known[first + count]].words != pieces[known[at + count]].words:
                break
            count += 1
        words = before[at + count] - before[at]
        near = words >= _SAME * (before[at] - before[first])
        again = count > 1 and first + count == at and pieces[known[at]].kind == "heading"
        if (words >= _REPEATED or (again and words >= _REPEATED_HEADED)) and near:
            between = [pieces[i] for i in known[first + count : at]]
            if not _is_meant(pieces, known[first], known[at], between):
                for i in known[at : at + count]:
                    kept[i] = False
        at += max(count, 1)


def _is_meant(
    pieces: Sequence[Fragment], first: int, copy: int, between: Sequence[Fragment]
) -> bool:
    beside = pieces[first].parent is pieces[copy].parent
    return beside or any(piece.kind == "heading" for piece in between)


def drop_copies(pieces: Sequence[Fragment], kept: list[bool]) -> None:
    """Of the text in one hidden fragment, as its markdown."""
    told = list(zip(pieces, kept, strict=True))
    shown = [piece.words for piece, known in told if known and not piece.outside]
    long = [i for i, (p, known) in enumerate(told) if known and p.outside and size_of(p) >= _COPY]
    text = KnownText(shown if long else ())
    for i in long:
        kept[i] = text.share(pieces[i].words) < _COPIED


def drop_echoes(pieces: Sequence[Fragment], kept: list[bool]) -> None:
    last = -1
    for i, piece in enumerate(pieces):
        if not kept[i] or not piece.words or piece.aside:
            continue
        if last >= 0 and _is_echo(pieces[last], piece):
            echo = last if _rank(piece) < _rank(pieces[last]) else i
            kept[echo] = False
            last = last if echo == i else i
        else:
            last = i


def _is_echo(above: Fragment, below: Fragment) -> bool:
    headed = "heading" in (above.kind, below.kind)
    return headed and above.words == below.words and not above.containers and not below.containers


def _rank(piece: Fragment) -> int:
    return piece.level or 7


def drop_told_pictures(pieces: Sequence[Fragment], kept: list[bool], title: str) -> None:
    told = [i for i, p in enumerate(pieces) if kept[i] and p.words and not p.aside]
    named = set(normalize_words(title).split())
    described: list[set[str]] = []
    for place, i in enumerate(told):
        if not _is_picture(pieces[i]):
            continue
        words = {w for w in pieces[i].words.split() if not w.isdigit()} - _UNSAYING
        said = named.union(*described[-_PICTURES:])
        for j in told[max(0, place - _BESIDE) : place + _BESIDE + 1]:
            said.update(() if _is_picture(pieces[j]) else pieces[j].words.split())
        if len(words & said) >= _SAID * len(words):
            kept[i] = False
        else:
            described.append(words)


def _is_picture(piece: Fragment) -> bool:
    return piece.kind == "paragraph" and piece.pictured > _ALL
