import pytest

from briefing.sources.html import main_content
from briefing.sources.html.convert_html import convert_html

PARTS = ["Before the tide", "After the tide", "The price of ink"]
TEXT = [
    "The harbour master counts boats twice a day, once before the tide and once after it.",
    "In spring the number falls, since most of the small boats are hauled out and painted.",
    "Nobody has proposed to end it, though the council spent an evening on the price of ink.",
]
SECTIONS = "".join(
    f"<h2 id=p{i}>{i + 1}. {head}</h2><p>{text}</p>"
    for i, (head, text) in enumerate(zip(PARTS, TEXT, strict=True))
)


@pytest.fixture(autouse=True)
def all_is_likely(monkeypatch):
    monkeypatch.setattr(main_content, "find_probabilities", lambda rows: [0.9] * len(rows))


def read(inner):
    page = f"<head><title>Boats</title></head><body><main><h1>Boats</h1>{inner}</main>"
    return convert_html(page.encode())


def contents(target, names=PARTS):
    items = "".join(f"<li><a href='{target}#p{i}'>{name}</a>" for i, name in enumerate(names))
    return f"<p>On this page</p><ul>{items}</ul>"


@pytest.mark.parametrize("target", ["", "/boats.html", "https://harbour.example/boats"])
def test_the_contents_list_of_a_page_is_left_out(target):
    found = read(contents(target) + SECTIONS)
    assert found.markdown.startswith("# Boats\n\n## 1\\. Before the tide\n\n" + TEXT[0])
    assert "On this page" in found.boilerplate[0]
    assert PARTS[2] in found.boilerplate[0]


@pytest.mark.parametrize(
    ("target", "names"),
    [("", ["Masts", "Sails", "Oars"]), ("", PARTS[:1]), ("/a.html", ["Masts", "Sails", "Oars"])],
)
def test_a_list_of_other_places_is_kept(target, names):
    assert names[0] in read(contents(target, names) + SECTIONS).markdown.split("##")[0]


def test_links_to_headings_of_several_pages_are_kept():
    listed = "".join(f"<li><a href='/{i}.html#p'>{name}</a>" for i, name in enumerate(PARTS))
    assert PARTS[0] in read(f"<ul>{listed}</ul>{SECTIONS}").markdown.split("##")[0]


@pytest.mark.parametrize(
    ("inner", "markdown"),
    [
        ("<h1>Boats</h1><p>Boats</p><p>{}</p>", "# Boats\n\n{}"),
        ("<p>{}</p><p>Masts</p><h2>Masts</h2><p>Tar.</p>", "# Boats\n\n{}\n\n## Masts\n\nTar."),
        ("<h2>Masts</h2><ul><li>Masts<li>Sails</ul><p>{}</p>", "# Boats\n\n## Masts\n\n- Masts\n- Sails\n\n{}"),
    ],
)  # fmt: skip
def test_a_heading_is_not_said_twice_at_once(inner, markdown):
    assert read(inner.format(TEXT[0])).markdown == markdown.format(TEXT[0])


PERSON = f"<p>Ada Kroll has kept the books of the harbour since the year of the long frost. {TEXT[2]}</p>"


@pytest.mark.parametrize(
    "name", ["author-box", "post-author__bio", "about-the-author", "authorInfo"]
)
def test_what_a_page_says_of_its_author_is_left_out(name):
    box = f"<div class={name}><h3>Ada Kroll</h3><div>{PERSON}</div></div>"
    assert "long frost" not in read(SECTIONS * 2 + box).markdown


def test_a_page_about_its_author_is_kept():
    assert "long frost" in read(f"<div class=author-bio>{PERSON}{PERSON}</div>").markdown


@pytest.mark.parametrize("name", ["comments", "pageComments", "commentsBox"])
def test_a_box_of_comments_is_left_out(name):
    box = f"<div id={name}><p>What Ada Kroll says of the long frost is not what I heard.</p></div>"
    assert ("long frost" in read(SECTIONS + box).markdown) == (name == "commentsBox")


