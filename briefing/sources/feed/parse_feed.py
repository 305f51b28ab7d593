import io
import json
import re
from functools import cache
from html import escape, unescape
from typing import Any
from urllib.parse import urljoin

from briefing.errors import FormatError
from briefing.model.serialization import from_json
from briefing.model.url_policy import without_credentials
from briefing.sanitize import sanitize, sanitize_line
from briefing.sources.converted import Converted
from briefing.sources.feed.feed_dates import read_feed_date
from briefing.sources.feed.feed_markup import plain_or_html, without_tags
from briefing.sources.feed.feed_values import Entry, Feed
from briefing.sources.html.convert_html import markdown_of, shown_and_hidden
from briefing.sources.html.parse_dom import codec_name
from briefing.sources.text.charset import decode_text
from briefing.sources.web.address_rules import is_address
from briefing.sources.web.tracking_links import unwrap_link
from briefing.worker import Json

MOST = 500
_ENTRY = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]")
_WHOLE = 150
"""Words from which a text that is not cut off counts as the whole article."""
_LONGEST_AUTHOR = 500
_PLAYED = ("audio/", "video/")
_BREAKS_OFF = re.compile(
    r"(?:\[?(?:…|\.\.\.)\]?|\b(?:read|see|view|find out) more\b\W*|\bcontinue reading\b.{0,80}|\bread the (?:full|rest)\b.{0,80})\s*\Z",
    re.IGNORECASE,
)
_WIDE = re.compile(
    rb"(\A<\?xml[^>]{0,200}\bencoding\s*=\s*[\"'])utf-?(?:16|32)[a-z]*", re.IGNORECASE
)
_HALVES = re.compile(
    rb"(?:&#(?:5(?:529[6-9]|5[3-9]\d\d|[67]\d\d\d)|[xX][dD][89a-fA-F][0-9a-fA-F]{2});)+"
)
_CODE = re.compile(rb"&#([xX]?[0-9a-fA-F]+);")
_NAMED = re.compile(r"\A[^\s@]+@\S+ \((.+)\)\Z")
"""An author in RSS 2.0: "address (name)"."""


def parse_feed(data: bytes, name: str = "", charset: str = "") -> Json:
    """JSON for `load_feed`.

    Raises:
        FormatError: It is not a feed.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _from_json(data)
    cut, count = _cut(_readable(data))
    found = _from_xml(cut, name, codec_name(charset))
    if count > MOST:
        found["notices"] = [f"Only the first {MOST} of its {count} entries were read."]
    return found


def load_feed(found: Json) -> Feed:
    entries = tuple(Entry(**entry) for entry in found["entries"])
    return Feed(found["title"], entries, tuple(found["notices"]))


def convert_feed(data: bytes, name: str = "", charset: str = "") -> list[Converted]:
    feed = load_feed(parse_feed(data, name, charset))
    found = [entry_document(entry, feed.title) for entry in feed.entries]
    found = [part for part in found if part.markdown]
    if not found and feed.title:
        heading = markdown_of(f"<h1>{_escaped(feed.title)}</h1>")
        found = [Converted(heading, title=feed.title, notices=["The feed has no entries yet."])]
    if not found:
        raise FormatError("It is a feed without entries; try again later.")
    found[0].notices.extend(feed.notices)
    return found


def convert_entry(data: bytes, name: str = "", charset: str = "") -> Converted:
    entry = from_json(Entry, data)
    return entry_document(entry, entry.site)


def entry_document(entry: Entry, site: str = "") -> Converted:
    text, hidden = shown_and_hidden(entry.html, entry.address, unwrap_link)
    link = f"<{entry.address}>" if entry.address else ""
    heading = _heading(entry.title, entry.address) if entry.title else ""
    part = bool(entry.address and entry.title) and not entry.whole
    return Converted(
        markdown="\n\n".join(filter(None, (heading, text))) or link,
        title=entry.title or None,
        byline=entry.byline,
        published=entry.published,
        site=site or None,
        boilerplate=[hidden] if heading else [part for part in (hidden, link) if part and text],
        notices=["Only an excerpt of the article is in the feed."] if part else [],
    )


def _heading(title: str, address: str) -> str:
    words = _escaped(title)
    return markdown_of(
        f'<h1><a href="{escape(address)}">{words}</a></h1>' if address else f"<h1>{words}</h1>"
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _cut(data: bytes) -> tuple[bytes, int]:
    """The feed cut to `MOST` entries, and their full number; 3,000 take a second to parse."""
    starts = [match.start() for match in _ENTRY.finditer(data)]
    return (data[: starts[MOST]] if len(starts) > MOST else data), len(starts)


def _readable(data: bytes) -> bytes:
    """Without what feedparser fails on: bytes before the XML declaration, a wrong encoding, escaped
    sections, halves of characters.
    """
    if b"\0" in data[:200]:
        return data
    data = _WIDE.sub(rb"\1utf-8", data[max(0, data.find(b"<?xml")) :], count=1)
    if b"&lt;![CDATA[" in data:
        data = data.replace(b"&lt;![CDATA[", b"").replace(b"]]&gt;", b"")
    return _HALVES.sub(_joined, data)


def _joined(halves: re.Match[bytes]) -> bytes:
    codes = [
        int(b"0" + code if code[:1] in b"xX" else code, 0) for code in _CODE.findall(halves[0])
    ]
    text = "".join(map(chr, codes)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(f"&#{ord(character)};" for character in text).encode()


@cache
def _shorten_authors() -> None:
    """The search for an address in an author's name is quadratic in feedparser 6.0."""
    from feedparser.mixin import _FeedParserMixin as Parser

    find_address = Parser._sync_author_detail

    def find_in_short(self: Any, key: str = "author") -> None:
        context = self._get_context()
        if isinstance(name := context.get(key), str):
            context[key] = name[:_LONGEST_AUTHOR]
        find_address(self, key)

    Parser._sync_author_detail = find_in_short


