import json
import re
from collections.abc import Sequence

import pytest
from lxml.html import fromstring

from briefing.errors import FormatError
from briefing.sources.html import main_content
from briefing.sources.html.close_boxes import close_boxes
from briefing.sources.html.convert_html import convert_html, markdown_of
from briefing.sources.html.dom_to_markdown import Walker
from briefing.sources.html.inline_markdown import Inline
from briefing.sources.html.parse_dom import parse_html
from briefing.sources.text.parse_text import parse_text
from tests.sources.articles import ARTICLES, HARBOUR
from tests.sources.comparing import assert_same
from tests.sources.make_html import CLUTTER, page
from tests.steps import calls


@pytest.mark.parametrize("name", ARTICLES)
@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "utf-16"])
@pytest.mark.parametrize("clutter", [True, False])
def test_an_article_comes_out_as_it_went_in(name, charset, clutter):
    found = convert_html(page(ARTICLES[name], clutter=clutter, charset=charset))
    lines = found.markdown.replace("Advertisement\n\n", "")
    assert_same(lines, ARTICLES[name])
    if clutter:
        rest = "\n".join(found.boilerplate)
        assert all(words in rest for words in CLUTTER)
        assert (found.byline, found.published) == ("Ada Example", "2024-03-05T06:00:00+00:00")


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>a <b> bold </b>word</p>", "a **bold** word"),
        ("<p>a<b>b</b>c <i>“x”</i>y</p>", "a**b**c “x”y"),
        ("<p><b><i>both</i></b> <b></b>end</p>", "***both*** end"),
        ("<p>1. no list</p><p># none</p><p>- none</p>", "1\\. no list\n\n\\# none\n\n\\- none"),
        ("<p>*a* _b_ [c](d) &lt;e&gt; `f` &amp;amp;</p>", "\\*a\\* \\_b\\_ \\[c\\](d) \\<e\\> \\`f\\` \\&amp;"),
        ("<p>one<br>two<br><br>three</p>", "one\\\ntwo\n\nthree"),
        ("<p>one.<em><br>two.</em><br><em>three<br></em>four</p>", "one.\\\n*two.*\\\n*three*\\\nfour"),
        ("<p><a href='/x y'>go</a> <a href='javascript:x'>no</a></p>", "[go](<http://h/xy>) no"),
        ("<ul><li>a<ol start=3><li>b<li>c</ol><li><p>d<p>e</ul>", "- a\n  3. b\n  4. c\n- d\n\n  e"),
        ("<ul><li><ul><li>a<li>b</ul></li><li> <ul><li>c<ul><li>d</ul></ul></ul>", "- a\n- b\n\n- c\n  - d"),
        ("<ol><li><ul><li>a</ul></ol>", "1. - a"),
        ("<ol type=a start=3><li>a<ol style='list-style:upper-roman'><li>b</ol></ol>", "- c\\. a\n  - I\\. b"),
        ("<ol reversed><li>a<li>b</ol>", "- 2\\. a\n- 1\\. b"),
        ("<p>n<a role=doc-noteref href='#x'>1</a></p><aside id=x><p>the note</aside>", "n[^1]\n\n[^1]: the note"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "> a\n>\n> > b"),
        ("<blockquote><ul><li>a<li>b</ul></blockquote>", "> - a\n> - b"),
        ("<table><tr><th>a|b<th>c<tr><td><p>1</p><td>2</table>", "| a\\|b | c |\n| --- | --- |\n| 1 | 2 |"),
        ("<table><tr><td><h2>x</h2><p>y</p></table>", "## x\n\ny"),
        ("<pre class='language-c'>a\n  b</pre>", "```c\na\n  b\n```"),
        ("<pre><span class=line>a</span><span class=line></span><span class='line x'>b</span></pre>", "```\na\n\nb\n```"),
        ("<pre><span class=line>a</span>\n<span class=line></span>\n<span class=line>b\n</span><span class=line>c</span></pre>", "```\na\n\nb\nc\n```"),
        ("<p><span class=k>Made of oak</span><span class=v>Since 1887</span></p>", "Made of oak Since 1887"),
        ("<h3><span class=name>oars</span><span class=type>list</span></h3><p><a class=fn href=#a>row</a><wbr><span class=since>since 2</span></p>", "### oars list\n\nrow since 2"),
        ("<p><a href=#a>oak</a><a href=#b>elm</a></p>", "oak elm"),
        ("<p><span class=k>har</span><span class='k v'>bour</span> <span>Mac</span><span>Adam</span> <span class=c1>T</span><span class=c2>ar</span></p>", "harbour MacAdam Tar"),
        ("<p>x<code>a`b</code></p>", "x``a`b``"),
        ("<h2><a href='#top'>T</a> <br>u</h2>", "## T u"),
        ("<p>n<sup><a href='#fn1'>1</a></sup><ol><li id=fn1><p>the note <a href='#r'>↩</a></ol>", "n[^1]\n\n[^1]: the note"),
        ("<p>a&#27;[31m&#xfffe;</p>", "a␛\\[31m\ufffd"),
        ("<p>a<script>b</script><style>c</style></p><!-- d -->", "a"),
        ("<dl><dt>t<dd>d</dl>", "t\n\nd"),
        ("<p>a</p><dl><dt>t</dt><dd>d</dd><dt>u</dt><dt>v</dt><dd><p>e<p>f</dl><p>b", "a\n\n- t\\\n  d\n- u\\\n  v\\\n  e\\\n  f\n\nb"),
        ("<ul><li>a<dl><dt>t<dd>d<dt>u<dd>e</dl></ul>", "- a\n  - t\\\n    d\n  - u\\\n    e"),
        ("<dl><dt>t<dd><h2>d</h2>e<dt>u<dd>f</dl>", "t\n\n## d\n\ne\n\nu\n\nf"),
        ("<hr><p>a</p><hr><hr><p>b</p>", "a\n\n---\n\nb"),
        ("<p><b>A head</b></p><p>text of it.</p>", "## A head\n\ntext of it."),
        ("<p>a</p><p>&nbsp;</p><p></p><p>b</p>", "a\n\n\n\nb"),
        ("<p>long<wbr>word</p>", "longword"),
        ("<img src=a.png alt='A view'><img src=t.gif>", "![A view](<http://h/a.png>)"),
        ("<p><img src=a.png alt='The quay at noon'>Boats lie there.</p>", "![The quay at noon](<http://h/a.png>)\\\nBoats lie there."),
        ("<p><img src=s.png alt='Sweden'> won, <img src=n.png alt='the flag of Norway'> lost.</p>", "![Sweden](<http://h/s.png>) won, ![the flag of Norway](<http://h/n.png>) lost."),
        ("<p>a</p><img src=a.png alt='DSC_0017'><img src=b.png alt='0226-quay-02.jpg'>", "a"),
        ("<figure><img src=a.png alt=Quay><figcaption>From the mill</figcaption></figure>", "![Quay](<http://h/a.png>)\\\nFrom the mill"),
        ("<figure><figcaption>From the mill</figcaption><img src=a.png></figure>", "![From the mill](<http://h/a.png>)"),
        ("<p>said<span class=sr-only>opens a window</span> that</p>", "said that\n\nopens a window"),
        ("<p>a <a hidden href=#f>top</a><span style='display:none'>x</span>b</p>", "a b\n\ntop\n\nx"),
        ("<h2>Gulls <span class=mw-editsection>[edit]</span></h2>", "## Gulls\n\n\\[edit\\]"),
        ("<h2>Gulls <button>Copy</button></h2><h2><button>Terns</button></h2>", "## Gulls\n\nCopy\n\n## Terns"),
        ("<h2>Gulls <a href=#gulls>#</a></h2>", "## Gulls"),
        ("<div>at $<div style='display:inline'>5.22</div> a share</div>", "at $5.22 a share"),
        ("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>", "漢(kan)"),
        ("<p>10<sup>−3</sup> m<sup>2</sup>, <i>x</i><sup>n</sup>, the 5<sup>th</sup> CO<sub>2</sub> lamp<sup>2</sup></p>", "10⁻³ m², *x*ⁿ, the 5th CO2 lamp2"),
        ("<p>Nieder&shy;schläge</p>", "Niederschläge"),
        ("<table><tr><td>Mon<td><ul><li>9:00<li>12:00</ul><tr><td>Tue<td>none</table>", "| Mon | • 9:00<br>• 12:00 |\n| --- | --- |\n| Tue | none |"),
        ("<table><tr><th rowspan=2>Boat<th colspan=2>Catch<tr><th>May<th>June<tr><td>Gull<td>1<td rowspan=2>2<tr><td>Tern<td>3</table>", "| Boat | Catch |  |\n| --- | --- | --- |\n|  | May | June |\n| Gull | 1 | 2 |\n| Tern | 3 |  |"),
        ("<table><tr><td>Quay<table><tr><td>old<td>new</table><td>12<tr><td>Shed<td>9</table>", "| Quay<br>old<br>new | 12 |\n| --- | --- |\n| Shed | 9 |"),
        ("<table><tr><td>Quay<table><tr><th>Day<th>Catch<tr><td>Monday<td>9</table><td></table>", "Quay\n\n| Day | Catch |\n| --- | --- |\n| Monday | 9 |"),
        ("<table><tr><td><p>Verb</p><td><p>Meaning</p><tr><td><p>GET</p><td><p>To fetch</p><p>To read</p></table>", "| Verb | Meaning |\n| --- | --- |\n| GET | To fetch<br>To read |"),
        ("<p>n<a href='#x7'>1</a></p><p id=x7>1. the note</p>", "n[^1]\n\n[^1]: 1\\. the note"),
        ("<p>n<a href='#x7'>2</a></p><p id=x7>1. no note</p>", "n2\n\n1\\. no note"),
        ("<ol><li><div><h2>Gull</h2></div><p>It is white.</p><li><h2>Tern</h2><p>So is it.</p></ol>", "## Gull\n\nIt is white.\n\n## Tern\n\nSo is it."),
        ("<frameset><frame src=m.html name=Menu><noframes><p>The quay.</p></noframes></frameset>", "[Menu](<http://h/m.html>)\n\nThe quay."),
        ("<div class='stanza'><p>The lamp</p><p>is out</p></div><p>So.</p>", "The lamp\\\nis out\n\nSo."),
        ("<div class='poem'><p>The lamp</p><p><img alt='a crane'></p></div>", "The lamp\n\na crane"),
    ],
)  # fmt: skip
def test_markup(html, markdown):
    assert markdown_of(html, "http://h/") == markdown


