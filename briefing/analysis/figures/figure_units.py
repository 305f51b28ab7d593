import re
from collections.abc import Sequence

from msgspec import Struct

from briefing.analysis.figures.figure import FigureKind
from briefing.analysis.figures.number_phrases import Number
from briefing.analysis.titles.noun_phrases import NOUNS, TaggedToken
from briefing.model.languages import ENGLISH

_PERCENT = re.compile(
    r"\s?(?:%|per\s?cent\b|pct\b|Prozent\b|pour\scent\b|por\sciento\b|per\scento\b|procent\b)",
    re.I,
)
_POINTS = re.compile(r"[\s-](?:percentage[\s-])?points?\b")
_MONEY_WORDS = "dollars|euros?|pounds|yen|yuan|rubles|roubles|rupees|crowns|kron[ae]r|kronor|francs|pesos|shekels|zloty|reais"
_MONEY = re.compile(
    rf"\s?(?P<sign>[$€£¥₹])|\s(?:(?:US|American|Canadian|Australian|d['’]|de)\s?)?(?P<unit>{_MONEY_WORDS})\b",
    re.I,
)
_COMPOUND = re.compile(r"-(?P<unit>[a-z]{3,})(?P<old>-olds?)?\b(?!-)", re.I)
_YEARS_OLD = re.compile(r"\s(?:years?|months?)[\s-]olds?\b")
_AGED = re.compile(
    r"(?:\b(?:aged?|child of|turned)\s|[A-Z][\w’'.-]{1,30},\s|[A-Z][\w’'.-]{1,30}\s\(|[^\W\d],\s)$"
)
_AGED_END = re.compile(r"[,)]|\sand\b|\.$")
_OLDEST = 120
_TIME_WORDS = "second minute hour day week month year decade century"
_TIMES = frozenset(f"{word}{plural}" for word in _TIME_WORDS.split() for plural in ("", "s"))
_AGO = re.compile(r"\s(?:ago|earlier|later|before|after|from now|old|into|of age|since)\b")
_STATE_WORDS = "dead killed wounded injured hurt missing arrested detained hospitalized displaced homeless evacuated"
_STATES = frozenset(_STATE_WORDS.split())
_DID = re.compile(
    r"\b(?P<did>killed|killing|injured|injuring|wounded|wounding|arrested|detained)\s$", re.I
)
_INSIDE = ("JJ", "VBN", "VBG", "NN", "NNP", "POS", "JJR", "JJS", "FW")
_PLURAL = ("NNS", "NNPS")
_HELPING = "were was are is have had has been be being will would to go also reportedly left still"
_HELPS = frozenset(_HELPING.split())
_SAYING_NOTHING = "made make makes has have had having took take takes did do does was were is are be been get got"
_EMPTY_VERBS = frozenset(_SAYING_NOTHING.split())
_LINKS = frozenset(("of", "on", "for", "in", "to"))
_OWNERS = "of the its his her their our these those"
_OF_THEM = frozenset(_OWNERS.split())
_FURTHEST = 6
"""Words between a number and its unit."""
PEOPLE = "people"


class Unit(Struct, frozen=True):
    kind: FigureKind
    end: int
    """Of the unit, in the sentence."""
    name: str
    subject: str


def read_unit(
    words: str, number: Number, tokens: Sequence[TaggedToken], language: str
) -> Unit | None:
    """None if the number counts nothing that is said. `tokens` are those of the sentence, in English."""
    after = [token for token in tokens if token.start >= number.end]
    before = [token for token in tokens if token.end <= number.start]
    if match := _PERCENT.match(words, number.end):
        return Unit(FigureKind.SHARE, match.end(), "%", _topic(before, _past(after, match.end())))
    if number.currency:
        return Unit(FigureKind.MONEY, number.end, number.currency, _topic(before, after))
    if match := _MONEY.match(words, number.end):
        subject = _topic(before, _past(after, match.end()))
        return Unit(
            FigureKind.MONEY, match.end(), (match["unit"] or match["sign"]).lower(), subject
        )
    if language != ENGLISH:
        return None
    return (
        _age(words, number)
        or _compound(words, number, after)
        or _counted(words, number, before, after)
    )


