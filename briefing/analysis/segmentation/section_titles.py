import re
from bisect import bisect_left
from collections import Counter

from msgspec.structs import replace

from briefing.analysis.language import is_foreign
from briefing.analysis.segmentation.line_style import LineStyle, case_of, strip_number
from briefing.model import Document, Section, SectionKind, Span, TitleSource, count_unspaced
from briefing.model.languages import ENGLISH
from briefing.model.packed_blocks import BlockEdges

_CLAUSE_END = re.compile(
    r"[,;:!?…](?=\s|$)|\.(?=\s+[^\W\d_a-z]|\s*$)|[。，、；：！？؟،۔।]|\s[-–—]\s|\n"
)
_OPENING = "“”„«»\"'‘’([{*_-–—•> \t"
_COMMAS = ",،、，"
_CLAUSE, _CLAUSE_WORDS, _LEAST_WORDS = 60, 8, 4
"""Most characters and words of a clause that is a title; least words before a comma."""
_SEARCHED = 200
_MOST_SPEAKERS = 3
_READ = 200_000
"""Characters."""
_BULLET = re.compile(r"^[ \t]{0,40}[-*+•][ \t]+", re.MULTILINE)
_WORD = re.compile(r"[^\s\"“”()\[\]]+")


def first_words(text: str, most: int = 5) -> str:
    return " ".join(_WORD.findall(_BULLET.sub("", text))[:most]).rstrip(".,;:!?") or "Untitled"


def first_clause(text: str) -> str:
    """The first words up to a clause border; the title in a language without rules of its own."""
    told = strip_number(text.strip().lstrip(_OPENING)[:_SEARCHED])
    ends = (
        end.start()
        for end in _CLAUSE_END.finditer(told)
        if end[0] not in _COMMAS or _says_enough(told[: end.start()])
    )
    words = told[: next(ends, len(told))].split()[:_CLAUSE_WORDS]
    while len(words) > 1 and len(" ".join(words)) > _CLAUSE:
        words.pop()
    return " ".join(words)[:_CLAUSE].rstrip(".,;:!?") or first_words(text)


def _says_enough(clause: str) -> bool:
    return len(clause.split()) + count_unspaced(clause) >= _LEAST_WORDS


def title_sections(document: Document, sections: list[Section]) -> list[Section]:
    bare = [i for i, section in enumerate(sections) if not section.title]
    if not bare:
        return sections
    if len(sections) == 1 and (title := _speakers(document)):
        return [replace(sections[0], title=title, title_source=TitleSource.INFERRED)]
    texts = [section_words(document, section)[:_READ] for section in sections]
    within = document.language or ENGLISH
    readable = [i for i in bare if not is_foreign(texts[i], within=within)]
    titles = _inferred(document, sections, texts, readable) if readable else []
    found = {i: first_clause(texts[i]) for i in bare}
    found |= {i: t or first_words(texts[i]) for i, t in zip(readable, titles, strict=True)}
    named = list(sections)
    for i, title in found.items():
        start, (line, *others) = sections[i].span.start, texts[i].split("\n")
        own = Span(start, start + len(line))
        said = document.format != "text" and line == title and bool(others)
        said = said and _is_block(document, own)
        named[i] = replace(
            sections[i],
            title=title,
            title_source=TitleSource.DOCUMENT if said else TitleSource.INFERRED,
            heading=own if said else None,
        )
    return named


def _is_block(document: Document, span: Span) -> bool:
    at = bisect_left(BlockEdges(document.blocks), span.start)
    return at < len(document.blocks) and document.blocks[at].span == span


def _inferred(
    document: Document, sections: list[Section], texts: list[str], bare: list[int]
) -> list[str]:
    from briefing.analysis.titles.infer_titles import TitleForm, infer_titles
    from briefing.analysis.titles.title_features import word_background

    opening = sections[0].kind is SectionKind.OVERVIEW
    overview = texts[0] if opening else ""
    behind = word_background(texts, overview, document.title or "")
    taken = [section.title for section in sections if section.title]
    own = [s.title for s in sections if s.title_source is TitleSource.DOCUMENT]
    form = TitleForm(_case(own), like=tuple(own))
    return infer_titles([texts[i] for i in bare], overview, behind, taken, form)


def _speakers(document: Document) -> str:
    """Those who talk, in order; "" for one, or if only letters stand for them."""
    said = (turn.speaker.of(document.text) for turn in document.turns)
    names = list(dict.fromkeys(name for name in said if len(name) > 1))
    if len(names) < 2:
        return ""
    others = len(names) - _MOST_SPEAKERS
    shown = names if others < 2 else [*names[:_MOST_SPEAKERS], f"{others} others"]
    return ("; " if any("," in name for name in names) else ", ").join(shown)


def section_words(document: Document, section: Section) -> str:
    parts, start = [], section.span.start
    for fold in (*section.folded, Span(section.span.end, section.span.end)):
        parts.append(document.text[start : fold.start])
        start = fold.end
    return "\n".join(parts)


def _case(own: list[str]) -> LineStyle:
    counts = Counter(case_of(title.split()) for title in own)
    return counts.most_common(1)[0][0] if counts else LineStyle.SENTENCE