@pytest.mark.parametrize(
    "piece",
    ["<span>By Ada</span> ", "<button>x</button>", "<b>a</b> ", "<a href=x>y</a>", "<q>x</q>"],
)
def test_a_paragraph_costs_what_its_length_does(piece):
    def work(count: int) -> int:
        return calls(markdown_of, f"<h2>{count * piece}</h2>")

    markdown_of(f"<h2>{piece}</h2>")
    assert work(600) < 2.3 * work(300)


def test_a_box_looks_no_further_than_some_that_follow_it():
    box = "<aside class=note><h3>Oil</h3>The barrel of oil stays where it is for now.</aside>"

    def work(count: int) -> int:
        return calls(close_boxes, fromstring(f"<main>{count * box}</main>"))

    assert work(800) < 2.3 * work(400)


def test_the_words_of_a_paragraph_are_joined_once():
    assert markdown_of(f"<p>{20_000 * '<span>a </span>'}</p>") == ("a " * 20_000).strip()


@pytest.mark.parametrize(
    "tag", ["<wbr>", "<source>", "<div></b>", "<a-b></c-d>", "<div title='<'>"]
)
def test_tags_that_are_open_unseen_are_counted(tag):
    assert markdown_of("<p>Before.</p>" + 5000 * tag + "Inside.").endswith("Inside.")


