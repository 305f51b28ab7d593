from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import msgspec
from msgspec import Struct

from briefing.library.stories.join_stories import COMPARED, JOIN_AT, probability_of_one_story
from briefing.library.stories.same_story import StoryProfile, confidence, explain
from briefing.library.stories.terms import find_terms
from briefing.library.stories.wire_copies import is_copy
from briefing.model import Briefing
from briefing.storage.story_rows import StoredIssue, StoryRows

_SIGNS = 28
"""By which more issues are looked for, those that most members have."""
_NEAR = 200
MOST = 100
"""Proposals of a story, the surest; the others follow when these are decided."""


class Proposal(Struct, frozen=True):
    row: StoredIssue
    confidence: float


def propose_members(
    rows: StoryRows,
    confirmed: Sequence[StoredIssue],
    rejected: Sequence[StoredIssue],
    superseded: Callable[[Iterable[str]], frozenset[str]],
) -> list[Proposal]:
    """Issues of the stories of confirmed ones, and others that are like these; the surest first.
    `superseded` tells which texts have a later version.
    """
    known = [(_profile(row), row.document) for row in _newest(confirmed)]
    decided = {row.section for row in (*confirmed, *rejected)}
    refused = [_profile(row) for row in rejected if row.profile]
    joined = {row.section: row for row in rows.listing({row.story for row in confirmed} - {0})}
    signs = Counter(sign for profile, _ in known for sign in profile.signs)
    near = rows.by_section(
        rows.sharing_signs([sign for sign, _ in signs.most_common(_SIGNS)], _NEAR)
    )
    found: list[Proposal] = []
    for section, row in {**near, **joined}.items():
        if section in decided or not row.profile:
            continue
        profile = _profile(row)
        sure = probability_of_one_story([(profile, row.document)], known)
        copied = any(is_copy(profile.sketch, other.sketch) for other in refused)
        if (section in joined or sure >= JOIN_AT) and not copied:
            found.append(Proposal(row, round(sure or row.confidence, 3)))
    older = superseded({each.row.sha256 for each in found})
    current = [each for each in found if each.row.sha256 not in older]
    return sorted(current, key=lambda each: (-each.confidence, -each.row.section))[:MOST]


def give_reason(
    row: StoredIssue, confirmed: Sequence[StoredIssue], load: Callable[[str], Briefing | None]
) -> str:
    """What it shares with the member that is most like it."""
    briefing, profile = load(row.sha256), _profile(row)
    members = [_profile(each) for each in _newest(confirmed) if each.document != row.document]
    if briefing is None or not members or row.number >= len(briefing.analysis.sections):
        return row.reason
    alike = max(members, key=lambda other: confidence(profile, other))
    terms = find_terms(briefing, briefing.analysis.sections[row.number])
    return explain(profile, terms, alike)


def _newest(confirmed: Sequence[StoredIssue]) -> list[StoredIssue]:
    told = [row for row in confirmed if row.profile]
    return sorted(told, key=lambda row: row.document)[-COMPARED:]


def _profile(row: StoredIssue) -> StoryProfile:
    return msgspec.msgpack.decode(row.profile, type=StoryProfile)
