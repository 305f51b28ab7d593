"""Finds headings and their levels by the outline, else by size and weight."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from statistics import mode

from briefing.model.heading_words import continues_sentence, says_something
from briefing.sources.html.fragments import normalize_words
from briefing.sources.pdf.alike_heads import find_alike
from briefing.sources.pdf.closing_lines import without_closing_lines
from briefing.sources.pdf.contents_list import is_contents_line, read_roman
from briefing.sources.pdf.front_pages import is_box_name, without_front_matter
from briefing.sources.pdf.line import FIELD, Line
from briefing.sources.pdf.line_starts import BULLET, LARGER, SECTION, ends_sentence
from briefing.sources.pdf.part_names import names_a_part
from briefing.sources.pdf.pdf_paragraphs import Paragraph
from briefing.sources.pdf.title_lines import PARTICLES, is_stamp, without_authors, without_subtitles

_MUCH_LARGER = 1.35
"""A heading this much larger may end with a full stop."""
_LONGEST, _LONGEST_BOLD = 200, 120
_LEAST, _LEAST_COUNTED, _TRUSTED = 0.95, 0.88, 3
"""Headings that the file's tags or outline name from which on bold lines are none by themselves."""
_SPREAD, _CELL = 0.95, 1.3
"""Least width of a letter of what is spread over cells, least space between them, in font sizes."""
_NUMBER = re.compile(r"(?:\w{1,12}\s)?(?:[A-Z]\.?)?[\d.]*[IVX]*[.:)]?\Z")
_NEAR, _SENTENCE = 4, 5
_MOST_STAMPS = 2
"""More lines of one style that say only when are headings, as those of a chronicle."""
_MOST_STYLES = 8
"""With more, and a third of all lines headings, the sizes are those that text recognition guessed."""
_MOST_ABOVE = 2
_SLANTED = 0.25
"""Points by which italics rank lower."""
_QUOTED = re.compile(r"[“„«\"][^“„«\"]{1,190}(?:[.!?][”»\"]?|[”»\"][^”»\"]{1,60}\.)\Z")
_SAID = re.compile(r"[“„«\"](?:\S+\s){4,}\S+[”“»\"]\Z")
_TOLD = 14
"""Words above which what ends as a sentence is none, though the file calls it a heading."""
_DECIMAL = re.compile(r"(?:\d{1,2}|[A-Z](?=\.\d|\s))(?:\.\d{1,3}){0,4}(?:\.|(?=\s))")
_ROMAN = re.compile(r"[IVX]{1,5}\.\s")
_ROMAN_SIGNS = frozenset("IVX")
_RISING = 0.7
_SECTION_NAME = re.compile(
    r"(?i:sec(?:tion|\.)|art(?:icle|ikel|ículo|icolo|\.)|title|titre|rule|§+)\s*\d{1,4}\b|"
    r"[A-Z][A-Z ,’'-]+\.\Z"
)
"""What heads a part of a law though it ends as a sentence."""
_ADDRESS = re.compile(r"https?://|\S@[\w-]{1,60}\.")
_ENDS = ".,;:"
"""How no heading ends that is neither large nor bold."""
_TELLING = re.compile(
    r"\b(?:is|are|was|were|am|can|may|must|should|will|has|have|i|we|you|following|ist|sind|kann|muss|wird|"
    r"folgenden?|est|sont|peut|doit|suivante?s?|es|son|soy|puede|debe|siguientes?)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"(?:what|how|why|when|where|who|which|was|wie|warum|wer|que|qui|qué|cómo|comment|pourquoi)\b",
    re.IGNORECASE,
)
_CODE = re.compile(r"[!#$%&*+/<=>@\\^`|~{}-]|[A-Za-z]:\\")
_TABLE = re.compile(r"(?:tab|cuadro|quadro)[a-zé]*\.?\s+[A-Z]?[-.]?[\dIVX]", re.IGNORECASE)
_CAPTION = re.compile(
    r"(?:table|tab\.|figure|fig\.|scheme|listing|algorithm|exhibit|chart|graph|plate|photo|abbildung|abb\.|tabelle|tableau|"
    r"figura|tabla|gráfico|tabela|tabella)\s+(?:[A-Z]?[-.]?\d|[IVX]+\b)",
    re.IGNORECASE,
)
_STATEMENT = re.compile(
    r"(?:theorem|lemma|proposition|corollary|conjecture|axiom|definition|remark|claim|satz|korollar|"
    r"bemerkung|théorème|corollaire|définition|remarque|teorema|corolario|definición)\s+[A-Z]?\d",
    re.IGNORECASE,
)