@pytest.mark.parametrize(
    "words", ["*a*", "a_b_c", "\\n", "[x]: y", "&lt;", "~~s~~", "a|b", "```", "+ a", "2) b", ": x"]
)
def test_escaped_words_read_back_as_they_are(words):
    inline = Inline()
    inline.text(words)
    assert parse_text(inline.markdown(), markdown=True)[0] == words


def test_nothing_is_lost_below_ten_thousand_elements():
    deep = (
        b"<html><body>"
        + b"<div><b>" * 10_000
        + b"deep words"
        + b"</b></div>" * 10_000
        + b"<p>and after</p>"
    )
    found = convert_html(deep)
    assert "deep words" in found.markdown
    assert "and after" in found.markdown


def test_tags_in_a_script_are_not_counted():
    script = "<script>var x = [" + "'<div>', " * 400 + "];</script>"
    found = convert_html(
        f"<html><body>{script}<p>The mate counts who sails.</p></body></html>".encode()
    )
    assert found.markdown == "The mate counts who sails."


def test_a_tag_of_many_attributes_costs_little():
    tag = b"<div " + b" ".join(b"a%d=1" % i for i in range(100_000)) + b">"
    assert convert_html(b"<html><body>" + tag + b"<p>some words</p></div>").markdown == "some words"


