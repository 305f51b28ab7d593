from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from briefing.analysis.sentence_spans import sentence_spans
from briefing.library.digest.digest_text import DigestText, blocks_in
from briefing.library.stories.added_passages import find_added, make_account
from briefing.library.stories.story import Story, StoryIssue
from briefing.model import Block, BlockKind, Briefing, Section, SectionKind, Span, TitleSource
from briefing.model.digest_origins import is_digest
from briefing.model.say_count import say_count
from briefing.model.section import same_words, section_body

_COMPARED = 24
"""Accounts of a story, the longest new ones and the longest known ones; the others are named."""
_LEAD = 60
"""Code points; a shorter block is no lead paragraph if a longer one is near."""
_NEAR = 6
"""Blocks."""
_LONGEST = 600
"""Code points of a lead, to the end of a sentence."""

Watched = Callable[[StoryIssue], bool]
Run = tuple[StoryIssue, list[Block]]


class _Pane(Struct, frozen=True):
    story: Story
    new: tuple[StoryIssue, ...]
    runs: tuple[Run, ...]
    others: tuple[StoryIssue, ...]


class DigestWriter:
    def __init__(
        self,
        new: Collection[str],
        load: Callable[[str], Briefing | None],
        watched: Watched = lambda issue: False,
        followed: Watched = lambda issue: False,
    ) -> None:
        """`new` are hashes of texts; issues of others are known to the reader."""
        self._new, self._watched, self._followed = new, watched, followed
        self._load = cache(load)

    def write(
        self, stories: Sequence[Story], untold: Sequence[StoryIssue], title: str, published: str
    ) -> Briefing | None:
        """`untold` are in no story. None without an issue."""
        text = DigestText()
        told, single = list[Story](), list[StoryIssue]()
        for story in stories:
            if len({issue.sha256 for issue in story.issues}) > 1:
                told.append(story)
            else:
                single += story.issues
        for pane in self._in_order(map(self._pane, told)):
            self._write_story(text, pane)
        for name, issues in self._by_outlet([*single, *untold]):
            self._write_outlet(text, name, issues)
        return text.finish(title, published) if text.has_panes else None

    def _in_order(self, panes: Iterator[_Pane]) -> list[_Pane]:
        found = sorted(panes, key=lambda pane: pane.story.latest, reverse=True)

        def order(pane: _Pane) -> tuple[bool, bool, bool, int, int]:
            voices = replace(pane.story, issues=pane.new).voices
            watched = any(map(self._watched, pane.new))
            followed = any(map(self._followed, pane.story.issues))
            return not pane.runs, not watched, not followed, -voices, -pane.story.voices

        return sorted(found, key=order)

    def _pane(self, story: Story) -> _Pane:
        known = [i for i in story.issues if i.sha256 not in self._new]
        new = sorted((i for i in story.issues if i.sha256 in self._new), key=_shortness)
        before = sorted(known, key=_shortness)[:_COMPARED]
        first, compared = len(before), [*before, *new[:_COMPARED]]
        accounts = [
            make_account(briefing, _section(issue, briefing))
            for issue in compared
            for briefing in [self._read(issue)]
        ]
        runs: list[Run] = []
        others = new[_COMPARED:]
        for issue, added in zip(compared[first:], find_added(accounts, first), strict=True):
            whole = not known and not runs
            found = list(self._whole(issue) if whole else self._added(issue, added))
            runs += ((issue, blocks) for blocks in found)
            others += [] if found else [issue]
        return _Pane(story, tuple(new), tuple(runs), tuple(others))

    def _whole(self, issue: StoryIssue) -> Iterator[list[Block]]:
        briefing = self._read(issue)
        text, section = briefing.document.text, _section(issue, briefing)
        runs = blocks_in(
            briefing.document, section_body(briefing.document, section), section.folded
        )
        for number, blocks in enumerate(runs):
            titled = not number and blocks[0].kind is BlockKind.HEADING
            if titled and same_words(blocks[0].span.of(text), issue.title):
                blocks = blocks[1:]
            if blocks:
                yield blocks

    def _added(self, issue: StoryIssue, added: Sequence[Span]) -> Iterator[list[Block]]:
        document = self._read(issue).document
        run: list[Block] = []
        for span in added:
            for blocks in blocks_in(document, span):
                if run and document.text[run[-1].span.end : blocks[0].span.start].strip():
                    yield run
                    run = []
                run += blocks
        if run:
            yield run

    def _write_story(self, text: DigestText, pane: _Pane) -> None:
        story = pane.story
        fullest = min(story.issues, key=_shortness)
        section = _section(fullest, self._read(fullest))
        own = section.title == fullest.title
        source = section.title_source if own else TitleSource.DOCUMENT
        shared = f"; shared: {story.reason}" if story.reason else ""
        sources = say_count(story.voices, "source")
        text.begin_pane(fullest.title, source, f"Told by {sources}{shared}.")
        for issue, blocks in pane.runs:
            text.quote(issue, self._read(issue), blocks)
        if pane.others:
            text.name_others([(issue, self._read(issue)) for issue in pane.others])

    def _write_outlet(self, text: DigestText, name: str, issues: Sequence[StoryIssue]) -> None:
        alone = len(issues) == 1
        title = issues[0].title if alone else name
        text.begin_pane(title, TitleSource.DOCUMENT, "No other text tells of this.")
        for issue in issues:
            briefing = self._read(issue)
            write = text.quote if alone else text.mention
            write(issue, briefing, _lead(briefing, _section(issue, briefing)))

    def _by_outlet(self, issues: Sequence[StoryIssue]) -> list[tuple[str, list[StoryIssue]]]:
        found: defaultdict[str, list[StoryIssue]] = defaultdict(list)
        for issue in issues:
            title = self._read(issue).document.title
            found[issue.outlet or title or issue.title].append(issue)
        for mine in found.values():
            mine.sort(key=lambda issue: (not self._watched(issue), *_shortness(issue)))

        def order(item: tuple[str, list[StoryIssue]]) -> tuple[bool, int, tuple[int, str, int]]:
            first = item[1][0]
            return not self._watched(first), len(item[1]), _shortness(first)

        return sorted(found.items(), key=order)

    def _read(self, issue: StoryIssue) -> Briefing:
        found = self._load(issue.sha256)
        assert found is not None, "it was listed"
        return found


