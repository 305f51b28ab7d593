import re
from collections.abc import Iterator

from msgspec import Struct

from briefing.analysis.abbreviations import ends_sentence
from briefing.analysis.entities.lexicon import TITLES
from briefing.analysis.titles.pos_tagger import tag_words
from briefing.model.calendar_words import WEEKDAYS, month_names

MOST_WORDS = 6
_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|\d{1,3}(?:,\d{3})+|[^\W\d_]+n['’]t\b|[^\W_]+(?:[-./&+@#_][^\W_]+)*(?:\+\+|#)?|['’](?:s|ll|re|ve|d|m)\b|['’](?=\s)|[.!?]+|[^\w\s]|_+"
)
_STOP = re.compile(r"[.!?]+$")
NOUNS = ("NN", "NNS", "NNP", "NNPS")
_BEFORE = (*NOUNS, "JJ", "CD", "VBG", "VBN", "POS", "JJR", "JJS", "FW")
_LINKS_WORDS = """of for in on with between against and to from over at after"""
_LINKS = frozenset(_LINKS_WORDS.split())
_EMPTY_WORDS = """number way ways time times lot thing things part kind sort case example fact week weeks month
months year years day days today yesterday tomorrow people person one ones result results
reason reasons point points use end addition order order place various several many most few other others such same certain different
last next first second third new more less much own recent previous following above below
report reports thanks note percent half"""
_EMPTY = frozenset((*_EMPTY_WORDS.split(), *WEEKDAYS, *month_names("en")))
_COMPOUND_WORDS = """sales services systems communications arms sports goods news earnings operations savings
relations affairs resources materials products industries futures bonds securities weapons
drugs markets graphics electronics robotics honors customs data media"""
_COMPOUND = frozenset(_COMPOUND_WORDS.split())
_FRAMES_WORDS = """report reports number numbers level levels kind kinds sort type types picture notion way ways
idea ideas range series set lack rest part parts majority group groups piece goal goals method
methods amount degree lot case cases variety bit couple host list name names note look time
times use thing things need ability fact reason reasons view views point points side end start
beginning member members state result results sense pair half one form forms terms example
examples details use addition order order line lines step steps"""
FRAMES = frozenset(_FRAMES_WORDS.split())
_NEVER_FIRST_WORDS = """several many most few other others such same certain various own previous following last next
first second third more less much recent own half all some both each every any no another only
just different additional able likely due further overall including getting being having making"""
_NEVER_FIRST = frozenset(_NEVER_FIRST_WORDS.split())


class TaggedToken(Struct, frozen=True):
    text: str
    tag: str
    start: int
    end: int


class Phrase(Struct, frozen=True):
    text: str
    words: tuple[str, ...]
    tags: tuple[str, ...]
    start: int
    sentence: int
    place: int
    """Words before it in the sentence."""
    link: bool
    head: str = ""
    """Last noun of its first part."""
    acts: bool = False
    """True if it ends in a name before a verb: an actor, not a subject."""
    clause: bool = False
    """A shortened sentence, with its verb."""
    main: bool = False
    """Of a shortened sentence: of no other clause."""
    reported: bool = False
    whole: bool = False
    """Of a shortened sentence: nothing of the clause follows."""
    subject_end: int = -1
    """Of a shortened sentence: where its subject ends in the text."""


def tag_sentences(text: str) -> Iterator[list[TaggedToken]]:
    run: list[tuple[str, int, int]] = []
    for match in _TOKEN.finditer(text):
        gap = text[run[-1][2] : match.start()] if run else ""
        if "\n" in gap:
            yield _tagged(run)
            run = []
        if match.group() == "." and not ends_sentence(text, match.start()) and run and not gap:
            run[-1] = (run[-1][0] + ".", run[-1][1], match.end())
            continue
        run.append((match.group(), match.start(), match.end()))
        if _STOP.match(match.group()):
            yield _tagged(run)
            run = []
    if run:
        yield _tagged(run)


def _tagged(run: list[tuple[str, int, int]]) -> list[TaggedToken]:
    tags = tag_words([word for word, _, _ in run])
    return [
        TaggedToken(word, own, start, end)
        for (word, start, end), own in zip(run, tags, strict=True)
    ]


