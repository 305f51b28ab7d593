"""Finds headings and their levels by the outline, else by size and weight."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from briefing.model.calendar_words import WEEKDAYS, every_month_name
from briefing.model.heading_words import continues_sentence, says_something
from briefing.sources.html.fragments import normalize_words
from briefing.sources.pdf.contents_list import is_contents_line
from briefing.sources.pdf.front_pages import is_box_name, without_front_matter
from briefing.sources.pdf.line import Line
from briefing.sources.pdf.line_starts import BULLET, LARGER, SECTION, ends_sentence
from briefing.sources.pdf.pdf_paragraphs import Paragraph

_MUCH_LARGER = 1.35
"""A heading this much larger may end with a full stop."""
_LONGEST = 200
_LONGEST_BOLD = 120
_LEAST, _LEAST_COUNTED = 0.95, 0.88
_TRUSTED = 3
"""Headings that the file's tags or outline name from which on bold lines are none by themselves."""
_SPREAD, _CELL = 0.95, 1.3
"""Least width of a letter of what is spread over cells, least space between them, in font sizes."""
_NUMBER = re.compile(r"(?:\w{1,12}\s)?(?:[A-Z]\.?)?[\d.]*[IVX]*[.:)]?\Z")
_NEAR = 4
"""Paragraphs examined for the text that follows a heading."""
_MOST_STAMPS = 2
"""More lines of one style that say only when are headings, as those of a chronicle."""
_QUOTED = re.compile(r"[“„«\"][^“„«\"]{1,190}(?:[.!?][”»\"]?|[”»\"][^”»\"]{1,60}\.)\Z")
"""Words somebody said, set large."""
_TOLD = 14
"""Words above which what ends as a sentence is none, though the file calls it a heading."""
_DECIMAL = re.compile(r"(?:\d{1,2}|[A-Z](?=\.\d|\s))(?:\.\d{1,3}){0,4}(?:\.|(?=\s))")
_SECTION_NAME = re.compile(
    r"(?i:sec(?:tion|\.)|art(?:icle|ikel|ículo|icolo|\.)|title|titre|rule|§+)\s*\d{1,4}\b|"
    r"[A-Z][A-Z ,’'-]+\.\Z"
)
"""What heads a part of a law though it ends as a sentence."""
_CODE = re.compile(r"[!#$%&*+/<=>@\\^`|~{}-]|[A-Za-z]:\\")
"""How lines of commands and programs begin."""
_TABLE = re.compile(r"(?:tab|cuadro|quadro)[a-zé]*\.?\s+[A-Z]?[-.]?[\dIVX]", re.IGNORECASE)
_CAPTION = re.compile(
    r"(?:table|tab\.|figure|fig\.|scheme|exhibit|chart|graph|plate|photo|abbildung|abb\.|tabelle|tableau|"
    r"figura|tabla|gráfico|tabela|tabella)\s+(?:[A-Z]?[-.]?\d|[IVX]+\b)",
    re.IGNORECASE,
)
_STATEMENT = re.compile(
    r"(?:theorem|lemma|proposition|corollary|conjecture|axiom|definition|remark|claim|satz|korollar|"
    r"bemerkung|théorème|corollaire|définition|remarque|teorema|corolario|definición)\s+[A-Z]?\d",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"[,*†‡§]|\b[A-Z]\.|[a-z]\d|\b(?:and|und|et|y)\b")
_SMALL = "and und et y e of the for de von van der del di da la du at in & –"
_WORDS, _DIGIT = re.compile(r"\w+"), re.compile(r"\d")
_STATES = frozenset(
    (
        "draft",
        "confidential",
        "embargo",
        "embargoed",
        "not",
        "immediate",
        "unclassified",
        "restricted",
        "unofficial",
        "reprint",
    )
)
_STAMPS = (
    "draft working discussion confidential embargo embargoed not for publication citation distribution "
    "immediate release press news media advance copy unclassified restricted unofficial reprint"
)
_DATED = (
    "updated published posted revised issued released changed modified effective prepared approved "
    "received filed submitted last first date dated as of on at the no nr number report version edition "
    "issue vol volume stand vom le du del"
)
_PARTICLES = frozenset(_SMALL.split())
_STAMP_WORDS, _DATE_WORDS = frozenset(_STAMPS.split()), frozenset((*_DATED.split(), *WEEKDAYS))


Outline = Mapping[str, Mapping[int, int]]
"""Titles normalized by `normalize_words`, by page, to their depth from 0."""