Outline = Mapping[str, Mapping[int, int]]
"""Titles normalized by `normalize_words`, by page, to their depth from 0."""


def heading_levels(found: Sequence[Paragraph], outline: Outline, body: float) -> dict[int, int]:
    """Paragraph index to level from 1; `body` is the text's size."""
    texts = _text_sizes(found, body)
    tagged = _tagged_levels(found)
    every = enumerate(found) if outline else ()
    listed = {i for i, p in every if not p.note and _is_in(outline, p)}
    heads = _find_heads(found, {*tagged}, listed, texts, body)
    styles = {i: _style(found[i], body) for i in sorted({*tagged, *heads, *listed})}
    if len(set(styles.values())) > _MOST_STYLES and 3 * len(styles) > len(found):
        styles = {i: style for i, style in styles.items() if i in tagged or i in listed}
    styles = _without_stamps(found, styles, body)
    styles = _without_captions(found, styles, outline)
    styles = without_front_matter(found, styles, outline)
    styles = _without_pull_quotes(found, styles)
    styles = without_authors(found, styles, {*tagged, *listed})
    styles = without_closing_lines(found, styles, {*tagged, *listed})
    depths = _number_depths(found, styles)
    nested = _by_number(depths, styles)
    ranks = {
        style: rank + 1 for rank, style in enumerate(sorted(set(nested.values()), reverse=True))
    }
    top = min((level for places in outline.values() for level in places.values()), default=0)
    levels = {
        i: min(6, _listed_level(outline, found[i], ranks[style] - 1 + top) - top + 1)
        for i, style in nested.items()
    }
    levels = _agree(levels, depths, styles)
    if outline:
        return levels
    levels = {i: tagged.get(i, level) for i, level in levels.items()}
    return without_subtitles(found, levels, styles)


def _listed_level(outline: Outline, paragraph: Paragraph, otherwise: int) -> int:
    places, page = outline.get(normalize_words(paragraph.text)), paragraph.lines[0].page
    return places[min(places, key=lambda at: abs(at - page))] if places else otherwise


def _without_stamps(
    found: Sequence[Paragraph], styles: dict[int, tuple[float, bool]], body: float
) -> dict[int, tuple[float, bool]]:
    stamps = {i for i in styles if is_stamp(found[i].text)}
    if not stamps:
        return styles
    counts = Counter(_style(p, body) for p in found if is_stamp(p.text))
    return {i: s for i, s in styles.items() if i not in stamps or counts[s] > _MOST_STAMPS}


def _without_captions(
    found: Sequence[Paragraph], styles: dict[int, tuple[float, bool]], outline: Outline
) -> dict[int, tuple[float, bool]]:
    others = {
        i: style
        for i, style in styles.items()
        if not (_CAPTION.match(found[i].text) or _STATEMENT.match(found[i].text))
        or normalize_words(found[i].text) in outline
    }
    captions = len(styles) - len(others)
    return others if len(others) > min(_MOST_STAMPS, captions) else styles


def _without_pull_quotes(
    found: Sequence[Paragraph], styles: dict[int, tuple[float, bool]]
) -> dict[int, tuple[float, bool]]:
    """Headlines that quote somebody look like others that do not."""
    said = {i for i in styles if _SAID.match(found[i].text) and i > min(styles)}
    plain = {style for i, style in styles.items() if i not in said}
    return {i: style for i, style in styles.items() if i not in said or style in plain}