def test_hidden_words_are_boilerplate():
    found = convert_html(
        page(HARBOUR).replace(b"<main>", b'<main><p style="display: none">secret words</p>')
    )
    assert "secret words" not in found.markdown
    assert "secret words" in found.boilerplate[0]


def test_a_page_that_scripts_would_fill_is_told_by_its_description():
    said = "The ferry will not sail on Sunday &amp; Monday."
    page = f"<title>Ferry</title><meta name=description content='{said}'><script>fill()</script>"
    found = convert_html(page.encode())
    assert found.title == "Ferry"
    assert found.markdown == "The ferry will not sail on Sunday & Monday."
    assert "description" in found.notices[0]


@pytest.mark.parametrize(
    "data", [b"<html></html>", b"<html><body><script>x</script>", b"<html><img src=x>"]
)
def test_a_page_without_text_says_so(data):
    with pytest.raises(FormatError, match="page without text"):
        convert_html(data)


def test_a_page_of_letters_that_says_it_is_utf_16_is_not():
    assert convert_html(b"<html><meta charset=utf-16><p>caf\xc3\xa9 words").markdown == "café words"
    assert convert_html("<html><meta charset=utf-16><p>café".encode("utf-16")).markdown == "café"


def test_no_element_s_name_is_taken_for_code():
    names = ("heading", "element", "children", "walk", "block")
    for name in names:
        page = f"<html><body><{name}>Ferry plans</{name}><p>Some words of it.</p></body></html>"
        assert "Some words of it." in convert_html(page.encode()).markdown


def test_equations_keep_their_signs():
    math = "<math><mi>A</mi><mo>=</mo><mn>2</mn><annotation>hidden</annotation></math>"
    assert markdown_of(f"<p>The area is {math} here.</p>") == "The area is A = 2 here."


STORY = (
    "The council of the small harbour town met on Tuesday evening to talk about the ferry, which lies idle. "
    * 4
)


@pytest.mark.parametrize("text", [STORY, f"<p>{STORY}</p><p>The end of it.</p>"])
def test_a_text_that_only_structured_data_hold_is_the_page_s(text):
    data = json.dumps({"@graph": [{"@type": "NewsArticle", "articleBody": text}]})
    page = f"<div id=root>Please wait.</div><script type='application/ld+json'>{data}</script>"
    found = convert_html(f"<html><body>{page}".encode())
    assert STORY.strip() in found.markdown
    assert "Please wait." in found.boilerplate[0]


@pytest.mark.parametrize("said", ["gb2312", "iso-8859-1", "shift_jis"])
def test_a_stale_declaration_is_not_believed(said):
    words = "渡船从春天起就停了，许多人要靠它上班。"
    page = f"<html><head><meta charset={said}></head><body><p>{words}</p></body></html>"
    assert convert_html(page.encode()).markdown == words


def test_a_page_that_was_encoded_twice_is_mended():
    words = "It’s “calm” — the café’s boats are in, naïve or not…"
    twice = words.encode().decode("latin-1").encode()
    assert convert_html(b"<html><body><p>" + twice + b"</p>").markdown == words


def test_a_text_that_stands_twice_in_a_page_is_kept_once():
    text = "".join(
        f"<p>The mate of boat number {n} keeps its books and counts who sails.</p>"
        for n in range(9)
    )
    page = f"<html><body><main><div class=narrow>{text}</div><div class=wide>{text}</div></main>"
    found = convert_html(page.encode())
    assert found.markdown.count("boat number 4 ") == 1
    assert "boat number 4 " in found.boilerplate[0]


