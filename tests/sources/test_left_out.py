"""What a page holds beside its text, though each piece of it looks like text."""

import pytest

from briefing.sources.html import main_content
from briefing.sources.html.convert_html import convert_html

TEXT = [
    "The harbour master counts boats twice a day, once before the tide and once after it.",
    "In spring the number falls, since most of the small boats are hauled out and painted.",
    "Nobody has proposed to end it, though the council spent an evening on the price of ink.",
]


@pytest.fixture(autouse=True)
def all_is_likely(monkeypatch):
    monkeypatch.setattr(main_content, "find_probabilities", lambda rows: [0.9] * len(rows))


def read(inner):
    page = f"<head><title>Boats</title></head><body><main><h1>Boats</h1>{inner}</main>"
    return convert_html(page.encode())


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
