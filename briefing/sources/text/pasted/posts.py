import re
from collections import Counter
from itertools import pairwise

from msgspec import Struct

from briefing.late_pattern import late_pattern
from briefing.sources.text.pasted.pasted import Pasted, find_first_line, is_blank
from briefing.sources.text.pasted.tracker_comments import find_tracker_comments, is_tracker_event

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|janv|févr|avr|juin|juil|août|déc|ene|abr|ago|dic)[a-z]{0,6}\.?"
_AGE = (
    r"(?:\d{1,3}\s?(?:s|m|h|d|w|y|mo|min|mins?|hrs?|hours?|minutes?|days?|weeks?|months?|years?|std|tage?)\.?(?: ago)?(?: \(edited\))?"
    rf"|(?:{_MONTH} \d{{1,2}}|\d{{1,2}}\.? {_MONTH})(?:,? (?:19|20)\d\d)?(?:,? (?:at |um |à |· )?\d{{1,2}}:\d\d(?: ?[ap]m)?)?)"
)
_MOMENT = late_pattern(
    rf"(?:[·•∙|–—-]\s{{0,3}}){{0,2}}(?:{_AGE}|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{{0,6}} {_MONTH} \d\d?, (?:19|20)\d\d \d\d?:\d\d ?[ap]m)"
    r"(?:\s{0,3}[·•|,]\s{0,3}[\w ]{0,20}){0,3}\Z",
    re.IGNORECASE,
)
_DOT = late_pattern(r"[·•∙|–—-]\Z")
_HANDLE = late_pattern(r"[^\w\s@]{0,2}@[\w.\-]{2,40}(?:@[\w.\-]{3,40})?[^\w\s]{0,2}\Z")
_FIELD = late_pattern(
    r"(?:posts|messages|joined|registered|member since|beiträge|registriert|inscription|mensajes)\s?:\s?\S.{0,40}\Z|OP\Z",
    re.IGNORECASE,
)
_OTHER_FIELD = late_pattern(
    r"(?:location|wohnort|from|reputation)\s?:\s?\S.{0,40}\Z", re.IGNORECASE
)
_NAME = late_pattern(r"(?:[ru]/)?[\w.'’\-]{2,30}(?: [\w.'’()\-]{1,30}){0,4}(?: [^\w\s]{1,3})?\Z")
_ON_ONE_LINE = late_pattern(
    r"(?P<name>[\w\-]{2,25}) \d{1,2} (?:minutes?|hours?|days?|months?|years?) ago(?: \| .{0,60})?\Z"
)
_LIKE = late_pattern(r"(?:like|gefällt mir|j['’]aime|me gusta|mi piace|curtir)\Z", re.IGNORECASE)
_ROLE = late_pattern(r"(?:admin|author|autor|auteur|moderator|top fan|follow|·)\Z", re.IGNORECASE)
_DEGREE = late_pattern(
    r"[•·]\s{0,3}(?:1st|2nd|3rd\+?|[123]\.\+?|1er|2e|3e\+?|following|you)\Z", re.IGNORECASE
)
"""Their occupation follows."""
_COUNTER = late_pattern(
    r"[\d.,]{1,7}[kKmM]?\Z|(?:up|down)vote\Z|(?:reply|share|award|like|repost|quote|give award|save|view|replies|more replies|report|comment|send|follow|join group|admin|author|see more|most relevant)\Z"
    r"|(?:gefällt mir|kommentieren|teilen|antworten|mehr anzeigen|relevanteste zuerst|j['’]aime|commenter|partager|répondre|voir plus)\Z"
    r"|(?:all reactions|alle reaktionen|toutes les réactions) ?:\Z|feed post number \d{1,3}\Z|write a comment.{0,3}\Z|view (?:all|more) (?:\d{1,6} )?(?:\w{1,12} )?(?:comments?|repl(?:y|ies)|answers?)\Z"
    r"|[\d.,]{1,7}[kKmM]? (?:reposts?|quotes?|likes?|boosts?|favou?rites?|views?|replies|comments?|points?|upvotes?|reactions?|shares?|members|kommentare?|mal geteilt|commentaires?|partages?)(?: · .{0,60})?\Z",
    re.IGNORECASE,
)
_KINDS = {
    "handle": _HANDLE,
    "field": _FIELD,
    "other field": _OTHER_FIELD,
    "dot": _DOT,
}
_BEFORE_DIGIT = 32
"""Most characters of a moment before its first digit."""
_LEAST, _SAID, _BEFORE = 2, 4, 40
_TOP, _LONGEST_TITLE = 3, 20


class _Head(Struct, frozen=True):
    name: str
    end: int
    sure: bool = True
    opens: bool = False


