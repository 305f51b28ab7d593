import math
import re
from collections import Counter
from functools import lru_cache

from msgspec import Struct

from briefing.analysis.segmentation.boilerplate_patterns import (
    BOILERPLATE,
    CREDIT,
    FOREIGN,
    MENU,
    WEAK,
)
from briefing.analysis.segmentation.line_style import LineStyle, line_style
from briefing.analysis.segmentation.paragraphs import Paragraph
from briefing.analysis.segmentation.stems import stem_words
from briefing.model import BlockKind
from briefing.model.calendar_words import MONTHS

NAMES = (
    *("phrase", "credit", "words", "one word", "few words", "ends", "open end", "upper", "title"),
    *("address", "handle", "date", "byline", "legal", "lexicon", "lexicon share", "you", "digits"),
    *("bars", "said elsewhere", "nothing said", "listed", "before", "after", "past the text"),
    *("ahead of the text", "from the end", "from the start", "short before", "short after"),
    *("long next", "repeated", "past and unsaid", "past and short", "ahead and unsaid"),
    *("wide gap", "media", "name", "last", "weak phrase", "lines", "colon"),
)
LONG = 25
"""Words from which a paragraph that ends as a sentence belongs to an article."""
LONGEST_PHRASE = 220
"""Characters of text matched against the phrases, whose patterns are not linear."""
_MOST = 400
"""Characters of boilerplate."""
_FAR = 80
"""Limit of the distance from an edge, in paragraphs."""
_SAMPLE = 400
"""Paragraphs of the article whose words are sampled."""
_ENDS = re.compile(r"[.!?:][\"'”’)\]*]*$")
_OPEN = re.compile(r"(?:\.\.\.|…|»|›|>|→)$")
_EMAIL = re.compile(r"(?<![\w.+-])[.+-]*\w[\w.+-]*@[\w-]+\.\w+")
_HOST = re.compile(r"\.(?<=\w\.)(?:com|org|net|info|gov|io)\b", re.I)
_HANDLE = re.compile(r"(?:^|\s)[@#]\w+")
_DATE = re.compile(
    rf"\b(?:{'|'.join(MONTHS)})"
    r"[a-z]*\.? \d{1,2}\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b"
    r"|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}:\d\d ?(?:[ap]\.?m\b)?|\b\d+ ?(?:min|hour|hr|day|[mh])s? ago\b",
    re.I,
)
_BYLINE = re.compile(
    r"^(?:\W*)(?:by|via|from|written by|posted by|author:?|photo by)\s+[A-Z]", re.I
)
_LEGAL = ("©", "(c)", "copyright", "all rights reserved", "terms of", "privacy", "cookie")
_WORD = re.compile(r"(?:e-mails?|here['’]s|associated press)\b|\w+")
_LEXICON = re.compile(
    r"(?:subscribe\w*|subscri\w+|newsletters?|sign|signup|inbox|e-?mails?|follow|share[ds]?|shares|tweet|twitter|facebook|instagram|"
    r"linkedin|whatsapp|pinterest|reddit|youtube|telegram|click|read|more|related|trending|popular|latest|comments?|reply|"
    r"login|log|register|account|advertis\w+|sponsor\w*|promo\w*|deals?|gifts?|gallery|slideshow|photos?|images?|video|videos|watch|"
    r"listen|podcast|download|app|print|copy|link|tags?|topics?|categor\w+|filed|posted|published|updated|editor|editors|"
    r"reporter|writer|correspondent|contribut\w+|menu|home|contact|careers|about|archive|next|previous|post|article|articles|story|stories|"
    r"must|best|top|here['’]?s|you|your|us|our|unsubscribe|spam|affiliate|commission|credit|getty|follow|join|community|forums?|store|shop|"
    r"recommended|sponsored|reviews?|rankings?|exclusive|breaking|opinion|news|magazine|edition|loading|permalink|navigation|search)",
    re.I,
)
_YOU = frozenset(("you", "your", "us", "our", "we"))
_BARS = re.compile(r"[|•·«»›‹/]")
_MEDIA = frozenset(
    (
        *("getty", "reuters", "afp", "photograph", "image", "photo", "credit", "courtesy"),
        *("shutterstock", "istock", "associated press"),
    )
)
_DIGIT = re.compile(r"\d")
_NAME = re.compile(r"^(?:[A-Z][\w.'’-]+,? ){1,3}[A-Z][\w'’-]+$")


class _Page(Struct, frozen=True):
    units: list[Paragraph]
    text: list[bool]
    first: int
    last: int
    said: Counter[str]
    copies: Counter[str]


