"""The feeds screen: every key, and what is fetched."""

import threading

import pytest
from msgspec.structs import replace

from briefing.errors import RetrievalError
from briefing.library.feed_service import FeedService, Subscription, new_entry
from briefing.sources.feed.feed_values import Entry
from briefing.tui.commands import FEEDS
from briefing.tui.shown_facts import shown_date
from tests.library.following import follow
from tests.tui.reading import application
from tests.tui.reading import document as made
from tests.tui.settling import settled
from tests.tui.shelves import press

SIZE = (120, 24)
MARKUP = "[@click=app.quit]Ferry[/] sails"
ENTRIES = tuple(
    Entry(f"id{n}", title, f"https://coast.example/{n}", published=day, whole=n == 1)
    for n, (title, day) in enumerate(
        [
            ("Harbour talks go on", "2026-03-02"),
            (MARKUP, "2026-03-01"),
            ("北京的会谈", "2026-02-01"),
        ]
    )
)
COAST = Subscription(
    "https://coast.example/feed",
    "Coast News",
    ("Ports", "North"),
    refreshed="2026-03-02T09:00:00+00:00",
)
WIRE = Subscription("https://wire.example/feed", "", failure="wire.example did not answer in 20 seconds; try again later.")  # fmt: skip


@pytest.fixture
def app(tmp_path, monkeypatch):
    app = application(tmp_path)
    follow(app.library, COAST, *ENTRIES)
    follow(app.library, WIRE, ENTRIES[0])

    def fetched(self, feed, *_):
        if "wire" in feed.address:
            raise RetrievalError("wire.example is not there; check the address.")
        more = Entry("new", "Something new", "https://coast.example/new", whole=True)
        return replace(feed, title=feed.title or "New feed"), (new_entry(more),)

    monkeypatch.setattr(FeedService, "_fetch", fetched)
    monkeypatch.setattr(
        FeedService,
        "open",
        lambda self, entry: replace(made(), title=entry.title, source=entry.source),
    )
    return app


def titles(app):
    return [entry.title for entry in app.screen.entry_list.entries]


def unread(app):
    return [entry.title for entry in app.screen.entry_list.entries if not entry.read]


def feeds(app):
    return [feed.title or feed.address for feed in app.library.feeds.all()]


def feeds_listed(app):
    return [feed.title or feed.address for feed in app.screen.feed_list.feeds]


def kind(app):
    return type(app.screen).__name__


def cursor(app):
    return app.screen._current().cursor


def said(app):
    return " ".join([app.screen.status.sentence, *(note.message for note in app._notifications)])


KEYS = {
    "list_open": (("enter", "enter"), lambda app: app.screen.session.document.title, "Harbour talks go on"),
    "list_filter": (("slash", *"coast"), feeds_listed, ["Coast News"]),
    "feed_side": (("tab",), lambda app: app.screen.entry_list.has_focus, True),
    "feed_refresh": (("r",), lambda app: titles(app)[0], "Something new"),
    "feed_refresh_all": (("R",), lambda app: "1 feed failed" in said(app), True),
    "feed_read": (("tab", "j", "m"), unread, ["Harbour talks go on", "北京的会谈"]),
    "feed_all_read": (("M",), unread, []),
    "feed_order": (("o",), lambda app: titles(app)[0], "北京的会谈"),
    "feed_pages": (("p",), lambda app: app.library.feeds.all()[0].pages, True),
    "feed_stop": (("X",), kind, "FeedsScreen"),
    "digest": (("G",), said, "Digest made; ctrl+z undoes."),
    "feed_add": (("a", *"there", "enter"), feeds, ["Coast News", WIRE.address, "New feed"]),
    "list_remove": (("x",), feeds, [WIRE.address]),
    "undo": (("x", "ctrl+z"), lambda app: (sorted(feeds(app)), app.screen.feed_list.pointed.address), (["Coast News", WIRE.address], COAST.address)),
    "line_down": (("j",), cursor, 1),
    "line_up": (("j", "k"), cursor, 0),
    "half_down": (("d",), cursor, 1),
    "half_up": (("j", "u"), cursor, 0),
    "list_page_down": (("tab", "ctrl+f"), cursor, 2),
    "list_page_up": (("tab", "end", "ctrl+b"), cursor, 0),
    "top": (("end", "g"), cursor, 0),
    "bottom": (("end",), cursor, 1),
    "themes": (("T",), kind, "ThemeDialog"),
    "palette": (("colon",), kind, "PaletteDialog"),
    "escape": (("tab", "escape", "escape"), kind, "ReaderScreen"),
    "help": (("question_mark",), kind, "HelpDialog"),
    "suspend": (("alt+z",), kind, "FeedsScreen"),
    "leave": (("q",), lambda app: type(app.screen).__name__, "ReaderScreen"),
    "quit": (("ctrl+q",), lambda app: app.return_code, 0),
}  # fmt: skip


def test_every_command_is_driven():
    assert {command.name for command in FEEDS} <= set(KEYS)


