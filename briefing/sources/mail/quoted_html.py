import re
from collections.abc import Sequence
from typing import Any

from briefing.model.document import count_words
from briefing.sources.html.fragments import Fragment, normalize_words
from briefing.sources.text.mail_thread import FORWARDED, FROM, find_replies, goes_on_below

_OWN_WORDS, _OWN_BYTES = 5, 40
"""From which a message says something of its own; bytes count where a script has no spaces."""
_CLASSES = re.compile(
    r"\b(?:gmail_quote(?:_container)?|yahoo_quoted|moz-cite-prefix|protonmail_quote|zmail_extra)\b"
)
_SIGNATURE = re.compile(
    r"moz-signature|gmail_signature|mobile-signature|applemailsignature|protonmail_signature", re.I
)
_BREAK = "\\\n"
_RULE = "-- Original message --"
"""What a rule means where the fields of a message stand below."""
_IDS = frozenset(("divRplyFwdMsg", "appendonsend", "mail-editor-reference-message-container"))
_BORDER = re.compile(r"border:\s*none;\s*border-top:\s*solid", re.IGNORECASE)


def find_quoted(tree: Any, pieces: Sequence[Fragment]) -> set[int]:
    """`id`s of quoted pieces; none without own words before, or if the message goes on."""
    roots = set(filter(_is_quotation, tree.iter("blockquote", "div", "span")))
    quoted = [bool(roots) and _is_inside(piece, roots) for piece in pieces]
    first = min(quoted.index(True) if True in quoted else len(pieces), _first_answered(pieces))
    own = " ".join(piece.words for piece in pieces[:first])
    forwarded = any(FORWARDED.search(piece.body) for piece in pieces[max(0, first - 1) : first + 2])
    goes_on = True in quoted and not all(quoted[quoted.index(True) :])
    if not says_something(own) or forwarded or goes_on:
        return set()
    return set(map(id, pieces[first:]))


def _first_answered(pieces: Sequence[Fragment]) -> int:
    """By its words, as in plain text; `len(pieces)` if none."""
    lines, places = _plain_lines(pieces)
    first = next(iter(find_replies(lines)), None)
    if first is None or goes_on_below(lines, first):
        return len(pieces)
    return places[first.start]


def _plain_lines(pieces: Sequence[Fragment]) -> tuple[list[str], list[int]]:
    lines: list[str] = []
    places: list[int] = []
    for at, piece in enumerate(pieces):
        depth = sum(container.marker == ">" for container in piece.containers)
        text = _RULE if piece.kind == "rule" else plain_words(piece)
        lines += [f"{'> ' * depth}{line}" for line in text.split("\n")]
        places += [at] * (len(lines) - len(places))
    return lines, places


def head_messages(pieces: list[Fragment]) -> None:
    lines, places = _plain_lines(pieces)
    replies = find_replies(lines)
    if not replies or goes_on_below(lines, replies[0]):
        return
    for reply in reversed(replies):
        heads = range(reply.start, reply.body)
        at = next((i for i in heads if FROM.match(lines[i].strip())), reply.start)
        piece = pieces[places[at]]
        if piece.kind == "paragraph" and not piece.containers:
            row = at - places.index(places[at])
            pieces[places[at] : places[at] + 1] = _headed(piece, row)


def _headed(piece: Fragment, row: int) -> list[Fragment]:
    rows = piece.body.split(_BREAK)
    kinds = (
        ("paragraph", rows[:row]),
        ("heading", rows[row : row + 1]),
        ("paragraph", rows[row + 1 :]),
    )
    found = [
        Fragment(kind, _BREAK.join(part), normalize_words("\n".join(part)), piece.parent)
        for kind, part in kinds
        if part
    ]
    heading = next(each for each in found if each.kind == "heading")
    heading.level, heading.body = 2, "## " + heading.body.replace("**", "")
    found[0].gap = piece.gap
    return found


def plain_words(piece: Fragment) -> str:
    return re.sub(r"\]\(<[^<>]*>\)|[\[\]*\\]", "", piece.body)


def says_something(own: str) -> bool:
    return count_words(own) >= _OWN_WORDS or len(own.encode("utf-8", "replace")) >= _OWN_BYTES


def find_signed(tree: Any, pieces: Sequence[Fragment]) -> set[int]:
    roots = {e for e in tree.iter("div", "p", "span") if _SIGNATURE.search(_names(e))}
    found = {id(piece) for piece in pieces if _is_inside(piece, roots)} if roots else set()
    return found if len(found) < len(pieces) else set()


def _names(element: Any) -> str:
    return f"{element.get('class')} {element.get('id')}"


def enclose_quotation(tree: Any) -> None:
    """Outlook marks only the head of what was answered."""
    element = next(filter(_heads_quotation, tree.iter("div")), None)
    outer = element.getparent() if element is not None else None
    while outer is not None and len(outer) == 1 and outer.tag == "div":
        element, outer = outer, outer.getparent()
    if element is None or outer is None:
        return
    whole = element.makeelement("div", {"class": "gmail_quote"})
    inside = [element, *element.itersiblings()]
    outer.insert(outer.index(element), whole)
    whole.extend(inside)


def _is_quotation(element: Any) -> bool:
    if _CLASSES.search(element.get("class") or ""):
        return True
    return bool(element.tag == "blockquote" and element.get("type") == "cite")


def _heads_quotation(element: Any) -> bool:
    if element.get("id") in _IDS:
        return True
    bordered = element.tag == "div" and _BORDER.search(element.get("style") or "")
    return bool(bordered and FROM.match("".join(element.itertext())[:40].strip()))


def _is_inside(piece: Fragment, roots: set[Any]) -> bool:
    element = piece.parent
    while element is not None:
        if element in roots:
            return True
        element = element.getparent()
    return False