def boilerplate_features(units: list[Paragraph]) -> dict[int, list[float]]:
    """One row, in the order of NAMES, for each paragraph short enough to be boilerplate."""
    text = [is_text(unit) for unit in units]
    body = [i for i, own in enumerate(text) if own]
    step = 1 + len(body) // _SAMPLE
    said = Counter(s for i in body[::step] for s in set(stem_words(units[i].text)))
    copies = Counter(unit.text for unit in units if len(unit.text) <= LONGEST_PHRASE)
    first, last = (body[0], body[-1]) if body else (0, len(units) - 1)
    page = _Page(units, text, first, last, said, copies)
    return {i: _row(page, i) for i, unit in enumerate(units) if len(unit.text) <= _MOST}


def is_text(unit: Paragraph) -> bool:
    return unit.size >= LONG and ends_as_sentence(unit)


def ends_as_sentence(unit: Paragraph) -> bool:
    return bool(_ENDS.search(unit.text.rstrip()))


def is_phrase(unit: Paragraph) -> bool:
    return len(unit.text) <= LONGEST_PHRASE and _is_phrase(unit.text, unit.line)


def is_foreign_phrase(unit: Paragraph) -> bool:
    return len(unit.text) <= LONGEST_PHRASE and FOREIGN.fullmatch(unit.line) is not None


@lru_cache(maxsize=4096)
def _is_phrase(text: str, line: str) -> bool:
    if BOILERPLATE.fullmatch(line):
        return True
    lines = [each.strip(" \t-*•") for each in text.split("\n")]
    return len(lines) > 1 and all(BOILERPLATE.fullmatch(each) for each in lines)


def is_menu(unit: Paragraph) -> bool:
    return bool(unit.level) or bool(MENU.fullmatch(unit.line))


def is_credit(unit: Paragraph) -> bool:
    return len(unit.text) <= LONGEST_PHRASE and bool(CREDIT.fullmatch(unit.text.strip()))


def _row(page: _Page, i: int) -> list[float]:
    units, unit = page.units, page.units[i]
    text, words = unit.text.strip(), unit.size
    own = set(stem_words(text))
    shared = sum(1 for s in own if page.said[s] > page.text[i])
    elsewhere = shared / len(own) if own else 0.5
    unsaid, past, ahead = float(elsewhere < 0.34), float(i > page.last), float(i < page.first)
    lower, digits = text.lower(), len(_DIGIT.findall(text))
    said = _WORD.findall(lower)
    found = sum(map(_is_in_lexicon, said))
    family = line_style(unit)
    before, after = _short(page, i - 4, i), _short(page, i + 1, i + 5)
    copied = page.copies[unit.text] > 1
    return [
        *(float(is_phrase(unit)), float(is_credit(unit)), math.log1p(words), float(words == 1)),
        *(float(words <= 4), float(bool(_ENDS.search(text))), float(bool(_OPEN.search(text)))),
        *(float(family is LineStyle.UPPER), float(family is LineStyle.TITLE)),
        *(float(_has_address(text, lower)), float(bool(_HANDLE.search(text)))),
        *(float(bool(digits and _DATE.search(text))), float(bool(_BYLINE.search(text)))),
        *(float(any(word in lower for word in _LEGAL)), min(4.0, found)),
        *(min(1.0, found / max(1, words)), float(not _YOU.isdisjoint(said))),
        *(digits / max(1, len(text)), float(bool(_BARS.search(text)))),
        *(elsewhere, unsaid, float(unit.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE))),
        *(
            before,
            after,
            past,
            ahead,
            math.log1p(min(_FAR, len(units) - 1 - i)),
            math.log1p(min(_FAR, i)),
        ),
        *(before * past, after * past, float(i + 1 < len(units) and page.text[i + 1])),
        *(float(copied), past * unsaid, past * float(words <= 12), ahead * unsaid),
        *(float(min(2, unit.gap - 1)), float(not _MEDIA.isdisjoint(said))),
        *(float(bool(_NAME.match(text))), float(i == len(units) - 1)),
        *(float(bool(WEAK.fullmatch(text))), float("\n" in text), float(":" in text[:-1])),
    ]


@lru_cache(maxsize=1 << 16)
def _is_in_lexicon(word: str) -> bool:
    return _LEXICON.fullmatch(word) is not None


def _has_address(text: str, lower: str) -> bool:
    if "http://" in lower or "https://" in lower or "www." in lower:
        return True
    return _HOST.search(text) is not None or ("@" in text and _EMAIL.search(text) is not None)


def _short(page: _Page, start: int, stop: int) -> float:
    size = len(page.text)
    near = [not page.text[j] if 0 <= j < size else True for j in range(start, stop)]
    return sum(near) / len(near)
