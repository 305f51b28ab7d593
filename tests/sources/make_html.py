"""Articles as web pages, bare or inside a news page's clutter."""

from collections.abc import Iterable
from html import escape

from tests.sources.articles import Part

TOP = """\
<header class="site-header"><a href="/"><img src="/logo.png" alt="The Courier"></a>
<nav><ul><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li>
<li><a href="/weather">Weather</a></li></ul></nav></header>
<div class="cookie-banner" role="dialog"><p>We value your privacy. We and our 817 partners store cookies.</p>
<button>Accept all</button></div>"""
SHARE = """\
<div class="share"><ul><li><a href="https://social.example/a">Share on Social</a></li>
<li><a href="mailto:?subject=x">E-mail</a></li></ul></div>"""
PROMO = """\
<aside class="newsletter-signup"><h3>Get the morning letter</h3><p>Sign up for our daily summary of all
that matters.</p><form><input name="mail"><button>Subscribe</button></form></aside>"""
RELATED = """\
<section class="related-stories"><h2>More from this section</h2><ul>
<li><a href="/1">Why the bridges of the north are closing one after the other</a></li>
<li><a href="/2">Ten recipes for the first snow</a></li>
<li><a href="/3">The town that forgot its own name</a></li></ul></section>"""
COMMENTS = """\
<section id="comments" class="comments"><h2>3 comments</h2>
<div class="comment"><p>First! And I do not agree with a single word of this.</p></div>
<div class="comment"><p>My grandfather worked there and he would have laughed out loud.</p></div>
<h3>Leave a Reply</h3><form><textarea></textarea></form></section>"""
FOOT = """\
<footer><p>© 2024 The Courier. All rights reserved.</p><ul><li><a href="/terms">Terms</a></li>
<li><a href="/privacy">Privacy</a></li></ul></footer><script>track("reader");</script>"""
CLUTTER = (
    "We value your privacy",
    "Share on Social",
    "Get the morning letter",
    "More from this section",
    "Ten recipes for the first snow",
    "First! And I do not agree",
    "All rights reserved",
)


def body(article: Iterable[Part]) -> str:
    tags = {"quote": "blockquote"}
    lines, listed = [], False
    for part in article:
        if (part.kind == "li") != listed:
            listed = not listed
            lines.append("<ul>" if listed else "</ul>")
        tag = tags.get(part.kind, part.kind)
        if part.gap:
            lines.append("<p>&nbsp;</p>")
        text = escape(part.text)
        lines.append(
            f"<{tag}><p>{text}</p></{tag}>" if tag == "blockquote" else f"<{tag}>{text}</{tag}>"
        )
    return "\n".join([*lines, "</ul>"] if listed else lines)


def page(article: tuple[Part, ...], *, clutter: bool = True, charset: str = "utf-8") -> bytes:
    title = next((part.text for part in article if part.kind == "h1"), "")
    head = f'<meta charset="{charset}"><title>{escape(title) or "Story"} - The Courier</title>'
    if not clutter:
        return (
            f"<!DOCTYPE html><html><head>{head}</head><body>{body(article)}</body></html>".encode(
                charset
            )
        )
    head += '<meta name="author" content="Ada Example"><meta property="og:site_name" content="The Courier">'
    head += '<meta property="article:published_time" content="2024-03-05T06:00:00+00:00">'
    half = len(article) // 2
    while half < len(article) and article[half].kind == "li":
        half += 1
    opening, first, second = article[:1], article[1:half], article[half:]
    story = (
        f'<article><header>{body(opening)}<p class="byline">By Ada Example</p></header>{SHARE}'
        f'<div class="story-body">{body(first)}{PROMO}<p>Advertisement</p>{body(second)}</div>{SHARE}</article>'
    )
    text = (
        f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{TOP}<main>{story}{RELATED}{COMMENTS}</main>'
        f"{FOOT}</body></html>"
    )
    return text.encode(charset, "xmlcharrefreplace")
