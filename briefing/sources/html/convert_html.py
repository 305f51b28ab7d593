"""Converts a web page to markdown, in the worker."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from briefing.errors import FormatError
from briefing.sources.converted import Converted
from briefing.sources.html.dom_to_markdown import Walker
from briefing.sources.html.fragments import (
    Fragment,
    forget_spacing,
    head_by_links,
    head_by_weight,
    render_fragments,
)
from briefing.sources.html.main_content import Reference, choose_main_content, make_reference
from briefing.sources.html.parse_dom import parse_html, to_text


def convert_html(data: bytes, name: str = "", charset: str = "") -> Converted:
    text, notice = to_text(data, charset)
    found = extract_article(text, page_address(name))
    return replace(found, notices=[notice]) if notice else found


def page_address(name: str) -> str:
    return name if name.startswith(("http://", "https://")) else ""


def extract_article(html: str, address: str = "") -> Converted:
    tree = parse_html(html)
    pieces = Walker(address).walk(tree) if tree is not None else []
    if tree is None or not any(piece.words for piece in pieces):
        raise FormatError("It is a page without text; give another one.")
    found = _reference(tree, address)
    title = found.title or _title(tree)
    kept = choose_main_content(pieces, found.text, title)
    article = [p for p, known in zip(pieces, kept, strict=True) if known]
    rest = _rest(pieces, kept)
    head_by_links(article)
    return Converted(
        markdown=render_fragments(article),
        boilerplate=rest,
        title=title,
        byline=found.byline,
        site=found.site,
        published=found.published,
        language=found.language or _language(tree),
    )


def markdown_of(
    html: str,
    address: str = "",
    unwrap: Callable[[str], str] | None = None,
    *,
    spaced: bool = False,
) -> str:
    """With `spaced`, empty paragraphs may be the spacing of whoever typed the text."""
    tree = parse_html(html)
    if tree is None:
        return ""
    pieces = Walker(address, unwrap).walk(tree)
    head_by_weight(pieces)
    head_by_links(pieces)
    if spaced:
        forget_spacing(pieces)
    return render_fragments(pieces)


def _reference(tree: Any, address: str) -> Reference:
    """Trafilatura's result, empty if it fails, as it does on damaged pages; then structure alone
    decides.
    """
    try:
        return make_reference(tree, address)
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError):
        return Reference()


def _rest(pieces: list[Fragment], kept: list[bool]) -> list[str]:
    rest = [p for p, known in zip(pieces, kept, strict=True) if not known and p.words]
    return [render_fragments(rest)] if rest else []


def _title(tree: Any) -> str | None:
    title = tree.find(".//title")
    words = " ".join((title.text or "").split()) if title is not None else ""
    return words or None


def _language(tree: Any) -> str | None:
    code = (tree.get("lang") or "").split("-")[0].lower()
    return code if code.isalpha() and len(code) in (2, 3) else None
