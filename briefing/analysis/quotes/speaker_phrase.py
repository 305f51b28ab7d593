import re

from msgspec import Struct

from briefing.analysis.abbreviations import ends_sentence
from briefing.analysis.entities.lexicon import TITLES, word_set
from briefing.analysis.quotes.attribution_context import AttributionContext, NamedMention
from briefing.analysis.quotes.quotation_marks import MASK
from briefing.analysis.quotes.speech_verbs import AUXILIARIES
from briefing.model import Entity, EntityKind, Span
from briefing.model.calendar_words import WEEKDAYS

SUBJECTS = word_set("he she they it i we who you")
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*\.?")
_CLAUSE = re.compile(
    rf"[,;:—–()\[\]{MASK}]|\s-{{1,2}}\s|\b(?:that|because|when|while|if|after|before|where|although|"
    r"though|but|and|as|since|unless|until|so|or|which|whether|than)\b"
)
_PREPOSITIONS = word_set(
    "of for with in at from to by on about against under over after before during into near like "
    "between among through without toward towards outside inside behind via per than"
)
_BREAK = re.compile(
    r"[,.;:—–()\[\]\n" + MASK + r"]|\s-\s|\b(?:in|on|at|after|before|during|when|as|of|for|to|from|"
    r"about|with|who|while|that|and|last|this|earlier|later|following|during|by|if|because|but)\b"
)
_DETERMINERS = word_set(
    "the a an one some many several other another two three these those his her its their our my "
    "every each both most all few such any"
)
_TIMES = word_set(
    "today yesterday later earlier once meanwhile still also then however instead sometimes often usually "
    "commonly again now"
).union(WEEKDAYS)
_GROUPS = word_set(
    "aides supporters officials advisers advisors allies backers fans voters delegates lawyers staffers "
    "surrogates critics opponents leaders members executives representatives workers spokesmen campaign"
)
"""People who speak in place of the name before them: "Trump's aides"."""
_SUBORDINATE = word_set(
    "when after before while as if because although though since until once in on at with for to by from "
    "during despite and but so then"
)
"""First words of what goes before a subject."""
_CONJUNCTIONS = ("When", "After", "Before", "While", "Although", "Though", "As", "If", "Since")
_PAST = re.compile(r"[a-z]{2,}ed")
_MOST = 9
"""Words of a phrase."""
_NAMES = r"(?:the )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}"
_BOTH = re.compile(rf"\b[Bb]oth {_NAMES} and {_NAMES}")
_COUPLED = re.compile(
    r"(?:^|, )((?:the|both(?: the)?) [\w.’'-]+(?: [\w.’'-]+)? and )$", re.IGNORECASE
)
"""Before the last word of "The French and German ministers"."""
_MANNER = re.compile(
    r"(?:in|with) an? (?:\w+ ){0,3}(?:voice|tone|whisper|laugh|smile|sigh|grin),? "
)
_TOKEN = re.compile(r"\S+\s*")
_LAST = re.compile(r"(?<![\w’'])([\w’']+)\s+$")
_REACH = 400
"""Characters before a verb searched for its subject."""
_LONGEST = 90
"""Characters of a phrase."""


class SpeakerPhrase(Struct, frozen=True):
    span: Span
    entity: Entity | None = None
    cue: str | None = None


def before_verb(
    context: AttributionContext, start: int, verb: int, *, shared: bool = True
) -> SpeakerPhrase | None:
    """The clause starts at `start`; `shared` allows the subject of another verb."""
    start = max(start, verb - _REACH)
    end = skip_auxiliaries(context.masked, start, verb)
    if context.masked[max(start, end - 3) : end].rstrip().endswith(")"):
        end = max(start, context.masked.rfind("(", start, end))
    inside = [named.span for named in context.names(start, end)]
    breaks = (m.span() for m in _CLAUSE.finditer(context.masked, start, end))
    chunk = max((b for a, b in breaks if not any(s.holds(a) for s in inside)), default=start)
    if _letters(context.masked, chunk, end):
        found = _subject_of(context, chunk, end)
        if found:
            return found if found.entity else _coupled(context, start, found)
    return (
        _appositive(context, start, end)
        or (_shared(context, start, end) if shared else None)
        or first_subject(context, start, end)
        or _opening_phrase(context, start, end)
    )


