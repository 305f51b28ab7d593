import math
import re

from briefing.analysis.segmentation.paragraphs import Paragraph

NAMES = (
    *("size", "size before", "size after", "relative", "relative before", "relative after"),
    *("goes on", "next goes on", "before announces", "announces", "item", "item before"),
    *("item after", "opens as before", "opens as next", "before ends", "ends", "starts small"),
    *("article", "addresses", "several lines", "several lines before", "asks", "before asks"),
    *("two capitals", "dated", "place", "remaining", "share", "count", "median", "short ones"),
    *("words so far", "words in all", "same form"),
)
_GOES_ON = re.compile(
    r"(?:this|that|these|those|it|its|he|she|they|their|his|her|however|but|and|also|in addition|"
    r"additionally|moreover|furthermore|meanwhile|for example|for instance|as a result|therefore|thus|"
    r"then|such|another|similarly|likewise|instead|still|yet|finally|note|once|both|other|others|again|"
    r"as of|in short|the (?:latter|former|second|third|first|following)|here|there|so|because|since|"
    r"while|although|even|unlike|what[’']s more|more)\b",
    re.I,
)
_ITEM = re.compile(r"[^.?!]{2,60}:\s|(?:[-*•]|\d+[.)])\s")
_ENDS = re.compile(r"[.!?][\"”’)]*$")
_DATED = re.compile(
    r"(?:On|In|Last|This|Earlier|Next|Over|During|Since) (?:\w+day|\w+ (?:week|month|year)|week|month|"
    r"year|[A-Z]\w+ \d|\d{4})"
)
_ARTICLES = frozenset({"the", "a", "an"})
_ADDRESS = frozenset({"we", "you", "our", "your", "if", "when", "to", "i"})


def discourse_features(units: list[Paragraph]) -> list[list[float]]:
    sizes = [float(max(1, unit.size)) for unit in units]
    median = sorted(sizes)[len(sizes) // 2]
    short = sum(size < 25 for size in sizes) / len(sizes)
    total, so_far = sum(sizes), 0.0
    rows = []
    for i, unit in enumerate(units):
        so_far += sizes[i]
        before = units[i - 1] if i else None
        after = units[i + 1] if i + 1 < len(units) else None
        near = [sizes[i], sizes[i - 1] if before else 1.0, sizes[i + 1] if after else 1.0]
        row = [math.log(size) for size in near] + [math.log(size / median) for size in near]
        row += _form(unit, before, after)
        row += [float(i), float(len(units) - i), i / len(units), float(len(units))]
        row += [math.log(median), short, math.log(so_far), math.log(total)]
        row.append(float(before is not None and _form_of(unit) == _form_of(before)))
        rows.append(row)
    return rows


def _form(unit: Paragraph, before: Paragraph | None, after: Paragraph | None) -> list[float]:
    first = _first(unit)
    facts = (
        bool(_GOES_ON.match(unit.text)),
        after is not None and bool(_GOES_ON.match(after.text)),
        before is not None and before.text.rstrip().endswith(":"),
        unit.text.rstrip().endswith(":"),
        bool(_ITEM.match(unit.text)),
        before is not None and bool(_ITEM.match(before.text)),
        after is not None and bool(_ITEM.match(after.text)),
        before is not None and _first(before) == first,
        after is not None and _first(after) == first,
        before is not None and bool(_ENDS.search(before.text.rstrip())),
        bool(_ENDS.search(unit.text.rstrip())),
        unit.text[:1].islower(),
        first in _ARTICLES,
        first in _ADDRESS,
        "\n" in unit.text,
        before is not None and "\n" in before.text,
        "?" in unit.text[:120],
        before is not None and before.text.rstrip().endswith("?"),
        unit.size > 1 and all(word[:1].isupper() for word in unit.words[:2]),
        bool(_DATED.match(unit.text)),
    )
    return [float(fact) for fact in facts]


def _first(unit: Paragraph) -> str:
    return unit.words[0].lower() if unit.words else ""


def _form_of(unit: Paragraph) -> tuple[bool, bool, bool]:
    ends = bool(_ENDS.search(unit.text.rstrip()))
    return bool(_ITEM.match(unit.text)), unit.size < 25, ends