def heading_levels(found: Sequence[Paragraph], outline: Outline, body: float) -> dict[int, int]:
    """Paragraph index to level from 1; `body` is the text's size."""
    texts = _text_sizes(found, body)
    stamps = Counter(_style(p, body) for p in found if is_stamp(p.text))
    tagged = _tagged_levels(found)
    listed = {i for i, paragraph in enumerate(found) if _is_in(outline, paragraph)}
    heads = _find_heads(found, {*tagged}, listed, texts, body)
    styles = {
        i: style
        for i in sorted({*tagged, *heads, *listed})
        if (style := _style(found[i], body))
        and (stamps[style] > _MOST_STAMPS or not is_stamp(found[i].text))
    }
    styles = _without_captions(found, styles, outline)
    styles = without_front_matter(found, styles, outline)
    nested = _by_number(found, styles)
    ranks = {
        style: rank + 1 for rank, style in enumerate(sorted(set(nested.values()), reverse=True))
    }
    top = min((level for places in outline.values() for level in places.values()), default=0)
    levels = {
        i: min(6, _listed_level(outline, found[i], ranks[style] - 1 + top) - top + 1)
        for i, style in nested.items()
    }
    if outline:
        return levels
    levels = {i: tagged.get(i, level) for i, level in levels.items()}
    return _without_subtitles(found, levels, styles)


def _listed_level(outline: Outline, paragraph: Paragraph, otherwise: int) -> int:
    places, page = outline.get(normalize_words(paragraph.text)), paragraph.lines[0].page
    return places[min(places, key=lambda at: abs(at - page))] if places else otherwise


def _without_captions(
    found: Sequence[Paragraph], styles: dict[int, tuple[float, bool]], outline: Outline
) -> dict[int, tuple[float, bool]]:
    others = {
        i: style
        for i, style in styles.items()
        if not (_CAPTION.match(found[i].text) or _STATEMENT.match(found[i].text))
        or normalize_words(found[i].text) in outline
    }
    return others if len(others) > _MOST_STAMPS else styles


def _find_heads(
    found: Sequence[Paragraph],
    tagged: set[int],
    listed: set[int],
    texts: Sequence[float],
    body: float,
) -> set[int]:
    may = [i for i, p in enumerate(found) if len(p.text) <= _LONGEST and _may_head(p)]
    large = {i for i in may if found[i].size >= LARGER * max(texts[i], body)}
    bold = {
        i
        for i in may
        if i not in large and _is_bold_heading(found[i], texts[i]) and not _heads_table(found, i)
    }
    heads = {i for i in large if _is_large_heading(found[i], max(texts[i], body))}
    if len(tagged) < _TRUSTED and len(listed) < max(_TRUSTED, len(bold - listed)):
        return heads | bold
    named = {(_style(found[i], body), _form(found[i].text)) for i in tagged | listed}
    return heads | {
        i
        for i in bold
        if any(form := _form(found[i].text)) and (_style(found[i], body), form) in named
    }


def _heads_table(found: Sequence[Paragraph], i: int) -> bool:
    before, text = found[i - 1] if i else None, found[i].text
    below = before and before.lines[-1].page == found[i].lines[0].page
    return bool(below and before and _TABLE.match(before.text)) and not SECTION.match(text)


def _is_in(outline: Outline, paragraph: Paragraph) -> bool:
    text = paragraph.text
    named = outline and normalize_words(text) in outline
    return bool(named) and not BULLET.match(text) and not _is_told(text)


def _is_told(text: str) -> bool:
    return len(text) > _LONGEST or (text[-1] in ".:;" and len(text.split()) > _TOLD)


def _form(text: str) -> tuple[bool, bool]:
    return bool(SECTION.match(text)), text.isupper()


def _by_number(
    found: Sequence[Paragraph], styles: Mapping[int, tuple[float, bool]]
) -> dict[int, tuple[tuple[float, bool], int]]:
    """The styles of headings with the depth of their numbers, the deepest least."""
    depths = {i: -m[0].count(".", 0, -1) for i in styles if (m := _DECIMAL.match(found[i].text))}
    highest: dict[tuple[float, bool], int] = {}
    for i, depth in depths.items():
        highest[styles[i]] = max(depth, highest.get(styles[i], depth))
    return {i: (style, depths.get(i, highest.get(style, 0))) for i, style in styles.items()}


def _without_subtitles(
    found: Sequence[Paragraph],
    levels: dict[int, int],
    styles: Mapping[int, tuple[float, bool]],
) -> dict[int, int]:
    order = list(levels)
    if len(order) < 2 or levels[order[0]] != min(levels.values()):
        return levels
    kept = dict(levels)
    for n, (i, after) in enumerate(pairwise([*order[1:], len(found)]), 2):
        told = sum(len(found[k].text) for k in range(i + 1, after))
        deeper = after in levels and levels[after] < levels[i] and told <= _LONGEST_BOLD
        alone = all(styles[other] != styles[i] for other in order[n:])
        if found[i].lines[0].page > found[order[0]].lines[0].page or not (
            deeper or (alone and _is_byline(found[i].text))
        ):
            break
        del kept[i]
    return kept


