"""On the screen: a host on the reader's own network is fetched from when he gave it, and after a question."""

import pytest
from msgspec.structs import replace

from briefing.config import Config
from briefing.errors import PrivateHostError, RetrievalError
from briefing.library import make_library
from briefing.tui.app import BriefingApp
from briefing.tui.dialogs.choose import ConfirmDialog
from tests.sources.hostile_server import Internet, Server
from tests.tui.reading import application, document, parts
from tests.tui.settling import settled
from tests.tui.shelves import press

BODY = b"The harbour opened in spring, and nine boats went out."
FEED = b"<rss version='2.0'><channel><title>Wire</title><item><title>One</title></item></channel></rss>"


@pytest.fixture
def server():
    def answer(request):
        body = FEED if b"/feed" in request else BODY
        kind = b"application/rss+xml" if body is FEED else b"text/plain"
        yield b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s" % (
            kind, len(body), body,
        )  # fmt: skip

    made = Server(answer)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def internet(monkeypatch):
    for name in (
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
    ):
        monkeypatch.delenv(name, raising=False)
    made = Internet(monkeypatch)
    made.names = {"intranet": ["127.0.0.1"]}
    return made


@pytest.fixture
def library(tmp_path, monkeypatch):
    made = make_library(Config(data=tmp_path))
    monkeypatch.setattr(made.reading, "look_for_names", lambda briefing, *_: briefing)
    yield made
    made.close()


def test_only_what_the_reader_gave_is_opened(library, server):
    number = f"http://127.0.0.1:{server.port}/page"
    name = f"http://intranet:{server.port}/page"
    for address in (number, name):
        with pytest.raises(RetrievalError, match="own network") as caught:
            library.open(address)
        assert not isinstance(caught.value, PrivateHostError)
    assert library.reading.permit(f"http://ann:hush@127.0.0.1:{server.port}/page") == number
    assert library.open(number).head.source == number
    with pytest.raises(RetrievalError, match="own network"):
        library.open(f"http://127.0.0.1:{server.port}/other")
    library.reading.permit(name)
    with pytest.raises(PrivateHostError):
        library.open(name)
    library.reading.permit(name, confirmed=True)
    assert library.open(name).head.text.strip() == BODY.decode()
    assert [b"uthorization" in request for request in server.asked] == [True, False]
    assert library.reading.permit("notes@home.md") == "notes@home.md"


@pytest.mark.parametrize(("key", "times"), [("y", 1), ("enter", 0), ("escape", 0)])
async def test_a_name_is_asked_about(library, server, key, times):
    address = library.reading.permit(f"http://intranet:{server.port}/page")
    app = BriefingApp(library, (address,), None)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(app, pilot)
        assert isinstance(app.screen, ConfirmDialog)
        assert server.asked == []
        await press(app, pilot, key)
        assert len(server.asked) == times
        shown = parts(app)
        if times:
            assert BODY.decode() in shown.session.document.text
        else:
            notes = [note.message for note in app._notifications]
            assert "It was not fetched." in " ".join([shown.screen.status.sentence, *notes])


async def test_reading_again_does_not_make_an_address_the_readers(tmp_path, server):
    app = application(tmp_path)
    source = f"http://127.0.0.1:{server.port}/page"
    shown = app.library.reading.open_other(replace(document(), source=source)).finish()
    app = BriefingApp(app.library, (), shown)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(app, pilot)
        await press(app, pilot, "r")
        assert server.asked == []


@pytest.mark.parametrize("key", ["y", "n"])
async def test_a_feed_by_a_name_is_asked_about(tmp_path, server, key):
    app = application(tmp_path)
    async with app.run_test(size=(120, 24)) as pilot:
        await settled(app, pilot)
        await press(app, pilot, "F")
        app.screen.jobs.add(f"http://intranet:{server.port}/feed")
        await settled(app, pilot)
        assert isinstance(app.screen, ConfirmDialog)
        await press(app, pilot, key)
        feeds = app.library.feeds.all()
        assert [feed.title for feed in feeds] == (["Wire"] if key == "y" else [])
        assert [feed.private for feed in feeds] == (
            [f"intranet:{server.port}"] if key == "y" else []
        )