def read_posts(lines: list[str]) -> Pasted | None:
    """Their counts and buttons are clutter."""
    tracked = find_tracker_comments(lines)
    heads = {at: _Head(*head) for at, head in tracked.items()} or _find_heads(lines)
    if len(heads) < _LEAST or not _are_posts(lines, heads):
        return None
    first = find_first_line(lines)
    begins = min(heads)
    found = Pasted(
        untitled=begins == first or _COUNTER.match(lines[first].strip()) is not None,
        heads_apart=True,
    )
    inside = {at for start, head in heads.items() for at in range(start, head.end)}
    for at, line in enumerate(lines):
        words = line.strip()
        if at in heads:
            found.begin_block()
            found.turns[len(found.lines)] = heads[at].name
        if at in inside:
            found.add(*filter(None, [words]))
        elif (tracked and is_tracker_event(words)) or (
            (at > begins or at == first) and _COUNTER.match(words)
        ):
            found.add_apart(words, clutter=True)
        else:
            found.begin_block(at - 1 in inside or _is_moment(words))
            found.add(line)
    names = {head.name for head in heads.values()}
    found.byline = names.pop() if len(names) == 1 else None
    found.title = _title(lines, first, heads[begins], begins)
    return found


def _title(lines: list[str], first: int, head: _Head, begins: int) -> str | None:
    if head.opens and head.end < len(lines) and len(lines[head.end].split()) <= _LONGEST_TITLE:
        return lines[head.end].strip() or None
    for line in lines[first : min(begins, first + _TOP)]:
        words = line.strip()
        if words and not _is_moment(words) and not _COUNTER.match(words):
            return words.removeprefix("Topic: ")
    return None


def _find_heads(lines: list[str]) -> dict[int, _Head]:
    found: dict[int, _Head] = {}
    at = 0
    while at < len(lines):
        head = _head_at(lines, at)
        if head:
            found[at] = head
        at = head.end if head else at + 1
    comments = _find_comments(lines)
    found |= comments
    post = min(comments, default=0)
    names = Counter(head.name for head in found.values())
    return {
        at: head for at, head in found.items() if head.sure or names[head.name] > 1 or at < post
    }


def _find_comments(lines: list[str]) -> dict[int, _Head]:
    """Those that have a name above and their age below, with "Like" under it."""
    found: dict[int, _Head] = {}
    for at, line in enumerate(lines):
        if at < _LEAST or not _is_moment(line.strip()) or not _LIKE.match(_below(lines, at)):
            continue
        start = at
        while start > 0 and at - start < _BEFORE and not _is_control(lines[start - 1].strip()):
            start -= 1
        while start < at and is_blank(lines[start]):
            start += 1
        if at - start >= _LEAST and _NAME.match(lines[start].strip()):
            roles = int(_ROLE.match(lines[start + 1].strip()) is not None)
            found[start] = _Head(lines[start].strip(), start + 1 + roles)
    return found


def _below(lines: list[str], at: int) -> str:
    return next((line.strip() for line in lines[at + 1 : at + 3] if line.strip()), "")


def _is_control(words: str) -> bool:
    return _COUNTER.match(words) is not None and _ROLE.match(words) is None


def _head_at(lines: list[str], at: int) -> _Head | None:
    words = lines[at].strip()
    alone = _ON_ONE_LINE.match(words)
    if alone:
        return _Head(alone["name"], at + 1)
    if not _NAME.match(words) or _kind(words) or _COUNTER.match(words):
        return None
    kinds, end = set[str](), at + 1
    if end + 1 < len(lines) and _ROLE.match(lines[end].strip()):
        end += 1
    elif end + 2 < len(lines) and _DEGREE.match(lines[end].strip()):
        end, kinds = end + 2, {"dot"}
    while end < len(lines) and (
        (kind := _kind(lines[end].strip())) or (is_blank(lines[end]) and "field" in kinds)
    ):
        kinds.add(kind)
        end += 1
    if words.startswith("r/"):
        poster = lines[end].strip() if end < len(lines) else ""
        opens = "moment" in kinds and poster.startswith("u/")
        return _Head(poster[2:], end + 1, opens=True) if opens else None
    told = "handle" in kinds or "field" in kinds or {"dot", "moment"} <= kinds
    return _Head(words, end, sure=told) if kinds & {"moment", "field", "handle"} else None


def _kind(words: str) -> str:
    known = next((kind for kind, pattern in _KINDS.items() if pattern.match(words)), "")
    return known or ("moment" if _is_moment(words) else "")


def _is_moment(words: str) -> bool:
    return any(map(str.isdigit, words[:_BEFORE_DIGIT])) and _MOMENT.match(words) is not None


def _are_posts(lines: list[str], heads: dict[int, _Head]) -> bool:
    edges = [*heads, len(lines)]
    said = [
        sum(len(line.split()) for line in lines[heads[start].end : end])
        for start, end in pairwise(edges)
    ]
    before = sum(len(line.split()) for line in lines[: edges[0]])
    return min(said) > 0 and sum(said) > _SAID * len(heads) and before <= max(_BEFORE, sum(said))
