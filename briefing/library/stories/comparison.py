import re
from collections.abc import Callable, Collection, Iterator, Sequence

from msgspec import Struct

from briefing.library.stories.added_passages import (
    Account,
    Paragraph,
    compare_accounts,
    make_account,
)
from briefing.library.stories.differing_figures import find_differences, told_figures
from briefing.library.stories.differing_quotations import (
    DifferingQuotation,
    ToldQuotation,
    find_differing,
)
from briefing.library.stories.story import Story, StoryIssue
from briefing.library.stories.terms import name_term
from briefing.model import Briefing, EntityKind, Quote, QuoteKind, Section, Span
from briefing.model.folding import fold_accents
from briefing.model.languages import ENGLISH

_MOST_ISSUES = 40
_WORD = re.compile(r"[^\W_]+")
_RUN = 3
"""Words in a row by which a quotation is found elsewhere."""
_FEWEST = 4
_QUOTED_AT = 0.5
"""Share of a quotation's runs of words in another text, for that to have it."""


class Voice(Struct, frozen=True):
    name: str
    issues: tuple[StoryIssue, ...]
    """The fullest first."""


class Said(Struct, frozen=True):
    voice: int
    sha256: str
    place: Span
    words: str
    marked: Span
    """In `words`: a figure or a name; the same place twice if nothing is marked."""


class Comparison(Struct, frozen=True):
    title: str
    voices: tuple[Voice, ...]
    """The fullest first."""
    figures: tuple[tuple[Said, ...], ...]
    """Sentences whose figures differ, one of each source that takes part."""
    shared: tuple[tuple[Said, ...], ...]
    """What all sources say, in the words of each; without those sentences."""
    alone: tuple[Said, ...]
    """What only its source says; sentences, those next to each other as one."""
    names: tuple[Said, ...]
    """The first mention of a person or an organization that only its source names."""
    quotations: tuple[Said, ...]
    said_apart: tuple[tuple[Said, ...], ...] = ()
    """Sentences that quote one statement in different words, one of each source that takes part."""


class _Issue(Struct, frozen=True):
    issue: StoryIssue
    voice: int
    briefing: Briefing
    section: Section
    account: Account


def compare_sources(story: Story, load: Callable[[str], Briefing | None]) -> Comparison:
    told = list(_told(story, load))
    voices = [
        _voice([each for each in told if each.voice == number])
        for number in range(len({each.voice for each in told}))
    ]
    said = compare_accounts([each.account for each in told], [each.voice for each in told])
    several = len(voices) > 1
    figures = tuple(_figures(told)) if several else ()
    apart = {(said.sha256, said.place) for group in figures for said in group}
    shared = _shared(told, said, len(voices)) if several else ()
    differing = _differing_quotations(told) if several else []
    paired = {(each.told.account, each.told.place) for group in differing for each in group}
    return Comparison(
        story.title,
        tuple(voices),
        figures,
        tuple(g for g in shared if not apart & {(said.sha256, said.place) for said in g}),
        tuple(_alone(told, said)) if several else (),
        tuple(_names(told)) if several else (),
        tuple(_quotations(told, paired)) if several else (),
        tuple(_said_apart(told, group) for group in differing),
    )


def _told(story: Story, load: Callable[[str], Briefing | None]) -> Iterator[_Issue]:
    issues = sorted(
        zip(story.issues, story.voice_of_each, strict=True),
        key=lambda pair: pair[0].start - pair[0].end,
    )
    numbers: dict[int, int] = {}
    for issue, voice in issues[:_MOST_ISSUES]:
        briefing = load(issue.sha256)
        sections = briefing.analysis.sections if briefing is not None else ()
        if briefing is not None and issue.section < len(sections):
            section = sections[issue.section]
            number = numbers.setdefault(voice, len(numbers))
            yield _Issue(issue, number, briefing, section, make_account(briefing, section))


def _voice(told: Sequence[_Issue]) -> Voice:
    names = [each.issue.outlet for each in told if each.issue.outlet]
    names += [each.briefing.document.byline or "" for each in told] + [told[0].issue.title]
    return Voice(next(filter(None, names), ""), tuple(each.issue for each in told))


def _figures(told: Sequence[_Issue]) -> Iterator[tuple[Said, ...]]:
    figures = [
        figure
        for number, each in enumerate(told)
        for figure in told_figures(number, each.account, each.briefing.document.language or ENGLISH)
    ]
    for found in find_differences(figures):
        by_voice: dict[int, Said] = {}
        for each in found.figures:
            one = told[each.account]
            said = _said(one, each.figure.sentence, each.figure.span)
            by_voice.setdefault(one.voice, said)
        if len(by_voice) > 1:
            yield tuple(by_voice[voice] for voice in sorted(by_voice))


