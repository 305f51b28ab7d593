import re
from itertools import takewhile

from briefing.late_pattern import late_pattern

_DAY = r"(?:on )?(?:[A-Z][a-z]{2,8} \d{1,2}(?:, (?:19|20)\d\d)?|\d{1,3} \w{3,7} ago|last (?:week|month|year)|yesterday)"
_USER = r"[A-Za-z\d][\w\-]{0,38}(?:\[bot\]| bot)?"
_REMARK = late_pattern(
    rf"(?P<name>{_USER}) (?P<what>commented|opened(?: this issue)?|left a comment|reviewed) {_DAY}(?: ?[·•].{{0,60}})?\Z"
)
_PARTED = late_pattern(r"(?:commented|opened|reviewed)(?: on .{4,14})?\Z")
_NAME = late_pattern(rf"{_USER}\Z")
_PICTURE = late_pattern(rf"@{_USER}\Z")
_ROLE = late_pattern(
    rf"(?:author|owner|member|collaborator|contributor|maintainer|reporter|developer|bot|more actions|edited.{{0,60}}|[·•](?: edited.{{0,60}})?|{_DAY})\Z",
    re.IGNORECASE,
)
_EVENT = late_pattern(
    rf"@?{_USER}(?: {_USER})? (?:(?:added|removed) (?:the |a )?.{{1,60}}|(?:self-)?assigned .{{1,60}}|(?:mentioned|closed|reopened|referenced|locked|marked|pinned|linked|merged|transferred|unassigned|milestoned) .{{1,90}}"
    r"|changed the title .{1,120}|requested a review .{1,60}|pushed .{1,40} commits?.{0,60}) (?:on [A-Z][a-z]{2} .{1,20}|\d{1,3} \w{3,7} ago)\Z"
    r"|[^\w\s]{1,3} ?\d{1,4}(?: [^\w\s]{1,3} ?\d{1,4}){0,6}\Z|open|closed|merged|comments|activity|add a comment|new issue.{0,30}|react(?:ed)? with .{1,40}"
    r"|sign up for free .{1,120}|sign in to comment|no one assigned.{0,30}|write preview|remember, contributions .{1,120}",
    re.IGNORECASE,
)
_LEAST = 2


def find_tracker_comments(lines: list[str]) -> dict[int, tuple[str, int]]:
    """The name, and the end of the lines above what each says."""
    words = [line.strip() for line in lines]
    found: dict[int, tuple[str, int]] = {}
    for at in range(len(lines)):
        remark = _REMARK.match(words[at])
        parted = _NAME.match(words[at]) and at + 1 < len(lines) and _PARTED.match(words[at + 1])
        if not remark and not parted:
            continue
        name = remark["name"] if remark else words[at]
        if remark and remark["what"].endswith("issue") and _answers_itself(words, at, name):
            continue
        start = at - sum(1 for _ in takewhile(_is_above, reversed(words[:at])))
        end = at + (1 if remark else 2)
        while end < len(lines) and (_ROLE.match(words[end]) or words[end] == name):
            end += 1
        found[start] = name, end
    return found if len(found) >= _LEAST else {}


def is_tracker_event(words: str) -> bool:
    return _EVENT.fullmatch(words) is not None


def _is_above(words: str) -> bool:
    return _PICTURE.match(words) is not None or (bool(words) and _ROLE.match(words) is not None)


def _answers_itself(words: list[str], at: int, name: str) -> bool:
    return any(line.startswith(f"{name} commented ") for line in words[at + 1 : at + 6])