STEPS = [f"The mate of boat number {n} keeps its books and counts who sails." for n in range(30)]


def test_a_text_in_a_holder_named_like_a_promotion_is_kept():
    text = "".join(f"<p>{line}</p>" for line in STEPS[:9])
    page = f"<html><body><article><h1>A letter</h1><div class=newsletter-text>{text}</div>"
    assert "boat number 4 " in convert_html(page.encode()).markdown


def test_promotions_that_are_half_of_a_text_are_kept():
    cards = "".join(
        f"<div class='promo card'><h3>Service {n}</h3><p>We count {what} for towns of every size, and bring what we found to those who asked for it.</p></div>"
        for n, what in enumerate(("boats", "lamps", "bridges", "gulls", "wells", "roofs"))
    )
    page = f"<main><h1>What we do</h1><p>We have counted things since the tide was first written down.</p>{cards}</main>"
    assert convert_html(page.encode()).markdown.count("for towns") == 6


@pytest.mark.parametrize(("program", "kept"), [("Vanilla Forums", 6), ("Kellow Press", 0)])
def test_comments_that_are_a_third_of_a_text_are_the_posts_of_a_forum(program, kept):
    text = "".join(f"<p>{line}</p>" for line in STEPS[:10])
    said = "".join(
        f"<li class=Comment><a href=/u/{n}>ada{n}</a><div class=Message><p>I counted them again from the wall, and boat {n} was never there at all.</p></div></li>"
        for n in range(6)
    )
    page = f"<head><title>Boats</title><meta name=generator content='{program}'></head><main><h1>Boats</h1><div class=Message>{text}</div><ul class='CommentList comments'>{said}</ul></main>"
    assert convert_html(page.encode()).markdown.count("never there") == kept


@pytest.mark.parametrize(("odds", "kept"), [(0.3, False), (0.5, True)])
def test_a_heading_is_text_beside_the_title_only_if_it_is_likely(monkeypatch, odds, kept):
    def find(rows: Sequence[list[float]]) -> list[float]:
        return [odds, *[0.9] * (len(rows) - 1)]

    monkeypatch.setattr(main_content, "find_probabilities", find)
    monkeypatch.setattr(
        main_content, "choose_by_expected_score", lambda odds, *_: [o > 0.6 for o in odds]
    )
    page = f"<head><title>Boats</title></head><main><h1>Boats</h1><p>{STEPS[0]}</p><p>{STEPS[1]}</p></main>"
    assert ("# Boats" in convert_html(page.encode()).markdown) == kept


@pytest.mark.parametrize(("kind", "kept"), [("article", 1), ("website", 2)])
def test_what_may_surround_an_article_is_left_out(monkeypatch, kind, kept):
    odds = [0.9, 0.35, *[0.05] * 8]
    monkeypatch.setattr(main_content, "find_probabilities", lambda rows: odds)
    text = "".join(f"<p>{line}</p>" for line in STEPS[:10])
    page = f"<head><meta property=og:type content={kind}></head><main>{text}</main>"
    assert convert_html(page.encode()).markdown.count("The mate") == kept


def test_the_hidden_markdown_of_a_page_is_no_part_of_it():
    text = "".join(f"<p>{line}</p>" for line in STEPS)
    source = "\n\n".join(STEPS)
    page = f"<html><body><main><h1>Boats</h1>{text}<pre hidden># Boats\n{source}</pre></main>"
    assert convert_html(page.encode()).markdown.count("boat number 4 ") == 1


def test_a_remark_in_structured_data_is_not_the_page_s_text():
    data = json.dumps({"@type": "Review", "reviewBody": STORY})
    text = "".join(
        f"<p>The mate of boat number {n} keeps its books and counts who sails with it.</p>"
        for n in range(9)
    )
    page = f"<html><body><main>{text}</main><script type='application/ld+json'>{data}</script>"
    assert "boat number 4" in convert_html(page.encode()).markdown


def test_headlines_that_are_links_stay_with_what_stands_below_them():
    text = (
        "The words of one item of the letter, of which there are quite enough to be read as text."
    )
    items = "".join(
        f"<p><b><a href='/{name}'>The {name} is back</a></b></p><p>{text}</p><p>By Ada {name}</p>"
        for name in ("gull", "heron", "tern", "skua")
    )
    found = convert_html(f"<html><body>{items}</body></html>".encode()).markdown
    assert found.count("## **The ") == 4


