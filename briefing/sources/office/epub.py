import posixpath
import re
from functools import partial
from itertools import islice
from typing import Any
from urllib.parse import unquote

from msgspec import Struct, field

from briefing.errors import FormatError
from briefing.sources.converted import Converted
from briefing.sources.html.counted_headings import join_numbers
from briefing.sources.html.dom_to_markdown import Walker
from briefing.sources.html.fragments import Fragment, normalize_words, render_fragments
from briefing.sources.html.inline_markdown import paragraph
from briefing.sources.html.parse_dom import parse_html, to_text
from briefing.sources.office.epub_boxes import close_book_boxes, empty_page_breaks
from briefing.sources.office.epub_contents import (
    Entry,
    name_parts,
    rank_headings,
    unhead_names,
)
from briefing.sources.office.epub_footnotes import move_footnotes
from briefing.sources.office.epub_listings import take_boilerplate, take_listings, title_words
from briefing.sources.office.epub_styled_headings import (
    Looks,
    head_chapters,
    name_headings,
    read_styles,
)
from briefing.sources.office.zip_archive import Archive, sound_xml
from briefing.worker import report_progress

_CONTAINER = "META-INF/container.xml"
"""At the top, or in a folder that was packed whole."""
_FILE_NAME = re.compile(r"[a-z\d]+(?:[-_.][a-z\d]+)+")
_COUNTED = re.compile(r"\ASection \d+\Z")
_OTHER_LIST = re.compile(r"\b(?:page-list|landmarks|lo[itav])\b")
_MOST_SHEETS, _LARGEST_SHEET = 20, 200_000
_MOST_AUTHORS = 20
_ROLE = "{http://www.idpf.org/2007/opf}role"
_ADDRESS = re.compile(r"<[^<>\s@]{1,64}@[^<>\s]{1,190}>")
_ENCRYPTION = "META-INF/encryption.xml"


class _Book(Struct):
    archive: Archive
    chapters: list[tuple[str, bool]]
    """(path, whether it is in the linear reading order)."""
    contents: list[Entry]
    metadata: dict[str, Any]
    navigation: str = ""
    missing: list[str] = field(default_factory=list)
    listed: bool = True
    authors: list[str] = field(default_factory=list)


def convert_epub(data: bytes, name: str = "", charset: str = "") -> Converted:
    """Navigation and non-linear chapters become boilerplate."""
    book = _open(Archive(data))
    inside: list[str] = []
    outside: list[str] = []
    notes = headings = 0
    trees = {path: tree for path, _ in book.chapters if (tree := _tree(book, path)) is not None}
    titles = _find_headings(trees, book)
    emptied = move_footnotes(trees, _resolve, lambda path: _tree(book, path))
    listings = _take_listings(trees, book)
    emptied |= set(listings)
    for number, (path, linear) in enumerate(book.chapters):
        walker = Walker(first_note=notes + 1)
        pieces = _chapter(titles.get(path, ""), trees[path], walker) if path in trees else []
        notes += walker.notes
        if path in emptied and all(piece.kind in ("heading", "rule") for piece in pieces):
            linear = False
        linear = linear and any(piece.pictured < 1 and piece.words for piece in pieces)
        headings += any(piece.kind == "heading" for piece in pieces)
        if pieces:
            (inside if linear and path != book.navigation else outside).append(
                render_fragments(pieces)
            )
        outside += [render_fragments(Walker().walk(e)) for e in listings.get(path, ())]
        report_progress((number + 1) / len(book.chapters))
    if not inside and not outside:
        raise FormatError("It is a book without text, perhaps of pictures only.")
    notices = [f"A chapter is missing from the book: {path}." for path in book.missing[:5]]
    if not book.listed:
        notices.append("The book has no list of chapters; they are sorted by file name.")
    return Converted(
        markdown="\n\n".join(inside or outside),
        boilerplate=outside if inside else [],
        notices=notices,
        structured=headings > 0 or len(inside) > 1,
        **book.metadata,
    )


