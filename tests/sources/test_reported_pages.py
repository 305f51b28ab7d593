import pytest

from briefing.analysis.pipeline import split
from briefing.model import SectionKind
from briefing.sources.convert import convert
from briefing.sources.html.convert_html import extract_article

TEXT = [
    "The harbour master of Kellow counts boats twice a day, once before the tide and once after it, and writes it down.",
    "In spring the number falls, since most of the small boats are hauled out and painted, and the sheds smell of tar.",
    "Her deputy, who came from the railways, believes that a count without a reason is a kind of prayer, and says so.",
    "Nobody has proposed to end it, though the council spent an evening on the price of ink, and found it to be low.",
]
LOST = "The count of 1911 was lost when the shed burned down."
MENU = "<header><a href=/>Gazette</a><nav><a href=/n>News</a> <a href=/s>Sport</a></nav></header>"
FOOT = "<footer><p>Copyright Kellow Gazette. All rights reserved.</p><a href=/t>Terms</a></footer>"
DOT = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
ADDRESS = "https://gazette.example/news/count.html"
MATHML = "<math><mi>b</mi><mo>=</mo><msup><mi>m</mi><mn>2</mn></msup></math>"


def paragraphs(texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def page(inner, head=""):
    article = f"<h1>Why boats are counted</h1>{paragraphs(TEXT[:2])}{inner}{paragraphs(TEXT[2:])}"
    return f"<html><head><title>Why boats are counted</title>{head}</head><body>{MENU}<main><article>{article}</article></main>{FOOT}</body></html>"


def bare(inner):
    return f"<html><head><title>Why boats are counted</title></head><body>{MENU}{inner}{FOOT}</body></html>"


CODE_ROW = "<tr><td class=gutter><pre>{}</pre></td><td class=rouge-code><pre>{}</pre></td></tr>"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (page("<div class=wp-caption><img src=/a.jpg><p class=wp-caption-text>Two boats in the mud.</p></div>"), "Two boats in the mud."),
        (page("<figure><a href=/b><img src=/a.jpg alt=''></a><figcaption>Two boats <i>in the mud</i>.</figcaption></figure>"), "![Two boats in the mud.](<https://gazette.example/a.jpg>)"),
        (page(f"<figure><img src={DOT}><noscript><img alt='Boats at the quay' src=/n.jpg></noscript><figcaption>In March.</figcaption></figure>"), "![Boats at the quay](<https://gazette.example/n.jpg>)\\\nIn March."),
        (page("<p><img alt='' width=6><noscript><img alt='Catches by month' src=/c.png></noscript></p>"), "![Catches by month](<https://gazette.example/c.png>)"),
        (page(f"<p><img src={DOT} data-src=/map.jpg alt='Map of the bay'></p>"), "![Map of the bay](<https://gazette.example/map.jpg>)"),
        (page("<picture><source srcset='/s.webp 600w, /l.webp 1200w'><img alt='The quay from above'></picture>"), "![The quay from above](<https://gazette.example/l.webp>)"),
        (page("<figure><amp-img src=/a.jpg alt='A loudspeaker'><noscript><img src=/a.jpg alt='A loudspeaker'></noscript></amp-img><figcaption>It calls.</figcaption></figure>"), "![A loudspeaker](<https://gazette.example/a.jpg>)\\\nIt calls."),
        (page("<p><img src=/c.png alt=Counting title='The deputy says that boats count themselves.'></p>"), "Counting: The deputy says that boats count themselves."),
        (page("<iframe src=https://www.youtube.com/embed/a1 title='How to count boats'></iframe>"), "[Video: How to count boats](<https://www.youtube.com/embed/a1>)"),
        (page("<div><iframe src=//maps.example/quay title=iframe></iframe></div>"), "[Embedded: maps.example](<https://maps.example/quay>)"),
        (page(f"<aside role=note><h4>Note</h4><p>{LOST}</p></aside>"), "> **Note**\n>\n> The count of 1911"),
        (page(f"<aside class='admonition tip'><p>Tip</p><p>{LOST}</p></aside>"), "Tip\n\nThe count of 1911"),
        (page("<video><source src=/tide.mp4><p>No video here.</p></video>"), "[Video: tide.mp4](<https://gazette.example/tide.mp4>)"),
        (page("<audio src=/t.mp3 title='The tide bell'></audio>"), "[Audio: The tide bell](<https://gazette.example/t.mp3>)"),
        (page("<p>See the <a href=l.html>ledger</a>.</p>", "<base href=https://old.example/books/>"), "[ledger](<https://old.example/books/l.html>)"),
        (page("<x-note><template shadowrootmode=open><p>The note stands in a shadow root, and is read by all who pass.</p></template></x-note>"), "The note stands in a shadow root"),
        (bare(f"<x-page><template shadowrootmode=open><article><h1>Boats</h1>{paragraphs(TEXT)}</article></template></x-page>"), TEXT[3]),
        (page(f"<table>{CODE_ROW.format('1<br>2', 'boats = 41<br>masts = 40')}</table>"), "```\nboats = 41\nmasts = 40\n```"),
        (page(f"<table>{CODE_ROW.format(1, 'boats = 41')}{CODE_ROW.format(2, 'masts = 40')}</table>"), "```\nboats = 41\nmasts = 40\n```"),
        (page("<pre><code><span><span class=ln>1</span>boats = 41\n</span><span><span class=ln>2</span>masts = 40</span></code></pre>"), "```\nboats = 41\nmasts = 40\n```"),
        (page("<div><ul><li><a href=#a>Ada</a><li><a href=#b>Lua</a></ul><div role=tabpanel style='display:none'><pre>let masts = 40;</pre></div><div role=tabpanel style='display:none'><pre>local boats = 4</pre></div></div>"), "```\nlocal boats = 4\n```"),
        (page("<pre><div><style>.a{b:c}</style><b>1</b><p>boats = 41</p></div></pre>"), "```\n1\nboats = 41\n```"),
        (page("<pre><div><style>.a{b:c}</style><span>1</span><p>boats = 41</p></div><div><span>2</span><p>masts = 40</p></div></pre>"), "```\nboats = 41\nmasts = 40\n```"),
        (page("<pre>$ &lt;font color=&quot;#4E9A06&quot;&gt;count&lt;/font&gt; boats\n&lt;span style=&quot;color:red&quot;&gt;&lt;b&gt;41&lt;/b&gt; boats&lt;/span&gt;</pre>"), "```\n$ count boats\n41 boats\n```"),
        (page("<pre>&lt;font color=&quot;red&quot;&gt;41&lt;/font&gt; &lt;font color=&quot;red&quot;&gt;42&lt;/font&gt;</pre>"), '```\n<font color="red">41</font> <font color="red">42</font>\n```'),
        (page("<pre><div class=line>boats = 41</div><div class=line>masts = 40</div></pre>"), "```\nboats = 41\nmasts = 40\n```"),
        (page(f"<p>It is <span class=katex><span class=katex-mathml>{MATHML}</span><span class=katex-html aria-hidden=true>b=m2</span></span> here.</p>"), "It is b = m² here."),
        (page(f"<p>It is <span class=mwe-math-element><span style='display:none'>{MATHML}</span><img alt='{{\\displaystyle b}}' src=b.svg></span> here.</p>"), "It is b = m² here."),
        (page("<p>It is <span class=MathJax_Preview>b=m</span><script type=math/tex>b=m^2</script> here.</p>"), "It is b=m^2 here."),
        (page("<p>Never missed<a href=#fn:S>1</a>.</p><ol><li id=fn:S>But once, in winter. <a href=#fnref:S>[return]</a></li></ol>"), "[^1]: But once, in winter.\n"),
        (page("<p>Never missed<a href=#n1 title='But once, in winter.'>[1]</a>.</p>"), "[^1]: But once, in winter."),
        (page("<p>Never missed<sup><a href='javascript:void(0)' aria-describedby=t>1</a></sup><span id=t role=tooltip>But once, in winter.</span>.</p>"), "missed[^1].\n"),
        (page("<p>Never missed<a title='But once, in winter.' aria-describedby=t>1</a><span id=t role=tooltip>But once, in winter.</span>.</p><p>But once, in winter.</p>"), "missed1.\n"),
        (page("<p style='white-space:pre-wrap'>The first line of the table\nThe second line of it</p>"), "The first line of the table\\\nThe second line of it"),
        (page(f"<p><b>Before the tide</b></p><p>{TEXT[0]} Twice.</p><p><b>After the tide</b></p>"), "## Before the tide\n"),
        (page(f"<p>{TEXT[0]} {TEXT[1]} {TEXT[2]} {TEXT[3]}</p>" * 2), f"{TEXT[3]}\n\n{TEXT[0]} {TEXT[1]}"),
    ],
)  # fmt: skip
def test_it_stands_in_the_text(html, markdown):
    assert markdown in extract_article(html, ADDRESS).markdown


