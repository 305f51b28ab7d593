import json

import pytest

from briefing.sources.html.clean_names import clean_name
from briefing.sources.html.page_dates import read_date
from briefing.sources.html.page_metadata import find_page_metadata
from briefing.sources.html.parse_dom import parse_html
from briefing.sources.html.structured_data import read_structured_data


def metadata(head: str, body: str):
    tree = parse_html(f"<html lang=en><head>{head}</head><body>{body}</body></html>")
    return find_page_metadata(tree, read_structured_data(tree))


def linked_data(**fields: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(fields)}</script>"


FRENCH = "Par Ada Brook — Publié le 5 mars 2024 à 16:05, mis à jour le 9 mars 2024 à 10:00"
FAR = "<p>It was quiet.</p>" * 200
CARD = (
    "<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Ada Brook'>"
)


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Ferry plans | Harbour News</title>", "<h1>Ferry plans</h1>", "Ferry plans"),
        ("<title>Loading</title>" + linked_data(**{"@type": "NewsArticle", "headline": "Ferry plans"}), "", "Ferry plans"),
        ("<title>Ferry plans: what now | Harbour News</title>", "<h1>Ferry plans</h1>", "Ferry plans"),
        ("<title>Ferries | Quay Docs</title>", "<h1>Ferries on the north shore</h1>", "Ferries on the north shore"),
        (
            "<title>What the quay costs</title><meta property=og:title content='Quay prices'>",
            "<h1>Quay prices</h1>",
            "Quay prices",
        ),
        (
            "<title>Quay prices 2024 - Boats</title><meta property=og:type content=article>",
            "<h1>How much do you pay for a berth now?</h1>",
            "How much do you pay for a berth now?",
        ),
        ("<title>Our quay | Boats</title>", "<h1 class=a> <p>Our old quay</p></h1><p>It was quiet.</p>", "Our old quay"),
        ("<title>Ferry plans - Harbour News</title>", "<h1>Harbour News</h1>", "Ferry plans"),
        ("<title>Ferry plans put off | Harbour News | Local</title>", "", "Ferry plans put off"),
        ("<title>Harbour News: Ferry plans</title><meta property=og:title content='Ferry plans'>", "", "Ferry plans"),
        ("<title>Ferry plans</title>", "<h1>Ferry plans<br>put off <button>Copy</button></h1>", "Ferry plans put off"),
        ("<title>Which ferry? - Boats - Quay Forum</title>", "<h1>Quay Forum</h1>", "Which ferry?"),
        ("<title>Harbour | Ferry plans put off</title><meta property=og:site_name content=Harbour>", "", "Ferry plans put off"),
        ("<title>A well-known ferry</title>", "", "A well-known ferry"),
        ("<title>Harbour: Ferry plans put off</title><meta property=og:site_name content=Harbour>", "", "Ferry plans put off"),
        ("<title>Quay: News of boats</title><link rel=canonical href='https://quay.example/'>", "", "Quay: News of boats"),
        ("<title>Letters | Ferry plans - Quay</title><meta property=og:title content='Letters | Ferry plans'>", "", "Letters | Ferry plans"),
        ("<title>Ferries</title>", "<h1>The new ferries</h1>", "The new ferries"),
        ("<title>Quay Boats: Ferry plans</title><meta property=og:title content='Ferry plans'>", "<h1>Quay Boats</h1>", "Ferry plans"),
        ("<title>Quay • View topic - 2025-26 ferries: back!</title>", "", "2025-26 ferries: back!"),
        ("<title> | Harbour News</title>", "<h1>Ferry plans</h1>", "Ferry plans"),
        ("<title>News - Ferry plans put off | Quay</title>", "<h1><span class='label label--red'>News</span>Ferry plans put off</h1>", "Ferry plans put off"),
        ("<title>Ferry plans put off</title>", "<h1>Ferry plans<span class='block small'>and boats</span></h1>", "Ferry plans"),
        ("", "<h1>Ferry plans</h1>", "Ferry plans"),
        ("<title>Ferry - put off</title>", "<h1>The ferry - put off for now</h1>", "The ferry - put off for now"),
        ("<title>Ferry plans - Quay</title><link rel=canonical href='https://www.quay.example/ferry'>", "<h1>Ferry plans - Quay</h1>", "Ferry plans"),
        ("<title>Quay - The heart of the harbour</title><link rel=canonical href='https://quay.example/1'>", "<h1>Boats put off</h1>", "Boats put off"),
        ("<title>Boats (1,204 items) | Quay</title>", "<h1>Boats (1,204 items)</h1>", "Boats"),
        ("<title>Boats (1792) | Quay</title>", "<h1>Boats (1792)</h1>", "Boats (1792)"),
        ("<title>Boat and Quay Prices of 2026 - Harbour</title><link rel=canonical href='https://harbour.example/'>", "<h1>Boat & Quay Prices</h1>", "Boat and Quay Prices of 2026"),
        ("<title>Boat repairs | Quay boats and more</title>", "<h1>Quay boats</h1><h1>Boat repairs</h1>", "Boat repairs"),
        ("<title>Ferry plans | First steps | Quay</title>" + linked_data(**{"@type": "Article", "headline": "Ferry plans"}), "<p>It was quiet.</p>", "Ferry plans"),
        ("<title>Ferry plans of the quay</title>", "<h1>Ferry plans<span> of the quay</span></h1>", "Ferry plans of the quay"),
        ("<title>Ferry plans: all we know</title>", "<h1>The Blog</h1><h1 class=entry-title>What we heard of ferry plans</h1>", "What we heard of ferry plans"),
        ("<title>Ferries in 2026 / 2027</title>", "", "Ferries in 2026 / 2027"),
        ("<title>Home - The Quay Blog</title><meta property=og:title content=Home>", "", "The Quay Blog"),
        ("<title>Boats to row near the quay</title>", "<h1>Quay</h1><h1>Boats</h1>", "Boats to row near the quay"),
        ("<title>Boats - Boats to row near the quay</title>", "<h1>Quay</h1><h1>Boats</h1>", "Boats"),
        ("<title>Ferry plans put off - Quay</title>", "<h1>Ferry plans put off (harbour.example.com) 139</h1>", "Ferry plans put off"),
        ("<title>Ferry plans of 2026 - Quay</title>", "<h1>FERRY PLANS IN 2026</h1>", "Ferry plans of 2026"),
        ("<title>Reddit - The heart</title>", "<shreddit-post post-title='Ferry plans put off'><h1>Ferry plans put off</h1></shreddit-post>", "Ferry plans put off"),
        ("<title>Quay notes: Ferry plans</title>", "<h1 class=title>Quay notes</h1><div class='post hentry'><h3 class=entry-title>Ferry plans</h3></div>", "Ferry plans"),
        ("<title>Ada - Quay</title>", "<h1>Quay</h1><article class=h-entry><p class='p-author h-card'><b class=p-name>Ada</b></p><h2 class=p-name>Ferry plans</h2></article>", "Ferry plans"),
        ("<title>Boats - Quay</title>", "<h1>Boats</h1><div class=hentry><h2 class=entry-title>Ferry plans</h2></div><div class=hentry><h2 class=entry-title>Oars</h2></div>", "Boats"),
    ],
)  # fmt: skip
def test_titles(head, body, title):
    assert metadata(head, body).title == title


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("By Ada Brook", "Ada Brook"),
        ("Ada Brook, MD, Harbour News Desk", "Ada Brook, MD"),
        ("Written by Ada Brook, Staff Writer", "Ada Brook"),
        ("By Ada Brook, M.D.", "Ada Brook, M.D"),
        ("Ada Brook | Harbour News", "Ada Brook"),
        ("Ada Brook and Tom Reed, Harbour News", "Ada Brook and Tom Reed"),
        ("Von Ada Brook", "Ada Brook"),
        ("AB Ada Brook", "Ada Brook"),
        ("Ada Brook Senior Boats Reporter", "Ada Brook"),
        ("Ada Brook RN, Certified Boat Consultant", "Ada Brook"),
        ("5 March 2024 · Ada Brook on behalf of the quay", "Ada Brook"),
        ("03/25/2024 by Ada Brook", "Ada Brook"),
        ("By Ada Brook ⋅ Founder", "Ada Brook"),
        ("Ada Brook Facebook Tweet Pin", "Ada Brook"),
        ("Ada Brook Co-founder and", "Ada Brook"),
        ("About the author: Ada Brook", "Ada Brook"),
        ("Ada Brook Ada Brook", "Ada Brook"),
        ("By Ada Brook Ada Brook March 5, 2024", "Ada Brook"),
        ("TEXT BY Ada Brook TRANSLATION BY Tom Reed", "Ada Brook"),
        ("文●田中宏", "田中宏"),
        ("取材・文＝田中宏", "田中宏"),
        ("港編集部", ""),
        ("More Ada Brook", ""),
        ("content: Ada Brook, design: Tom Reed", ""),
        ("Posted on March 5", ""),
        ("Written by", ""),
        ("admin", ""),
        ("https://example.org/ada", ""),
        ("Harbour News", ""),
        ("The quay and its boats", ""),
    ],
)
def test_names_lose_labels_roles_and_sites(text, name):
    assert clean_name(text, "Harbour News") == name


