import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct

from briefing.model.chapter_words import CHAPTER, NUMBER
from briefing.model.heading_words import says_something

_WORDS = re.compile(r"\w+")
_APART = bytes(
    ord(c.lower()) if re.match(r"\w", c := chr(code)) else 32 for code in range(128)
) + bytes(128)
_INVISIBLE = "\xad\u200b\u2060\ufeff"
LONGEST_HEADING = 16
"""Words of a bold paragraph that may be a heading."""
_BOLD = re.compile(r"\*\*(?:\[)?[^*\n]+\*\*\Z")
_LEAD = re.compile(
    r"(?:\*\*)?(?P<link>\[(?P<words>(?:[^\[\]\\\n]|\\.){4,200})\]\(<[^<>\n]*>\))(?:\*\*)?"
    r"\s*(?:\\\n)?(?P<rest>(?<=\n).*|[—–:|-].*)\Z",
    re.DOTALL,
)
"""Linked words at the head of a paragraph, set off from the rest."""
_ITEM = 12
"""Words."""
_ITEMS, _ITEMS_SHARE = 3, 0.3
_LEADS_ON = 0.5
"""Share of a heading's link text from which it leads to another page."""
_ENDED = re.compile(r"[^\W\d_]{3}[)”\"’]?\.(?:[”\"’]?\Z|[”\"’]? [^\W\d_a-z])")
"""A full stop after a word, at the end or before another sentence."""
_COUNTED_HEADING = re.compile(r"\W*(?:[^\W\d_]+ )?\d+\W")
_SPACED = 0.4
"""Share of paragraphs after an empty one from which the empty ones are spacing."""
_WIDEST = 3
"""Most empty paragraphs rendered as blank lines."""


def normalize_words(text: str) -> str:
    """In lower case, with single spaces between and no punctuation; only to be compared."""
    if text.isascii():
        return " ".join(text.encode().translate(_APART).decode().split())
    folded = text.casefold()
    for sign in _INVISIBLE:
        folded = folded.replace(sign, "")
    return " ".join(_WORDS.findall(folded))


def fragment_names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


class Container(Struct, eq=False):
    marker: str
    """">", "-", "3." or, for a footnote, "[^1]:"."""
    group: int = 0
    written: bool = False

    @property
    def indent(self) -> str:
        if self.marker == ">":
            return "> "
        return " " * (4 if self.marker[0] == "[" else len(self.marker) + 1)


class Fragment(Struct, eq=False):
    kind: str
    """ "paragraph", "heading", "code", "table", "rule" or "embed"."""
    body: str
    words: str
    """Text normalized by `normalize_words`."""
    parent: Any = None
    containers: tuple[Container, ...] = ()
    outside: bool = False
    """True if hidden, or in navigation, header, footer or sidebar."""
    aside: bool = False
    """Hidden words or a button, taken out of the paragraph before it."""
    linked: float = 0.0
    pictured: float = 0.0
    """Share of its words that stand for pictures."""
    level: int = 0
    gap: int = 0
    """Empty paragraphs before it, which may mark a change of subject."""


_BLANK = re.compile(r"(?:\\?[_.…]){8}|☐|□")
"""What is to be filled in, in a form."""
_LONGEST_HEADED = 30
"""Words."""


_NUMBERED = re.compile(r"\*\*\d{1,3}\\?[.)] ")
_CAPTION = re.compile(
    r"(?:table|figure|fig\.|chart|exhibit|tab(?:elle|leau|la)|abb(?:ildung|\.)|figur[ae]?)\W?\d",
    re.IGNORECASE,
)


_COUNTED = re.compile(rf"({CHAPTER})\s+{NUMBER}\b")
_DEEPEST = 6


def head_by_weight(pieces: Sequence[Fragment], *, text_below: bool = False) -> None:
    if sum(1 for piece in pieces if piece.kind == "heading") >= 2:
        return
    read = [piece for piece in pieces if piece.words]
    inside = {id(b) for a, b, c in zip(read, read[1:], read[2:], strict=False) if _goes_on(a, c)}
    lines = [piece for piece, after in pairwise(read) if _is_bold_line(piece, after)]
    heads = [piece for piece in lines if id(piece) not in inside]
    if heads and text_below:
        texts = {id(piece) for piece, after in pairwise(read) if _is_text(after)}
        heads = [piece for piece in heads if id(piece) in texts]
        heads = heads if len(heads) > 1 else []
    if not heads:
        return
    labels = [
        piece
        for piece, after in pairwise(read)
        if piece.body.rstrip("*").endswith(":") and len(after.words.split()) >= _ITEM
    ]
    labelled = len([piece for piece in heads if piece in labels]) > 1
    numbered = [piece for piece in heads if _NUMBERED.match(piece.body)]
    for piece in heads:
        words = piece.body.replace("**", "")
        ends = words.endswith((".", ":", ","))
        counted = len(numbered) >= _ITEMS and piece in numbered
        if not ends or counted or (labelled and piece in labels):
            piece.kind, piece.level, piece.body = "heading", 2, "## " + words