def _from_xml(data: bytes, address: str, charset: str) -> dict[str, Any]:
    import feedparser

    _shorten_authors()
    headers = {"content-type": f"application/xml; charset={charset}".removesuffix("; charset=")}
    if address.startswith("http"):
        headers["content-location"] = address
    found: Any = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    if not found.get("version") and not found.entries:
        raise FormatError("It is not a feed that can be read; check its address.")
    base = _line(found.feed.get("link"))
    author = found.feed.get("author") if found.version.startswith("atom") else None
    return {
        "title": _title(found.feed.get("title")),
        "entries": [_xml_entry(entry, base, author) for entry in found.entries[:MOST]],
        "notices": [],
    }


def _xml_entry(entry: Any, base: str, author: Any) -> dict[str, Any]:
    contents = [body for body in entry.get("content", ()) if body.get("value")]
    bodies = [plain_or_html(body) for body in contents if not _is_file(body.get("type"))]
    summary = plain_or_html(entry.get("summary_detail") or {"value": entry.get("summary")})
    pages = [
        one.get("href")
        for one in entry.get("links", ())
        if (one.get("rel"), one.get("type")) == ("alternate", "text/html")
    ]
    link = _line(entry.get("feedburner_origlink") or next(filter(None, pages), entry.get("link")))
    address = _web(_join(base, link) if entry.get("links") else link)
    owners = entry.get("authors") or (entry.get("source") or {}).get("authors", ())
    names = [_line(one.get("name")) for one in owners if one]
    transcript = entry.get("podcast_transcript") or {}
    return _entry(
        entry.get("id") or address,
        entry.get("title"),
        address,
        (_together(names) if _are_names(names, entry) else entry.get("author")) or author,
        _published(entry),
        _longest(entry, bodies, summary) + _chapters(entry),
        bool(bodies),
        [
            *dict.fromkeys((one, "") for one in _attached(entry)),
            (transcript.get("url"), "Transcript"),
            (entry.get("comments"), "Comments"),
        ],
    )


def _are_names(names: list[str], entry: Any) -> bool:
    # Of a name in brackets, feedparser cuts off its end.
    said = _line(entry.get("author"))
    return len(names) > 1 or not said or bool(names and names[0] and said.startswith(names[0]))


def _longest(entry: Any, bodies: list[str], summary: str) -> str:
    # Of an item with pictures, feedparser takes what the pictures show for its text.
    shows = [one for one in entry.get("media_content", ()) if _is_picture(one)]
    plain = [body.get("type") == "text/plain" for body in entry.get("content", ())]
    if shows and summary and bodies and len(plain) == len(bodies) and all(plain):
        return "".join([summary, *(f"<p>{body}</p>" for body in bodies if body not in summary)])
    return max([*bodies, summary], key=len)


def _is_picture(media: Any) -> bool:
    return "image" in (media.get("medium"), str(media.get("type")).partition("/")[0])


def _chapters(entry: Any) -> str:
    found = (entry.get("psc_chapters") or {}).get("chapters", ())
    named = (f"{one.get('start', '')} {_line(one.get('title'))}".strip() for one in found)
    items = "".join(f"<li>{_escaped(words)}</li>" for words in named if words)
    return f"<ul>{items}</ul>" if items else ""


def _is_file(kind: Any) -> bool:
    return str(kind).startswith(("image/", *_PLAYED))


def _attached(entry: Any) -> list[Any]:
    media = entry.get("media_content", ())
    played = [one.get("url") for one in media if str(one.get("type")).startswith(_PLAYED)]
    return [one.get("href") for one in entry.get("enclosures", ())] + played


def _published(entry: Any) -> str | None:
    for name in ("published", "updated"):
        said, parsed = _line(entry.get(name)), entry.get(f"{name}_parsed")
        found = read_feed_date(said) if said else None
        if found is None and parsed and re.search(r"[^\W\d_]", said):
            found = "{:04}-{:02}-{:02}T{:02}:{:02}+00:00".format(*parsed[:5])
        if found:
            return found
    return None


