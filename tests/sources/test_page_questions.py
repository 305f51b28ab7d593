import pytest

from briefing.sources.html import main_content
from briefing.sources.html.convert_html import convert_html

LEAD = "The harbour master counts boats twice a day, once before the tide and once after it. " * 3
ASKED = "<h3>Who counts the boats?</h3><p>The harbour master does, or whoever has the keys.</p>"
AGAIN = (
    "<h3>How often are they counted?</h3><p>Twice a day, and once on feast days in the spring.</p>"
)
NEXT = "<div class=call><p>Call the harbour office between nine and noon on any day.</p></div>"


def read(monkeypatch, inner, unlikely):
    def find(rows):
        return [0.9 if i < 2 else unlikely for i in range(len(rows))]

    monkeypatch.setattr(main_content, "find_probabilities", find)
    page = f"<head><title>Boats</title></head><body><main><h1>Boats</h1><p>{LEAD}</p>{inner}</main>"
    return convert_html(page.encode()).markdown


@pytest.mark.parametrize(
    "head", ["FAQ", "Frequently asked questions about boats", "Häufige Fragen"]
)
def test_questions_are_kept_with_their_answers(monkeypatch, head):
    found = read(
        monkeypatch, f"<section><h2>{head}</h2><div>{ASKED}{AGAIN}</div></section>{NEXT}", 0.31
    )
    assert "Who counts" in found
    assert "feast days" in found
    assert f"## {head}" in found
    assert "between nine and noon" not in found


@pytest.mark.parametrize(
    ("head", "asked", "odds"),
    [("News", ASKED + AGAIN, 0.31), ("FAQ", ASKED, 0.31), ("FAQ", ASKED + AGAIN, 0.2)],
)
def test_a_part_that_asks_nothing_or_is_unlikely_is_left_out(monkeypatch, head, asked, odds):
    assert "Who counts" not in read(monkeypatch, f"<h2>{head}</h2><div>{asked}</div>", odds)


@pytest.mark.parametrize("head", ["<h4>Masts and sails</h4>", "<p>Who paints the masts?</p>"])
def test_a_text_keeps_its_heading(monkeypatch, head):
    odds = iter([0.9, 0.9, 0.12, 0.9, 0.1])
    monkeypatch.setattr(main_content, "find_probabilities", lambda rows: [next(odds) for _ in rows])
    page = f"<body><main><h1>Boats</h1><p>{LEAD}</p><div>{head}<div><p>{LEAD}</p></div></div><h4>Ropes</h4></main>"
    found = convert_html(page.encode()).markdown
    assert "asts" in found
    assert "Ropes" not in found


def test_a_heading_above_an_unlikely_caption_is_kept_in_its_row(monkeypatch):
    odds = iter([0.9, 0.9, 0.12, 0.01, 0.9])
    monkeypatch.setattr(main_content, "find_probabilities", lambda rows: [next(odds) for _ in rows])
    rows = (
        f"<p>{LEAD}</p></div></div><div><div class=row><h4>Masts and sails</h4>",
        "<figcaption class=caption>Above: a mast.</figcaption></div></div>",
        f"<div><div class=row><p>{LEAD.replace('twice', 'once')}</p>",
    )
    page = f"<body><main><h1>Boats</h1><div><div class=row>{''.join(rows)}</div></div></main>"
    found = convert_html(page.encode()).markdown
    assert "#### Masts and sails\n\nAbove: a mast.\n\nThe harbour" in found
