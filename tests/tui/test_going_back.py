"""The way back over every jump, and from one document to the next and back."""

from datetime import UTC, datetime
from pathlib import Path

from briefing.config import Config
from briefing.library import make_library
from briefing.library.feed_service import FeedService, Subscription
from briefing.sources.feed.feed_values import Entry
from briefing.tui.app import BriefingApp
from briefing.tui.visit_history import Visit, VisitHistory
from tests.library.following import follow
from tests.tui.driving import begin
from tests.tui.reading import application, briefing, document, parts
from tests.tui.settling import settled
from tests.tui.shelves import shelved
from tests.tui.test_place import BODY
from tests.tui.test_reader import SIZE, press

JUMPS = {
    "issue": ("2",),
    "next issue": ("right_square_bracket", "right_square_bracket"),
    "overview": ("0",),
    "search": ("slash", *"quay", "enter"),
    "match": ("slash", *"lind", "enter", "n"),
    "mention": ("p", *"lind", "enter", "full_stop"),
    "quotation": ("G", "semicolon"),
    "end": ("G",),
    "bookmark": ("2", "m", "1", "apostrophe", "enter"),
    "page at the end": ("G", "space"),
}


async def test_back_leads_to_the_same_line(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        for jump, keys in JUMPS.items():
            p = await begin(app, pilot)
            await pilot.press("1", "d", "j")
            before, index = p.pane.place, p.session.index
            await pilot.press(*keys)
            there = p.pane.place
            assert there != before, jump
            backs = 0
            while p.pane.place != before and backs < 5:
                await pilot.press("ctrl+o")
                backs += 1
            assert (p.pane.place, p.session.index) == (before, index), jump
            await pilot.press(*["alt+right"] * backs)
            assert p.pane.place == there, jump


async def test_back_from_a_bookmark_of_another_document(tmp_path):
    made = make_library(Config(data=tmp_path))
    made._store.documents.keep(briefing())
    other = tmp_path / "other.md"
    other.write_text("# Other\n\nWords that stand elsewhere.\n")
    opened = made.open(str(other)).finish()
    app = BriefingApp(made, (str(other),), opened)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await settled(app, pilot)
        await press(
            pilot, "m", "L", "slash", *"harbour", "enter", "enter", "2", "apostrophe", "enter"
        )
        assert p.session.document.title == "Other"
        await press(pilot, "ctrl+o")
        assert (p.session.document.title, p.session.index) == ("Harbour talks go on", 2)
        await press(pilot, "ctrl+o", "ctrl+o")
        assert p.session.document.title == "Other"
        await press(pilot, "alt+right", "alt+right")
        assert (p.session.document.title, p.session.index) == ("Harbour talks go on", 2)
    made.close()


def test_places_are_carried_to_what_was_read_again():
    history = VisitHistory()
    history.left(Visit("old", 10, 0))
    history.left(Visit("other", 10, 0))
    history.carry("old", "new", lambda offset: offset + 5)
    here = Visit("new", 0, 0)
    assert history.back(here) == Visit("other", 10, 0)
    assert history.back(Visit("other", 10, 0)) == Visit("new", 15, 0)


def mailbox(path: Path, count: int) -> Path:
    day = datetime(2026, 3, 1, tzinfo=UTC).strftime("%a %b %d %H:%M:%S %Y")
    path.write_text(
        "".join(
            f"From a@example.org {day}\nFrom: A <a@example.org>\nSubject: Message {n}\n"
            f"Content-Type: text/plain\n\nThe words of message {n} stand here.\n\n"
            for n in range(1, count + 1)
        )
    )
    return path


async def test_the_messages_of_a_mailbox_are_stepped_through(tmp_path):
    made = make_library(Config(data=tmp_path))
    box, after = mailbox(tmp_path / "all.mbox", 3), tmp_path / "after.md"
    after.write_text("# After\n\nWords.\n")
    sources = (str(box), str(after))
    app = BriefingApp(made, sources, made.open(sources[0]))
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)

        async def title(key):
            await press(pilot, key)
            await settled(app, pilot)
            return p.session.document.title

        await settled(app, pilot)
        assert p.session.document.title == "Message 1"
        assert [await title(k) for k in "JJJJ"] == ["Message 2", "Message 3", "After", "After"]
        back = [await title(k) for k in "KKKK"]
        assert back == ["Message 3", "Message 2", "Message 1", "Message 1"]
        assert await title("J") == "Message 2"
        await press(pilot, "r")
        await settled(app, pilot)
        assert p.session.document.title == "Message 2"
        assert await title("ctrl+o") == "Message 1"
    made.close()