def nest_bold_lines(pieces: Sequence[Fragment]) -> None:
    """Those above text; as deep as headings counted alike."""
    read = [piece for piece in pieces if piece.words]
    lines = {
        id(a)
        for a, b in pairwise(read)
        if a.body.startswith("**")
        and _is_bold_line(a, b)
        and _is_text(b)
        and not a.body.rstrip("*").endswith((".", ":", ","))
    }
    if len(lines) < 2:
        return
    counts = Counter(piece.words for piece in read if id(piece) in lines)
    lines -= {id(piece) for piece in read if counts[piece.words] > 1}
    heads = [piece for piece in read if piece.kind == "heading"]
    if len(heads) < 2 or len(lines) < max(2, counts.total() - len(lines)):
        return  # Lines that come again are labels, or who speaks.
    top = min(piece.level for piece in heads[1:])
    counted = {match[1]: piece.level for piece in heads if (match := _COUNTED.match(piece.words))}
    level = top
    for piece in read:
        if piece.kind == "heading":
            level = max(piece.level + 1, top)
        elif id(piece) in lines:
            match = _COUNTED.match(piece.words)
            own = counted.get(match[1], level) if match else level
            piece.kind, piece.level = "heading", min(own, _DEEPEST)
            piece.body = f"{'#' * piece.level} {piece.body.replace('**', '')}"


def _goes_on(before: Fragment, after: Fragment) -> bool:
    begun = before.kind == "paragraph" and not (before.containers or _BOLD.match(before.body))
    open_end = begun and not before.body.rstrip('*_"”’)]').endswith((".", "!", "?", "…"))
    aside = after.body[:1] == "(" and after.body[2:3] != ")"
    return open_end and not after.containers and (aside or after.body[:1].islower())


def _is_bold_line(piece: Fragment, after: Fragment) -> bool:
    if piece.kind != "paragraph" or piece.containers or not _BOLD.match(piece.body):
        return False
    words = piece.body.strip("*")
    short = len(piece.words.split()) <= LONGEST_HEADING
    plain = short and says_something(words) and not (_CAPTION.match(words) or _BLANK.search(words))
    return plain and not _BOLD.match(after.body)


def unhead_texts(pieces: Sequence[Fragment]) -> None:
    """Sentences in a style of headings, and lines of a form."""
    for piece in pieces:
        if piece.kind != "heading":
            continue
        if len(piece.words.split()) > _LONGEST_HEADED or _BLANK.search(piece.body):
            piece.kind, piece.level, piece.body = "paragraph", 0, piece.body.lstrip("# ")


def unhead_sentences(pieces: Sequence[Fragment]) -> None:
    """Only set large: a standfirst, and sentences where most headings are some."""
    plain: Counter[int] = Counter()
    large: list[tuple[Fragment, bool]] = []
    begun = False
    for piece in pieces:
        begun = begun or _is_text(piece)
        if piece.kind == "heading" and piece.level > 1:
            if _is_sentence(piece):
                large.append((piece, begun))
            else:
                plain[piece.level] += 1
    sentences = Counter(piece.level for piece, begun in large if begun)
    for piece, begun in large:
        if not begun or sentences[piece.level] >= plain[piece.level]:
            piece.kind, piece.level, piece.body = "paragraph", 0, piece.body.lstrip("# ")


def _is_sentence(piece: Fragment) -> bool:
    if piece.words.count(" ") + 1 < _ITEM or piece.linked > _LEADS_ON:
        return False
    text = piece.body.lstrip("# ").strip("*_")
    return bool(_ENDED.search(text)) and not (text.endswith("?") or _COUNTED_HEADING.match(text))


def head_by_links(pieces: list[Fragment]) -> None:
    if sum(1 for piece in pieces if piece.kind == "heading") >= 2:
        return
    read = [piece for piece in pieces if piece.words]
    leads = {id(piece): match for piece in read if (match := _lead(piece))}
    alone = {id(piece) for piece in find_headlines(read)}
    for found in (leads, alone):
        if len(found) >= _ITEMS and len(found) >= _ITEMS_SHARE * _count_texts(read):
            _head_items(pieces, leads if found is leads else {}, alone if found is alone else set())
            return


def find_headlines(read: Sequence[Fragment]) -> list[Fragment]:
    found = [a for a, b in pairwise(read) if _is_link_line(a) and _is_text(b)]
    many = len(found) >= _ITEMS and len(found) >= _ITEMS_SHARE * _count_texts(read)
    return found if many else []


def _count_texts(read: Sequence[Fragment]) -> int:
    return sum(1 for piece in read if len(piece.words.split()) >= _ITEM)


