import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from briefing.analysis.entities.context_rules import merge_mentions
from briefing.analysis.entities.lexicon import NOT_NAMES, TITLES
from briefing.model import EntityKind, Mention, Span
from briefing.model.folding import fold_accents

_WORD = re.compile(r"[^\W_]{1,60}(?:['’][^\W_]{1,60})?")
_INSIDE = re.compile(r"\.? |-|\.|['’]| & |\n")
_POSSESSIVE = re.compile(r"['’]s$")
_SENTENCE_ENDS = ".!?:;\n\"“”'‘’(-–—*#>•"
_SCORE = 0.5
_Form = tuple[str, ...]


def find_repeat_mentions(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Adds them to `mentions`. A form must have the same capitals or all capitals; a word that the text also
    writes in lower case counts only within a sentence.
    """
    words = list(_WORD.finditer(text))
    small = Counter(w.group() for w in words if w.group()[0].islower())
    index = _index(_forms(text, mentions))
    found = merge_mentions(mentions, _occurrences(text, words, index, small))
    return _trusted(text, mentions, found)


def _trusted(
    text: str, mentions: Sequence[Mention], found: Sequence[Mention]
) -> tuple[Mention, ...]:
    before = Counter(m.span.of(text) for m in mentions)
    after = Counter(m.span.of(text) for m in found)
    known = {m.span for m in mentions}

    def trusted(mention: Mention) -> bool:
        form = mention.span.of(text)
        return before[form] * 2 >= after[form] or form not in before

    return tuple(m for m in found if m.kind is EntityKind.PERSON or m.span in known or trusted(m))


def _forms(text: str, mentions: Sequence[Mention]) -> dict[_Form, EntityKind]:
    kinds: defaultdict[_Form, set[EntityKind]] = defaultdict(set)
    for mention in mentions:
        form = _words(mention.span.of(text))
        if form:
            kinds[form].add(mention.kind)
            if mention.kind is EntityKind.PERSON and len(form) > 1:
                kinds[form[-1:]].add(mention.kind)
    return {f: next(iter(k)) for f, k in kinds.items() if len(k) == 1 and _is_searchable(f)}


def _words(form: str) -> _Form:
    return tuple(m.group() for m in _WORD.finditer(form))


def _is_searchable(form: _Form) -> bool:
    if len(form) > 1:
        return len(form) <= 8 and form[0][0].isupper()
    word = form[0]
    return len(word) > 2 and word[0].isupper() and fold_accents(word) not in NOT_NAMES | TITLES


def _index(forms: dict[_Form, EntityKind]) -> dict[str, list[tuple[_Form, EntityKind]]]:
    index: defaultdict[str, list[tuple[_Form, EntityKind]]] = defaultdict(list)
    for form, kind in sorted(forms.items(), key=lambda item: -len(item[0])):
        index[form[0]].append((form, kind))
        capitals = tuple(word.upper() for word in form)
        if capitals not in forms:
            index[capitals[0]].append((capitals, kind))
    return index


def _occurrences(
    text: str,
    words: Sequence[re.Match[str]],
    index: dict[str, list[tuple[_Form, EntityKind]]],
    small: Counter[str],
) -> Iterable[Mention]:
    for at, word in enumerate(words):
        whole = word.group()
        bare = _POSSESSIVE.sub("", whole)
        forms = index.get(whole, []) + (index.get(bare, []) if bare != whole else [])
        for form, kind in forms:
            span = _matches(text, words, at, form)
            if span is None or _goes_on(text, words, at + len(form) - 1):
                continue
            if len(form) > 1 or _stands_alone(text, words, at, small):
                yield Mention(span, kind, _SCORE)
                break


def _goes_on(text: str, words: Sequence[re.Match[str]], last: int) -> bool:
    if last + 1 >= len(words) or words[last].group().isupper():
        return False
    gap = text[words[last].end() : words[last + 1].start()]
    return gap in (" ", "-") and words[last + 1].group()[0].isupper()


def _matches(text: str, words: Sequence[re.Match[str]], at: int, form: _Form) -> Span | None:
    end = words[at].start()
    for offset, part in enumerate(form):
        if at + offset >= len(words):
            return None
        word = words[at + offset]
        if offset and not _INSIDE.fullmatch(text, end, word.start()):
            return None
        if word.group() != part and _POSSESSIVE.sub("", word.group()) != part:
            return None
        end = word.start() + len(part)
    return Span(words[at].start(), end)


def _stands_alone(text: str, words: Sequence[re.Match[str]], at: int, small: Counter[str]) -> bool:
    word = words[at]
    before = text[max(0, word.start() - 2) : word.start()]
    earlier = words[at - 1].group() if at else ""
    if before.endswith("-") and before[0].isalnum():
        return earlier[:1].isupper()
    if not before.strip() or before.rstrip()[-1] in _SENTENCE_ENDS:
        return small[word.group().lower()] == 0
    if earlier and before[-1] == " " and before[0].isalnum():
        return not earlier[0].isupper() or fold_accents(earlier) in TITLES or word.group().isupper()
    return before[-1].isspace() or before[-1] in "(["