def find_noun_phrases(text: str) -> Iterator[Phrase]:
    """One to six words, including phrases inside longer ones."""
    for number, tokens in enumerate(tag_sentences(text)):
        chunks = list(_chunks(tokens))
        for k, (start, end) in enumerate(chunks):
            for first in range(start, end):
                if _can_open(tokens, first) and end - first <= MOST_WORDS:
                    yield _phrase(text, tokens, first, end, number, end)
                    joined = _linked_end(tokens, chunks, k, first)
                    if joined:
                        yield _phrase(text, tokens, first, joined, number, end)


def _chunks(tokens: list[TaggedToken]) -> Iterator[tuple[int, int]]:
    i = 0
    while i < len(tokens):
        j = i
        while j < len(tokens) and _belongs(tokens, i, j):
            j += 1
        end = j
        while end > i and tokens[end - 1].tag not in NOUNS:
            end -= 1
        if end > i:
            yield i, end
        i = max(j, i + 1)


def _belongs(tokens: list[TaggedToken], start: int, j: int) -> bool:
    token = tokens[j]
    if token.tag not in _BEFORE:
        return False
    before = tokens[j - 1] if j > start else None
    if before is not None and before.tag == "NNS" and before.text.lower() not in _COMPOUND:
        return token.tag == "POS" and j + 1 < len(tokens) and tokens[j + 1].tag in _BEFORE
    if token.tag == "POS":
        return j > start and j + 1 < len(tokens) and tokens[j + 1].tag in _BEFORE
    if token.tag in ("VBN", "VBG"):
        after = tokens[j + 1].tag if j + 1 < len(tokens) else ""
        earlier = tokens[j - 1] if j else None
        moved = earlier is not None and earlier.tag in (
            "VBZ",
            "VBD",
            "VBP",
            "VB",
            "MD",
            "RB",
            *NOUNS,
        )
        return after in _BEFORE and after != "POS" and not moved
    return True


def _can_open(tokens: list[TaggedToken], first: int) -> bool:
    token, small = tokens[first], tokens[first].text.lower()
    before = tokens[first - 1].tag if first else ""
    after = tokens[first + 1].tag if first + 1 < len(tokens) else ""
    if token.tag == "VBG" and before not in ("", "IN"):
        return False
    if token.tag == "VBN" and after.startswith("NNP"):
        return False
    if token.tag.startswith("NNP") and before.startswith("NNP"):
        return tokens[first - 1].text.lower().strip(".") in TITLES
    return (
        token.tag not in ("POS", "CD", "JJR", "JJS")
        and small not in _NEVER_FIRST
        and len(small) > 1
    )


def _linked_end(
    tokens: list[TaggedToken], chunks: list[tuple[int, int]], k: int, first: int
) -> int | None:
    if k + 1 >= len(chunks):
        return None
    end, (start, stop) = chunks[k][1], chunks[k + 1]
    between = [token.text.lower() for token in tokens[end:start]]
    if not between or between[0] not in _LINKS or stop - first > MOST_WORDS:
        return None
    if tokens[stop - 1].tag == "NNP" and stop < len(tokens) and tokens[stop].text in (",", "and"):
        return None
    if len(between) == 1 or (
        len(between) == 2 and between[1] in ("the", "a", "an", "its", "their")
    ):
        return stop
    return None


def _phrase(
    text: str, tokens: list[TaggedToken], first: int, end: int, number: int, part: int
) -> Phrase:
    own = tokens[first:end]
    shown = re.sub(r"\s+", " ", text[own[0].start : own[-1].end])
    return Phrase(
        shown,
        tuple(token.text for token in own),
        tuple(token.tag for token in own),
        own[0].start,
        number,
        first,
        part < end,
        tokens[part - 1].text.lower(),
        _acts(tokens, first, end),
    )


def _acts(tokens: list[TaggedToken], first: int, end: int) -> bool:
    after = tokens[end].tag if end < len(tokens) else ""
    named = end - first > 1 and tokens[end - 1].tag.startswith("NNP")
    return named and after in ("VBD", "VBZ", "VBP", "MD")


def is_uninformative(phrase: Phrase) -> bool:
    """True if its head only counts or frames what follows, as in "number of"."""
    return phrase.link and phrase.head in FRAMES


def is_empty(word: str) -> bool:
    return word.lower() in _EMPTY