def _find_headings(trees: dict[str, Any], book: _Book) -> dict[str, str]:
    """Returns the titles of chapters by their paths; marks headings within `trees`."""
    name_parts(trees, book.contents)
    name_headings(trees.values(), _looks(book.archive))
    titles = {entry.path: entry.title for entry in reversed(book.contents)} or _page_titles(trees)
    if not titles:
        head_chapters([trees[path] for path, linear in book.chapters if linear and path in trees])
    rank_headings(trees, book.contents)
    for author in book.authors or [""]:
        unhead_names(trees.values(), author)
    for tree in trees.values():
        close_book_boxes(tree)
    return titles


def _take_listings(trees: dict[str, Any], book: _Book) -> dict[str, list[Any]]:
    titles = title_words(trees.values(), (entry.title for entry in book.contents))
    found = {}
    for path, tree in trees.items():
        listings = take_boilerplate(tree) + take_listings(
            tree, titles, partial(_leads, trees, path)
        )
        if listings:
            found[path] = listings
    return found


def _leads(trees: dict[str, Any], path: str, href: str) -> bool:
    return href.startswith("#") or ("://" not in href and _resolve(path, href) in trees)


def _open(archive: Archive) -> _Book:
    containers = (name for name in archive.names if name.endswith(_CONTAINER))
    folder = min(containers, key=len, default="").removesuffix(_CONTAINER)
    container = archive.find_sound_xml(folder + _CONTAINER)
    roots = container.iter("{*}rootfile") if container is not None else iter(())
    path = next((root.get("full-path") or "" for root in roots), "")
    path = posixpath.join(folder, path)
    root = sound_xml(archive.find(path))
    if root is None:
        return _unlisted(archive)
    items = {item.get("id"): item for item in root.iter("{*}item")}
    spine = root.find("{*}spine")
    refs = {ref.get("idref"): ref for ref in root.iter("{*}itemref") if ref.get("idref") in items}
    found: dict[str, bool] = {}
    for name, ref in refs.items():
        place = _resolve(path, items[name].get("href"))
        found[place] = found.get(place, False) or ref.get("linear") != "no"
    places = list(found.items()) or _all_pages(archive)
    _refuse_locked(archive, folder, set(dict(places)))
    nav = next((i for i in items.values() if "nav" in (i.get("properties") or "").split()), None)
    ncx = items.get(spine.get("toc")) if spine is not None else None
    navigation = _resolve(path, nav.get("href")) if nav is not None else ""
    contents = navigation or (_resolve(path, ncx.get("href")) if ncx is not None else "")
    authors = _authors(root)
    known = _metadata(root, authors)
    return _Book(archive, places, _contents(archive, contents), known, navigation, authors=authors)


def _unlisted(archive: Archive) -> _Book:
    pages = _all_pages(archive)
    if not pages:
        raise FormatError("It is a damaged e-book; get a fresh copy of it.")
    return _Book(archive, pages, [], {}, listed=False)


def _all_pages(archive: Archive) -> list[tuple[str, bool]]:
    pages = [name for name in archive.names if name.lower().endswith((".xhtml", ".html", ".htm"))]
    pages.sort(key=lambda name: [part.zfill(9) for part in re.split(r"(\d+)", name)])
    return [(name, True) for name in pages]


