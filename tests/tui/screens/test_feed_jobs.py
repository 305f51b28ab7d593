"""Adding feeds, refreshing them and opening their entries, without a screen."""

import pytest
from msgspec.structs import replace

from briefing.errors import PrivateHostError, RetrievalError
from briefing.library.feed_service import FeedService, Subscription
from briefing.sources.feed.feed_values import Entry
from briefing.tui.open_request import OpenRequest
from tests.library.following import follow
from tests.tui.reader.fakes import bare_library
from tests.tui.reading import document
from tests.tui.screens.fakes import HeldUI, feed_jobs

PART = Entry("1", "Harbour talks go on", "https://coast.example/1")
WHOLE = Entry("2", "Ferry sails", "https://coast.example/2", whole=True)
COAST = Subscription("https://coast.example/feed", "Coast News")
WIRE = Subscription("https://wire.example/feed", "Wire")
GONE = "wire.example is not there; check the address."


@pytest.fixture
def library(tmp_path, monkeypatch):
    """A library with two feeds, of which one fails; hosts are on nobody's own network but router's."""
    made = bare_library(tmp_path)
    follow(made, COAST, WHOLE, PART)
    follow(made, WIRE)
    made.part, made.whole = made.feeds.entries(made.feeds.find(COAST.address))[::-1]
    made.fetched = []

    def fetch(self, feed, worker, reach=None):
        made.fetched.append(feed.address)
        if "wire" in feed.address:
            raise RetrievalError(GONE)
        if "router" in feed.address and not reach.confirmed:
            raise PrivateHostError("It leads to router.", "router")
        return replace(feed, title=feed.title or "New feed"), ()

    def open_entry(self, entry):
        if entry.whole:
            return replace(document(), title=entry.title)
        raise RetrievalError("No article is there; open its page in the browser.")

    monkeypatch.setattr(FeedService, "_fetch", fetch)
    monkeypatch.setattr(FeedService, "open", open_entry)
    return made


def followed(library):
    return [feed.title for feed in library.feeds.all()]


def test_the_feed_under_the_cursor_is_refreshed(library):
    f = feed_jobs(library, pointed=COAST)
    f.jobs.refresh()
    assert library.fetched == [COAST.address]
    assert f.noted["progress"] == [
        "Refreshing… Press <feed_stop> to stop.",
        "Refreshing 1 of 1… Press <feed_stop> to stop.",
    ]
    assert (f.ui.said, f.ui.errors, f.jobs.refreshing) == (["Refreshed."], [], False)
    assert f.noted["changed"]


def test_without_a_feed_none_is_refreshed(library):
    f = feed_jobs(library)
    f.jobs.refresh()
    assert (library.fetched, f.ui.said, f.jobs.refreshing) == ([], [], False)


def test_why_one_feed_failed_is_said(library):
    f = feed_jobs(library, pointed=WIRE)
    f.jobs.refresh()
    assert (f.ui.said, f.ui.errors) == ([], [GONE])


@pytest.mark.parametrize(("more", "said"), [((), "1 feed"), (("https://wire2.example/",), "2 feeds")])  # fmt: skip
def test_of_all_feeds_is_said_how_many_failed(library, more, said):
    for address in more:
        follow(library, Subscription(address))
    f = feed_jobs(library)
    f.jobs.refresh_all()
    assert (f.ui.said, f.ui.errors) == ([f"Refreshed; {said} failed (marked !)."], [])
    assert library.fetched == [COAST.address, WIRE.address, *more]


@pytest.mark.parametrize("command", ["refresh", "refresh_all", "ask_address"])
def test_without_a_network_nothing_is_fetched(library, command):
    f = feed_jobs(library, pointed=COAST)
    f.ui.forbid = {"The network"}
    getattr(f.jobs, command)()
    assert f.ui.errors == ["The network is forbidden."]
    assert (library.fetched, f.ui.asked(), f.jobs.refreshing) == ([], [], False)


