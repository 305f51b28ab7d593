import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from briefing.analysis.entities.countries import COUNTRIES
from briefing.analysis.entities.lexicon import RANKS
from briefing.analysis.entities.person_name import name_words
from briefing.model import EntityKind, Mention, Span

_Form = tuple[str, ...]
_MARGIN = 2.0
"""Ratio by which an organization must outweigh a place of that name, or a place an organization."""
_LOCATED = re.compile(
    r"\b(?:in|near|outside|across|throughout|to|from)\s+(?:the\s+)?$", re.IGNORECASE
)
_DATELINE = re.compile(
    r"(?:, [A-Z][\w.]*)?(?: \([A-Z][^)\n]{1,40}\))?(?: ?[-–—]{1,2} | \d{4}-\d\d)"
)
"""Behind a place at the start of a line."""


def vote_kinds(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The kind with the highest total score of a form. A place stays one where the text says so:
    "Leicester" is a team here, and a town in "in Leicester".
    """
    tally = _tally(text, mentions)
    winners = {form: winner for form, counts in tally.items() if (winner := _winner(form, counts))}
    winners |= {form: EntityKind.PERSON for form in tally if _family(form, tally)}
    titled = (_titled(text, mention, tally) for mention in mentions)
    return tuple(_decided(text, m, winners.get(name_words(m.span.of(text)))) for m in titled)


def _titled(text: str, mention: Mention, tally: dict[_Form, Counter[EntityKind]]) -> Mention:
    rank, _, rest = mention.span.of(text).partition(" ")
    counts = tally.get(name_words(rest), Counter())
    if rank.rstrip(".").casefold() not in RANKS or mention.kind is EntityKind.PERSON:
        return mention
    if counts[EntityKind.PERSON] <= sum(counts.values()) / 2:
        return mention
    span = Span(mention.span.end - len(rest), mention.span.end)
    return replace(mention, span=span, kind=EntityKind.PERSON)


def _family(form: _Form, tally: dict[_Form, Counter[EntityKind]]) -> bool:
    if len(form) != 1 or not form[0].endswith("s") or len(form[0]) < 5:
        return False
    one = tally.get((form[0][:-1],), Counter())
    return one[EntityKind.PERSON] > max(sum(one.values()) / 2, sum(tally[form].values()))


def _tally(text: str, mentions: Sequence[Mention]) -> dict[_Form, Counter[EntityKind]]:
    tally: defaultdict[_Form, Counter[EntityKind]] = defaultdict(Counter)
    for mention in mentions:
        form = name_words(mention.span.of(text))
        tally[form][mention.kind] += mention.score  # type: ignore[assignment]
        if mention.kind is EntityKind.PERSON and len(form) > 1:
            tally[form[-1:]][EntityKind.PERSON] += mention.score  # type: ignore[assignment]
    return tally


def _winner(form: _Form, counts: Counter[EntityKind]) -> EntityKind | None:
    if len(counts) < 2:
        return None
    spelled = len(form) > 2 and all(len(word) == 1 for word in form)
    if spelled and EntityKind.ORGANIZATION in counts and "".join(form) not in COUNTRIES:
        return EntityKind.ORGANIZATION
    kind, most = counts.most_common(1)[0]
    rest = sum(counts.values()) - most
    people = EntityKind.PERSON in counts
    return kind if most > (rest if people else _MARGIN * rest) else None


def _decided(text: str, mention: Mention, winner: EntityKind | None) -> Mention:
    located = mention.kind is EntityKind.PLACE and winner is EntityKind.ORGANIZATION
    if winner is None or (located and _is_located(text, mention.span)):
        return mention
    return replace(mention, kind=winner)


def _is_located(text: str, span: Span) -> bool:
    if _LOCATED.search(text, max(0, span.start - 20), span.start):
        return True
    opens = not span.start or text[span.start - 1] == "\n"
    return opens and _DATELINE.match(text, span.end) is not None