def _resolve(base: str, href: str | None) -> str:
    plain = unquote((href or "").split("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), plain))


def _refuse_locked(archive: Archive, folder: str, places: set[str]) -> None:
    root = sound_xml(archive.find(folder + _ENCRYPTION))
    if root is None:
        return
    locked = {folder + (e.get("URI") or "") for e in root.iter("{*}CipherReference")}
    if locked & places:
        raise FormatError("It is copy-protected (DRM); read it in its seller's app.")


def _contents(archive: Archive, path: str) -> list[Entry]:
    root = sound_xml(archive.find(path))
    if root is None:
        return []
    found: list[Entry] = []
    for link in root.iter("{*}a"):
        around = (" ".join(map(str, nav.attrib.values())) for nav in link.iterancestors("{*}nav"))
        if any(map(_OTHER_LIST.search, around)):
            continue
        depth = sum(1 for _ in link.iterancestors("{*}ol"))
        found.append(_entry(path, link.get("href"), link, depth))
    for point in root.iter("{*}navPoint"):
        content, label = point.find("{*}content"), point.find("{*}navLabel")
        if content is not None and label is not None:
            depth = 1 + sum(1 for _ in point.iterancestors("{*}navPoint"))
            found.append(_entry(path, content.get("src"), label, depth))
    return found


def _entry(path: str, href: str | None, label: Any, depth: int) -> Entry:
    fragment = unquote((href or "").partition("#")[2])
    return Entry(_resolve(path, href), fragment, _words(label), max(depth, 1))


def _page_titles(trees: dict[str, Any]) -> dict[str, str]:
    found = {
        path: _words(title)
        for path, tree in trees.items()
        if (title := tree.find(".//title")) is not None
    }
    return found if len(set(found.values())) == len(found) > 1 else {}


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _metadata(root: Any, authors: list[str]) -> dict[str, Any]:
    def first(name: str) -> str | None:
        found = root.find(f".//{{http://purl.org/dc/elements/1.1/}}{name}")
        return _words(found) or None if found is not None else None

    return {
        "title": _unless_unknown(first("title")),
        "byline": ", ".join(authors) or None,
        "published": _known_date(first("date") or ""),
        "language": (first("language") or "")[:2].lower() or None,
        "site": first("publisher"),
    }


def _authors(root: Any) -> list[str]:
    roles = {
        (meta.get("refines") or "").removeprefix("#"): meta.text
        for meta in root.iter("{*}meta")
        if meta.get("property") == "role"
    }
    named: list[tuple[str, str | None]] = []
    for creator in islice(root.iter("{http://purl.org/dc/elements/1.1/}creator"), _MOST_AUTHORS):
        role = creator.get(_ROLE) or roles.get(creator.get("id") or "", "aut")
        name = _unless_unknown(_ADDRESS.sub("", _words(creator)).strip())
        named += [(name, role)] if name else []
    return [name for name, role in named if role == "aut"] or [name for name, _ in named[:1]]


def _known_date(value: str) -> str | None:
    """Book managers write the year 101 where they know none."""
    return value[:10] if re.match(r"[12]\d{3}", value) else None


def _unless_unknown(words: str | None) -> str | None:
    unknown = words and (words.casefold().startswith("unknown ") or _FILE_NAME.fullmatch(words))
    return None if unknown else words


def _looks(archive: Archive) -> Looks:
    sheets = [name for name in sorted(archive.names) if name.lower().endswith(".css")]
    text = "\n".join(
        archive.read(name)[:_LARGEST_SHEET].decode("utf-8", "replace")
        for name in sheets[:_MOST_SHEETS]
    )
    return read_styles(text)


def _tree(book: _Book, path: str) -> Any:
    data = book.archive.find(path)
    if data is None:
        book.missing.append(posixpath.basename(path))
        return None
    tree = parse_html(to_text(data)[0]) if data.strip() else None
    if tree is not None:
        empty_page_breaks(tree)
    return tree


def _chapter(title: str, tree: Any, walker: Walker) -> list[Fragment]:
    pieces = join_numbers([p for p in walker.walk(tree) if p.words or p.kind == "rule"])
    title = _COUNTED.sub("", title)
    if not any(piece.words for piece in pieces):
        return []
    opening = " ".join(piece.words for piece in pieces[:3])
    headed = any(piece.kind == "heading" for piece in pieces[:3])
    if title and not headed and not opening.startswith(normalize_words(title)):
        pieces.insert(
            0, Fragment("heading", "## " + paragraph(title), normalize_words(title), level=2)
        )
    return pieces