def test_a_long_table_is_kept_whole():
    rows = "".join(f"<tr><td>{i}</td><td>mill {i}</td></tr>" for i in range(600))
    page = f"<nav><a href=/>Home</a></nav><article><h1>Rye</h1><table><tr><th>Day</th><th>Mill</th></tr>{rows}</table></article>"
    found = convert_html(page.encode()).markdown
    assert found.count("| mill ") == 600
    assert "| 599 | mill 599 |" in found


@pytest.mark.parametrize(
    "cell", ["a <p>b|c</p> d", "<p>a b|c</p>d", "a b|&shy;c\n d", "a <i></i>b|c d"]
)
def test_a_cell_of_plain_words_is_read_as_any_other(cell):
    assert r"| a b\|c d | x |" in markdown_of(f"<table role=table><tr><td>{cell}<td>x</table>")


def test_text_before_a_sidebar_in_its_paragraph_is_not_beside_the_text():
    tree = parse_html(
        "<article><p>Boats lie at the quay.<aside>Buy a boat.</aside></p><p>Nets dry.</p>"
    )
    pieces = Walker().walk(tree)
    assert [(piece.words, piece.outside) for piece in pieces] == [
        ("boats lie at the quay", False),
        ("buy a boat", True),
        ("nets dry", False),
    ]


def test_a_signature_of_documentation_is_a_heading():
    sig = "<dl class='py method'><dt class='sig sig-object py' id=m><span>row</span>(<em>far</em>)<a href=m.py><span>[source]</span></a><a href=#m>¶</a></dt><dd><p>Rows.</p></dd></dl>"
    page = f"<section><h2>Boats</h2><dl class='py class'><dt class='sig sig-object py'>class Boat</dt><dd><p>A boat.</p>{sig}</dd></dl><dl><dt>Oar</dt><dd>Ash.</dd></dl></section>"
    assert (
        markdown_of(page)
        == "## Boats\n\n### class Boat\n\nA boat.\n\n#### row(*far*)\n\n\\[source\\]\n\nRows.\n\nOar\n\nAsh."
    )


LARGE = "The council voted at noon to keep the old ferry. Nobody had asked it to."


@pytest.mark.parametrize(
    ("inner", "headings"),
    [
        (f"<h2>{LARGE}</h2><p>{{0}}</p><h2>Masts</h2><p>{{0}}</p>", ["Masts"]),
        (f"<h2>{LARGE[:-1]}</h2><p>{{0}}</p>", []),
        (f"<p>{{0}}</p><h2>{LARGE}</h2><p>{{0}}</p>", []),
        (f"<p>{{0}}</p><h2>{LARGE}</h2><p>{{0}}</p><h3>Masts</h3><p>{{0}}</p>", ["Masts"]),
        (f"<h2>Masts</h2><p>{{0}}</p><h2>{LARGE}</h2><p>{{0}}</p><h2>Oars</h2><p>{{0}}</p>", ["Masts", LARGE, "Oars"]),
        (f"<h2>{LARGE[:-1]}?</h2><p>{{0}}</p>", [LARGE[:-1] + "?"]),
        (f"<h2>Lesson 3: {LARGE}</h2><p>{{0}}</p>", [f"Lesson 3: {LARGE}"]),
        (f"<h2><a href=/boats>{LARGE}</a></h2><p>{{0}}</p>", [LARGE]),
        ("<h2>The ferry stays.</h2><p>{0}</p>", ["The ferry stays."]),
    ],
)  # fmt: skip
def test_a_sentence_set_large_is_text(inner, headings):
    text = "In spring the number falls, since most of the small boats are hauled out and painted."
    page = f"<head><title>Boats</title></head><main><h1>Boats</h1>{inner.format(text)}</main>"
    lines = convert_html(page.encode()).markdown.split("\n")
    found = [re.sub(r"\[|\]\(.*|^#+ ", "", line) for line in lines if line.startswith("##")]
    assert found == headings
    assert len(inner) < 60 or LARGE[:40] in "\n".join(lines)
