import re
from collections.abc import Iterable, Sequence
from typing import Any

from briefing.sources.html.element_roles import is_caption
from briefing.sources.html.fragments import Fragment

_CALLED = re.compile(
    r"(?:.{0,60} )?(?:faqs?|faq s|frequently asked questions|häufige fragen|häufig gestellte fragen|questions fréquentes|"
    r"foire aux questions|preguntas frecuentes|domande frequenti|veelgestelde vragen)(?: .{0,60})?"
)
_LINKED, _MOST_LINKED = 0.6, 0.8
_FEWEST, _LIKELY = 2, 0.3
_SHORTEST_QUESTION, _LONGEST_QUESTION = 3, 30
_LEAD = 3
_TEXT, _MAY = 12, 0.1


def take_questions(pieces: Sequence[Fragment], kept: list[bool], odds: Sequence[float]) -> None:
    told = [i for i, piece in enumerate(pieces) if piece.words and not piece.aside]
    shown = {pieces[i].words for i in told if kept[i]}
    for at, i in enumerate(told):
        head = pieces[i]
        if head.kind != "heading" or head.outside or head.linked > _LINKED:
            continue
        if not _CALLED.fullmatch(head.words):
            continue
        pairs = _find_pairs(pieces, (told[k] for k in range(at + 1, len(told))))
        found = [i, *(k for pair in pairs for k in pair)]
        if len(pairs) < _FEWEST or max(odds[k] for k in found) < _LIKELY:
            continue
        for k in found:
            said = pieces[k].words in shown or pieces[k].linked >= _MOST_LINKED
            kept[k] = kept[k] or not said


def _find_pairs(pieces: Sequence[Fragment], below: Iterable[int]) -> list[list[int]]:
    pairs: list[list[int]] = []
    for count, i in enumerate(below):
        if _is_question(pieces[i]):
            pairs.append([i])
        elif pieces[i].kind == "heading" or (not pairs and count >= _LEAD):
            break
        elif pairs:
            pairs[-1].append(i)
    pairs = [pair for pair in pairs if len(pair) > 1 and pieces[pair[1]].linked < _LINKED]
    if pairs:
        signs = {_sign(pieces[i]) for pair in pairs[:-1] for i in pair[1:]}
        others = (n for n, i in enumerate(pairs[-1]) if n and _sign(pieces[i]) not in signs)
        pairs[-1] = pairs[-1][: next(others, None)]
    return pairs


def _is_question(piece: Fragment) -> bool:
    if piece.kind not in ("heading", "paragraph") or piece.linked >= _LINKED:
        return False
    words = piece.words.count(" ") + 1
    asks = piece.body.rstrip(" *_#").endswith(("?", "？"))
    return asks and _SHORTEST_QUESTION <= words <= _LONGEST_QUESTION


def _sign(piece: Fragment) -> tuple[Any, ...]:
    holder = piece.parent
    above = holder.getparent() if holder is not None else None
    return piece.kind, *((e.tag, e.get("class")) for e in (holder, above) if e is not None)


def take_headings(pieces: Sequence[Fragment], kept: list[bool], odds: Sequence[float]) -> None:
    told = [
        i
        for i, piece in enumerate(pieces)
        if piece.words and not piece.aside and (kept[i] or not is_caption(piece.parent))
    ]
    shown = {pieces[i].words for i in told if kept[i]}
    for i, below in zip(told[-2::-1], told[:0:-1], strict=True):
        piece, text = pieces[i], pieces[below]
        if kept[i] or not kept[below] or odds[i] < _MAY or piece.words in shown:
            continue
        if _heads(piece, text) and _are_near(piece.parent, text.parent):
            kept[i] = True
            shown.add(piece.words)


def _heads(piece: Fragment, text: Fragment) -> bool:
    if piece.outside or piece.linked > _LINKED or text.words.count(" ") + 1 < _TEXT:
        return False
    if piece.kind != "heading":
        return _is_question(piece) and text.kind != "heading"
    return piece.level > 1 and (text.kind != "heading" or text.level > piece.level)


def _are_near(first: Any, second: Any) -> bool:
    if first is second:
        return True
    above = second.getparent() if second is not None else None
    inside = above is not None and above in (first, first.getparent())
    return inside or are_in_like_rows(first, second)


def are_in_like_rows(first: Any, second: Any) -> bool:
    if first is None or second is None or not first.get("class"):
        return False
    rows = first.getparent(), second.getparent()
    alike = first.get("class") == second.get("class") and None not in rows
    return alike and rows[0].getparent() is rows[1].getparent()
