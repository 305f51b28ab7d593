"""A digest on the screen: its links, its citations, and making it anew."""

import pytest
from textual.widgets import OptionList, Static

from briefing.config import Config
from briefing.library import make_library
from briefing.model import Highlight, Span
from briefing.tui.app import BriefingApp
from tests.library.cross_document.articles import kept
from tests.library.test_digest import FRUIT, LATER, LEAGUE, ONE, OTHER
from tests.tui.reading import parts
from tests.tui.settling import settled

SIZE = (100, 30)


@pytest.fixture
def library(tmp_path, monkeypatch):
    made = make_library(Config(data=tmp_path))
    monkeypatch.setattr(made.reading, "look_for_names", lambda briefing, *_: briefing)
    kept(made, ONE, OTHER, FRUIT)
    yield made
    made.close()


async def press(app, pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await settled(app, pilot)


async def test_links_lead_to_the_words_in_the_source_and_back(library):
    app = BriefingApp(library, (), FRUIT)
    async with app.run_test(size=SIZE) as pilot:
        await press(app, pilot, "ctrl+g", "f", "s")
        p = parts(app)
        assert p.session.document.title == "Closed", "the second link, to what adds something"
        assert p.pane.focus_bar.span.of(p.session.document.text) == LEAGUE
        await press(app, pilot, "ctrl+o")
        assert p.session.document.title.startswith("Digest, ")
        place = p.session.place
        await press(app, pilot, "f", "s", "j", "escape", "escape")
        assert p.session.document.title.startswith("Digest, ")
        assert p.session.place == place
        await press(app, pilot, "escape")
        assert p.session.document.title.startswith("Digest, ")


async def test_a_citation_names_the_source(library):
    app = BriefingApp(library, (), FRUIT)
    async with app.run_test(size=SIZE) as pilot:
        await press(app, pilot, "ctrl+g")
        p = parts(app)
        copied = []
        p.copying._to_clipboard = copied.append
        start = p.session.document.text.index(LEAGUE)
        p.pane.focus_bar.point(Span(start, start + len(LEAGUE)))
        await press(app, pilot, "Y")
        assert copied == [
            f'"{LEAGUE}" - Northern Wire, "Closed", 4 Mar 2026, "Closed", paragraph 2, Closed.txt'
        ]


async def test_lists_of_marks_name_the_source(library):
    app = BriefingApp(library, (), FRUIT)
    async with app.run_test(size=SIZE) as pilot:
        await press(app, pilot, "ctrl+g", "i")
        assert "f and a letter" in str(app.screen.query(Static).first().content)
        await press(app, pilot, "escape", "m")
        p = parts(app)
        start = p.session.document.text.index(LEAGUE)
        p.pane.focus_bar.point(Span(start, start + len(LEAGUE)))
        await press(app, pilot, "H")
        for key, outlet in (("apostrophe", "Pelham Post"), ("quotation_mark", "Northern Wire")):
            await press(app, pilot, key)
            [line] = [str(each.prompt) for each in app.screen.query_one(OptionList).options]
            assert outlet in line
            assert "Digest" not in line
            await press(app, pilot, "escape")


async def test_reloading_makes_it_anew_with_its_marks(library):
    app = BriefingApp(library, (), FRUIT)
    async with app.run_test(size=SIZE) as pilot:
        await press(app, pilot, "ctrl+g")
        p = parts(app)
        first = p.session.briefing
        start = first.document.text.index(LEAGUE)
        p.library.annotations.add_highlight(first, Span(start, start + len(LEAGUE)))
        await press(app, pilot, "r")
        assert p.session.document == first.document
        kept(library, LATER)
        await press(app, pilot, "r")
        assert p.session.document == first.document, "of the same texts"
        library.documents.remove(FRUIT.document.sha256)
        await press(app, pilot, "r")
        now = p.session.document
        assert [each.title for each in p.session.sections] == ["Stopped"]
        [mark] = library.annotations.all(Highlight)
        assert (mark.document, mark.anchor.exact) == (now.sha256, LEAGUE)
        assert library.documents.find(first.document.sha256) is None, "in its place"
        await press(app, pilot, "ctrl+z")
        assert library.documents.find(now.sha256) is None
        assert {ONE.document.sha256, OTHER.document.sha256} <= set(library.digests._find(None))


async def test_undoing_one_leads_back_to_the_library(library):
    app = BriefingApp(library)
    async with app.run_test(size=SIZE) as pilot:
        await press(app, pilot, "G")
        assert parts(app).session.document.title.startswith("Digest, ")
        await press(app, pilot, "ctrl+z")
        assert type(app.screen).__name__ == "LibraryScreen"


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 15)], ids=str)
def test_a_digest_looks(snap_compare, tmp_path, monkeypatch, size):
    moment = "2026-03-04T07:12:00.000000+00:00"
    monkeypatch.setattr("briefing.storage.document_rows.now", lambda: moment)
    monkeypatch.setattr("briefing.library.digest.digest_service._week_ago", lambda: "")
    title = "Digest, 4 Mar 2026, 07:12"
    monkeypatch.setattr("briefing.library.digest.digest_service._title", lambda latest: title)
    made = make_library(Config(data=tmp_path))
    monkeypatch.setattr(made.reading, "look_for_names", lambda briefing, *_: briefing)
    kept(made, ONE, OTHER, FRUIT)

    async def prepare(pilot):
        await press(pilot.app, pilot, "ctrl+g")

    assert snap_compare(BriefingApp(made, (), FRUIT), terminal_size=size, run_before=prepare)
