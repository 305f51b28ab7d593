import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import apsw
import msgspec
from msgspec import Struct

from briefing.analysis.segmentation.logistic_model import logistic
from briefing.errors import DamagedRow
from briefing.library.stories.same_story import (
    Rarity,
    StoryProfile,
    explain,
    log_odds,
    make_profile,
    read_profile,
)
from briefing.library.stories.terms import Terms, find_terms
from briefing.model import Briefing
from briefing.model.digest_origins import is_digest
from briefing.storage.database import Database
from briefing.storage.story_rows import (
    IssueRef,
    Member,
    StoryRows,
    count_terms,
    make_story,
    mark_joined,
    merge_stories,
    put_issue,
)

JOIN_AT = 0.85
"""Confidence with the likelier half of a story."""
LEAST_ODDS = -6.0
"""One very different issue alone does not decide."""
_WORTH = 0.15
"""A story none of whose issues is that alike is not looked at."""
_TOGETHER = 50
"""Issues whose words are counted before the first is joined."""
_LOCKED = 0.02
"""Seconds until a transaction ends, after the issue that is being joined."""
_CANDIDATES = 40
COMPARED = 24
"""Newest issues of a story."""
_ISSUES = 100
"""Of a text; one with more is a book."""
_SHORTEST = 150
"""Code points; less tells no story."""
TextProfile = tuple[StoryProfile, int]
"""Of an issue, with its text."""


class _Issue(Struct, frozen=True):
    section: int
    terms: Terms


class _Text(Struct, frozen=True):
    document: int
    refs: list[IssueRef]
    """What it had when it was read."""
    day: str | None
    sender: str | None
    issues: list[_Issue]


class _Joined(Struct, frozen=True):
    section: int
    document: int
    story: int
    profile: StoryProfile


class StoryJoiner:
    def __init__(self, database: Database, load: Callable[[str], Briefing | None]) -> None:
        self._database, self._rows, self._load = database, StoryRows(database), load

    def join_next(self) -> int:
        """Joins a number of texts, which have to be indexed, some in each transaction; returns how many remain."""
        texts = self._read_some()
        ahead = Counter(key for text in texts for each in text.issues for key in each.terms.keys)
        total = self._rows.total() + sum(len(text.issues) for text in texts)
        steps = [(text, each) for text in texts for each in (*text.issues, None)]
        steps.reverse()
        while steps:
            with self._database.write() as connection:
                until = time.monotonic() + _LOCKED
                self._step(connection, *steps.pop(), ahead, total)
                while steps and time.monotonic() < until:
                    self._step(connection, *steps.pop(), ahead, total)
        return self._rows.count_pending()

    def _step(
        self,
        connection: apsw.Connection,
        text: _Text,
        issue: _Issue | None,
        ahead: Counter[int],
        total: int,
    ) -> None:
        if issue is not None:
            ahead.subtract(issue.terms.keys)
        if not self._rows.is_unjoined(text.document, text.refs):
            return
        if issue is None:
            mark_joined(connection, text.document)
        elif not self._rows.members((issue.section,)):
            self._join(connection, text, issue, ahead, total)

    def _read_some(self) -> list[_Text]:
        texts: list[_Text] = []
        for id, sha256 in self._rows.pending(_TOGETHER):
            texts.append(self._read(id, sha256))
            if sum(len(text.issues) for text in texts) >= _TOGETHER:
                break
        return texts

    def _read(self, document: int, sha256: str) -> _Text:
        refs = self._rows.issues(document, _ISSUES)
        try:
            briefing = self._load(sha256)
        except DamagedRow:
            briefing = None
        if briefing is None or is_digest(briefing.document):
            return _Text(document, refs, None, None, [])
        of, issues = briefing.document, _find_issues(briefing, refs)
        return _Text(document, refs, of.published, of.sender, list(issues))

    def _join(
        self,
        connection: apsw.Connection,
        text: _Text,
        issue: _Issue,
        ahead: Mapping[int, int],
        total: int,
    ) -> None:
        """Among `total` issues, of which those `ahead` are not counted yet."""
        keys = issue.terms.keys
        count_terms(connection, keys)
        counted = self._rows.counts(keys)
        counts = {key: counted.get(key, 0) + ahead.get(key, 0) for key in keys}
        profile = make_profile(issue.terms, Rarity(counts, total), text.day, text.sender)
        known: dict[int, float] = {}

        def odds(other: _Joined) -> float:
            if other.section not in known:
                known[other.section] = log_odds(profile, other.profile)
            return known[other.section]

        similar = self._similar_issues(text, profile, odds)
        sureness = {other.story: 0.0 for other in similar}
        for story in sureness:
            others = [each for each in self._issues_of(story) if each.document != text.document]
            sureness[story] = mean_probability(map(odds, others))
        best = max(sureness, key=lambda story: sureness[story], default=None)
        if best is None or sureness[best] < JOIN_AT:
            best, sure, reason = make_story(connection), 1.0, ""
        else:
            sure = sureness[best]
            alike = max((other for other in similar if other.story == best), key=odds)
            reason = explain(profile, issue.terms, alike.profile)
        member = Member(issue.section, text.document, best, msgspec.msgpack.encode(profile))
        put_issue(connection, member, profile.signs, round(sure, 3), reason)
        self._merge(connection, best, [s for s in sureness if s != best and sureness[s] > _WORTH])

    def _similar_issues(
        self, text: _Text, profile: StoryProfile, odds: Callable[[_Joined], float]
    ) -> list[_Joined]:
        sections = self._rows.sharing_signs(profile.wanted, _CANDIDATES)
        others = map(_decode, self._rows.members(sections))
        return [
            each
            for each in others
            if each.document != text.document and logistic(odds(each)) > _WORTH
        ]

    def _issues_of(self, story: int) -> list[_Joined]:
        return [_decode(each) for each in self._rows.members_of(story, COMPARED)]

    def _merge(self, connection: apsw.Connection, story: int, others: Iterable[int]) -> None:
        for other in sorted(others):
            sure = probability_of_one_story(
                _profiles_of(self._issues_of(story)), _profiles_of(self._issues_of(other))
            )
            if sure >= JOIN_AT:
                kept, gone = min(story, other), max(story, other)
                merge_stories(connection, kept, gone)
                story = kept


def _find_issues(briefing: Briefing, refs: Iterable[IssueRef]) -> Iterable[_Issue]:
    sections = briefing.analysis.sections
    for ref in refs:
        if ref.end - ref.start < _SHORTEST or ref.number >= len(sections):
            continue
        section = sections[ref.number]
        if (section.span.start, section.span.end) == (ref.start, ref.end):
            yield _Issue(ref.section, find_terms(briefing, section))


def probability_of_one_story(some: Iterable[TextProfile], others: Sequence[TextProfile]) -> float:
    """As `mean_probability`; issues of one text say nothing of each other."""
    return mean_probability(
        log_odds(profile, other)
        for profile, document in some
        for other, place in others
        if place != document
    )


def _profiles_of(members: Iterable[_Joined]) -> list[TextProfile]:
    return [(each.profile, each.document) for each in members]


def mean_probability(odds: Iterable[float]) -> float:
    """Of the mean of the likelier half."""
    found = sorted((max(LEAST_ODDS, each) for each in odds), reverse=True)
    half = found[: (len(found) + 1) // 2]
    return logistic(sum(half) / len(half)) if half else 0.0


def _decode(member: Member) -> _Joined:
    return _Joined(member.section, member.document, member.story, read_profile(member.profile))