def _together(names: list[str]) -> str:
    return ", ".join(dict.fromkeys(filter(None, names)))


def _entry(
    id: Any,
    title: Any,
    address: str,
    byline: Any,
    published: str | None,
    html: Any,
    full: bool,
    attached: list[tuple[Any, Any]],
) -> dict[str, Any]:
    html = sanitize(str(html or ""))
    plain = " ".join(re.sub(r"<[^<>]*>", " ", html).split())
    files = list(attached)
    whole = not _BREAKS_OFF.search(plain[-200:]) and (full or plain.count(" ") >= _WHOLE)
    return {
        "id": without_credentials(_line(id)) or _line(title),
        "title": _title(title),
        "address": address,
        "byline": _NAMED.sub(r"\1", _line(without_tags(unescape(_line(byline))))) or None,
        "published": published,
        "html": html + "".join(_enclosure(target, address, name, html) for target, name in files),
        "whole": bool(plain) and whole,
    }


def _enclosure(target: Any, base: str, name: Any, html: str) -> str:
    address = _web(_join(base, _line(target)))
    if f'"{escape(address)}"' in html:
        return ""
    file = address.rpartition("/")[2].partition("?")[0] or address
    words = _line(name)
    named = not words or file in words
    words = file if named else f"{words} ({file})" if "." in file else words
    return f'<p><a href="{escape(address)}">{_escaped(words)}</a></p>' if address else ""


def _line(value: Any) -> str:
    return sanitize_line(" ".join(str(value or "").split()))[:1000]


def _title(value: Any) -> str:
    return _line(unescape(without_tags(_line(value))))


def _web(address: Any) -> str:
    text = str(address or "").strip()
    return sanitize_line(without_credentials(text)) if is_address(text) else ""


def _from_json(data: bytes) -> dict[str, Any]:
    """Versions 1.0 and 1.1 (jsonfeed.org)."""
    try:
        found = _channel(json.loads(decode_text(data)[0], strict=False))
        items = found.get("items") or [] if "jsonfeed.org" in found["version"] else found["items"]
        entries = [_json_entry(item, found) for item in items[:MOST] if isinstance(item, dict)]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise FormatError("It is not a feed that can be read; check its address.") from None
    many = f"Only the first {MOST} of its {len(items)} entries were read."
    return {
        "title": _title(found.get("title")),
        "entries": entries,
        "notices": [many] if len(items) > MOST else [],
    }


def _channel(found: dict[str, Any]) -> dict[str, Any]:
    channel = found["rss"]["channel"] if "rss" in found else None
    if channel is None:
        return found
    items = channel.get("item") or []
    listed = items if isinstance(items, list) else [items]
    return {
        "version": "",
        "title": channel.get("title"),
        "home_page_url": channel.get("link"),
        "items": [_named_as_json_feed(item) for item in listed if isinstance(item, dict)],
    }


def _named_as_json_feed(item: dict[str, Any]) -> dict[str, Any]:
    guid, file = item.get("guid"), item.get("enclosure")
    return {
        "id": guid.get("#value") or guid.get("value") if isinstance(guid, dict) else guid,
        "title": item.get("title"),
        "url": item.get("link"),
        "content_html": item.get("content:encoded") or item.get("description"),
        "author": item.get("dc:creator") or item.get("author"),
        "date_published": item.get("pubDate"),
        "attachments": [file] if isinstance(file, dict) else [],
    }


def _author(owner: dict[str, Any]) -> str:
    authors = owner.get("authors") or [owner.get("author")]
    listed = authors if isinstance(authors, list) else [authors]
    return _together([_line(one.get("name") if isinstance(one, dict) else one) for one in listed])


def _join(base: str, address: str) -> str:
    try:
        return urljoin(base, address) if address else ""
    except ValueError:
        return address


def _json_entry(item: dict[str, Any], feed: dict[str, Any]) -> dict[str, Any]:
    text = str(item.get("content_text") or item.get("summary") or "")
    plain = "".join(f"<p>{_escaped(line)}</p>" for line in text.split("\n") if line.strip())
    html = item.get("content_html") or plain
    author = _author(item) or _author(feed)
    base = str(feed.get("home_page_url") or feed.get("feed_url") or "")
    address = _web(_join(base, str(item.get("url") or item.get("external_url") or "")))
    full = bool(item.get("content_html") or item.get("content_text"))
    dates = (read_feed_date(_line(item.get(f"date_{name}"))) for name in ("published", "modified"))
    attached = item.get("attachments")
    files = [one for one in attached if isinstance(one, dict)] if isinstance(attached, list) else []
    about = _web(item.get("external_url")) if item.get("url") else ""
    return _entry(
        item.get("id") or address,
        item.get("title"),
        address,
        author,
        next(filter(None, dates), None),
        html,
        full,
        [(about, about), *((_join(base, str(f.get("url") or "")), f.get("title")) for f in files)],
    )
