from collections.abc import Iterable, Iterator
from typing import Any

from briefing.errors import FormatError
from briefing.model.url_policy import without_credentials
from briefing.sanitize import sanitize_line
from briefing.sources.feed.feed_values import ListedFeed
from briefing.sources.office.zip_archive import parse_xml
from briefing.sources.web.address_rules import is_address
from briefing.worker import Json

MOST = 2000
_DEEPEST = 20
"""Folders in each other."""


def parse_opml(data: bytes, name: str = "", charset: str = "") -> list[ListedFeed]:
    """Each address once.

    Raises:
        FormatError: It lists no feeds.
    """
    found: dict[str, ListedFeed] = {}
    for outline, folder in _outlines(parse_xml(data)):
        address = (outline.get("xmlUrl") or outline.get("xmlurl") or "").strip()
        address = sanitize_line(without_credentials(address))
        if is_address(address) and len(found) < MOST:
            found.setdefault(address, ListedFeed(_name(outline) or address, address, folder))
    if not found:
        raise FormatError("It lists no feeds; export the list again.")
    return list(found.values())


def _outlines(root: Any) -> Iterator[tuple[Any, tuple[str, ...]]]:
    waiting: list[tuple[Any, tuple[str, ...]]] = [(root, ())]
    while waiting:
        element, folder = waiting.pop()
        if element.tag == "outline":
            yield element, folder
            name = "" if element.get("xmlUrl") or element.get("xmlurl") else _name(element)
            folder = (*folder, name) if name and len(folder) < _DEEPEST else folder
        waiting.extend((child, folder) for child in reversed(element))


def _name(outline: Any) -> str:
    return sanitize_line(" ".join((outline.get("title") or outline.get("text") or "").split()))


def convert_opml(data: bytes, name: str = "", charset: str = "") -> Json:
    raise FormatError("It is a list of feeds; import it with briefing feeds import.")


def write_opml(feeds: Iterable[ListedFeed]) -> Iterator[str]:
    from xml.sax.saxutils import quoteattr

    yield '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n'
    yield "<head><title>Feeds of Briefing</title></head>\n<body>\n"
    open_now: tuple[str, ...] = ()
    for feed in sorted(feeds, key=lambda each: each.folder):
        shared = _shared(open_now, feed.folder)
        yield "</outline>\n" * (len(open_now) - shared)
        for name in feed.folder[shared:]:
            yield f"<outline text={quoteattr(name)}>\n"
        title, address = quoteattr(feed.title), quoteattr(feed.address)
        yield f'<outline type="rss" text={title} title={title} xmlUrl={address}/>\n'
        open_now = feed.folder
    yield "</outline>\n" * len(open_now) + "</body>\n</opml>\n"


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count