def test_a_chapter_about_comments_is_kept():
    chapters = "".join(
        f"<section id={head.lower().replace(' ', '-')}><h2>{i + 2}. {head}</h2><p>{text}</p></section>"
        for i, (head, text) in enumerate(
            zip(["Names", "Numbers", "Review comments"], TEXT, strict=True)
        )
    )
    assert TEXT[2] in read(chapters).markdown
    assert TEXT[2] not in read(chapters.replace("<section id=names>", "<section>")).markdown


def test_a_picture_of_what_stands_beside_it_is_left_out():
    gulls = "".join(
        f"<img src={n}.png alt='A white gull at noon {n}'><p>Shop now</p>" for n in range(3)
    )
    page = f"<p>{TEXT[0]}</p><h2>The old mill</h2><img src=m.png alt='The old mill logo'><p>{TEXT[1]}</p>{gulls}"
    found = read(page)
    assert "mill logo" not in found.markdown
    assert "mill logo" in found.boilerplate[0]
    assert found.markdown.count("white gull") == 1


def test_a_picture_named_as_its_page_is_left_out():
    picture = "<img src=m.png alt='Boats of the harbour'>"
    page = f"<head><title>The boats of the harbour</title></head><main><h1>The boats of the harbour</h1><p>{TEXT[0]}</p>{picture}<p>{TEXT[1]}</p>"
    assert "![" not in convert_html(page.encode()).markdown


@pytest.mark.parametrize(
    "line",
    [
        "<p>Read more</p>",
        "<p>Click to enlarge</p>",
        "<p>Supported versions: Current (18) / 17 / 16</p>",
        "<p><b>Related:</b> <a href=/masts>How masts are made</a></p>",
        "<p>ALSO READ | <a href=/masts>How masts are made</a></p>",
        "<p><b>Read more: <a href=/masts>How masts are made</a></b></p>",
        "<h2>READ MORE: <a href=/masts>How masts are made</a></h2>",
    ],
)
def test_a_line_that_leads_elsewhere_is_left_out(line):
    found = read(f"<p>{TEXT[0]}</p>{line}<p>{TEXT[1]}</p>")
    assert found.markdown == f"# Boats\n\n{TEXT[0]}\n\n{TEXT[1]}"


LINES = {
    "paragraphs": "<p><a href=/{0}>Masts of the {0} oldest boats</a></p>",
    "headings": "<h3><a href=/{0}>Masts of the {0} oldest boats</a></h3>",
    "half linked": "<li>How the mast was made of <a href=/{0}>the {0} oldest boats</a></li>",
}


def closing(head, text=TEXT[0], kind="article", line=LINES["paragraphs"]):
    links = "".join(map(line.format, range(4)))
    told = f'<script type="application/ld+json">{{"@type": "{kind}", "headline": "Boats"}}</script>'
    return read(f"{told}<p>{text * 5}</p>{head}{links}").markdown


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_links_below_an_article_are_left_out(line):
    assert "oldest" not in closing("<h2>More of this</h2>", kind="Article", line=line)
    assert "More of this" not in closing("<h2>More of this</h2>", kind="Article", line=line)


def test_a_label_of_links_below_an_article_is_left_out():
    assert closing("<p>Ada Kroll helped.</p><p><b>Read more:</b></p>", kind="Article").endswith(
        "Ada Kroll helped."
    )


@pytest.mark.parametrize(
    ("head", "text", "kind"),
    [
        ("<h2>Further reading</h2>", TEXT[0], "Article"),
        ("", TEXT[0], "WebPage"),
        (
            "<p>These are the boats that lay there before the year of the long frost:</p>",
            TEXT[0],
            "Article",
        ),
        ("<h2>More</h2>", "Nets dry.", "Article"),
    ],
)
def test_links_that_are_meant_or_most_of_a_text_are_kept(head, text, kind):
    assert "oldest" in closing(head, text, kind)


