import pytest

from briefing.sources.office.epub import convert_epub
from tests.sources.test_office import book, with_contents

LINKS = "<a href='c1.xhtml#a'>1. Rye</a></li><li><a href='c2.xhtml#b'>2. Winter oats</a>"
LIST = f"<ul><li>{LINKS}</li><li>{LINKS}</li></ul>"
ROWS = "".join(f"<tr><td><a href='c{i}.xhtml'>{i}</a></td><td>Rye</td></tr>" for i in (1, 2, 1, 2))
LINES = "<p><a href='c1.xhtml'>Rye</a></p><p><a href='c2.xhtml'>Winter oats</a> 12</p>" * 2
SUMMED = (
    "<p><a href='c2.xhtml'>Winter oats</a> are sown late and cut in the heat of August.</p>" * 4
)
PARTS = ("<h1 id='a'>Rye</h1><p>Rye.</p>", "<h1 id='b'>Winter oats</h1><p>Oats.</p>")


@pytest.mark.parametrize(
    ("page", "left", "folded"),
    [
        (f"<h1>Corn</h1><p>Grown.</p><h2>Contents</h2>{LIST}", "# Corn\n\nGrown.\n\n", 1),
        (f"<h1>Corn</h1><div><h2>Inhalt</h2></div><table>{ROWS}</table>", "", 1),
        (f"<h1>Corn</h1><div class='toc'><p>Table of Contents</p>{LIST}</div>", "", 1),
        ("<h1>Table des Matières</h1><ul><li><a href='c1.xhtml'>Comment semer</a></li><li><a href='c2.xhtml'>Récolter</a></li></ul>", "", 1),
        (f"<p>Grown.</p>{LINES}<p>Sown.</p>", "Grown.\n\nSown.\n\n", 1),
        (f"<section><h1>Rye</h1><p>Rye and winter oats and rye and oats.</p>{LIST}</section>", "# Rye\n\nRye and winter oats and rye and oats.\n\n", 1),
        ("<div class='pg-boilerplate'><h2>About the file</h2><p>Free.</p></div><p>Grown.</p>", "Grown.\n\n", 1),
        ("<div role='navigation'><h3>Navigation</h3><a href='c1.xhtml'>next</a></div><p>Grown.</p>", "Grown.\n\n", 1),
        ("<h1>Rye and winter oats</h1><h2>Rye</h2><h4><a href='c1.xhtml'>1. Rye</a></h4><h5><a href='c1.xhtml#a'>1.1 Rye</a></h5><h2>Oats</h2><h4><a href='c2.xhtml'>2. Winter oats</a></h4><h5><a href='c2.xhtml#b'>2.1 Oats</a></h5>", "", 1),
        ("<p><img alt='Cover' src='a.png'/></p>", "", 1),
    ],
)  # fmt: skip
def test_what_a_book_prints_around_its_text_is_folded(page, left, folded):
    found = convert_epub(book(*PARTS, page))
    assert found.markdown == f"# Rye\n\nRye.\n\n# Winter oats\n\nOats.\n\n{left}".strip()
    assert len(found.boilerplate) == folded


def test_a_list_that_says_something_is_no_contents():
    found = convert_epub(book(*PARTS, SUMMED))
    assert not found.boilerplate


def test_headings_get_the_depth_of_their_place_in_the_contents():
    nested = "<nav><ol><li><a href='c.html#a'>Rye</a><ol><li><a href='c.html#b'>Sowing</a></li></ol></li><li><a href='c.html#d'>Oats</a></li></ol></nav>"
    page = "<h1 id='a'>1. Rye</h1><p>a</p><h1 id='b'>1.1 Sowing</h1><p>b</p><h1>Depth</h1><p>c</p><h3 id='d'>2. Oats</h3><p>d</p>"
    heads = [
        line
        for line in convert_epub(with_contents(nested, c=page)).markdown.split("\n")
        if "#" in line
    ]
    assert heads == ["# 1\\. Rye", "## 1.1 Sowing", "### Depth", "# 2\\. Oats"]


def test_who_made_a_book_heads_no_part():
    page = "<div class='titlepage'><h1>Corn</h1><h3 class='author'>Ada Pell</h3></div><p>a</p>"
    assert convert_epub(book(page)).markdown == "# Corn\n\nAda Pell\n\na"


@pytest.mark.parametrize("line", ["<p><b>The barn</b></p>", "<p>THE BARN</p>", "<h3>The barn</h3>"])
def test_the_name_of_a_counted_chapter_belongs_to_its_heading(line):
    found = convert_epub(book(f"<h2>Chapter IV.</h2>{line}<p>It was cold.</p>"))
    assert found.markdown.casefold() == "## chapter iv. the barn\n\nit was cold."
