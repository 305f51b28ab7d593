import socket
from threading import Event, Thread

import pytest
from msgspec.structs import replace

from briefing.cli.main import run
from briefing.config import Config
from briefing.errors import InputError, RetrievalError
from briefing.library import feed_service as module
from briefing.library import make_library
from briefing.library.feed_client import ListedFeed, Refreshed
from briefing.library.feed_service import EntryOrder, Subscription
from briefing.model import Document
from briefing.sources.feed.feed_values import Entry, Feed
from briefing.sources.feed.opml import parse_opml
from tests.library.following import follow
from tests.tui.reader.fakes import bare_library

A, B = "https://a.example/feed", "https://b.example/feed"
HTML = "<p>A short story of nine boats and a wall.</p>"
ENTRIES = [
    Entry(name, title, html=HTML, whole=True) for name, title in (("1", "One"), ("2", "Two"))
]


@pytest.fixture
def served(monkeypatch):
    """The entries that each feed lists now."""
    listed = {A: list(ENTRIES), B: list(ENTRIES)}

    def refresh(address, config, *, worker, etag, modified, reach):
        if "broken" in address:
            raise RetrievalError(f"“{address}” cannot be reached; try again.")
        if etag == str(listed[address]):
            return Refreshed(None, etag, modified)
        return Refreshed(
            Feed(f"Feed of {address[8]}", tuple(listed[address])), str(listed[address])
        )

    monkeypatch.setattr(module, "refresh_feed", refresh)
    return listed


@pytest.fixture
def library(served):
    return bare_library()


@pytest.fixture
def feeds(library):
    return library.feeds


def titles(feeds, feed=None, *more, **options):
    return [entry.title for entry in feeds.entries(feed or feeds.all()[0], *more, **options)]


def test_adding_keeping_removing_and_restoring(feeds):
    assert feeds.all() == ()
    added = feeds.add(A)
    feeds.add(B)
    assert [(feed.title, feed.entries, feed.unread) for feed in feeds.all()] == [
        ("Feed of a", 2, 2),
        ("Feed of b", 2, 2),
    ]
    assert titles(feeds) == ["One", "Two"]
    assert feeds.find("1") == feeds.find(A) == feeds.find("OF A") == added
    feeds.mark(feeds.entries(added)[:1], read=True)
    feeds.remove(added)
    assert [feed.address for feed in feeds.all()] == [B]
    feeds.restore(added)
    assert [(feed.address, feed.unread) for feed in feeds.all()] == [(A, 1), (B, 2)]


def test_a_feed_that_is_followed_again_has_its_entries(feeds):
    added = feeds.add(A)
    feeds.mark(feeds.entries(added), read=True)
    feeds.remove(added)
    assert feeds.add(A) == replace(added, unread=0, refreshed=feeds.all()[0].refreshed)


def test_entries_that_a_feed_no_longer_lists_are_kept(feeds, served):
    feeds.add(A)
    feeds.mark(feeds.entries(feeds.all()[0])[1:], read=True)
    served[A] = [replace(ENTRIES[0], title="One, corrected"), Entry("3", "Three")]
    told = []
    (feed,) = feeds.refresh(lambda *said: told.append(len(said[3])))
    assert (told, feed.entries, feed.unread) == ([1], 3, 2)
    assert set(titles(feeds)) == {"One, corrected", "Two", "Three"}
    feeds.refresh(lambda *said: told.append(len(said[3])))
    assert told == [1, 0]


def test_an_entry_knows_the_feed_it_came_with(library, feeds):
    feeds.add(A)
    entry = feeds.entries(feeds.all()[0])[0]
    assert module.unpack_entry(feeds._rows.body(entry.id)).site == "Feed of a"


def test_the_order_of_entries_and_which_are_unread(library, feeds):
    dated = [Entry(day, day, published=f"2026-03-{day}") for day in ("02", "03", "01")]
    feed = follow(library, Subscription(A), *dated)
    feeds.mark([each for each in feeds.entries(feed) if each.title == "03"], read=True)
    for order, expected in (
        (EntryOrder.NEWEST, ["03", "02", "01"]),
        (EntryOrder.OLDEST, ["01", "02", "03"]),
        (EntryOrder.UNREAD, ["02", "01", "03"]),
    ):
        assert titles(feeds, feed, "", order) == expected
    assert titles(feeds, feed, new=True) == ["02", "01"]


@pytest.mark.parametrize(
    ("words", "found"), [("café", ["Le Cafe"]), ("CAFE le", ["Le Cafe"]), ("%", []), ("tea", [])]
)
def test_entries_are_found_by_words_of_their_title(library, feeds, words, found):
    feed = follow(library, Subscription(A), Entry("1", "Le Cafe"), Entry("2", "Two"))
    assert titles(feeds, feed, words) == found
    assert feeds.feeds_with(words) == ({feed.id} if found else frozenset())


