from collections.abc import Callable
from html import escape, unescape
from itertools import compress
from typing import Any

from msgspec.structs import replace

from briefing.errors import FormatError
from briefing.sources.converted import Converted
from briefing.sources.html.clutter_lines import closes_feed_entry
from briefing.sources.html.counted_headings import head_by_count, join_numbers
from briefing.sources.html.definition_lists import list_definitions
from briefing.sources.html.dom_to_markdown import Walker
from briefing.sources.html.fragment_features import KnownText, size_of
from briefing.sources.html.fragments import (
    Fragment,
    forget_spacing,
    head_by_links,
    head_by_weight,
    nest_bold_lines,
    normalize_words,
    render_fragments,
    unhead_sentences,
    unhead_texts,
)
from briefing.sources.html.html_tables import cut_long_tables
from briefing.sources.html.main_content import choose_main_content
from briefing.sources.html.page_bylines import is_article
from briefing.sources.html.page_metadata import PageMetadata, find_page_metadata
from briefing.sources.html.parse_dom import parse_html, to_text
from briefing.sources.html.structured_data import (
    StructuredData,
    find_text_in_data,
    read_structured_data,
)

_FEWEST = 30
"""Words of a text in structured data that may stand for that of the page."""
_FEWEST_DESCRIBING = 6
_EMPTY = "It is a page without text; give another one."
_DESCRIBED = "The page makes its text by scripts, which are not run; this is its description."
_LINKED = 0.6
"""Share of link text from which a fragment is no text."""
_SHOWN = 0.3
"""Share of such a text that the page shows, below which the page does not hold it."""


def convert_html(data: bytes, name: str = "", charset: str = "") -> Converted:
    text, notice = to_text(data, charset)
    found = extract_article(text, page_address(name))
    return replace(found, notices=[notice]) if notice else found


def page_address(name: str) -> str:
    return name if name.startswith(("http://", "https://")) else ""


def extract_article(html: str, address: str = "") -> Converted:
    tree = parse_html(html)
    pieces = Walker(address).walk(tree) if tree is not None else []
    data = read_structured_data(tree) if tree is not None else StructuredData()
    told = _text_in_data(data, pieces, address)
    if tree is None:
        raise FormatError(_EMPTY)
    if not any(piece.words for piece in (*told, *pieces)):
        return _described(tree, data)
    cut_long_tables(tree)
    known = find_page_metadata(tree, data)
    if told:
        kept = [False] * len(pieces)
    else:
        kept = choose_main_content(
            pieces, tree, data.types, known.title, forum=known.forum, article=is_article(data)
        )
    main = [*told, *(p for p, taken in zip(pieces, kept, strict=True) if taken)]
    list_definitions(main)
    unhead_sentences(main)
    head_by_links(main)
    head_by_weight(main, text_below=True)
    return _converted(known, render_fragments(main), _rest(pieces, kept))


def _described(tree: Any, data: StructuredData) -> Converted:
    description = unescape(data.first("og:description", "description", "twitter:description"))
    if len(description.split()) < _FEWEST_DESCRIBING:
        raise FormatError(_EMPTY)
    told: Any = parse_html(f"<p>{escape(description)}</p>")
    found = _converted(find_page_metadata(tree, data), render_fragments(Walker().walk(told)), [])
    return replace(found, notices=[_DESCRIBED])


def _converted(known: PageMetadata, markdown: str, boilerplate: list[str]) -> Converted:
    return Converted(
        markdown=markdown,
        boilerplate=boilerplate,
        title=known.title,
        byline=known.byline,
        site=known.site,
        published=known.published,
        language=known.language,
    )


def markdown_of(
    html: str,
    address: str = "",
    unwrap: Callable[[str], str] | None = None,
    *,
    spaced: bool = False,
    relative: bool = False,
) -> str:
    """With `spaced`, empty paragraphs may be spacing; with `relative`, links stay."""
    tree = parse_html(html)
    if tree is None:
        return ""
    pieces = Walker(address, unwrap, relative=relative).walk(tree)
    list_definitions(pieces)
    if spaced:
        unhead_texts(pieces)
        nest_bold_lines(pieces)
    head_by_weight(pieces)
    head_by_links(pieces)
    if spaced:
        pieces = join_numbers(pieces)
        head_by_count(pieces)
        forget_spacing(pieces)
    return render_fragments(pieces)


def shown_and_hidden(
    html: str, address: str, unwrap: Callable[[str], str] | None = None
) -> tuple[str, str]:
    """Of a feed's `html` and the words beside it."""
    tree = parse_html(html)
    if tree is None:
        return "", ""
    pieces = Walker(address, unwrap).walk(tree)
    head_by_weight(pieces)
    head_by_links(pieces)
    hidden = [
        closes_feed_entry(p) or (p.outside and " " not in p.words and "![" not in p.body)
        for p in pieces
    ]
    shown = [piece for piece, out in zip(pieces, hidden, strict=True) if not out]
    return render_fragments(shown), render_fragments(list(compress(pieces, hidden)))


def _text_in_data(data: StructuredData, pieces: list[Fragment], address: str) -> list[Fragment]:
    text = find_text_in_data(data)
    text = unescape(text) if "&lt;" in text and "<" not in text else text
    words = normalize_words(text)
    own = sum(size_of(p) for p in pieces if not p.outside and p.linked < _LINKED)
    if words.count(" ") + 1 < max(_FEWEST, own):
        return []
    shown = KnownText([piece.words for piece in pieces if piece.words])
    if shown.share(words) >= _SHOWN:
        return []
    lines = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    tree: Any = parse_html(text if "<" in text else lines)
    return Walker(address).walk(tree) if tree is not None else []


def _rest(pieces: list[Fragment], kept: list[bool]) -> list[str]:
    rest = [p for p, known in zip(pieces, kept, strict=True) if not known and p.words]
    return [render_fragments(rest)] if rest else []
