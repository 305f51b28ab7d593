import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile
from statistics import median
from typing import Any

from msgspec.structs import replace

from briefing.errors import FormatError
from briefing.model.heading_words import is_contents_heading
from briefing.sources.converted import Converted
from briefing.sources.html.code_markdown import code_block
from briefing.sources.html.fragments import normalize_words
from briefing.sources.html.inline_markdown import paragraph as escaped
from briefing.sources.pdf.boxes import split_boxes
from briefing.sources.pdf.contents_list import split_contents
from briefing.sources.pdf.figures import gather_figures
from briefing.sources.pdf.font_letters import FontLetters
from briefing.sources.pdf.foot_notes import find_body_size, split_notes
from briefing.sources.pdf.front_pages import join_labels
from briefing.sources.pdf.inline_styles import mark_styles
from briefing.sources.pdf.line import Line
from briefing.sources.pdf.line_numbers import split_line_numbers
from briefing.sources.pdf.line_starts import BULLET, NUMBERED, SECTION
from briefing.sources.pdf.overlays import split_watermarks, without_overlays
from briefing.sources.pdf.page_annotations import Annotations, draw_missing_values, open_page
from briefing.sources.pdf.page_layout import Region, lay_out
from briefing.sources.pdf.page_tags import is_tagged
from briefing.sources.pdf.part_names import names_a_part
from briefing.sources.pdf.pdf_headings import heading_levels
from briefing.sources.pdf.pdf_paragraphs import Paragraph, join_paragraphs
from briefing.sources.pdf.pdf_tables import table_to_markdown
from briefing.sources.pdf.ruled_tables import gather_tables, put_back
from briefing.sources.pdf.running_heads import split_running_heads
from briefing.sources.pdf.text_lines import PageLines, page_lines
from briefing.sources.pdf.unknown_letters import mend_unknown_letters
from briefing.worker import report_progress

_MOST_PAGES = 5000
_SIGNS = "∗*†‡§¶"
_MUCH, _FEW = 2.5, 3
"""A heading so much longer is no title if the file's own title, of so many words, stands in it."""
_NAMED = re.compile(
    r"(?!microsoft |untitled)[^\W\d_]\S*(?:\s\S+){2,24}(?<!\.doc)(?<!\.docx)(?<!\.indd)(?<!\.pdf)(?<!\.wpd)\Z",
    re.IGNORECASE,
)
_MASTHEAD = re.compile(r"(?:journal )?home ?page\s?:|e?-?ISSN\b", re.IGNORECASE)
_LEAST = 0.1
_SPARE, _MOST_SPARE = 1.3, 6.0
"""Without headings, a column that has room for so many lines may end in a wide space."""
_TEXT = 90
"""Letters of a paragraph; among shorter ones, as in a form, a space means nothing."""
_SECTIONED = 3
_TOLD = 300
_BLANK = 1.3
_WIDE = 1.8


def convert_pdf(data: bytes, name: str = "", charset: str = "") -> Converted:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise FormatError(_why(str(error))) from None
    pages, heights, stamps = _pages(document)
    empty = [i + 1 for i, lines in enumerate(pages) if not lines]
    if len(empty) == len(pages):
        raise FormatError(
            "It contains only pictures of its pages; run text recognition first (such as ocrmypdf)."
        )
    mend_unknown_letters(line for lines in pages for line in lines)
    shown, marks = split_watermarks(without_overlays(pages))
    kept, furniture = _split_furniture(shown, heights)
    body = find_body_size(kept)
    found = join_paragraphs(list(_regions(kept, body)), body)
    found, heads = join_labels(found, heading_levels(found, _outline(document), body), body)
    markdown = _markdown(found, heads)
    boilerplate = [escaped(line) for line in (*furniture, *marks, *stamps)]
    described = document.get_metadata_dict(skip_empty=True)
    title = _title(found, heads, normalize_words(described.get("Title", "")))
    meta = _metadata(described, " ".join(line.text for line in kept[0]), title)
    notices = [_notice(empty)] if empty else []
    return replace(Converted(markdown=markdown, boilerplate=boilerplate, notices=notices), **meta)


def _split_furniture(
    pages: list[list[Line]], heights: Sequence[float]
) -> tuple[list[list[Line]], list[str]]:
    """What is hardly anything else is the text."""
    headless, running = split_running_heads(pages, heights)
    kept, contents = split_contents(headless)
    least = _LEAST * _count_letters(pages)
    for found, around in ((kept, [*contents, *running]), (headless, running)):
        if _count_letters(found) >= least:
            return found, around
    return pages, []


def _count_letters(pages: Sequence[Sequence[Line]]) -> int:
    return sum(len(line.text) for lines in pages for line in lines)


def _regions(pages: Sequence[Sequence[Line]], body: float) -> Iterator[Region]:
    noted = False
    for lines in pages:
        rest, tables = gather_tables(lines)
        regions = split_notes(lay_out(gather_figures(rest, body)), body, before=noted)
        noted = any(region.note for region in regions)
        found = split_boxes(regions, body)
        yield from put_back(found, tables) if tables else found


def _why(message: str) -> str:
    if "assword" in message:
        return "It is locked with a password; save a copy without one."
    return "It is a PDF that cannot be opened; it may be damaged."


