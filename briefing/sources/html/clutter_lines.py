import re
from collections.abc import Sequence
from itertools import zip_longest

from briefing.sources.html.fragments import Fragment

_CONTROL = re.compile(
    r"(?:read|show|see|view|load) (?:more|less)|show all|(?:click|tap) to (?:expand|enlarge|zoom)|loading|shop now|leave a comment|"
    r"(?:toggle|hide|show) caption|(?:back|return|scroll) to (?:top|navigation)|share this|continue reading|"
    r"(?:(?:un)?supported |other |older |all )?(?:versions|releases)(?: (?:current|latest|stable|devel|\d{1,4}))+"
)
_SYNDICATED = re.compile(
    r"the (?:post|article) .+ appeared first (?:on|in) .+|der beitrag .+ erschien zuerst auf .+|la entrada .+ (?:aparece|se publicó) primero en .+|"
    r"l article .+ est apparu en premier sur .+|l articolo .+ proviene da .+|(?:het bericht|de post) .+ verscheen eerst op .+"
)
"""Closes each entry of a blog's feed."""
_RELATED = re.compile(
    r"\W*(?:related(?: \w+){0,2}|also read|read (?:also|more|next)|must read)\W{0,4}[:|–—>»-]",
    re.IGNORECASE,
)
_LINES = ("paragraph", "heading")
_LINKED = 0.3
_LONGEST = 30
_RUNNING, _LINK, _LINK_IN_LIST, _FEWEST = 12, 0.8, 0.4, 2
_LABEL = 6
_MOST = 0.33
_MEANT = re.compile(
    r"(?:references?|sources?|bibliography|works cited|(?:further )?reading|notes?|footnotes|(?:external )?links|"
    r"(?:\w+ )?resources|see also|citations?|literatur|quellen|einzelnachweise|weblinks|credits|downloads?)(?: .{0,30})?"
)


def drop_controls(pieces: Sequence[Fragment], kept: list[bool]) -> None:
    for i, piece in enumerate(pieces):
        if kept[i] and piece.kind == "paragraph" and _CONTROL.fullmatch(piece.words):
            kept[i] = False


def closes_feed_entry(piece: Fragment) -> bool:
    return piece.kind == "paragraph" and _SYNDICATED.fullmatch(piece.words) is not None


def drop_related(pieces: Sequence[Fragment], kept: list[bool]) -> None:
    for i, piece in enumerate(pieces):
        if not kept[i] or piece.kind not in _LINES or piece.linked < _LINKED:
            continue
        if piece.words.count(" ") < _LONGEST and _RELATED.match(piece.body):
            kept[i] = False


def drop_closing_links(
    pieces: Sequence[Fragment], kept: list[bool], sizes: Sequence[float]
) -> None:
    told = [i for i, piece in enumerate(pieces) if kept[i] and piece.words and not piece.aside]
    last = next((at for at in reversed(range(len(told))) if _is_running(pieces[told[at]])), None)
    if last is None or pieces[told[last]].body.rstrip(" *_").endswith(":"):
        return
    tail = told[last + 1 :]
    links = [
        i
        for i, below in zip_longest(tail, tail[1:])
        if _leads_on(pieces[i], pieces[below] if below is not None else None)
    ]
    if len(links) < _FEWEST or any(_MEANT.fullmatch(pieces[i].words) for i in tail):
        return
    if sum(sizes[i] for i in links) >= _MOST * sum(sizes[i] for i in told):
        return
    for i in links:
        kept[i] = False
    for i in reversed(tail):
        if kept[i] and not _is_label(pieces[i]):
            break
        kept[i] = False


def _leads_on(piece: Fragment, below: Fragment | None) -> bool:
    if piece.kind == "heading":
        return piece.linked > _LINK and (below is None or below.kind == "heading")
    return piece.linked > (_LINK_IN_LIST if piece.containers else _LINK)


def _is_label(piece: Fragment) -> bool:
    announces = piece.body.rstrip(" *_").endswith(":") and piece.words.count(" ") < _LABEL
    return piece.kind == "heading" or announces


def _is_running(piece: Fragment) -> bool:
    words = piece.words.count(" ") + 1
    return piece.kind == "paragraph" and piece.linked < 0.5 and words >= _RUNNING