@pytest.mark.parametrize(
    ("head", "body", "byline"),
    [
        (linked_data(**{"@type": "NewsArticle", "author": {"name": "Ada Brook"}}), "", "Ada Brook"),
        (linked_data(**{"@type": "NewsArticle", "author": [{"name": "Ada Brook"}, {"name": "Tom Reed"}]}), "", "Ada Brook, Tom Reed"),
        (linked_data(**{"@type": "Product", "review": {"@type": "Review", "author": "Tom Reed"}}), "", None),
        (linked_data(**{"@type": "TechArticle", "author": {"@type": "Organization", "name": "Quay Works"}}), "", None),
        ("<meta name=author content=page.head.author>", "<h1>A quay</h1>", None),
        ("<meta name=author content=webmaster>", "<h1>A quay</h1>", None),
        ("<meta name=author content='Ada Brook'>", "<h1>A quay</h1>", "Ada Brook"),
        ("", "<h1>A quay</h1><div class=author>Written by</div><div class=author-name>Ada Brook</div>", "Ada Brook"),
        ("<meta property=og:type content=article>" + CARD, "<h1>A quay</h1>", "Ada Brook"),
        ("<meta property=og:type content=article>" + CARD, "<h1>A quay</h1><p>By Tom Reed</p>", "Tom Reed"),
        ("<meta property=og:type content=website>" + CARD, "<h1>A quay</h1>", None),
        ("<meta property=og:type content=article><meta property=og:site_name content='Ada Brook Ferries'>" + CARD, "<h1>A quay</h1>", None),
        ("<meta property=article:author content=https://quay.example/~ada7>", "<p>via <a href=/~ada7>ada7</a></p>", "ada7"),
        (linked_data(**{"@type": "FAQPage", "mainEntity": [{"@type": "Question", "name": "When?"}]}), "<p class=author>Tom</p><h1>A quay</h1><p>By Ada Brook</p>", "Ada Brook"),
        ("", "<h1>A quay</h1><p>By Ada Brook</p>", "Ada Brook"),
        ("", "<h1>A quay</h1>" + FAR + "<p><em>This post was written by <a href=/x>Ada Brook</a>.</em></p>", "Ada Brook"),
        ("", "<h1>A quay</h1>" + FAR + "<p>Written by Ada Brook</p><p>Written by Tom Reed</p>", None),
        ("<meta property=og:type content=article>", "<h1>A quay</h1>" + FAR + "<p class=author>By Boats</p><a rel=author href=/a>Ada Brook</a>" * 2 + "<p class=byline>Quay Ferry Pages</p>", "Ada Brook"),
        ("", "<h1>A quay</h1><a href=/members/ada.brook>Ada Brook</a>", "Ada Brook"),
        ("<meta property=og:type content=article>", "<h1>A quay</h1>" + FAR + "<p><a href=/author/adabrook/>Ada Brook</a> rows.</p>", "Ada Brook"),
        ("<meta property=article:author content=https://quay.example/editors/ada-brook>", "<p>For us: <a href=/about/editors/ada-brook/>Ada Brook</a></p>", "Ada Brook"),
        ("<meta property=og:type content=article><meta name=author content='Quay Inc.'><meta name=author content='Ada Brook'>", "", "Ada Brook"),
        ("", "<div itemscope itemtype=https://schema.org/FAQPage><div itemtype=https://schema.org/Question><a class=author>Tom</a></div></div>", None),
        ("", "<h1>A quay</h1><a href=/user/login/>Log In</a>", None),
        ("", "<h1>A quay</h1><a><img alt='Ada Brook' src=/a.png><span>Ada Brook</span></a>", "Ada Brook"),
        ("", "<h1>A quay</h1><p><i class='bi bi-person'></i> Ada Brook</p>", "Ada Brook"),
        ("", "<h1>A quay</h1><p><i class='bi bi-boat'></i> Ada Brook</p>", None),
        ("", "<h1>A quay</h1><p>By the old quay it is quiet.</p>", None),
        ("", "<h1>A quay</h1><p class=byline>By <a rel=author href=/member/ada7/>ada7</a> in <a href=/b>Boats</a></p>", "ada7"),
        ("", "<h1>A quay</h1><p class=author-name>By the Quay Team</p>", "the Quay Team"),
        ("", "<h1>A quay</h1><a href=/u/ada7>ada7</a>", "ada7"),
        ("", "<h1>A quay</h1><a href=/user/log>Log</a>", None),
        ("", "<h1>A quay</h1><a href=/boats id=author-menu>Boat Plans</a>", None),
        ("", "<h1>A quay</h1><div><time>03/25/2024</time> by Ada Brook, Keeper of the Quay</div>", "Ada Brook"),
        ("", "<shreddit-post author=ada7><h1>A quay</h1></shreddit-post>", "ada7"),
        ("<meta name=author content='Tom Reed'>", "<h1>A quay</h1><p>By: Ada Brook</p>", "Ada Brook"),
        ("<meta name=author content='Ada Brook, PhD'>", "<h1>A quay</h1><p>By Ada Brook</p>", "Ada Brook, PhD"),
        ("", "<h1>A quay</h1>" + FAR + "<h2>Article by</h2><div>Ada Brook</div>", "Ada Brook"),
        ("<meta property=og:type content=article><meta property=og:site_name content=Quayworks><meta name=author content=Quayworks>", "<h1>A quay</h1>", "Quayworks"),
        ("<meta property=og:site_name content=Quayworks><meta name=author content=Quayworks>", "<h1>A quay</h1>", None),
        ("<meta property=og:type content=article><meta name=author content=adabrookq6vk2>", "<h1>A quay</h1>", None),
        ("<meta name=dc.creator content='Ada Brook'><meta name=citation_authors content='Brook, Ada'><meta name=citation_authors content='Reed, Tom'>", "", "Ada Brook, Tom Reed"),
        ("", "<h1>A quay</h1><div itemscope itemtype='https://schema.org/DiscussionForumPosting'><span itemprop=author><meta itemprop=name content=ada7></span></div>", "ada7"),
        ("", "<h1>A list</h1>" + "".join(f"<p class=author-name>Ada {name}</p>" for name in ("Brook", "Reed", "Lund", "Hart", "Moss", "Vale")), None),
        ("", "<h1>A list</h1><p>By Ada Brook</p>" + "".join(f"<p class=author-name>Ada {name}</p>" for name in ("Reed", "Lund", "Hart", "Moss", "Vale")), None),
        ("", "<h1>News</h1>" + "<div class=card><p class=byline>By Ada Brook</p></div>" * 4, None),
        ("", "<div class=a><h1>A quay</h1><p class=lead__author__name>Ada Brook</p></div><div class=a></div><div class=a></div>", "Ada Brook"),
        ("", "<h1>A quay</h1>" + FAR + "<h4 class=author-box__name>ada</h4>", "ada"),
        ("", "<h1>A quay</h1><p class=author__name>Quayworks</p><p class=author__name>Ada Brook</p>", "Ada Brook"),
        ("", "<h1>A quay</h1><div class=blockquote><p class=byline>Ada Brook</p></div>", None),
        ("", f"<h1>A quay</h1><p>{FRENCH}</p>", "Ada Brook"),
        ("", "<h1>A quay</h1><p class=a>Von Ada Brook und Tom Reed</p>", "Ada Brook und Tom Reed"),
        ("", "<h1>Boats</h1><ul><li><a href=/a>Oars</a> by Ada Brook</li></ul>", None),
        ("", "<h1>A quay</h1><p><time datetime=2024-03-05>5 March</time></p><p>by ada</p>", "ada"),
        ("", "<h1>A quay</h1><p>It was quiet.</p><p>by boat</p>", None),
        ("", "<h1>A quay</h1>" + FAR + "<button><span>All articles by Ada Brook</span></button>", "Ada Brook"),
        ("", "<div class=postleft><dl><dt><strong>ada7</strong></dt></dl></div><p>By Tom Reed</p>", "ada7"),
        ("<meta property=og:type content=article>", "<h1>A quay</h1><p>Ada Brook</p>" + FAR + "<img alt='Ada Brook Photo'>", "Ada Brook"),
        ("<meta property=og:type content=article>", "<h1>A quay</h1><p>Boats</p>" + FAR + "<img alt='Boats'>", None),
        ("<meta property=og:type content=article><meta property=og:site_name content=Quayworks><meta name=author content='Quayworks Team'>", "<h1>A quay</h1><p>Ada</p>" + FAR + "<img alt=Ada>", "Ada"),
        ("<meta property=og:type content=article><meta property=og:url content=https://quayworks.example/docs/oars><meta name=author content=Quayworks>", "<h1>Oars</h1>", None),
    ],
)  # fmt: skip
def test_bylines(head, body, byline):
    assert metadata(head, body).byline == byline


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        (linked_data(**{"@type": "NewsArticle", "datePublished": "2024-03-05T10:15:00+0100"}), "", "2024-03-05T10:15:00+01:00"),
        ("<meta property=article:published_time content=2024-03-05T10:15:00Z>", "", "2024-03-05T10:15:00+00:00"),
        ("<meta property=article:published_time content=2024-03-06T01:15:00Z>", "<h1>A</h1><time datetime=2024-03-05T17:15:00-08:00>5</time>", "2024-03-05T17:15:00-08:00"),
        ("<meta property=article:published_time content=2024-03-05T20:15:00Z>", "<h1>A</h1><time datetime=2024-03-06T01:15:00+05:00>6</time>", "2024-03-06T01:15:00+05:00"),
        ("<meta property=article:published_time content=2024-03-05>", "<h1>A</h1><p>Updated 9 March 2024</p>", "2024-03-05"),
        ("<meta property=article:modified_time content=2024-03-09>", "<h1>A</h1><p>5 March 2024</p>", "2024-03-05"),
        ("", "<p>Mar 5, 2024</p><h1>A quay</h1><p>It was quiet.</p>", "2024-03-05"),
        ("", "<h1>A quay</h1><time datetime=2024-03-05>Tuesday</time>", "2024-03-05"),
        ("", "<time datetime=2025-01-09>Soon</time><h1>A quay</h1><time datetime=2024-03-05>Tuesday</time>", "2024-03-05"),
        ("", "<time datetime=2024-03-05>Tuesday</time><h1>A quay</h1><p>On 9 January 2025 it closes.</p>", "2024-03-05"),
        ("", "<h1>A quay</h1>" + FAR + "<h4>Published</h4><time datetime=2024-03-05>5 March</time><h4>Reviewed</h4><time datetime=2025-03-05>5 March</time>", "2024-03-05"),
        ("", "<p>9 January 2025 issue</p><h1>A quay</h1><p>By the harbour, where the gulls are and nobody goes.</p><time>5 March 2024</time>", "2024-03-05"),
        ("<meta name=date content=2024-03-05>", "<h1>A quay</h1><p>Two gulls sit on a wall of the old harbour on 9 January 2023.</p>", "2024-03-05"),
        ("", "<h1>A quay</h1><p>It was quiet.</p>", None),
        ("", f"<h1>A quay</h1><p>{FRENCH}</p>", "2024-03-05T16:05"),
        ("", "<h1>A quay</h1><p>By 5 March 2024 all who row across the sound each day will have to pay.</p>", None),
        ("", "<h1>A quay</h1>" + FAR + "<div><p>Written by <a href=/a>Ada Brook</a></p><p>March 5, 2024</p></div>", "2024-03-05"),
        ("", "<h1>A quay</h1>" + FAR + "<p>By Ada</p><p>March 5, 2024</p><p>By Tom</p><p>March 6, 2024</p>", None),
        ("<meta name=generator content=phpBB>", "<h1>A quay</h1>" + FAR + "<p class=author>by <b>ada7</b> » Tue Mar 5, 2024 1:47 am</p><p class=author>by <b>tom</b> » Wed Mar 6, 2024 1:47 am</p>", "2024-03-05T01:47"),
        ("", "<h1>A quay</h1>" + FAR + "<b>Published</b><time>5 March 2024</time>" + "<li class=card><b>Published</b><time>6 March 2024</time></li>" * 4, "2024-03-05"),
        ("<meta name=published-date content=2024-03-05>", "<h1>A quay</h1>", "2024-03-05"),
        ("<meta name=date content=2024-03-05>", "<h1>A quay</h1><p>By Ada Brook</p><p>9 January 2025</p>", "2025-01-09"),
        ("<meta name=date content=2024-03-05><meta property=article:modified_time content=2025-02-02>", "<h1>A quay</h1><p>Updated 9 January 2025</p>", "2025-01-09"),
        ("<meta name=date content=2024-03-05><meta property=article:modified_time content=2025-01-09>", "<h1>A quay</h1><p>Updated 9 January 2025</p>", "2024-03-05"),
        ("<meta name=date content=2024-03-06>", "<h1>A quay</h1><p>" + "Login " * 30 + "</p><h1>A quay</h1><p>" + "Reply " * 40 + "</p><p>5 March 2024</p>", "2024-03-05"),
        ("<meta name=date content=2024-03-05>", "<h1>A quay</h1><details><summary>It was quiet.</summary>Last modified on 9 January 2025</details>", "2024-03-05"),
        ("<meta name=date content=2024-03-05>", "<h1>A quay</h1><time datetime=2025-01-09><b>Updated:</b> 9 January</time>", "2024-03-05"),
        ("<meta name=date content=2024-03-05>", "<h1>A quay</h1><time class='entry updated' datetime=2025-01-09>9 January</time>", "2024-03-05"),
        ("<meta name=date content=2024-03-05T23:10:00Z>", "<h1>A quay</h1><p>6 March 2024</p>", "2024-03-05T23:10:00+00:00"),
        ("<meta name=generator content=phpBB><meta name=date content=2024-03-05>", "<h1>A quay</h1><p>9 January 2025</p>", "2024-03-05"),
        ("", "<time datetime=2025-01-09T10:00:00>Now</time><h2>A quay</h2><p>Started by ada7, March 05, 2024, 11:23:55</p>", "2024-03-05T11:23:55"),
        ("", "<h1><img alt=Quay></h1>" + FAR + "<h2>A quay</h2><h3>On boats</h3> by Ada Brook / March 5, 2024 /", "2024-03-05"),
        ("", "<h1>A quay</h1>" + FAR + "<span class='story-date'><b>Mar 5, 2024</b></span>", "2024-03-05"),
        ("", "<h1>A quay</h1>" + FAR + "<p class=date>Mar 5, 2024</p><p class=date>Mar 6, 2024</p>", None),
    ],
)  # fmt: skip
def test_dates(head, body, published):
    assert metadata(head, body).published == published


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-03-05 10:15:00", "2024-03-05T10:15:00"),
        ("Mar 5, 2024", "2024-03-05"),
        ("Tue Mar 05 12:45:00 EST 2024", "2024-03-05"),
        ("2024年3月5日　09:43", "2024-03-05T09:43"),
        ("03.15.2024", "2024-03-15"),
        ("soon", None),
        ("0001-01-01T00:00:00Z", None),
    ],
)
def test_dates_as_pages_write_them(said, day):
    assert read_date(said) == day