@pytest.mark.parametrize(
    ("program", "kept"), [("<meta name=generator content=phpBB>", True), ("", False)]
)
def test_a_short_post_among_the_long_is_kept(monkeypatch, program, kept):
    posts = "".join(
        f"<div class=post><div class=body>{text}</div></div>"
        for text in (TEXT[0], "Twice, I think.", TEXT[1], TEXT[2])
    )
    odds = {0: 0.9, 2: 0.2}
    monkeypatch.setattr(
        main_content,
        "find_probabilities",
        lambda rows: [odds.get(i, 0.9) for i in range(len(rows))],
    )
    page = f"<head>{program}</head><main><h1>Boats</h1>{posts}</main>"
    assert ("Twice" in convert_html(page.encode()).markdown) == kept


@pytest.mark.parametrize(("end", "kept"), [(".", True), ("", False)])
def test_a_sentence_within_a_text_that_is_all_link_is_kept(monkeypatch, end, kept):
    monkeypatch.setattr(
        main_content,
        "find_probabilities",
        lambda rows: [0.3 if i == 2 else 0.9 for i in range(len(rows))],
    )
    line = "On Friday three masters, Jon Roe and Sam Roe and Al Small, told the court of the bay that they denied all of it"
    found = read(f"<p>{TEXT[0]}</p><p><a href=/court>{line}{end}</a></p><p>{TEXT[1]}</p>")
    assert (line in found.markdown) == kept


@pytest.mark.parametrize(
    ("around", "kept"),
    [
        ("", True),
        ("<div class=navheader><a href=p.html>Prev</a></div>", True),
        ("<nav><a href=/>Home</a></nav>", False),
        ("<form><input name=q></form>", False),
        ("".join(f"<p><a href=/{i}>News of the bay</a></p>" for i in range(4)), False),
    ],
)
def test_of_a_manual_with_nothing_around_it_all_is_text(monkeypatch, around, kept):
    monkeypatch.setattr(
        main_content, "find_probabilities", lambda rows: [0.9] * 2 + [0.1] * (len(rows) - 2)
    )
    see = "<dl><dt><a href=masts.html>masts(1)</a></dt><dd>Count masts.</dd></dl>"
    page = f"<title>boats(1)</title><h1>boats(1)</h1><p>{TEXT[0]}</p><h2>Options</h2><p>{TEXT[1]}</p>{see}<p>{TEXT[2]}</p>{around}"
    found = convert_html(page.encode()).markdown
    assert (TEXT[2] in found) == ("masts(1)" in found) == ("## Options" in found) == kept
    assert "Prev" not in found


@pytest.mark.parametrize(("between", "times"), [("", 1), (f"<p>{TEXT[2]}</p>", 2)])
def test_a_slide_that_follows_itself_is_left_out(between, times):
    slide = f"<div><h2>Masts</h2><p>{TEXT[1]}</p></div>"
    found = read(f"<p>{TEXT[0]}</p>{slide}{between}{slide}<p>Tar.</p>")
    assert found.markdown.count(TEXT[1]) == found.markdown.count("## Masts") == times


NEAR, FAR = 0.3, 0.1


@pytest.mark.parametrize(
    ("odds", "wrap", "kept"),
    [
        ([0.34, 0.33, 0.32, NEAR], "{}", 4),
        ([0.34, 0.33, 0.32, FAR], "{}", 3),
        ([0.34, FAR, 0.32, 0.32], "{}", 3),
        ([0.34, NEAR, 0.32, 0.32], "{}", 4),
        ([0.7, 0.33, 0.32, NEAR], "{}", 3),
        ([0.34, 0.33, 0.32, NEAR], "<div>{}</div>", 3),
        ([0.34, 0.33, 0.32, NEAR], "<a href=/tide>{}</a>", 3),
    ],
)
def test_a_text_is_not_cut_where_its_odds_hardly_fall(monkeypatch, odds, wrap, kept):
    monkeypatch.setattr(main_content, "find_probabilities", lambda rows: [0.9, *odds])
    monkeypatch.setattr(
        main_content, "choose_by_expected_score", lambda odds, *_: [o > 0.305 for o in odds]
    )
    texts = [*TEXT, "The oldest boat of the harbour has not left its berth since the long frost."]
    told = "".join(f"<p>{text}</p>" for text in texts[:3])
    page = read(told + wrap.format(f"<p>{texts[3]}</p>"))
    assert sum(text in page.markdown for text in texts) == kept
