"""What comes in by itself comes once."""

import fcntl
import os

import pytest
from msgspec.structs import replace

from briefing.config import Config, FetchSources
from briefing.errors import ForbiddenError, StorageBusy
from briefing.fetch_settings import read_fetch_sources
from briefing.library import make_library
from briefing.library.feed_service import FeedService, Subscription
from briefing.sources.feed.feed_values import Entry
from briefing.system import locks
from tests.library.following import follow

TEXT = "The harbour opened in spring, and nine boats went out.\n"
MAIL = "From: Brief <a@brief.example>\nMessage-ID: <{0}@brief.example>\nList-Id: <x>\nSubject: {0}\n\n{1}"


@pytest.fixture
def library(tmp_path, monkeypatch):
    for part in ("watch", "md/new", "md/cur", "md/tmp"):
        (tmp_path / part).mkdir(parents=True)
    monkeypatch.setattr(FeedService, "_fetch", lambda self, feed, *_: (feed, ()))
    sources = FetchSources((str(tmp_path / "watch"),), (str(tmp_path / "md"),))
    made = make_library(Config(data=tmp_path / "data", fetch=sources))
    yield made
    made.close()


def write(path, text):
    path.write_text(text)
    os.utime(path, (1_700_000_000, 1_700_000_000))


def fetched(library):
    came = []
    library.fetching.run(came.append)
    return [each.failure or each.title for each in came]


def test_everything_comes_once_and_is_unread(library, tmp_path):
    write(tmp_path / "watch" / "one.txt", TEXT)
    write(tmp_path / "watch" / "empty.txt", "")
    write(tmp_path / "md" / "new" / "1.host", MAIL.format("First", TEXT))
    write(tmp_path / "md" / "tmp" / "2.host", MAIL.format("Half", TEXT))
    whole = Entry("1", "Ferries", "https://coast.example/1", html=f"<p>{TEXT}</p>", whole=True)
    feed = follow(library, Subscription("https://coast.example/f", "Coast"), whole, Entry("2", "Part", "https://coast.example/2"))  # fmt: skip
    assert fetched(library) == ["Ferries", "one.txt", "First"]
    (tmp_path / "md" / "new" / "1.host").rename(tmp_path / "md" / "cur" / "1.host:2,S")
    write(tmp_path / "watch" / "again.txt", TEXT)
    os.utime(tmp_path / "watch" / "one.txt", (1_700_000_009, 1_700_000_009))
    assert fetched(library) == []
    entries = {each.title: each for each in library.feeds.entries(feed)}
    assert (entries["Part"].sha256, entries["Ferries"].read) == (None, False)
    assert library.documents.open(entries["Ferries"].sha256) is not None
    assert library.feeds.all()[0].unread == 1
    mail = library.documents.open(library.documents.find("mid:First@brief.example"))
    assert (mail.document.agency, mail.document.sender) == ("Brief", "a@brief.example")


@pytest.mark.skipif(not hasattr(vars(locks)["fcntl"], "F_SETLEASE"), reason="only Linux tells")
def test_a_file_that_is_being_written_waits(library, tmp_path):
    path = tmp_path / "watch" / "one.txt"
    write(path, TEXT)
    with path.open("a"):
        assert fetched(library) == []
    assert fetched(library) == ["one.txt"]


def test_a_place_that_is_missing_stops_no_other(library, tmp_path):
    config = replace(library.config, fetch=FetchSources(("/nowhere", str(tmp_path / "watch"))))
    library.fetching._config = config
    write(tmp_path / "watch" / "one.txt", TEXT)
    assert fetched(library) == [
        "It is not a folder that can be read; see fetch in the settings.",
        "one.txt",
    ]


def test_one_fetch_runs_at_a_time_and_none_in_secure_mode(library, tmp_path, monkeypatch):
    with open(tmp_path / "data" / "fetch.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(StorageBusy, match="Another briefing fetch"):
            fetched(library)
    monkeypatch.setenv("BRIEFING_SECURE", "1")
    with pytest.raises(ForbiddenError, match="briefing fetch may not be used"):
        fetched(library)


@pytest.mark.parametrize(
    "table",
    [
        {"folders": ["relative"]},
        {"nosuch": 1},
        {"imap": [{"host": "h"}]},
        {"imap": [{"host": "h", "user": "u", "password_command": "x", "security": "none"}]},
        {"imap": [{"host": "h", "user": "u", "password_command": "'"}]},
        {"imap": 5},
    ],
)
def test_what_is_wrong_in_the_settings_is_one_sentence(table):
    found, problems = read_fetch_sources(table)
    assert (bool(found), len(problems)) == (False, 1)