def test_an_entry_whose_text_was_opened_is_read(library, feeds):
    address = "https://a.example/1"
    feed = follow(library, Subscription(A), Entry("1", "One", address), Entry("2", "Two"))
    document = Document("Nine boats went out.\n", source=address)
    library.reading.open_other(document).finish()
    assert titles(feeds, feed, new=True) == ["Two"]


def test_a_feed_that_fails_keeps_its_entries(library, feeds):
    follow(library, Subscription("https://broken.example/"), *ENTRIES)
    feeds.add(B)
    seen = []
    found = feeds.refresh(lambda done, of, feed, new: seen.append((done, of, feed.failure[:8])))
    assert seen == [(1, 2, "“https:/"), (2, 2, "")]
    assert [feed.entries for feed in found] == [2, 2]


def test_refreshing_stops_when_told(feeds):
    feeds.add_unread((ListedFeed("", A), ListedFeed("", B)))
    found = feeds.refresh(stopped=lambda: bool(feeds.find(A).entries))
    assert [feed.entries for feed in found] == [2, 0]


def test_refreshing_stops_at_once():
    library, stop = bare_library(), Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        origin = f"127.0.0.1:{server.getsockname()[1]}"
        feed = follow(library, Subscription(f"http://{origin}/feed", "Feed", private=origin))

        def take_and_stop():
            made, _ = server.accept()
            made.recv(4096)
            stop.set()
            library.feeds.stop_refreshing()

        thread = Thread(target=take_and_stop)
        thread.start()
        assert library.feeds.refresh(stopped=stop.is_set) == (feed,)
        thread.join()


def test_a_feed_that_is_not_there_is_not_added(feeds):
    with pytest.raises(RetrievalError):
        feeds.add("https://broken.example/")
    assert feeds.all() == ()


@pytest.mark.parametrize("key", ["9", "nothing", "feed of"])
def test_what_is_not_found_says_so(feeds, key):
    feeds.add(A)
    feeds.add(B)
    with pytest.raises(InputError, match="briefing feeds"):
        feeds.find(key)


def test_the_command(served, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    opml = tmp_path / "list.opml"
    opml.write_text(f"<opml version='2.0'><body><outline xmlUrl='{B}' text='Bee'/></body></opml>")
    for line in (
        ["add", A, str(opml)],
        ["refresh"],
        [],
        ["read", "2", "1"],
        ["entries", "2"],
        ["mark-read", "1"],
        ["pages", "2"],
    ):
        assert run(["feeds", *line]) == 0
    out, err = capsys.readouterr()
    assert "Feed of a: 2 entries\n1 of 1 feeds are new" in out
    assert f"  2  Feed of b  (2 entries, 2 unread)\n     {B}" in out
    assert "nine boats and a wall" in out
    assert "  1               One\n  2 •             Two" in out
    assert "2 entries marked read." in out
    assert "Articles of Feed of b will be fetched" in out
    assert "[2/2] Feed of b: 2 new" in err
    assert run(["feeds", "read", "2", "7"]) == 2
    assert run(["feeds", "remove", "1"]) == 0
    library = make_library(Config())
    assert [(feed.address, feed.pages) for feed in library.feeds.all()] == [(B, True)]
    library.close()


def test_feeds_leave_and_come_as_a_list_with_their_folders(tmp_path, monkeypatch, capsys):
    listed = (
        ListedFeed("Alone & <odd>", "https://a.example/?x=1&y=2"),
        ListedFeed("“Deep”", "https://b.example/", ("News / local", "North")),
        ListedFeed("Shallow", "https://c.example/", ("News / local",)),
        ListedFeed("Else", "https://d.example/", ("Else", "North")),
    )
    one, other = bare_library(), bare_library()
    assert one.feeds.add_unread(listed) == 4
    written = "".join(one.feeds.export())
    assert written.count("<outline text") == 4
    assert other.feeds.add_unread(parse_opml(written.encode())) == 4
    for library in (one, other):
        found = {(feed.title, feed.address, feed.folder) for feed in library.feeds.all()}
        assert found == {(each.title, each.address, each.folder) for each in listed}
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "list.opml").write_text(written)
    assert run(["feeds", "import", str(tmp_path / "list.opml")]) == 0
    assert run(["feeds", "export", "-o", str(tmp_path / "again.opml")]) == 0
    assert (tmp_path / "again.opml").read_text() == written
    capsys.readouterr()
    assert run(["feeds", "export"]) == 0
    assert capsys.readouterr().out == written
    assert run(["feeds", "import", A]) == 2


def test_values_survive_the_library(library):
    feed = Subscription(A, "A “title”\u202e", ("One", "Two"), failure="no", private="h:1")
    kept = follow(library, feed, Entry("x", "y"))
    assert kept == replace(feed, id=kept.id, entries=1, unread=1)
