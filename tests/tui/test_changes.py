"""A text that was read again: what became of the marks, what changed, and how that looks."""

import pytest
from textual.widgets import OptionList

from briefing.config import Config
from briefing.library import make_library
from briefing.model import Bookmark, Highlight, Note, Span
from briefing.tui.app import BriefingApp
from tests.library.cross_document.articles import article, kept
from tests.tui.reading import parts
from tests.tui.settling import settled

SIZE = (120, 40)
HARBOUR = "Harbour talks: The ministers met on Monday in the old port and said nothing of the ferry. A vote comes next week."
GRAIN = (
    "Grain and tariffs: Tariffs on barley stay until the autumn. Nobody objected in the chamber."
)
RAIL = "Railways: The night train to the coast runs again from March, the operator announced."
FISH = "[@click=app.quit]Fish[/]: The boats stay where they are, whatever the board may say of it."
OLD = article("Monday", HARBOUR, GRAIN, RAIL, source="/news/day.md")
NEW = article(
    "Monday",
    HARBOUR.replace("Monday", "Tuesday").replace("nothing", "little"),
    FISH,
    RAIL.replace(", the operator announced", ""),
    source="/news/day.md",
)


@pytest.fixture
def library(tmp_path, monkeypatch):
    made = make_library(Config(data=tmp_path))
    monkeypatch.setattr(made.reading, "look_for_names", lambda briefing, *_: briefing)
    times = iter(f"2026-03-0{day}T10:31:00.000000+00:00" for day in (3, 4))
    with monkeypatch.context() as patch:
        patch.setattr(
            "briefing.storage.document_rows.now",
            lambda: next(times, "2026-03-04T10:31:00.000000+00:00"),
        )
        kept(made, OLD, NEW)
    yield made
    made.close()


async def press(app, pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await settled(app, pilot)


def listed(app, name):
    options = app.screen.query_one(name)
    return [str(options.get_option_at_index(n).prompt) for n in range(options.option_count)]


async def test_the_changes_are_listed_and_lead_to_their_places(library):
    app = BriefingApp(library, (), NEW)
    async with app.run_test(size=SIZE) as pilot:
        await press(app, pilot, "D")
        lines = listed(app, "#changes")
        assert "3 Mar 2026 at 10:31 UTC: 1 added, 1 gone, 2 reworded" in lines[0]
        assert lines[1] == "Reworded  Harbour talks"
        assert (
            "met on Monday Tuesday in the old port and said nothing little of the ferry" in lines[2]
        )
        assert lines[3].startswith("Gone      Grain and tariffs\nTariffs on barley")
        assert lines[4].startswith("Added     [@click=app.quit]Fish[/]\nThe boats")
        await press(app, pilot, "j", "enter")
        p = parts(app)
        assert p.pane.focus_bar.span.of(NEW.document.text).startswith(
            "The ministers met on Tuesday"
        )
        await press(app, pilot, "D", "j", "j", "enter")
        assert p.session.document.sha256 == OLD.document.sha256
        assert p.session.section.title == "Grain and tariffs"
        await press(app, pilot, "ctrl+o")
        assert p.session.document.sha256 == NEW.document.sha256


async def test_a_text_without_a_version_before_says_so(library):
    app = BriefingApp(library, (), OLD)
    async with app.run_test(size=SIZE) as pilot:
        await press(app, pilot, "D")
        assert "no previous version" in parts(app).screen.status.sentence


def file_of(tmp_path, *issues):
    path = tmp_path / "day.md"
    text = "\n\n".join("## " + issue.replace(": ", "\n\n", 1) for issue in issues)
    path.write_text(f"# The day\n\nWhat it holds.\n\n{text}\n", "utf-8")
    return str(path)


def marked(library, briefing, words):
    at = briefing.document.text.index(words)
    return library.annotations.add_highlight(briefing, Span(at, at + len(words)))


async def test_reading_again_tells_what_became_of_the_marks(library, tmp_path):
    source = file_of(tmp_path, HARBOUR, GRAIN, RAIL)
    old = library.open(source).finish()
    kept_mark = marked(library, old, "said nothing of the ferry")
    gone = marked(library, old, "Tariffs on barley stay until the autumn.")
    app = BriefingApp(library, (source,), library.open(source))
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        file_of(tmp_path, HARBOUR.replace("Monday", "Tuesday"), RAIL)
        await press(app, pilot, "r")
        p = parts(app)
        assert "1 mark moved, 1 could not be placed" in p.screen.status.sentence
        assert [mark.id for mark, _ in p.annotations.highlights] == [kept_mark.id]
        assert {p.session.sections[i].title for i in p.versions.changed} >= {"Harbour talks"}
        await press(app, pilot, "quotation_mark")
        lines = listed(app, "#marks")
        assert sum("no longer has this passage" in line for line in lines) == 1
        lost = next(n for n, line in enumerate(lines) if "no longer has" in line)
        assert gone.anchor.exact in lines[lost]
        app.screen.query_one("#marks", OptionList).highlighted = lost
        await press(app, pilot, "x")
        assert len(listed(app, "#marks")) == 1
        await press(app, pilot, "u")
        assert library.history.orphans() == (gone,)
        app.screen.query_one("#marks", OptionList).highlighted = lost
        await press(app, pilot, "enter")
        assert p.session.document.sha256 == old.document.sha256
        assert "older version" in p.screen.status.sentence


async def test_opening_a_changed_text_tells_it_once(library, tmp_path):
    source = file_of(tmp_path, HARBOUR, GRAIN, RAIL)
    old = library.open(source).finish()
    at = old.document.text.index("Grain and tariffs")
    library.annotations.add_bookmark(old, Span(at, at + 17))
    file_of(tmp_path, GRAIN, HARBOUR.replace("ferry", "bridge"))
    for told in (True, False):
        app = BriefingApp(library, (source,), library.open(source))
        async with app.run_test(size=SIZE) as pilot:
            await settled(app, pilot)
            p = parts(app)
            assert ("1 mark moved" in p.screen.status.sentence) is told
            assert p.versions.changed
            assert len(p.annotations.bookmarks) == 1
    assert library.annotations.all(Note) == library.annotations.all(Highlight) == ()
    assert len(library.annotations.all(Bookmark)) == 1


@pytest.mark.parametrize("size", [(120, 40), (60, 20)], ids=str)
def test_how_the_changes_look(snap_compare, library, size, monkeypatch):
    monkeypatch.setattr(
        "briefing.tui.reader.version_changes.Versions.look_for_news", lambda _: None
    )
    app = BriefingApp(library, (), NEW)

    async def prepare(pilot):
        await press(app, pilot, "D", "j")

    assert snap_compare(app, terminal_size=size, run_before=prepare)


def test_how_an_orphan_looks(snap_compare, library, monkeypatch):
    class Clock:
        @staticmethod
        def now(zone):
            from datetime import datetime

            return datetime(2026, 3, 3, 9, 30, tzinfo=zone)

    monkeypatch.setattr("briefing.library.annotation_service.datetime", Clock)
    monkeypatch.setattr(
        "briefing.tui.reader.version_changes.Versions.look_for_news", lambda _: None
    )
    marked(library, OLD, "Tariffs on barley stay until the autumn.")
    marked(library, OLD, "in the old port")
    library.history.catch_up(NEW)
    app = BriefingApp(library, (), NEW)

    async def prepare(pilot):
        await press(app, pilot, "quotation_mark")

    assert snap_compare(app, terminal_size=(100, 24), run_before=prepare)
