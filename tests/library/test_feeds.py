import json
import socket
from threading import Event, Thread

import pytest
from msgspec.structs import replace

from briefing.cli.main import run
from briefing.config import Config
from briefing.errors import InputError, RetrievalError, StorageCorrupt
from briefing.library import feed_service as module
from briefing.library.feed_client import Refreshed
from briefing.library.feed_service import FeedService, Subscription
from briefing.sources.feed.feed_values import Entry, Feed

A, B = "https://a.example/feed", "https://b.example/feed"


@pytest.fixture
def feeds(tmp_path, monkeypatch):
    def refresh(address, config, *, worker, etag, modified, reach):
        if "broken" in address:
            raise RetrievalError(f"“{address}” cannot be reached; try again.")
        if etag:
            return Refreshed(None, etag, modified)
        html = "<p>A short story of nine boats and a wall.</p>"
        entries = (
            Entry("1", "One", html=html, whole=True),
            Entry("2", "Two", html=html, whole=True),
        )
        return Refreshed(Feed(f"Feed of {address[8]}", entries), '"e"', "")

    monkeypatch.setattr(module, "refresh_feed", refresh)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return FeedService(Config())


def test_adding_keeping_removing_and_restoring(feeds):
    assert feeds.all() == ()
    added = feeds.add(A)
    feeds.add(B)
    assert [feed.title for feed in FeedService(Config()).all()] == ["Feed of a", "Feed of b"]
    assert [feed.title for feed in feeds.all()[0].entries] == ["One", "Two"]
    assert feeds.find("1") == feeds.find(A) == feeds.find("OF A") == added
    assert feeds.remove("of a") == added
    assert [feed.address for feed in feeds.all()] == [B]
    feeds.restore(added)
    assert [feed.address for feed in feeds.all()] == [B, A]


def test_adding_twice_refreshes(feeds):
    feeds.add(A)
    assert len(feeds.add(A).entries) == 2
    assert len(feeds.all()) == 1


def test_a_feed_that_fails_keeps_its_entries(feeds):
    feeds.add(A)
    feeds.restore(replace(feeds.find(A), address="https://broken.example/"))
    seen = []
    found = feeds.refresh(lambda done, of, feed: seen.append((done, of, feed.failure[:8])))
    assert seen == [(1, 2, ""), (2, 2, "“https:/")]
    assert [len(feed.entries) for feed in found] == [2, 2]


def test_refreshing_stops_when_told(feeds):
    feeds.add_unread((("", A), ("", B)))
    found = feeds.refresh(stopped=lambda: bool(feeds.find(A).entries))
    assert [len(feed.entries) for feed in found] == [2, 0]


def test_refreshing_stops_at_once(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    feeds, stop = FeedService(Config()), Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        origin = f"127.0.0.1:{server.getsockname()[1]}"
        feed = Subscription(f"http://{origin}/feed", "Feed", private=origin)
        feeds.restore(feed)

        def take_and_stop():
            made, _ = server.accept()
            made.recv(4096)
            stop.set()
            feeds.stop_refreshing()

        thread = Thread(target=take_and_stop)
        thread.start()
        assert feeds.refresh(stopped=stop.is_set) == (feed,)
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


def test_a_damaged_list_is_left_alone(feeds, tmp_path):
    path = tmp_path / "briefing" / "feeds.json"
    path.parent.mkdir()
    path.write_text("{damaged")
    for use in (feeds.all, lambda: feeds.add(A)):
        with pytest.raises(StorageCorrupt):
            use()
    assert path.read_text() == "{damaged"


def test_the_file_is_the_readers_alone(feeds, tmp_path):
    feeds.add(A)
    path = tmp_path / "briefing" / "feeds.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert json.loads(path.read_text())["feeds"][0]["address"] == A


def test_the_command(feeds, tmp_path, capsys):
    opml = tmp_path / "list.opml"
    opml.write_text(f"<opml version='2.0'><body><outline xmlUrl='{B}' text='Bee'/></body></opml>")
    assert run(["feeds", "add", A, str(opml)]) == 0
    assert run(["feeds", "refresh"]) == 0
    assert run(["feeds"]) == 0
    assert run(["feeds", "entries", "2"]) == 0
    assert run(["feeds", "read", "2", "1"]) == 0
    out, err = capsys.readouterr()
    assert "Feed of a: 2 entries\n1 of 1 feeds are new" in out
    assert f"  2  Feed of b  (2 entries)\n     {B}" in out
    assert "nine boats and a wall" in out
    assert "[2/2] Feed of b: 2 new" in err
    assert run(["feeds", "read", "2", "7"]) == 2
    assert run(["feeds", "remove", "1"]) == 0
    assert feeds.all()[0] == replace(feeds.find(B), entries=feeds.find(B).entries)


def test_values_survive_the_file(feeds):
    feed = Subscription(A, "A “title”\u202e", (Entry("x", "y", published=None),), failure="no")
    feeds.restore(feed)
    assert feeds.all() == (feed,)