async def test_each_key_does_it(app):
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        for name, (keys, look, expected) in KEYS.items():
            app.clear_notifications()
            with app.library._store.database.write() as connection:
                connection.execute("DELETE FROM feed")
            follow(app.library, COAST, *ENTRIES)
            follow(app.library, WIRE, ENTRIES[0])
            for setting in ("feed_place", "entry_order"):
                app.library.settings.keep(setting, None)
            await press(app, pilot, "F")
            await press(app, pilot, *keys)
            assert look(app) == expected, name
            while name != "quit" and len(app.screen_stack) > 1:
                app.pop_screen()
                await pilot.pause()


async def test_marking_all_read_says_what_it_did(app):
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        for keys, sentence in (
            ("FM", f"{len(ENTRIES)} entries marked read; ctrl+z undoes it."),
            ("M", "No unread entries left."),
            (("ctrl+z",), "Read marks restored."),
        ):
            await press(app, pilot, *keys)
            assert app.screen.status.sentence == sentence


async def test_without_feeds_there_is_nothing_to_refresh(app):
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        await press(app, pilot, "F", "x", "x", "R")
        assert app.screen.status.sentence == "There are no feeds to refresh."


async def test_an_entry_that_was_opened_is_read(app):
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        await press(app, pilot, "F", "enter", "enter")
        assert app.screen.session.document.source == ENTRIES[0].address
        await settled(app, pilot)
        await press(app, pilot, "F")
        assert unread(app) == [entry.title for entry in ENTRIES[1:]]
        await press(app, pilot, "tab", "m")
        assert unread(app) == titles(app)
        await press(app, pilot, "M", "ctrl+z")
        assert unread(app) == titles(app)


async def test_why_a_feed_or_an_entry_cannot_be_had_is_one_sentence(app, monkeypatch):
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        await press(app, pilot, "F", "j")
        assert "did not answer" in str(app.screen.query_one("#about-feed").content)
        await press(app, pilot, "r")
        assert "wire.example is not there" in said(app)
        await press(app, pilot, "a", *"wire", "enter")
        assert len(feeds(app)) == 2

        def refuse(self, entry):
            raise RetrievalError("No article is there; open its page in the browser.")

        monkeypatch.setattr(FeedService, "open", refuse)
        await press(app, pilot, "k", "enter", "enter")
        assert "No article is there" in said(app)
        assert kind(app) == "FeedsScreen"


async def test_refreshing_is_stopped_and_an_entry_given_up(app, monkeypatch):
    begun, go_on = threading.Event(), threading.Event()

    def slow(self, feed, *_):
        begun.set()
        go_on.wait(5)
        return feed, ()

    monkeypatch.setattr(FeedService, "_fetch", slow)
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        await press(app, pilot, "F")
        await pilot.press("R")
        begun.wait(5)
        await pilot.press("R")
        assert "Press X to stop" in said(app)
        await pilot.press("X")
        go_on.set()
        await settled(app, pilot)
        assert app.screen.status.sentence == "Stopped."
        go_on.clear()
        monkeypatch.setattr(FeedService, "open", lambda self, entry: go_on.wait(5) and made())
        await pilot.press("tab", "enter", "escape")
        go_on.set()
        await settled(app, pilot)
        assert kind(app) == "FeedsScreen"


@pytest.mark.parametrize("size", [(120, 24), (60, 15)], ids=str)
def test_looks(snap_compare, app, size):
    async def prepare(pilot):
        await settled(app, pilot)
        await press(app, pilot, "F", "tab", "j")

    assert snap_compare(app, terminal_size=size, run_before=prepare)


def test_without_feeds(snap_compare, tmp_path):
    app = application(tmp_path)

    async def prepare(pilot):
        await settled(app, pilot)
        await press(app, pilot, "F")

    assert snap_compare(app, terminal_size=(80, 24), run_before=prepare)


async def test_the_place_in_the_feeds_is_kept(app):
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        await press(app, pilot, "F", "tab", "j", "q", "F")
        assert app.screen.entry_list.has_focus
        assert app.screen.entry_list.pointed.title == MARKUP
        await press(app, pilot, "escape", "j", "escape", "F")
        assert app.screen.feed_list.has_focus
        assert app.screen.feed_list.pointed.address == WIRE.address


async def test_what_is_said_of_fetching_ends_with_an_error(app):
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        await press(app, pilot, "F", "a", *"wire", "enter")
        assert app.screen.status.sentence == ""
        assert "wire.example is not there" in said(app)


async def test_feeds_and_entries_are_filtered_by_typing(app):
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        await press(app, pilot, "F", "slash", *"talks", "enter")
        assert feeds_listed(app) == ["Coast News", WIRE.address]
        assert titles(app) == ["Harbour talks go on"]
        await press(app, pilot, "slash", *" nowhere")
        assert "Esc clears the filter" in str(app.screen.query_one(".empty").content)
        await press(app, pilot, "escape")
        assert titles(app) == [entry.title for entry in ENTRIES]


@pytest.mark.parametrize("width", [50, 60, 79, 80, 100, 140])
async def test_an_entry_has_its_date_beside_it(app, width):
    async with app.run_test(size=(width, 24)) as pilot:
        await settled(app, pilot)
        await press(app, pilot, "F", "tab")
        dates = [shown_date(each.published) for each in app.screen.entry_list.entries]
        assert any(dates)
        for number, date in enumerate(dates):
            assert date in app.screen.entry_list.lines(number)[0].plain
