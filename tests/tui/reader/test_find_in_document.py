"""Finding in the document, without a screen."""

import pytest

from briefing.model import Span
from briefing.model.text_search import SearchResult
from tests.tui.reader.fakes import reader


@pytest.mark.parametrize(
    ("words", "pattern", "count", "index"),
    [
        ("quay", False, "1/1", 2),
        ("lind", False, "1/3", 0),
        ("q.a", True, "1/1", 2),
        ("nowhere", False, "0/0", 0),
        ("(", True, "", 0),
        ("", False, "", 0),
    ],
)
def test_the_first_match_is_brought_while_typing(words, pattern, count, index):
    r = reader()
    r.find.open()
    r.find.type(words, pattern=pattern)
    assert (r.find.count, r.session.index) == (count, index)
    assert r.find.has_matches == ("match" in r.pane.layers) == count.startswith("1")


def test_matches_are_walked_round_and_the_way_back_leads_along_them():
    r = reader()
    r.find.open()
    r.find.type("lind", pattern=False)
    r.find.close(keep=True)
    assert dict(r.find.matches()) == {0: 1, 1: 1, 2: 1}
    r.find.next()
    assert (r.session.index, r.find.count) == (1, "2/3")
    r.find.previous()
    r.find.previous()
    assert (r.session.index, r.find.count) == (2, "3/3")
    assert r.pane.layers["match-current"] == ["Lind"]
    r.navigation.back()
    assert r.session.index == 0


def test_giving_up_leads_back_and_forgets():
    r = reader()
    r.session.show_section(1)
    before = r.session.here
    r.find.open()
    r.find.type("quay", pattern=False)
    assert r.session.index == 2
    r.find.close(keep=False)
    assert r.session.here == before
    assert (r.find.count, r.pane.layers.get("match")) == ("", None)
    assert not r.find.clear()


def test_words_that_are_taken_back_lead_back_while_typing():
    r = reader()
    before = r.session.here
    r.find.open()
    r.find.type("quay", pattern=False)
    r.find.type("quayx", pattern=False)
    assert r.session.here == before


def test_the_search_goes_on_in_another_reading_and_ends_in_another_text():
    r = reader()
    r.find.open()
    r.find.type("lind", pattern=False)
    r.session.replace(r.session.briefing, lambda offset: offset, r.session.place)
    assert r.find.count == "1/3"
    r.session.show(r.session.briefing)
    assert r.find.count == ""


def test_matches_of_another_search_are_shown():
    r = reader()
    found = SearchResult((Span(0, 7), Span(20, 27)))
    r.find.show("harbour", found, Span(20, 27))
    assert r.find.count == "2/2"
    r.find.show("harbour", found, Span(3, 5))
    assert r.find.current == -1


def test_one_letter_waits_in_a_large_text(monkeypatch):
    monkeypatch.setattr("briefing.tui.reader.find_in_document._LARGE", 0)
    r = reader()
    r.find.open()
    r.find.type("q", pattern=False)
    assert r.find.count == ""
    r.find.type("qu", pattern=False)
    assert r.find.count == "1/1"
    r.ui.waiting["search"][1]()
    assert r.find.count == "1/1"
    r.find.type("y", pattern=False)
    r.find.close(keep=True)
    assert r.find.words == "y"
