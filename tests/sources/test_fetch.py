"""Fetching, from servers on loopback that misbehave; each answers a counted number of bytes or seconds."""

import contextlib
import gzip
import socket
import threading
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from briefing.config import Config
from briefing.errors import RetrievalError
from briefing.library.ingest import read_source
from briefing.sources.web import guarded_backend
from briefing.sources.web.address_rules import Reach
from briefing.sources.web.fetch import fetch
from briefing.sources.web.meta_refresh import refresh_target
from briefing.worker import Worker
from tests.sources.hostile_server import fetch_here

PAGE = "<html><head><title>Wörter</title></head><body><p>Ein Wörterbuch für alle Leser.</p></body></html>"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        getattr(self, "do_" + self.path.strip("/").split("?")[0])()

    def answer(self, body=b"", status=200, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_page(self):
        self.answer(PAGE.encode("latin-1"), content_type="text/html; charset=iso-8859-1")

    def do_evil_charset(self):
        self.answer(PAGE.encode(), content_type="text/html; charset=unicode_escape")

    def do_zipped(self):
        self.answer(gzip.compress(PAGE.encode()), content_encoding="gzip")

    def do_deflated(self):
        raw = zlib.compressobj(wbits=-15)
        self.answer(raw.compress(PAGE.encode()) + raw.flush(), content_encoding="deflate")

    def do_hop(self):
        self.answer(status=301, location="/page")

    def do_meta(self):
        tag = '<!-- <meta http-equiv="refresh" content="0;url=/missing"> --><META content="0; URL=\'/page\'" http-equiv=Refresh>'
        self.answer(tag.encode(), content_type="text/html")

    def do_missing(self):
        self.answer(status=404)

    def do_closed(self):
        self.answer(status=403)

    def do_marked(self):
        if self.headers["If-None-Match"] == '"one"':
            self.answer(status=304, etag='"one"')
        else:
            self.answer(PAGE.encode(), etag='"one"', last_modified="Mon, 01 Jan 2024 00:00:00 GMT")

    def handle(self):
        with contextlib.suppress(OSError):
            super().handle()

    def log_message(self, *_):
        pass


@pytest.fixture(autouse=True)
def _here_and_without_proxy(monkeypatch):
    fetch_here(monkeypatch)
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(scope="module")
def server():
    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    made.server_close()


@pytest.fixture(scope="module")
def worker():
    made = Worker()
    yield made
    made.stop()


def typed(address, largest, **more):
    """What the reader gets who gives the address himself."""
    return fetch(address, largest, reach=Reach.typed(address), **more)


@pytest.mark.parametrize("path", ["page", "zipped", "deflated", "hop", "meta", "evil_charset"])
def test_a_page_arrives(server, worker, path):
    (document,) = read_source(
        f"{server}/{path}", Config(), worker=worker, reach=Reach.typed(server)
    )
    assert document.text == "Ein Wörterbuch für alle Leser."
    assert document.title == "Wörter"
    assert document.format == "html"
    assert document.source == f"{server}/{path}"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("missing", "was not found on its server (status 404)"),
        ("closed", "is not publicly accessible (status 403)"),
    ],
)
def test_what_is_refused_is_one_sentence(server, path, message):
    with pytest.raises(RetrievalError) as caught:
        typed(f"{server}/{path}", 200 << 10)
    assert message in str(caught.value)
    assert str(caught.value).endswith(".")


def test_only_the_reader_reaches_his_own_network(server):
    with pytest.raises(RetrievalError, match="own network"):
        fetch(f"{server}/page", 1 << 20)


PUBLIC = "93.184.216.34"


def ends(*addresses, port=80):
    return [guarded_backend.Endpoint(socket.AF_INET, (address, port)) for address in addresses]


class Proxy(ThreadingHTTPServer):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.asked = []