def untold_sections(briefing: Briefing, told: Collection[int]) -> list[int | None]:
    """None for the whole text, of which nothing is told."""
    if not told:
        return [None]
    sections = enumerate(briefing.analysis.sections)
    return [n for n, each in sections if each.kind is SectionKind.ISSUE and n not in told]


def make_untold(
    briefing: Briefing,
    source: str | None,
    outlet: str | None,
    added: str,
    section: int | None = None,
) -> StoryIssue | None:
    """Of one section, or the whole text; None for digests."""
    document, sections = briefing.document, briefing.analysis.sections
    if is_digest(document) or not document.text.strip():
        return None
    issues = [n for n, each in enumerate(sections) if each.kind is SectionKind.ISSUE]
    issues = issues if section is None else [section]
    number = issues[0] if len(issues) == 1 else 0
    span = sections[number].span if len(issues) == 1 else Span(0, len(document.text))
    named = document.title if section is None else None
    title = named or (sections[number].title if sections else "") or document.text[:80]
    return StoryIssue(
        document.sha256, source, outlet, document.published, added, number, title,
        span.start, span.end, len(document.text), 1.0, "", (), sender=document.sender,
    )  # fmt: skip


def _section(issue: StoryIssue, briefing: Briefing) -> Section:
    sections, span = briefing.analysis.sections, Span(issue.start, issue.end)
    if issue.section < len(sections) and sections[issue.section].span == span:
        return sections[issue.section]
    return Section(SectionKind.ISSUE, issue.title, TitleSource.DOCUMENT, span)


def _shortness(issue: StoryIssue) -> tuple[int, str, int]:
    return issue.start - issue.end, issue.sha256, issue.section


def _lead(briefing: Briefing, section: Section) -> list[Block]:
    document = briefing.document
    runs = blocks_in(document, section_body(document, section), section.folded)
    told = [
        block
        for blocks in runs
        for block in blocks
        if block.kind not in (BlockKind.HEADING, BlockKind.RULE)
    ][:_NEAR]
    lead = next((each for each in told if len(each.span) >= _LEAD), None)
    lead = lead or max(told, key=lambda block: len(block.span), default=None)
    if lead is None or len(lead.span) <= _LONGEST or lead.rows:
        return [lead] if lead else []
    first, end = lead.span.start, 0
    for sentence in sentence_spans(document.text, lead.span):
        if end and sentence.end - first > _LONGEST:
            break
        end = sentence.end
    return [replace(lead, span=Span(first, end))]
