"""Commands that fetch: what they reach on the reader's own network, and what they print of his passwords."""

import pytest

from briefing.cli import own_network
from briefing.cli.main import run
from briefing.library import make_library
from briefing.settings import load_config
from tests.sources.hostile_server import Internet, Server

BODY = b"The harbour opened in spring, and nine boats went out."
FEED = (
    "<rss version='2.0'><channel><title>Wire</title>"
    "<item><title>One</title><link>http://{}/one</link><description>A word.</description></item>"
    "<item><title>Two</title><link>http://ann:hush@{}/two</link><description>A word.</description></item>"
    "</channel></rss>"
)


def followed():
    library = make_library(load_config())
    try:
        return library.feeds.all()
    finally:
        library.close()


def answer(kind, body):
    if isinstance(body, str):
        body = body.encode()
    return b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n" % (
        kind.encode(),
        len(body),
    ) + bytes(body)


@pytest.fixture
def canary():
    made = Server(lambda _: [answer("text/plain", BODY)])
    yield made
    assert made.asked == []
    made.close()


@pytest.fixture
def server(canary):
    made = Server()

    def serve(request):
        if b" /feed" in request:
            here = f"127.0.0.1:{made.port}"
            yield answer("application/rss+xml", FEED.format(here, f"127.0.0.1:{canary.port}"))
        elif b" /away" in request:
            place = f"http://127.0.0.1:{canary.port}/".encode()
            yield b"HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n" % place
        else:
            yield answer("text/plain", BODY)

    made.answer = serve
    yield made
    made.close()


@pytest.fixture(autouse=True)
def internet(monkeypatch, tmp_path, server):
    for name in (
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    made = Internet(monkeypatch)
    made.names = {"intranet": ["127.0.0.1"], "public.test": ["93.184.216.34"]}
    made.places["93.184.216.34", 80] = server.port
    return made


def show(*arguments):
    return run(["show", "--no-entities", *arguments])


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_number_is_fetched_without_a_question(server, capsys, host):
    assert show(f"http://{host}:{server.port}/page") == 0
    assert "The harbour opened" in capsys.readouterr().out


def test_a_name_needs_a_word(server, capsys):
    address = f"http://intranet:{server.port}/page"
    assert show(address) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        f"briefing: “{address}” leads to intranet, a computer on your own network; add --own-network if this is intended.\n"
    )
    assert server.asked == []
    assert show(address, "--own-network") == 0
    assert "The harbour opened" in capsys.readouterr().out


@pytest.mark.parametrize(("said", "code"), [("y", 0), ("n", 2)])
def test_a_name_is_asked_about_on_a_terminal(server, monkeypatch, capsys, said, code):
    asked = []
    monkeypatch.setattr(own_network, "confirm", lambda text: asked.append(text) or said == "y")
    assert show(f"http://intranet:{server.port}/page") == code
    assert asked == ["intranet is on your own network. Fetch from it?"]
    assert len(server.asked) == (said == "y")


@pytest.mark.parametrize("more", [(), ("--own-network",)])
@pytest.mark.parametrize("host", ["127.0.0.1", "intranet", "public.test"])
def test_nothing_leads_on_into_the_own_network(server, capsys, host, more):
    port = "" if host == "public.test" else f":{server.port}"
    assert show(f"http://{host}{port}/away", *more) == 2
    assert "a computer on your own network" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_a_password_is_used_and_not_printed(server, capsys, form):
    address = f"http://ann:hush@127.0.0.1:{server.port}"
    assert show(f"{address}/page", "--format", form) == 0
    assert b"Authorization: Basic YW5uOmh1c2g=" in server.asked[0]
    assert show(f"{address}/away", "--format", form) == 2
    assert run(["feeds", "remove", f"{address}/feed"]) == 2
    assert "hush" not in "".join(capsys.readouterr())


def test_a_feed_on_his_own_network(server, capsys, tmp_path):
    place = f"127.0.0.1:{server.port}"
    assert run(["feeds", "add", f"http://ann:hush@{place}/feed"]) == 0
    assert run(["feeds", "refresh"]) == 0
    assert run(["feeds"]) == 0
    assert run(["feeds", "entries", "1"]) == 0
    assert run(["feeds", "read", "1", "1"]) == 0
    assert run(["feeds", "read", "1", "2"]) == 0
    out, err = capsys.readouterr()
    assert "The harbour opened" in out
    assert "a computer on your own network" in err
    assert "hush" not in out + err
    assert all(b"hush" not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert sum(b"uthorization" in request for request in server.asked) == 1


@pytest.mark.parametrize("words", [["changes"], ["export"], ["collections", "add", "Later"]])
def test_an_address_that_is_not_kept_is_named_without_its_password(capsys, words):
    assert run([*words, "http://ann:hush@example.org/page"]) == 2
    said = capsys.readouterr().err
    assert "example.org/page” is not in your library; open it first." in said
    assert "hush" not in said


def test_nothing_to_refresh_is_said(capsys):
    assert run(["feeds", "refresh"]) == 0
    assert "You follow no feeds" in capsys.readouterr().err


def test_a_feed_by_a_name_needs_a_word_once(server, capsys):
    address = f"http://intranet:{server.port}/feed"
    assert run(["feeds", "add", address]) == 2
    assert "add --own-network" in capsys.readouterr().err
    assert run(["feeds", "add", "--own-network", address]) == 0
    assert run(["feeds", "refresh"]) == 0


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "intranet", "0x7f.1", "[::ffff:127.0.0.1]"]
)
def test_a_feed_of_a_list_is_not_given_by_the_reader(canary, capsys, tmp_path, host):
    address = f"http://{host}:{canary.port}/feed"
    listed = tmp_path / "list.opml"
    listed.write_text(f"<opml version='2.0'><body><outline xmlUrl='{address}'/></body></opml>")
    assert run(["feeds", "add", str(listed)]) == 0
    assert run(["feeds", "refresh"]) == 2
    assert "a computer on your own network" in capsys.readouterr().err
    (feed,) = followed()
    assert "enter that address yourself" in feed.failure


def test_a_feed_of_a_list_is_fetched_once_its_address_was_given(server, tmp_path):
    address = f"http://127.0.0.1:{server.port}/feed"
    listed = tmp_path / "list.opml"
    listed.write_text(f"<opml version='2.0'><body><outline xmlUrl='{address}'/></body></opml>")
    assert run(["feeds", "add", str(listed)]) == 0
    assert run(["feeds", "add", address]) == 0
    assert run(["feeds", "add", str(listed)]) == 0
    assert run(["feeds", "refresh"]) == 0


def test_a_list_says_which_of_its_feeds_will_not_be_fetched(tmp_path, capsys):
    listed = tmp_path / "list.opml"
    listed.write_text(
        "<opml><body><outline xmlUrl='http://10.0.0.1/f'/><outline xmlUrl='http://a:b@public.test/f'/></body></opml>"
    )
    assert run(["feeds", "add", str(listed)]) == 0
    out, err = capsys.readouterr()
    assert out == "2 of 2 feeds are new; fetch them with briefing feeds refresh.\n"
    assert err == (
        "briefing: http://10.0.0.1/f is on your own network and is ignored in a list; add it by its address.\n"
    )
    assert [feed.address for feed in followed()] == ["http://10.0.0.1/f", "http://public.test/f"]