def _pages(document: Any) -> tuple[list[list[Line]], list[float], list[str]]:
    import pypdfium2

    pages: list[list[Line]] = []
    heights: list[float] = []
    beside: dict[str, None] = {}
    fonts, tagged = FontLetters(), is_tagged(document)
    draw_missing_values(document)
    count = min(len(document), _MOST_PAGES)
    for number in range(count):
        try:
            page, drawn = open_page(document, number)
            found = page_lines(page, number, fonts, drawn, tagged)
            page.close()
        except pypdfium2.PdfiumError:
            found, drawn = PageLines([], [], 0.0), Annotations()
        lines, numbers = split_line_numbers(found.lines)
        pages.append(lines)
        heights.append(found.height)
        aside = numbers, *(line.text for line in found.beside), *drawn.comments
        beside.update((text, None) for text in aside if text)
        report_progress((number + 1) / count)
    return pages, heights, list(beside)


def _notice(empty: list[int]) -> str:
    listed = ", ".join(map(str, empty[:10])) + (" and more" if len(empty) > 10 else "")
    pages = "page" if len(empty) == 1 else "pages"
    return f"There is no readable text on {pages} {listed}."


def _outline(document: Any) -> dict[str, dict[int, int]]:
    found: dict[str, list[Any]] = {}
    for item in islice(document.get_toc(max_depth=8), 10_000):
        if title := normalize_words(item.get_title() or ""):
            found.setdefault(title, []).append(item)
    return {
        title: {_page_of(item) if len(same) > 1 else 0: item.level for item in reversed(same)}
        for title, same in found.items()
    }


def _page_of(item: Any) -> int:
    target = item.get_dest()
    return (target.get_index() if target else None) or 0


def _title(found: Sequence[Paragraph], heads: Iterable[int], known: str) -> str | None:
    """The largest, but for one that the file's own title, `known`, holds."""
    named = [
        found[i]
        for i in heads
        if not (is_contents_heading(found[i].text) or _MASTHEAD.match(_text_after(found, i)))
    ]
    titles = list(takewhile(lambda head: not names_a_part(head.text), named))
    first = [title for title in titles if title.lines[0].page == titles[0].lines[0].page]
    largest = max(first, key=lambda t: (round(t.size), t.lines[0].top), default=None)
    near = [] if largest and _is_part(largest, known) else named
    own = [head for head in near if _is_part(head, known)]
    title = max(own, key=lambda head: len(head.text), default=largest)
    return title.text.rstrip(_SIGNS).rstrip() if title else None


def _text_after(found: Sequence[Paragraph], i: int) -> str:
    return found[i + 1].text if i + 1 < len(found) else ""


def _is_part(head: Paragraph, known: str) -> bool:
    return len(head.text.split()) > _FEW and normalize_words(head.text) in known


def _metadata(described: dict[str, str], opening: str, title: str | None) -> dict[str, str | None]:
    known, author = " ".join(described.get("Title", "").split()), described.get("Author", "")
    same, shown = normalize_words(known), normalize_words(opening)
    head = normalize_words(title or "")
    whole = same in head and (len(head) < _MUCH * len(same) or len(known.split()) < _FEW)
    if (len(same) > 3 and same in shown and not whole) or (
        (not title or SECTION.match(title)) and _NAMED.match(known)
    ):
        title = known
    named = "@" not in author and not author.islower()  # A login is no name.
    person = author.strip() and named and normalize_words(author) in shown
    return {"title": title, "byline": author if person else None}


def _markdown(found: list[Paragraph], heads: dict[int, int]) -> str:
    blocks: list[str] = []
    apart = _apart(found, heads)
    item = False
    for i, paragraph in enumerate(found):
        table = table_to_markdown(paragraph.rows) if paragraph.rows else ""
        block, is_item = (table, False) if table else _block(paragraph, heads.get(i, 0))
        between = "\n" if item and is_item else "\n\n"
        if i in apart:
            between = "\n\n\n"
        blocks.append(between + block if blocks else block)
        item = is_item
    return "".join(blocks)


def _apart(found: list[Paragraph], heads: dict[int, int]) -> set[int]:
    if len(heads) > _SECTIONED:
        return set()
    begun = next((i for i, p in enumerate(found) if len(p.text) >= _TOLD), 0)
    plain = [
        (i, p)
        for i, p in enumerate(found)
        if p.gap > 0
        and not {i, i - 1} & heads.keys()
        and not (p.rows or found[i - 1].rows or p.note or p.code)
    ]
    lengths = [len(p.text) for _, p in plain]
    if 2 * sum(length for length in lengths if length >= _TEXT) <= sum(lengths):
        return set()
    usual = median(p.gap for _, p in plain)
    wide = {
        i
        for i, p in plain
        if p.gap > max(_BLANK, _WIDE * usual + 0.3)
        and abs(p.size - found[i - 1].size) < 0.08 * p.size
    }
    if len(wide) > 1 and all(is_contents_heading(found[i].text) for i in heads):
        wide |= {i for i, p in enumerate(found) if _SPARE < p.spare < _MOST_SPARE}
    return {i for i in wide if i > begun}


def _block(found: Paragraph, level: int) -> tuple[str, bool]:
    text = found.text
    if found.code:
        return code_block(text, ""), False
    if level:
        return "#" * level + " " + escaped(text), False
    begins = not text[:1].isalpha()
    bullet, number = begins and BULLET.match(text), begins and NUMBERED.match(text)
    required = bullet and text[0] == "*" and NUMBERED.match(text, bullet.end())
    if bullet and bullet.end() < len(text) and not required:
        return "- " + mark_styles(text, found.marks, bullet.end()), True
    if number and not number[1] and not found.note:
        mark = f"{number[2]}{number[3]} "
        return mark + mark_styles(text, found.marks, number.end()), True
    if found.quoted:
        marks = [mark for mark in found.marks if mark[2] != "*" or mark[1] - mark[0] < len(text)]
        return "> " + mark_styles(text, marks), False
    return mark_styles(text, found.marks), False