def _is_byline(text: str) -> bool:
    words = text.split()
    if words[0].casefold() in ("by", "von", "par", "por"):
        return len(words) <= _TOLD
    named = all(word in _PARTICLES or not word[0].islower() for word in words)
    named = named and not SECTION.match(text)
    return 1 < len(words) <= 2 * _TOLD and named and bool(_SIGNED.search(text))


def _tagged_levels(found: Sequence[Paragraph]) -> dict[int, int]:
    return {
        i: int(paragraph.lines[0].tag[1:] or 1)
        for i, paragraph in enumerate(found)
        if paragraph.lines[0].tag.startswith("H")
        and not _is_told(paragraph.text)
        and any(map(str.isalpha, paragraph.text))
    }


def is_stamp(text: str) -> bool:
    """True for a line that only says: "Updated 3 May 2033", "Draft"."""
    start = text[:_LONGEST_BOLD].casefold()
    first = _WORDS.search(start)
    if not first or not (first[0] in _STAMP_WORDS or _DIGIT.search(start)):
        return False
    words = _WORDS.findall(start)
    if len(words) > 12:
        return False
    if _STAMP_WORDS.issuperset(words):
        return not _STATES.isdisjoint(words)
    numbers = sum([word[0].isdecimal() for word in words])
    if not numbers:
        return False
    months = sum(word in every_month_name() for word in words)
    known = sum(word in _DATE_WORDS for word in words)
    dated = numbers > 2 or months
    return bool(dated) and numbers + months + known >= len(words)


def _text_sizes(found: Sequence[Paragraph], body: float) -> list[float]:
    """For each paragraph the size of the text that follows soon, else `body`."""
    sizes: list[float] = []
    size, since = body, _NEAR
    for paragraph in reversed(found):
        sizes.append(size if since < _NEAR else body)
        since += 1
        if _is_text(paragraph):
            size, since = paragraph.size, 0
    return sizes[::-1]


def _is_text(paragraph: Paragraph) -> bool:
    if paragraph.bold or paragraph.rows or paragraph.note or paragraph.aside or paragraph.code:
        return False
    return len(paragraph.lines) > 1 and len(paragraph.text) > _LONGEST_BOLD


def _style(paragraph: Paragraph, body: float) -> tuple[float, bool]:
    return max(body, round(paragraph.size * 2) / 2), paragraph.bold


def _may_head(paragraph: Paragraph) -> bool:
    text = paragraph.text
    apart = paragraph.rows or paragraph.note or paragraph.aside or paragraph.code
    listed = is_contents_line(text) or is_box_name(text) or BULLET.match(text)
    quoted = text[-1] == "," or _QUOTED.match(text)
    no_heading = apart or listed or quoted or _is_code(text) or continues_sentence(text)
    return not no_heading and says_something(text)


def _is_code(text: str) -> bool:
    name = " " not in text and any(sign in text for sign in "_<>=;{}|")
    return name or _CODE.match(text) is not None


def _is_row(lines: Sequence[Line]) -> bool:
    return any(
        line.width > _SPREAD * line.size * len(line.text)
        and " " in line.text
        and not line.text.isupper()
        for line in lines
    ) or any(
        abs(last.bottom - line.bottom) < 0.3 * line.size
        and line.left - last.right > _CELL * line.size
        and not _NUMBER.match(last.text)
        for last, line in pairwise(lines)
    )


def _is_large_heading(paragraph: Paragraph, near: float) -> bool:
    text = paragraph.text
    much = paragraph.bold or paragraph.size >= _MUCH_LARGER * near
    sentence = text.endswith(".") and (len(paragraph.lines) > 1 or len(text) > 80)
    return len(text) <= _LONGEST and (much or not (sentence and ends_sentence(text)))


def _is_bold_heading(paragraph: Paragraph, near: float) -> bool:
    text = paragraph.text
    ended = text[-1] in ".,;" and not _SECTION_NAME.match(text)
    ended = ended or text.rsplit(" ", 1)[-1] in _PARTICLES
    short = len(text) <= _LONGEST_BOLD and len(paragraph.lines) <= 2 and not ended
    short = short and not _is_row(paragraph.lines)
    least = _LEAST_COUNTED if SECTION.match(text) else _LEAST
    return short and paragraph.bold and paragraph.size >= least * near