def _shared(
    told: Sequence[_Issue], said: Sequence[Sequence[Paragraph]], voices: int
) -> Iterator[tuple[Said, ...]]:
    spans = [[s.span for paragraph in each for s in paragraph] for each in said]
    seen: set[tuple[int, ...]] = set()
    for paragraph in said[0] if said else ():
        for sentence in paragraph:
            by_voice = {told[0].voice: (0, sentence.span)}
            for account, place in sentence.said_by.items():
                by_voice.setdefault(told[account].voice, (account, spans[account][place]))
            places = tuple(by_voice[v][1].start for v in sorted(by_voice) if v != told[0].voice)
            if len(by_voice) == voices and places not in seen:
                seen.add(places)
                yield tuple(_said(told[a], span) for _, (a, span) in sorted(by_voice.items()))


def _alone(told: Sequence[_Issue], said: Sequence[Sequence[Paragraph]]) -> Iterator[Said]:
    for number, (each, its) in enumerate(zip(told, said, strict=True)):
        earlier = {n for n in range(number) if told[n].voice == each.voice}
        for paragraph in its:
            run: list[Span] = []
            for sentence in paragraph:
                if sentence.alone and not earlier & sentence.said_by.keys():
                    run.append(sentence.span)
                elif run:
                    yield _said(each, Span(run[0].start, run[-1].end))
                    run = []
            if run:
                yield _said(each, Span(run[0].start, run[-1].end))


def _names(told: Sequence[_Issue]) -> Iterator[Said]:
    folded = [fold_accents(each.section.span.of(each.account.text)) for each in told]
    seen: set[tuple[int, str]] = set()
    for each in told:
        others = [text for text, one in zip(folded, told, strict=True) if one.voice != each.voice]
        for entity in each.briefing.analysis.entities or ():
            places = (m.span for m in entity.mentions if each.section.span.holds(m.span.start))
            place, name = next(places, None), name_term(entity).partition(" ")[2]
            if place is None or entity.kind is EntityKind.PLACE or (each.voice, name) in seen:
                continue
            seen.add((each.voice, name))
            if not any(fold_accents(name) in text for text in others):
                yield _said(each, _sentence_at(each.account, place) or place, place)


def _quotations(told: Sequence[_Issue], paired: Collection[tuple[int, Span]]) -> Iterator[Said]:
    runs = [_runs(each.section.span.of(each.account.text)) for each in told]
    seen: set[tuple[int, frozenset[tuple[str, ...]]]] = set()
    for number, each in enumerate(told):
        others = [has for has, one in zip(runs, told, strict=True) if one.voice != each.voice]
        for quote in _direct(each):
            mine = _runs(quote.span.of(each.account.text))
            if len(mine) <= _FEWEST - _RUN or (each.voice, mine) in seen:
                continue
            seen.add((each.voice, mine))
            nowhere = all(len(mine & has) < _QUOTED_AT * len(mine) for has in others)
            if nowhere and (number, quote.span) not in paired:
                yield _said(each, quote.span)


def _direct(told: _Issue) -> Iterator[Quote]:
    for quote in told.briefing.analysis.quotes or ():
        if quote.kind is QuoteKind.DIRECT and told.section.span.contains(quote.span):
            yield quote


def _differing_quotations(told: Sequence[_Issue]) -> list[tuple[DifferingQuotation, ...]]:
    found = []
    for number, each in enumerate(told):
        names = {entity.id: name_term(entity) for entity in each.briefing.analysis.entities or ()}
        for quote in _direct(each):
            words, speaker = quote.span.of(each.account.text), names.get(quote.speaker or "", "")
            found.append(ToldQuotation(number, words, quote.span, speaker))
    texts = [each.section.span.of(each.account.text) for each in told]
    return find_differing(found, [each.voice for each in told], texts)


def _said_apart(told: Sequence[_Issue], group: Sequence[DifferingQuotation]) -> tuple[Said, ...]:
    found = []
    for each in group:
        one, place = told[each.told.account], each.told.place
        first = _sentence_at(one.account, Span(place.start, place.start + 1)) or place
        last = _sentence_at(one.account, Span(place.end - 1, place.end)) or place
        whole = Span(min(first.start, place.start), max(last.end, place.end))
        found.append(_said(one, whole, each.differs.shifted(place.start)))
    return tuple(found)


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(fold_accents(text))
    return frozenset(zip(*(words[n:] for n in range(_RUN)), strict=False))


def _sentence_at(account: Account, place: Span) -> Span | None:
    spans = (span for sentences in account.paragraphs for span in sentences)
    return next((span for span in spans if span.contains(place)), None)


def _said(told: _Issue, place: Span, marked: Span | None = None) -> Said:
    at = marked.shifted(-place.start) if marked is not None else Span(0, 0)
    words = place.of(told.account.text)
    return Said(told.voice, told.issue.sha256, place, words, at)