def _find_heads(
    found: Sequence[Paragraph],
    tagged: set[int],
    listed: set[int],
    texts: Sequence[float],
    body: float,
) -> set[int]:
    may = [
        i
        for i, p in enumerate(found)
        if len(p.text) <= _LONGEST
        and (p.text[-1] not in _ENDS or p.bold or p.size >= LARGER * max(texts[i], body))
        and _may_head(p, opens=_opens(found, i, texts))
    ]
    large = {i for i in may if found[i].size >= LARGER * max(texts[i], body)}
    bold = {
        i
        for i in may
        if i not in large and _is_bold_heading(found[i], texts[i]) and not _heads_table(found, i)
    }
    others = [i for i in may if i not in large]
    bold |= _plain_heads(found, others, texts)
    heads = {i for i in large if _is_large_heading(found[i], max(texts[i], body))}
    if len(tagged) < _TRUSTED and len(listed) < max(_TRUSTED, len(bold - listed)):
        heads |= bold
        near = [max(size, body) for size in texts]
        may = [i for i in others if i not in bold and not _CAPTION.match(found[i].text)]
        return heads | find_alike(found, may, near, heads)
    named = {(_style(found[i], body), _form(found[i].text)) for i in tagged | listed}
    numbers = {_whole_number(found[i].text) for i in tagged | listed}
    for i in sorted(bold):
        text = found[i].text
        number = _whole_number(text)
        like = any(form := _form(text)) and (_style(found[i], body), form) in named
        if like or names_a_part(text) or number.rpartition(".")[0] in numbers - {""}:
            heads.add(i)
            numbers.add(number)
    return heads


def _whole_number(text: str) -> str:
    number = _DECIMAL.match(text)
    return number[0].removesuffix(".") if number else ""


def _plain_heads(
    found: Sequence[Paragraph], may: Sequence[int], texts: Sequence[float]
) -> set[int]:
    plain = [i for i in may if _is_plain_heading(found[i], texts[i])]
    numbers = [_read_number(found[i].text) for i in plain]
    rising = sum(before < number for before, number in pairwise(numbers))
    return set(plain) if rising and rising >= _RISING * (len(plain) - 1) else set()


def _is_plain_heading(paragraph: Paragraph, near: float) -> bool:
    text, line = paragraph.text, paragraph.lines[0]
    number = SECTION.match(text)
    if not number or len(paragraph.lines) > 1 or len(text) > _LONGEST_BOLD or text[-1] in _ENDS:
        return False
    shown = (line.slanted or text.isupper()) and "\\" not in text
    return shown and not paragraph.bold and line.size >= _LEAST * near


def _read_number(text: str) -> list[int]:
    parts = text.split(maxsplit=1)[0].rstrip(".").split(".")
    return [int(part) if part.isdecimal() else _read_letters(part) for part in parts]


def _read_letters(part: str) -> int:
    return read_roman(part) if _ROMAN_SIGNS.issuperset(part) else ord(part[0])


def _heads_table(found: Sequence[Paragraph], i: int) -> bool:
    before, text = found[i - 1] if i else None, found[i].text
    below = before and before.lines[-1].page == found[i].lines[0].page
    return bool(below and before and _TABLE.match(before.text)) and not SECTION.match(text)


def _is_in(outline: Outline, paragraph: Paragraph) -> bool:
    text = paragraph.text
    if not outline or BULLET.match(text) or _is_told(text) or text.startswith("</"):
        return False
    if normalize_words(text) in outline:
        return True
    number = SECTION.match(text) if not paragraph.bold and _begins_bold(paragraph) else None
    return number is not None and normalize_words(text[number.end() :]) in outline


def _begins_bold(paragraph: Paragraph) -> bool:
    return any(start == 0 and sign == "**" for start, _, sign in paragraph.marks)


def _is_told(text: str) -> bool:
    return len(text) > _LONGEST or (text[-1] in ".:;" and len(text.split()) > _TOLD)


