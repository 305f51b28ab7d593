"""Articles as messages, mailboxes, saved pages and feeds."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from xml.sax.saxutils import escape

from tests.sources.articles import Part
from tests.sources.make_html import body, page

SENT = datetime(2024, 3, 5, 6, 30, tzinfo=UTC)
FOOT = (
    '<p><a href="https://list.example/u?id=7">Unsubscribe</a> or <a href="https://list.example/p">manage your '
    "preferences</a></p><p>You are receiving this because you signed up at the harbour.</p>"
)
ENCODINGS = {
    "base64": ("utf-8", "base64"),
    "quoted": ("utf-8", "quoted-printable"),
    "latin": ("iso-8859-1", "quoted-printable"),
    "eight": ("windows-1252", "8bit"),
}


def text(article: Iterable[Part]) -> str:
    marks = {"li": "- ", "quote": "> "}
    lines = ("\n" * part.gap + marks.get(part.kind, "") + part.text for part in article)
    return "\n\n".join(lines) + "\n"


def message(
    article: tuple[Part, ...], encoding: str = "base64", *, html: bool = True, plain: bool = True
) -> EmailMessage:
    charset, transfer = ENCODINGS[encoding]
    made = EmailMessage(SMTP)
    made["Subject"] = "The Ellery letter: " + article[0].text
    made["From"] = "Ada Exämple <ada@courier.example>"
    made["To"] = "reader@courier.example"
    made["Date"] = format_datetime(SENT)
    made["Message-ID"] = "<1@courier.example>"
    words = _fitting("\n".join([text(article), "-- ", "Ada", "The Courier"]), charset)
    if plain:
        made.set_content(words, charset=charset, cte=transfer)
    if html:
        browser = '<p style="font-size:10px"><a href="https://x.example">View in browser</a></p>'
        hidden = '<div style="display:none">A first look inside</div>'
        source = _fitting(
            f"<html><body>{hidden}{browser}{body(article)}{FOOT}</body></html>", charset
        )
        add = made.add_alternative if plain else made.set_content
        add(source, subtype="html", charset=charset, cte=transfer)
    return made


def _fitting(words: str, charset: str) -> str:
    return words.encode(charset, "replace").decode(charset)


def mbox(articles: Iterable[tuple[Part, ...]]) -> bytes:
    parts = []
    for article in articles:
        source = message(article, html=False, encoding="quoted").as_bytes().replace(b"\r\n", b"\n")
        parts.append(b"From ada@courier.example Tue Mar  5 06:30:00 2024\n" + source + b"\n")
    return b"\n".join(parts)


def mhtml(article: tuple[Part, ...]) -> bytes:
    made = EmailMessage(SMTP)
    made["From"] = "<Saved by Blink>"
    made["Snapshot-Content-Location"] = "https://courier.example/a/story"
    made["Subject"] = "A saved page"
    made["Date"] = format_datetime(SENT)
    made.set_content(page(article).decode(), subtype="html", cte="quoted-printable")
    made.make_related()
    made.add_related(b"\x89PNG", "image", "png")
    return made.as_bytes()


def rss(articles: Iterable[tuple[Part, ...]], *, full: bool) -> bytes:
    items = []
    for i, article in enumerate(articles):
        summary = escape(f"<p>{article[1].text[:120]}…</p>")
        content = f"<content:encoded>{escape(body(article[1:]))}</content:encoded>" if full else ""
        items.append(
            f"<item><title>{escape(article[0].text)}</title><link>https://courier.example/{i}</link>"
            f"<guid>tag:{i}</guid><pubDate>{format_datetime(SENT)}</pubDate><author>ada@x.example (Ada)</author>"
            f"<description>{summary}</description>{content}</item>"
        )
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>The Courier</title>{''.join(items)}</channel></rss>"
    ).encode()


def atom(articles: Iterable[tuple[Part, ...]]) -> bytes:
    items = "".join(
        f"<entry><title>{escape(a[0].text)}</title><id>urn:{i}</id><link href='https://courier.example/{i}'/>"
        f"<author><name>Ada Example</name></author><updated>2024-03-05T06:30:00Z</updated>"
        f"<content type='html'>{escape(body(a[1:]))}</content></entry>"
        for i, a in enumerate(articles)
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>The Courier</title>{items}</feed>'.encode()


def json_feed(articles: Iterable[tuple[Part, ...]]) -> bytes:
    items = [
        {
            "id": str(i),
            "url": f"https://courier.example/{i}",
            "title": a[0].text,
            "content_html": body(a[1:]),
            "date_published": "2024-03-05T06:30:00Z",
            "authors": [{"name": "Ada Example"}],
        }
        for i, a in enumerate(articles)
    ]
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "The Courier", "items": items}
    ).encode()