@pytest.mark.parametrize(
    ("html", "words"),
    [
        (page("<iframe src=https://ads.example/1 width=1 height=1></iframe>"), "ads.example"),
        (f"<nav><ul><li><a href=/n>Tides</a><li><a href=/o>Sport</a></ul></nav><article><h1>Boats</h1>{paragraphs(TEXT)}<ul><li>Gulls<li>Terns</ul></article>", "Tides"),
        (page("<figure><noscript>&lt;img src=/a.jpg alt='A shed'&gt;</noscript></figure>"), "<img"),
        (page("<div><h3>More Must-Reads From the Gazette</h3><ul><li><a href=/a>Why the ferry is late</a><li><a href=/b>The bell that rings</a></ul></div>"), "Must-Reads"),
        (page("<div><h3>Sign up for our letter</h3><p>The best of the harbour every Friday.</p><form><input type=email></form></div>"), "every Friday"),
    ],
)  # fmt: skip
def test_it_does_not(html, words):
    document = convert(html.encode(), ADDRESS)[0]
    sections = [s for s in split(document) if s.kind is not SectionKind.BOILERPLATE]
    shown = "\n".join(section.span.of(document.text) for section in sections)
    assert TEXT[3] in shown
    assert words not in shown


@pytest.mark.parametrize(
    "box",
    [
        f"<details><summary><h3>Who counts</h3></summary><p>{TEXT[2]} {TEXT[1]}</p></details>",
        f"<details><summary>Who counts</summary><p>{TEXT[2]}</p></details>" * 2,
        f"<div class='callout callout--wide'><h3>Who counts</h3><p>{TEXT[2]} {TEXT[1]}</p></div>",
        f"<ul><li><h3>Who counts</h3>{TEXT[2]}</li><li><h3>Who pays</h3>{TEXT[1]}</li></ul>",
        f"<ul><li><h3>Who counts</h3><p>{TEXT[2]}</p></li><li><h3>Who pays</h3><p>{TEXT[1]}</p></li></ul>",
    ],
)
def test_text_after_a_box_stands_in_the_part_around_it(box):
    for head in ("", "<h2>At the quay</h2>"):
        inner = f"{head}<p>{TEXT[2]}</p>{box}<p>{LOST} {TEXT[3]}</p>"
        document = convert(page(inner).encode(), ADDRESS)[0]
        found = [s for s in split(document) if LOST in s.span.of(document.text)]
        title = "At the quay" if head else "Why boats are counted"
        assert [s.title for s in found] == [title]
        assert "Who counts" in found[0].span.of(document.text)


def test_long_items_of_a_list_are_parts():
    items = "".join(f"<li><h3>{head}</h3>{TEXT[2]} {TEXT[1]}</li>" for head in ("Oars", "Masts"))
    document = convert(page(f"<ul>{items}</ul><p>{LOST} {TEXT[3]}</p>").encode(), ADDRESS)[0]
    assert [s.title for s in split(document)][1:3] == ["Oars", "Masts"]


def test_cards_in_a_list_keep_their_headings():
    cards = "".join(f"<li><h3><a href=/{n}>Boat {n}</a></h3>{TEXT[n]}</li>" for n in (0, 1))
    found = extract_article(page(f"<ul>{cards}</ul><p>{LOST} {TEXT[3]}</p>"), ADDRESS)
    assert "### [Boat 1]" in found.markdown + "".join(found.boilerplate)