def _coupled(context: AttributionContext, start: int, found: SpeakerPhrase) -> SpeakerPhrase:
    words = found.span.of(context.masked).split()
    if words == ["both"]:
        pair = _BOTH.search(context.masked, start, found.span.start)
        return SpeakerPhrase(Span(*pair.span())) if pair else found
    if len(words) < 2 or not re.search("[^s]s$", words[-1]) or words[0].casefold() in _DETERMINERS:
        return found
    before = _COUPLED.search(
        context.masked[max(start, found.span.start - _LONGEST) : found.span.start]
    )
    if before is None:
        return found
    return SpeakerPhrase(Span(found.span.start - len(before[1]), found.span.end))


def _shared(context: AttributionContext, start: int, end: int) -> SpeakerPhrase | None:
    """The subject of an earlier verb: "Jane Doe said no, adding", "said no and added"."""
    earlier = [cue for cue in context.cues(start, end) if not cue.verb.endswith("ing")]
    if not earlier:
        return None
    cue = earlier[-1]
    if context.masked[max(start, cue.start - 3) : cue.start].rstrip(" ,").endswith(MASK):
        return after_verb(context, cue.end, end)
    scope = max(start, context.masked.rfind(MASK, start, cue.start) + 1)
    return before_verb(context, scope, cue.start, shared=False)


def after_verb(context: AttributionContext, start: int, stop: int) -> SpeakerPhrase | None:
    """The subject after an inverted verb: "said Hugh Johnson, an officer"."""
    while start < stop and context.masked[start] in " ,":
        start += 1
    limit = min(stop, start + _LONGEST)
    manner = _MANNER.match(context.masked, start, limit)
    start = manner.end() if manner else start
    first = _TOKEN.match(context.masked, start, limit)
    begun = start + (first[0].find(",") if "," in first[0] else len(first[0])) if first else start
    breaks = _BREAK.finditer(context.masked, begun, limit)
    stops = (m.start() for m in breaks if m[0] != "." or ends_sentence(context.masked, m.start()))
    end = next(stops, limit)
    while end > start and context.masked[end - 1].isspace():
        end -= 1
    if not _letters(context.masked, start, end):
        return None
    names = [n for n in context.names(start, context.sentence_at(start).end) if n.span.start < end]
    if names and not _modifies(context, names[-1], max(end, names[-1].span.end)):
        return SpeakerPhrase(names[-1].span, names[-1].entity)
    return _named_after(context, end, stop) or SpeakerPhrase(Span(start, end))


def _named_after(context: AttributionContext, start: int, stop: int) -> SpeakerPhrase | None:
    comma = context.masked.find(",", start, min(stop, start + _LONGEST))
    names = context.names(comma, stop) if comma >= 0 else []
    if (
        not names
        or names[0].span.start != comma + 2
        or names[0].entity.kind is not EntityKind.PERSON
    ):
        return None
    closed = context.masked[names[0].span.end : names[0].span.end + 1] in (".", ",", "", "\n")
    return SpeakerPhrase(names[0].span, names[0].entity) if closed else None


def first_subject(context: AttributionContext, start: int, end: int) -> SpeakerPhrase | None:
    names = {n.span.start: n for n in context.names(start, end)}
    previous = ""
    at = after_subordinate(context.masked, start, end)
    while match := _WORD.search(context.masked, at, end):
        word = match.group().casefold()
        at = match.end()
        named = names.get(match.start())
        if named:
            at = named.span.end
            attribute = previous in ("a", "an") or _modifies(context, named, end)
            if previous not in _PREPOSITIONS and not attribute:
                return SpeakerPhrase(named.span, named.entity)
        elif word in SUBJECTS and word != "you":
            return SpeakerPhrase(Span(*match.span()))
        previous = word
    return None


def after_subordinate(masked: str, start: int, end: int) -> int:
    """Behind "When Ode left," at the start of a sentence, if words follow."""
    first = _WORD.search(masked, start, end)
    if first is None or first.group() not in _CONJUNCTIONS:
        return start
    comma = masked.find(",", first.end(), end)
    return comma + 1 if comma >= 0 and _letters(masked, comma, end) else start


