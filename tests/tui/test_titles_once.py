"""An issue that is called as its briefing is, is listed with one title."""

import pytest

from briefing.cli.search import lines_of
from briefing.library.cross_document.entity_page import Appearance, NamedIssue
from briefing.library.search_service import Hit
from briefing.model import Span
from briefing.storage.snippets import Snippet
from briefing.tui.dialogs import search_rows
from briefing.tui.dialogs.entity_page_rows import _is_whole

SPAN = Span(0, 4)


def hit(title: str, agency: str | None = None, *, shares_title: bool = False) -> Hit:
    snippet = Snippet("They met.", ())
    about = ("a", title, agency, None, "port.md", 0, "Harbour")
    return Hit(*about, (), SPAN, SPAN, snippet, 1.0, shares_title=shares_title)


@pytest.mark.parametrize(
    ("found", "lines"),
    [
        (hit("Harbour"), ["Harbour", "They met."]),
        (hit("Harbour", "A.P."), ["Harbour", "A.P.", "They met."]),
        (hit("The week"), ["Harbour", "The week", "They met."]),
        (hit("Harbour", shares_title=True), ["Harbour", "port.md", "They met."]),
    ],
)
def test_a_result_of_the_search(found, lines):
    assert str(search_rows.prompt(found)).strip().splitlines() == lines
    assert [line.strip() for line in lines_of(found)] == lines


@pytest.mark.parametrize(
    ("issues", "whole"),
    [(("Harbour",), True), (("Trade",), False), (("Harbour", "Trade"), False), ((), False)],
)
def test_a_briefing_on_the_page_of_a_name(issues, whole):
    named = tuple(NamedIssue(number, title, 1) for number, title in enumerate(issues))
    assert _is_whole(Appearance("a", "Harbour", None, None, "", "k", "n", named)) is whole