def test_one_refresh_runs_at_a_time_and_is_stopped(library):
    f = feed_jobs(library, HeldUI(), COAST)
    f.jobs.stop()
    assert f.ui.said == []
    f.jobs.refresh_all()
    f.jobs.refresh()
    assert f.ui.said == ["Feeds are being refreshed. Press <feed_stop> to stop."]
    f.jobs.stop()
    f.jobs.stop()
    assert f.ui.said[1:] == ["Stopping…"]
    f.ui.finish()
    assert (f.ui.said[-1], library.fetched, f.ui.held) == ("Stopped.", [], [])
    f.jobs.refresh()
    f.ui.finish()
    assert (f.ui.said[-1], library.fetched) == ("Refreshed.", [COAST.address])


def test_a_feed_is_added_by_its_address(library):
    f = feed_jobs(library)
    f.jobs.ask_address()
    f.ui.answer("https://new.example/feed")
    assert f.ui.said == ["Fetching…", "You now follow New feed."]
    assert followed(library) == ["Coast News", "Wire", "New feed"]


@pytest.mark.parametrize("address", ["", None])
def test_without_an_address_none_is_added(library, address):
    f = feed_jobs(library)
    f.jobs.ask_address()
    f.ui.answer(address)
    assert (f.ui.said, library.fetched) == ([], [])


def test_an_address_that_failed_is_offered_again_until_one_is_added(library):
    f = feed_jobs(library)
    f.jobs.add("https://wire3.example/feed")
    assert (f.ui.errors, followed(library)) == ([GONE], ["Coast News", "Wire"])
    f.jobs.ask_address()
    assert f.ui.dialogs[-1][0]._before == "https://wire3.example/feed"
    f.ui.answer("https://new.example/feed")
    f.jobs.ask_address()
    assert f.ui.dialogs[-1][0]._before == ""


@pytest.mark.parametrize("yes", [True, False, None])
def test_a_feed_on_the_readers_own_network_is_added_after_a_question(library, yes):
    f = feed_jobs(library)
    f.jobs.add("http://router/feed")
    assert (f.ui.asked(), f.ui.errors) == (["ConfirmDialog"], [])
    f.ui.answer(yes)
    assert followed(library)[2:] == (["New feed"] if yes else [])
    assert f.ui.said[-1] == ("You now follow New feed." if yes else "The feed was not added.")


def test_an_entry_is_opened(library):
    f = feed_jobs(library)
    f.jobs.open(library.whole)
    assert f.ui.said == ["Opening…"]
    shown = replace(document(), title="Ferry sails")
    assert f.noted["answered"] == [OpenRequest(document=shown, way=("feeds",))]
    assert not f.jobs.give_up()


def test_why_an_entry_cannot_be_had_is_said(library):
    f = feed_jobs(library)
    f.jobs.open(library.part)
    assert f.ui.said == ["Fetching the article… Press Esc to cancel."]
    assert f.ui.errors == ["No article is there; open its page in the browser."]
    assert f.noted["answered"] == []


def test_of_entries_asked_for_meanwhile_the_last_is_opened(library):
    f = feed_jobs(library, HeldUI())
    f.jobs.open(library.part)
    f.jobs.open(library.whole)
    f.ui.finish()
    assert (f.ui.errors, f.noted["answered"]) == ([], [])
    f.ui.finish()
    assert [answer.document.title for answer in f.noted["answered"]] == ["Ferry sails"]


@pytest.mark.parametrize("entry", ["part", "whole"])
def test_an_entry_that_was_given_up_is_not_opened(library, entry):
    f = feed_jobs(library, HeldUI())
    f.jobs.open(getattr(library, entry))
    assert (f.jobs.give_up(), f.jobs.give_up()) == (True, False)
    f.ui.finish()
    assert (f.ui.errors, f.noted["answered"]) == ([], [])


def test_an_entry_in_the_library_is_opened_from_there(library):
    f = feed_jobs(library)
    f.jobs.open(replace(library.part, sha256="0" * 64))
    assert f.noted["answered"] == [OpenRequest(kept=("0" * 64,), way=("feeds",))]
    assert (f.ui.said, library.fetched) == ([], [])