def _age(words: str, number: Number) -> Unit | None:
    old = _YEARS_OLD.match(words, number.end) or re.match(
        r"-(?:year|month|week|day)-olds?\b", words[number.end :]
    )
    if old is not None:
        end = number.end + old.end() - old.start()
        return Unit(FigureKind.AGE, end, "years", "")
    aged = _AGED.search(words[max(0, number.start - 40) : number.start])
    if aged and number.high <= _OLDEST and _AGED_END.match(words, number.end):
        return Unit(FigureKind.AGE, number.end, "years", "")
    return None


def _compound(words: str, number: Number, after: Sequence[TaggedToken]) -> Unit | None:
    match = _COMPOUND.match(words, number.end)
    if match is None or match["unit"].lower() in ("plus", "time", "star", "fold", "way"):
        return None
    unit, subject = match["unit"].lower(), _first_noun(_past(after, match.end()))
    kind = FigureKind.DURATION if unit in _TIMES else FigureKind.COUNT
    return Unit(kind, match.end(), unit, subject) if subject else None


def _counted(
    words: str, number: Number, before: Sequence[TaggedToken], after: Sequence[TaggedToken]
) -> Unit | None:
    if after and after[0].text.lower() in _STATES and after[0].start <= number.end + 1:
        return Unit(FigureKind.COUNT, after[0].end, PEOPLE, after[0].text.lower())
    found = _unit_noun(words, number, after)
    if found is None:
        did = _DID.search(words[: number.start])
        return Unit(FigureKind.COUNT, number.end, PEOPLE, did["did"].lower()) if did else None
    name = found.text.lower()
    if name in _TIMES:
        ago = _AGO.match(words, found.end)
        return None if ago else Unit(FigureKind.DURATION, found.end, name, "")
    subject = _state(_past(after, found.end)) or _verb(before)
    return Unit(FigureKind.COUNT, found.end, name, subject)


def _unit_noun(words: str, number: Number, after: Sequence[TaggedToken]) -> TaggedToken | None:
    at = number.end
    for place, token in enumerate(after[:_FURTHEST]):
        small = token.text.lower()
        if words[at : token.start].strip() or token.text in (",", ".", ";", ":", "(", ")"):
            return None
        if token.tag in _PLURAL or small == PEOPLE:
            return token
        if (
            number.high == 1
            and token.tag == "NN"
            and small in ("person", "man", "woman", "child", "soldier")
        ):
            return token
        of_them = small in _OF_THEM and (place > 0 or small == "of")
        counted = place > 1 and token.tag == "CD"
        if not (token.tag in _INSIDE or counted or of_them or small in ("more", "other")):
            return None
        at = token.end
    return None


def _past(tokens: Sequence[TaggedToken], end: int) -> Sequence[TaggedToken]:
    return [token for token in tokens if token.start >= end]


def _state(after: Sequence[TaggedToken]) -> str:
    for token in after[:5]:
        small = token.text.lower()
        if small in _STATES or (token.tag in ("VBN", "VBD") and small not in _HELPS):
            return small
        if small not in _HELPS and token.tag != "RB":
            return ""
    return ""


def _verb(before: Sequence[TaggedToken]) -> str:
    for token in reversed(before[-3:]):
        if token.tag.startswith("VB"):
            return "" if token.text.lower() in _EMPTY_VERBS else token.text.lower()
        if token.tag not in ("DT", "RB", "PRP$", "JJ"):
            break
    return ""


def _topic(before: Sequence[TaggedToken], after: Sequence[TaggedToken]) -> str:
    """What follows "on" or "of", else what the verb before is said of."""
    if after and after[0].text.lower() in _LINKS and (noun := _first_noun(after[1:])):
        return noun
    for place in range(len(before) - 1, -1, -1):
        if before[place].text in (",", ";", ":", "."):
            break
        verbs = any(token.tag.startswith(("VB", "MD")) for token in before[place + 1 :])
        if verbs and before[place].tag in NOUNS:
            return before[place].text
    return _first_noun(after[:2])


def _first_noun(tokens: Sequence[TaggedToken]) -> str:
    found = ""
    for token in tokens[:_FURTHEST]:
        if token.tag in NOUNS:
            found = token.text
        elif found or not (token.tag in _INSIDE or token.tag in ("DT", "PRP$", "CD")):
            break
    return found
