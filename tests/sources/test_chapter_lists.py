import pytest

from briefing.sources.html import main_content
from briefing.sources.html.convert_html import convert_html

TEXT = [
    "The harbour master counts boats twice a day, once before the tide and once after it.",
    "In spring the number falls, since most of the small boats are hauled out and painted there.",
    "Nobody has proposed to end it, though the council spent an evening on the price of ink.",
]
PARTS = ["Masts", "Sails", "Oars", "Anchors", "Nets", "Lamps"]
CHAPTERS = "".join(f"<li><a href={part}.html#top>{part}</a>" for part in PARTS)
TEXTS = "".join(f"<p>{text}</p>" for text in TEXT)


def read(monkeypatch, inner, odds):
    monkeypatch.setattr(
        main_content,
        "find_probabilities",
        lambda rows: [odds.get(i, 0.9) for i in range(len(rows))],
    )
    page = f"<head><title>Boats</title></head><body>{inner}"
    return convert_html(page.encode()).markdown


@pytest.mark.parametrize("name", ["toc", "toctree-wrapper compound", "table-of-contents"])
def test_a_chapter_lists_its_sections(monkeypatch, name):
    listed = f"<div class='{name}'><ul>{CHAPTERS}</ul></div>"
    inner = f"<div class=chapter><h1>Boats</h1>{listed}{TEXTS}</div>"
    found = read(monkeypatch, inner, dict.fromkeys(range(1, 7), 0.1))
    assert found.startswith("# Boats\n\n- Masts")
    assert "- Lamps" in found


@pytest.mark.parametrize(
    ("listed", "kept"),
    [
        (f"<ol class=book-toc>{CHAPTERS}</ol>", False),
        (f"<ol>{CHAPTERS}</ol>", True),
        (f"<ol class=book-toc>{CHAPTERS.replace('<li>', '<li>All about the ')}</ol>", True),
        (f"<ol class=book-toc>{CHAPTERS[: CHAPTERS.index('<li><a href=Oars')]}</ol>", True),
    ],
)
def test_the_chapters_of_a_book_beside_its_text_are_left_out(monkeypatch, listed, kept):
    inner = f"<div class=left>{listed}</div><main><h1>Boats</h1>{TEXTS}</main>"
    assert ("Sails" in read(monkeypatch, inner, {})) == kept


def test_a_list_of_chapters_that_is_most_of_a_page_is_kept(monkeypatch):
    inner = f"<div><ol class=book-toc>{CHAPTERS}</ol></div><h1>Boats</h1><p>Nets dry.</p>"
    assert "Sails" in read(monkeypatch, inner, {})


@pytest.mark.parametrize(
    ("above", "odds", "kept"),
    [("<h1>Boats</h1>", 0.21, True), ("<h1>Boats</h1>", 0.1, False), ("<h2>Boats</h2>", 0.3, False)],
)  # fmt: skip
def test_a_lead_below_the_title_is_kept(monkeypatch, above, odds, kept):
    lead = (
        "<div class=lead>Why boats are counted at all, who counts them, and what is done with the"
        " numbers in the long winter after the frost.</div>"
    )
    inner = f"<article>{above}{lead}<hr><h2>The count</h2>{TEXTS * 3}</article>"
    assert ("long winter" in read(monkeypatch, inner, {1: odds, 2: 0.1})) == kept
