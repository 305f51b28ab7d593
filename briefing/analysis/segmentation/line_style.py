import re
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from briefing.analysis.segmentation.borders import is_border
from briefing.analysis.segmentation.paragraphs import Paragraph
from briefing.model import BlockKind

MOST_WORDS = 20
_SMALL = """a an and as at but by for from if in into nor of off on onto or over per so than that the
to up upon via vs v with without is are was be am do does can will it its"""
SMALL_WORDS = frozenset(_SMALL.split())
NUMBERED = re.compile(
    r"^(?:(?:[0-9]{1,3}|[IVXLC]{1,6}|[A-Za-z])[.)]|§ ?\d+|(?:Item|Part|Section|Chapter|Q)\s*\d+[.:]?)\s+",
    re.I,
)
_NO_END = re.compile(r"[.;,…](?:[\"'”’)]*)$|\.[\"'”’)]+$|[.!?][\"'”’)]*\s+[A-Z“\"]")
_STOPS = (".", ";", ",", "…")
_NOT_FIRST = re.compile(r"\.{2,}|…|[-–—>,;)]|\W*$")
_ARROW = re.compile(r"->|→|=>|<-")
_CAPTION = re.compile(r"(?:Table|Figure|Fig\.|Chart|Exhibit|Photo|Map)\s+\d+\b", re.I)
_REMARK = re.compile(r"(?:I|[Hh]e|[Ss]he|[Tt]hey)(?:['’]\w+)?\s+\w+(?:\s+\w+){0,2}")
_LETTER = re.compile(r"[^\W\d_]")


class LineStyle(StrEnum):
    UPPER = "upper"
    TITLE = "title"
    LOWER = "lower"
    SENTENCE = "sentence"
    NONE = "none"


def strip_number(line: str) -> str:
    return NUMBERED.sub("", line, count=1)


def line_style(unit: Paragraph) -> LineStyle:
    if len(unit.text) > 160 or unit.quoted:
        return LineStyle.NONE
    if unit.text.rstrip().endswith(_STOPS):
        return LineStyle.NONE
    if unit.kind in (BlockKind.CODE, BlockKind.TABLE) or is_border(unit):
        return LineStyle.NONE
    line = strip_number(unit.line)
    if "\n" in unit.line or _NOT_FIRST.match(line) or _ARROW.search(line) or _CAPTION.match(line):
        return LineStyle.NONE
    if _REMARK.fullmatch(line):
        return LineStyle.NONE
    words = line.split()
    if not words or len(words) > MOST_WORDS or _NO_END.search(line):
        return LineStyle.NONE
    return case_of(words)


class _Case(Struct, frozen=True):
    upper: bool
    lower: bool
    small: bool
    raised: bool
    low: bool
    """It begins with a small letter."""


@lru_cache(maxsize=65536)
def _case(word: str) -> _Case:
    return _Case(
        word == word.upper(),
        word == word.lower(),
        word.strip("\"'“”‘’(").lower() in SMALL_WORDS,
        not word.lstrip("\"'“”‘’(-–—")[:1].islower(),
        word.lstrip("\"'“”‘’(")[:1].islower(),
    )


def case_of(words: list[str]) -> LineStyle:
    cases = [_case(word) for word in words if word.isalpha() or _LETTER.search(word)]
    if not cases:
        return LineStyle.NONE
    if all(case.upper for case in cases):
        return LineStyle.UPPER
    if all(case.lower for case in cases):
        return LineStyle.LOWER
    telling = [case.raised for case in cases if not case.small]
    raised = sum(telling)
    if cases[0].low and raised < len(telling):
        return LineStyle.NONE if raised * 2 < len(telling) else LineStyle.SENTENCE
    return LineStyle.TITLE if raised == len(telling) else LineStyle.SENTENCE