def _form(text: str) -> tuple[bool, bool]:
    return bool(SECTION.match(text)), text.isupper()


def _by_number(
    depths: Mapping[int, int], styles: Mapping[int, tuple[float, bool]]
) -> dict[int, tuple[tuple[float, bool], int]]:
    highest: dict[tuple[float, bool], int] = {}
    for i, depth in depths.items():
        highest[styles[i]] = max(-depth, highest.get(styles[i], -depth))
    return {
        i: (style, -depths[i] if i in depths else highest.get(style, 0))
        for i, style in styles.items()
    }


def _number_depths(found: Sequence[Paragraph], heads: Iterable[int]) -> dict[int, int]:
    depths: dict[int, int] = {}
    roman, letter = False, "@"
    for i in heads:
        text = found[i].text
        if number := _DECIMAL.match(text):
            depths[i] = number[0].removesuffix(".").removesuffix(".0").count(".")
        elif text[1:3] == ". " and text[0] in ("A", chr(ord(letter) + 1)) and roman:
            depths[i], letter = 1, text[0]
        elif _ROMAN.match(text):
            depths[i], roman, letter = 0, True, "@"
    return depths


def _agree(
    levels: dict[int, int],
    depths: Mapping[int, int],
    styles: Mapping[int, tuple[float, bool]],
) -> dict[int, int]:
    kept = dict(levels)
    above = 0
    for depth in sorted(set(depths.values())):
        same = [i for i, own in depths.items() if own == depth]
        usual = mode([levels[i] for i in same])
        if depth:
            above = max(above + 1, usual)
            kept.update((i, min(6, above)) for i in same)
            continue
        above = usual
        for style in {styles[i] for i in same}:
            alike = [i for i in same if styles[i] == style]
            kept.update(dict.fromkeys(alike, mode([levels[i] for i in alike])))
    return kept


def _tagged_levels(found: Sequence[Paragraph]) -> dict[int, int]:
    return {
        i: int(paragraph.lines[0].tag[1:] or 1)
        for i, paragraph in enumerate(found)
        if paragraph.lines[0].tag.startswith("H")
        and not _is_told(paragraph.text)
        and any(map(str.isalpha, paragraph.text))
    }


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
    size = max(body, round(paragraph.size * 2) / 2)
    plain = not paragraph.bold and paragraph.lines[0].slanted
    return size - _SLANTED if plain else size, paragraph.bold


def _may_head(paragraph: Paragraph, *, opens: bool) -> bool:
    text = paragraph.text
    apart = paragraph.rows or paragraph.note or paragraph.aside or paragraph.code
    apart = apart or paragraph.lines[0].tag == FIELD
    listed = is_contents_line(text) or is_box_name(text) or BULLET.match(text)
    quoted = text[-1] == "," or _QUOTED.match(text)
    told = quoted or _leads_in(text) or _is_code(text)
    addressed = "@" in text or "://" in text
    within = continues_sentence(text) or (addressed and _ADDRESS.search(text))
    return not (apart or listed or told) and (opens or not within) and says_something(text)


def _opens(found: Sequence[Paragraph], i: int, texts: Sequence[float]) -> bool:
    return i <= _MOST_ABOVE and found[i].size >= _MUCH_LARGER * texts[i]


def _leads_in(text: str) -> bool:
    return (
        text[-1] == ":"
        and len(text.split()) >= _SENTENCE
        and bool(_TELLING.search(text))
        and not _ASKING.match(text)
    )


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
    ended = text[-1] in ".,;—" and not _SECTION_NAME.match(text)
    ended = ended or text.rsplit(" ", 1)[-1] in PARTICLES
    short = len(text) <= _LONGEST_BOLD and len(paragraph.lines) <= 2 and not ended
    short = short and not _is_row(paragraph.lines)
    least = _LEAST_COUNTED if SECTION.match(text) else _LEAST
    return short and paragraph.bold and paragraph.size >= least * near
