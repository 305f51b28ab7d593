"""No text that is not written out in the code reaches Textual as markup."""

from pathlib import Path

import pytest

import briefing.tui
from tests.tui.markup import Finder

FOLDER = Path(briefing.tui.__file__).parent


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.py")), ids=lambda p: p.stem)
def test_text_is_given_as_content_or_without_markup(path):
    """Wrap it in `Content(...)`, or say `markup=False`."""
    assert list(Finder(path.read_text()).found()) == []


BAD = (
    "Static(document.title)", "Label(f'{title}')", "Option(name)", "Static(title, markup=True)",
    "self.notify(reason)", "panel.border_title = title", "panel.border_subtitle = f'{n}'",
    "self.tooltip = mark.target", "table.add_row(name, Text(x))", "Button('a' + name)",
    "table.add_column(entity.name)", "Option(title if title else 'none')", "Input(placeholder=title)",
    "def made(title: str): return Option(title)", "title = document.title\nStatic(title)",
    "Static(*titles)", "def render(self) -> str: return self.title",
)  # fmt: skip
GOOD = (
    "Static('x')", "Static(title, markup=False)", "Option(Content(title))", "Static('a' if x else 'b')",
    "panel.border_title = Content(title)", "self.notify(reason, markup=False)",
    "Option(Content.assemble(title))", "head = Content(title)\nOption(head)", "Input(title)",
    "table.add_row(Text(name), *[Text(c) for c in cells])", "TITLE = 'x'\npanel.border_title = TITLE",
    "def made(x) -> Content: return Content(x)\nOption(made(x))", "Option(Content(a).truncate(3))",
    "def shown(title: Content): return Option(title)", "def render(self) -> Content: return Content(x)",
)  # fmt: skip


@pytest.mark.parametrize("code", BAD)
def test_the_finder_finds(code):
    assert list(Finder(code).found())


@pytest.mark.parametrize("code", GOOD)
def test_the_finder_lets_be(code):
    assert list(Finder(code).found()) == []