def _noun_phrase(context: AttributionContext, start: int, end: int) -> SpeakerPhrase | None:
    words = list(_WORD.finditer(context.masked, start, end))
    while words and words[0].group().casefold() in _TIMES:
        words.pop(0)
    if not words or words[-1].group().casefold() in _PREPOSITIONS:
        return None
    words = words[-_MOST:]
    heads = [i for i, w in enumerate(words) if w.group().casefold() in _DETERMINERS]
    inner = [i for i in heads if i == 0 or words[i - 1].group().casefold() not in _PREPOSITIONS]
    first = inner[-1] if inner else 0
    return SpeakerPhrase(Span(words[first].start(), words[-1].end()))


def _subject_of(context: AttributionContext, start: int, end: int) -> SpeakerPhrase | None:
    names = context.names(start, end)
    for named in reversed(names):
        if not _letters(context.masked, named.span.end, end):
            if preceded_by_preposition(context, named, start):
                return _noun_phrase(context, start, end)
            return SpeakerPhrase(named.span, named.entity)
    last = None
    for match in _WORD.finditer(context.masked, start, end):
        if match.group().casefold() in SUBJECTS:
            last = SpeakerPhrase(Span(*match.span()))
    if last:
        return last
    found = first_subject(context, start, end)
    return found or _noun_phrase(context, start, end)


def _opening_phrase(context: AttributionContext, start: int, end: int) -> SpeakerPhrase | None:
    """The first words of "Officials at the port, a small one, said" and "The board met, saying"."""
    comma = context.masked.find(",", start, end)
    if comma < 0:
        return None
    words = list(_WORD.finditer(context.masked, start, comma))
    verb = next(
        (i for i, w in enumerate(words) if i > 1 and _PAST.fullmatch(w.group())), len(words)
    )
    words = words[:verb]
    if not words or len(words) > _MOST or words[0].group().casefold() in _SUBORDINATE:
        return None
    return SpeakerPhrase(Span(words[0].start(), words[-1].end()))


def _appositive(context: AttributionContext, start: int, end: int) -> SpeakerPhrase | None:
    """The name in "Jane Doe, a lawyer in Ohio, said"."""
    masked = context.masked
    stop = end
    while stop > start and masked[stop - 1] in " ,)—–":
        stop -= 1
    if stop == end or ("," not in masked[stop:end] and ")" not in masked[stop:end]):
        return None
    head = max(start, 1 + max(masked.rfind(mark, start, stop) for mark in ",(" + MASK))
    inner = context.names(head, stop)
    if inner and inner[-1].span.end == stop and not _lower(masked, head, inner[-1].span.start):
        return SpeakerPhrase(inner[-1].span, inner[-1].entity)
    return None


def _lower(masked: str, start: int, end: int) -> bool:
    words = [m.group() for m in _WORD.finditer(masked, start, end)]
    return any(w[0].islower() and w.rstrip(".") not in TITLES for w in words)


def _modifies(context: AttributionContext, named: NamedMention, end: int) -> bool:
    after = context.masked[named.span.end : min(end, named.span.end + 40)]
    if after.startswith(("'s", "’s", "' ", "’ ")):
        return True
    match = re.match(r"\s+([a-z]+)", after)
    word = match.group(1) if match else ""
    return word in _GROUPS


def preceded_by_preposition(context: AttributionContext, named: NamedMention, start: int) -> bool:
    """As in "a rally for Ode"; `start` is that of the sentence."""
    words = _WORD.findall(context.masked, start, named.span.start)
    while words and (words[-1][0].isupper() or words[-1].casefold() in ("the", *TITLES)):
        words.pop()
    titled = len(words) > 1 and words[-1] == "of" and words[-2].casefold() in TITLES
    return bool(words) and not titled and words[-1].casefold() in _PREPOSITIONS - {"in", "on"}


def skip_auxiliaries(masked: str, start: int, verb: int) -> int:
    """Before "has repeatedly" and the like."""
    end = verb
    while match := _LAST.search(masked, max(start, end - 24), end):
        word = match.group(1).casefold()
        if word not in AUXILIARIES and not (word.endswith("ly") and len(word) > 4):
            break
        end = match.start(1)
    return end


def _letters(masked: str, start: int, end: int) -> bool:
    return any(c.isalnum() for c in masked[start:end])
