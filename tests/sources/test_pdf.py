import pytest

from briefing.errors import FormatError
from briefing.sources.pdf.convert import convert
from tests.sources.articles import ARTICLES, HARBOUR, SUMMIT
from tests.sources.comparing import assert_same
from tests.sources.make_pdf import pdf, scanned

LAYOUTS = {
    "one": {},
    "two": {"columns": 2, "head": "The Ellery Courier", "numbers": True},
    "hyphens": {"columns": 2, "hyphens": True, "numbers": True},
    "outline": {"outline": True, "title": "A file"},
    "contents": {"contents": True, "head": "Monthly letter", "numbers": True},
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_comes_out_as_it_went_in(name, layout):
    found = convert(pdf(ARTICLES[name], **LAYOUTS[layout]))
    assert_same(found["markdown"], ARTICLES[name])


def test_running_heads_and_numbers_are_boilerplate():
    article = HARBOUR + SUMMIT
    found = convert(pdf(article, head="The Ellery Courier", numbers=True, contents=True))
    assert "Courier" not in found["markdown"]
    assert "Page" not in found["markdown"]
    assert {"The Ellery Courier", "Page 1", "Contents"} <= set(found["boilerplate"])


def test_a_scanned_file_says_so():
    with pytest.raises(FormatError, match="holds pictures of its pages and no text"):
        convert(scanned())


def test_a_damaged_file_says_so():
    with pytest.raises(FormatError, match="may be damaged"):
        convert(b"%PDF-1.4 and then nothing")