async def test_search_and_back_go_on_after_a_reload(tmp_path):
    made = make_library(Config(data=tmp_path))
    path = tmp_path / "a.md"
    path.write_text(f"# Title\n\nHead.\n\n{BODY}")
    app = BriefingApp(made, (str(path),), made.open(str(path)))
    async with app.run_test(size=(120, 20)) as pilot:
        p = parts(app)
        await settled(app, pilot)
        await press(pilot, "2", "d", "4", "slash", *"council", "enter", "n")
        words = p.session.document.text[p.pane.place[0] :][:40]
        found = len(p.find.found.spans)
        path.write_text(f"# Title\n\nHead, and council more.\n\n{BODY}")
        await press(pilot, "r")
        await settled(app, pilot)
        assert p.session.document.text[p.pane.place[0] :][:40] == words
        assert len(p.find.found.spans) == found + 1
        await press(pilot, *["ctrl+o"] * 8)
        assert p.session.index == 0
        await press(pilot, "alt+right")
        assert p.session.section.title == "About crane"
    made.close()


def kind(app):
    return type(app.screen).__name__


async def test_q_goes_one_level_back_and_quits_from_the_first(tmp_path):
    made = shelved(tmp_path / "data")
    file = tmp_path / "first.md"
    file.write_text("# First\n\nWords that stand here.\n")
    app = BriefingApp(made, (str(file),), made.open(str(file)).finish())
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await settled(app, pilot)
        await press(pilot, "L", "j", "enter", "L", "j", "j", "enter")
        assert p.session.document.title != "First"
        await press(pilot, "q")
        assert kind(app) == "LibraryScreen"
        await press(pilot, "q")
        await settled(app, pilot)
        assert (kind(app), p.session.document.title) == ("ReaderScreen", "First")
        await press(pilot, "q")
    assert app.return_code == 0
    made.close()


async def test_q_leads_from_an_entry_to_the_feed_to_the_library_and_out(tmp_path, monkeypatch):
    made = shelved(tmp_path / "data")
    entry = Entry("one", "Ferries sail", "https://coast.example/1", whole=True)
    follow(made, Subscription("https://coast.example/feed", "Coast News"), entry)
    monkeypatch.setattr(FeedService, "open", lambda self, entry: document())
    app = BriefingApp(made)
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        for back in ("escape", "q"):
            await press(pilot, "F", "enter", "enter")
            await settled(app, pilot)
            assert kind(app) == "ReaderScreen"
            await press(pilot, back)
            await settled(app, pilot)
            assert kind(app) == "FeedsScreen"
            await press(pilot, "q")
            assert kind(app) == "LibraryScreen"
        await press(pilot, "escape")
        assert kind(app) == "LibraryScreen"
        await press(pilot, "q")
    assert app.return_code == 0
    made.close()


async def test_escape_leaves_the_welcome_for_the_library_and_never_quits(tmp_path):
    app = BriefingApp(make_library(Config(data=tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        await press(pilot, "escape", "escape", "escape")
        assert kind(app) == "LibraryScreen"


async def test_escape_leaves_zen(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await begin(app, pilot)
        await press(pilot, "z", "escape")
        assert not app.screen.has_class("-zen")
