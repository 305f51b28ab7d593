import pytest

from briefing.sources.html import main_content
from briefing.sources.html.convert_html import convert_html
from briefing.sources.html.dom_to_markdown import Walker
from briefing.sources.html.parse_dom import parse_html

TEXT = "The mast is of spruce, eleven metres long, and carries two sails."


def is_outside(inner):
    tree = parse_html(f"<body><main><h1>A boat</h1>{inner}</main></body>")
    return [p.outside for p in Walker().walk(tree) if p.words.startswith("the mast")]


@pytest.mark.parametrize(
    "inner",
    [
        f"<div role=tabpanel hidden><p>{TEXT}</p></div>",
        f"<div class=accordion__content style='max-height:0px'><p>{TEXT}</p></div>",
        f"<div class='faq-answer' style='display: none'><p>{TEXT}</p></div>",
        f"<h3><button aria-controls=m>Masts</button></h3><div id=m hidden><p>{TEXT}</p></div>",
        f"<span class='copy hidden'><b>{TEXT}</b> {TEXT * 5}</span>",
    ],
)
def test_text_that_a_page_folds_is_its_text(inner):
    assert is_outside(inner) == [False]


@pytest.mark.parametrize(
    "inner",
    [
        f"<div hidden><p>{TEXT}</p></div>",
        f"<div class='modal collapse' hidden><p>{TEXT}</p></div>",
        f"<nav><div class=collapse hidden><p>{TEXT}</p></div></nav>",
        f"<div role=tabpanel hidden><p><a href=/m>{TEXT}</a></p></div>",
        f"<button aria-haspopup=menu aria-controls=m>Masts</button><div id=m hidden><p>{TEXT}</p></div>",
        f"<p>Boats.<span class='hidden'>{TEXT}</span></p>",
    ],
)
def test_what_is_hidden_otherwise_is_beside_the_text(inner):
    assert is_outside(inner) == [True]


def test_a_sentence_set_as_a_heading_is_text(monkeypatch):
    monkeypatch.setattr(
        main_content, "find_probabilities", lambda rows: [0.9, 0.9, 0.9, 0.0, 0.9, 0.0, 0.0]
    )
    said = "<h3>For more than forty years we have built boats of oak here</h3>"
    page = f"<body><main><h1>Boats</h1><p>{TEXT * 3}</p>{said}<p>Oak, 1901.</p><h3>Our yard</h3><p>Quay 4.</p><h3>News</h3>"
    found = convert_html(page.encode()).markdown
    assert "forty years" in found
    assert "Our yard" not in found
