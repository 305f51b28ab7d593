"""What changed and what is new, without a screen."""

from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from briefing.errors import StorageError
from briefing.library.carry_over import CarriedOver
from briefing.model import Briefing
from tests.tui.reader.fakes import reader
from tests.tui.reading import briefing


def test_what_went_over_from_the_version_before_is_told():
    r = reader()
    start = r.session.sections[1].span.start
    moved = CarriedOver("old", placed=1, lost=1, fresh=frozenset({start}), added=frozenset())
    r.session.show(briefing(), moved=moved)
    assert (r.versions.changed, r.versions.new) == ({1}, frozenset())
    assert r.ui.said[-1].startswith("The text changed: 1 mark moved")
    r.session.show(briefing())
    assert r.versions.changed == frozenset()


def test_sections_are_compared_by_words_and_titles():
    r = reader()
    before = briefing()
    text = before.document.text
    at = text.index("The crane")
    changed = text[:at] + "X" + text[at + 1 :]
    new = Briefing(replace(before.document, text=changed), before.analysis)
    r.session.replace(new, lambda offset: offset, r.session.place)
    r.versions.compare_sections(before)
    assert (r.versions.changed, r.versions.new) == ({2}, frozenset())


def test_no_version_before_is_said():
    r = reader()
    r.versions.list_changes()
    assert r.ui.said == ["There is no previous version yet; <reload> reads the source again."]


def test_of_a_part_nothing_is_compared():
    r = reader()
    r.session.partial = True
    r.versions.list_changes()
    assert r.ui.said == ["The rest of the text is still being read."]


@pytest.fixture
def news(monkeypatch):
    r = reader()
    found = SimpleNamespace(
        before="Talks", published="2026-03-01", added="2026-03-02T09:00:00+00:00", how="read before from the same address",
        names=frozenset({"e1"}), issues=frozenset({0}), changed=frozenset({2}),
    )  # fmt: skip
    monkeypatch.setattr(type(r.library.cross_document), "news", lambda self, briefing: found)
    r.versions.look_for_news()
    return r


def test_what_the_previous_briefing_had_not_is_new(news):
    assert (news.versions.new, news.versions.changed, news.sidebar.new) == ({0}, {2}, {"e1"})
    assert news.versions.why_new() == (
        "New since “Talks”, 1 Mar 2026, read before from the same address."
    )
    news.session.show_section(1)
    assert news.versions.why_new() == ""


def test_a_library_that_fails_calls_nothing_new(news, monkeypatch):
    def fail(self, briefing):
        raise StorageError("It is damaged.")

    monkeypatch.setattr(type(news.library.cross_document), "news", fail)
    news.versions.look_for_news()
    assert (news.versions.new, news.ui.errors) == (frozenset(), [])


def test_what_is_new_is_explained(news):
    news.issue_details.show()
    assert news.ui.asked() == ["TextDialog"]
    shown = news.ui.dialogs[0][0]._content.plain
    assert "The title is inferred" in shown
    assert "New since “Talks”" in shown
    assert "Press <correct> to correct it" in shown