def _lead(piece: Fragment) -> re.Match[str] | None:
    match = _LEAD.match(piece.body) if piece.kind == "paragraph" and not piece.containers else None
    if match is None or len(match["words"].split()) > LONGEST_HEADING:
        return None
    return match if len(match["rest"].split()) >= _ITEM else None


def _is_link_line(piece: Fragment) -> bool:
    if piece.linked <= 0.9 or piece.kind != "paragraph" or piece.containers:
        return False
    return 1 < len(piece.words.split()) <= LONGEST_HEADING


def _is_text(piece: Fragment) -> bool:
    return piece.kind == "paragraph" and piece.linked < 0.5 and len(piece.words.split()) >= _ITEM


def _head_items(pieces: list[Fragment], leads: dict[int, re.Match[str]], alone: set[int]) -> None:
    for at in range(len(pieces) - 1, -1, -1):
        piece = pieces[at]
        if id(piece) in alone:
            piece.kind, piece.level, piece.body = "heading", 2, "## " + piece.body
        elif match := leads.get(id(piece)):
            words = normalize_words(match["words"])
            rest = Fragment(
                "paragraph",
                match["rest"].lstrip("—–:|- "),
                piece.words[len(words) :].strip(),
                piece.parent,
            )
            piece.kind, piece.level, piece.words = "heading", 2, words
            piece.body = "## " + match["link"]
            pieces.insert(at + 1, rest)


def forget_spacing(pieces: Sequence[Fragment]) -> None:
    """Where so many are empty paragraphs that they only keep paragraphs apart."""
    spaced = sum(1 for piece in pieces if piece.gap and piece.kind != "heading")
    few = spaced <= _SPACED * sum(1 for piece in pieces if not piece.containers)
    for piece in pieces:
        piece.gap = min(piece.gap, 1) if few else 0


def render_fragments(pieces: Iterable[Fragment]) -> str:
    """Rules only separate: none comes first, where it would start front matter, or twice."""
    parts: list[str] = []
    previous: Fragment | None = None
    kinds = [Fragment("rule", "", ""), *pieces]
    pieces = [b for a, b in pairwise(kinds) if not (a.kind == b.kind == "rule")]
    _unwrap_items(pieces)
    for piece in pieces:
        for container in piece.containers:
            container.written = False
    for piece in pieces:
        if previous is not None:
            parts.append(_between(previous, piece))
        previous = piece
        if not piece.containers and "\n" not in piece.body:
            parts.append(piece.body)
            continue
        first, rest = _prefixes(piece)
        line, *lines = piece.body.split("\n")
        parts += (first, line)
        parts.extend("\n" + (rest + line).rstrip(" ") for line in lines)
    return "".join(parts)


def _unwrap_items(pieces: Sequence[Fragment]) -> None:
    """Items that hold only a list are none."""
    own = {id(piece.containers[-1]) for piece in pieces if piece.containers}
    for piece in pieces:
        if len(piece.containers) > 1:
            kept = (c for c in piece.containers if c.marker != "-" or id(c) in own)
            piece.containers = tuple(kept)


def _prefixes(piece: Fragment) -> tuple[str, str]:
    first = rest = ""
    for container in piece.containers:
        fresh = not container.written and container.marker != ">"
        first += container.marker + " " if fresh else container.indent
        rest += container.indent
        container.written = True
    return first, rest


def _between(previous: Fragment, piece: Fragment) -> str:
    if not piece.containers and not previous.containers:
        return "\n" * (2 + min(piece.gap, _WIDEST))
    if _are_items(previous, piece):
        return "\n"
    shared = []
    for mine, other in zip(piece.containers, previous.containers, strict=False):
        if mine is not other:
            break
        shared.append(mine)
    new = [c for c in piece.containers[len(shared) :] if c.marker != ">"]
    tight = bool(new) and bool(previous.containers) and previous.kind == piece.kind == "paragraph"
    if tight and (shared or _same_list(previous, piece)) and not _quote(piece, len(shared)):
        return "\n"
    prefix = "".join(container.indent for container in shared)
    return "\n" + prefix.rstrip(" ") + "\n"


def _are_items(previous: Fragment, piece: Fragment) -> bool:
    # Of one list, each with its first paragraph: the usual case.
    if not len(previous.containers) == len(piece.containers) == 1:
        return False
    before, own = previous.containers[0], piece.containers[0]
    apart = before is not own and own.group and before.group == own.group
    return bool(apart) and previous.kind == piece.kind == "paragraph"


def _same_list(previous: Fragment, piece: Fragment) -> bool:
    return any(
        mine.group == other.group and mine.group
        for mine, other in zip(piece.containers, previous.containers, strict=False)
    )


def _quote(piece: Fragment, start: int) -> bool:
    return any(container.marker == ">" for container in piece.containers[start:])