class Forwarding(BaseHTTPRequestHandler):
    """A proxy that answers every page itself and lets nothing through; it keeps what it was asked."""

    server: Proxy

    def do_GET(self):
        self.server.asked.append((self.path, self.headers["Proxy-Authorization"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(PAGE.encode())

    def do_CONNECT(self):
        self.server.asked.append((self.path, self.headers["Proxy-Authorization"]))
        self.send_error(403)

    def log_message(self, *_):
        pass


@pytest.fixture
def proxy(monkeypatch):
    made = Proxy(("127.0.0.1", 0), Forwarding)
    threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    address = f"http://ann:p%40ss@127.0.0.1:{made.server_port}"
    monkeypatch.setenv("http_proxy", address)
    monkeypatch.setenv("https_proxy", address)
    yield made
    made.shutdown()
    made.server_close()


def test_a_proxy_is_asked_for_what_the_reader_typed(proxy):
    assert typed("http://example.test/page?a=1", 1 << 20).data == PAGE.encode()
    with pytest.raises(
        RetrievalError, match=r"proxy 127\.0\.0\.1 refused the connection \(status 403\)"
    ):
        typed("https://example.test/page", 1 << 20)
    who = "Basic YW5uOnBAc3M="
    assert proxy.asked == [("http://example.test/page?a=1", who), ("example.test:443", who)]


def test_a_proxy_is_told_the_address_that_was_checked(proxy, monkeypatch):
    real = guarded_backend.look_up
    known = {"example.test": ends(PUBLIC), "inside.test": ends("10.0.0.1")}
    monkeypatch.setattr(
        guarded_backend, "look_up", lambda host, *more: known.get(host) or real(host, *more)
    )
    with pytest.raises(RetrievalError, match="refused the connection"):
        fetch("https://example.test/page", 1 << 20)
    assert [path for path, _ in proxy.asked] == [f"{PUBLIC}:443"]
    with pytest.raises(RetrievalError, match="own network"):
        fetch("https://inside.test/page", 1 << 20)
    with pytest.raises(RetrievalError, match="cannot be checked behind your proxy"):
        fetch("http://example.test/page", 1 << 20)
    assert len(proxy.asked) == 1


def test_own_computers_are_reached_without_the_proxy(proxy, server, monkeypatch):
    assert typed(f"{server}/page", 1 << 20).charset == "iso-8859-1"
    monkeypatch.setenv("no_proxy", "example.test")
    monkeypatch.setattr(
        guarded_backend, "look_up", lambda _, port, *__: ends("127.0.0.1", port=port)
    )
    port = server.rsplit(":", 1)[1]
    address = f"http://example.test:{port}/page"
    reach = Reach.typed(address, confirmed=True)
    assert fetch(address, 1 << 20, reach=reach).charset == "iso-8859-1"
    assert not proxy.asked


def test_only_http_proxies(monkeypatch):
    monkeypatch.setenv("https_proxy", "socks5://127.0.0.1:1080")
    with pytest.raises(RetrievalError, match="is not an HTTP proxy"):
        typed("https://example.test/", 1 << 20)


@pytest.mark.parametrize(
    ("head", "target"),
    [
        (b'<meta http-equiv="refresh" content="900">', ""),
        (b'<meta http-equiv="refresh" content="900;url=/later">', ""),
        (b'<noscript><meta http-equiv="refresh" content="0;url=/plain"></noscript>', ""),
        (b'<meta name="x" content="0;url=/x">', ""),
        (b"<meta http-equiv=refresh content='0.5; url=/a?b=1&amp;c=2'>", "/a?b=1&c=2"),
        (b'<meta http-equiv="refresh" content="0;url=">', ""),
    ],
)
def test_where_a_page_sends_its_reader(head, target):
    assert refresh_target(head, "text/html") == target
    assert refresh_target(head, "text/plain") == ""


def test_conditional_requests(server):
    first = typed(f"{server}/marked", 1 << 20)
    assert (first.etag, first.unchanged) == ('"one"', False)
    again = typed(f"{server}/marked", 1 << 20, etag=first.etag, modified=first.modified)
    assert again.unchanged


@pytest.mark.parametrize(
    "address", ["http://", "http://[::1", "https://a b/", "http://x:99999999/"]
)
def test_bad_addresses(address):
    with pytest.raises(RetrievalError):
        typed(address, 1 << 20, seconds=2)


def test_nobody_there():
    with pytest.raises(RetrievalError, match="cannot be reached"):
        typed("http://127.0.0.1:1/", 1 << 20, seconds=2)
