"""Hostile answers: each ends in one plain sentence or in the right text, in time, and the reader's own network is untouched."""

import gzip
import itertools
import socket
import threading
import zlib
from contextlib import suppress

import pytest
from msgspec import Struct

from briefing.config import Config
from briefing.errors import FormatError, PrivateHostError, RetrievalError
from briefing.library.feed_client import open_entry, read_list, refresh_feed
from briefing.library.ingest import read_source
from briefing.sanitize import is_clean
from briefing.sources.web import guarded_backend
from briefing.sources.web.address_rules import PUBLIC, Reach
from briefing.sources.web.fetch import fetch
from briefing.worker import Worker
from tests.sources.hostile_server import CERTIFICATES, WAIT, Internet, Server, fetch_here

ADDRESS = "93.184.216.34"
PRIVATE = "10.0.0.5"
LARGEST = 200 << 10
TEXT = b"<html><head><title>News</title></head><body><p>The harbour opened in spring.</p></body></html>"
BRIEF = 0.15
"""Seconds that a fetch may take here; in the program it is ten."""


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def server():
    made = Server()
    yield made
    made.close()


@pytest.fixture
def canary():
    """A service on the reader's own network that nothing may reach."""
    made = Server(lambda _: [page(b"secret")])
    yield made
    assert made.asked == []
    made.close()


@pytest.fixture
def internet(monkeypatch, server, canary):
    made = Internet(monkeypatch)
    made.names = {
        "public.test": [ADDRESS],
        "private.test": [PRIVATE],
        "both.test": [ADDRESS, PRIVATE],
    }
    made.places = {
        (ADDRESS, 80): server.port,
        (ADDRESS, 443): server.port,
        (PRIVATE, 80): canary.port,
        ("169.254.169.254", 80): canary.port,
        ("::1", 80): canary.port,
        ("::ffff:127.0.0.1", 80): canary.port,
        ("127.0.0.1", 80): canary.port,
        ("0.0.0.0", 80): canary.port,
    }
    return made


def page(body=TEXT, status=b"200 OK", **headers):
    named = {"content_type": "text/html", "content_length": str(len(body)), **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in named.items()]
    return b"HTTP/1.1 " + status + b"\r\n" + "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def chunked(*chunks, trailer=b""):
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + b"".join(chunks) + b"0\r\n" + trailer + b"\r\n"


def to(location, status=b"302 Found"):
    return page(b"", status, location=location)


def forever(part, first=b""):
    def answer(_):
        yield first
        while True:
            yield part

    return answer


def slowly(data, first=b""):
    """`data` again and again, a byte at a time."""

    def answer(_):
        pause = threading.Event()
        yield first
        while True:
            for byte in data:
                yield bytes([byte])
                pause.wait(0.01)

    return answer


def endless_redirects(_):
    threading.Event().wait(0.1)
    return [to("/again")]


def drip_redirects(_):
    return slowly(b"x", b"HTTP/1.1 302 Found\r\nLocation: /again\r\nX-Slow: ")(_)


class Case(Struct):
    answer: object
    says: str
    """What the error says, or "" where the text comes."""
    seconds: float = 60


OK = b"HTTP/1.1 200 OK\r\n"
LATE = "did not send its page within 0.15 seconds"
LARGE = "is larger than the limit of 200 KiB"
OWN = "a computer on your own network"
NO_PAGE = "redirects to something other than a web page"
ODD = "does not answer like a web server"
HEADERS = "sends more headers than a page needs"
BROKEN = "arrived damaged"
SHORT = "was not received completely"
COUNT = itertools.count()
REFRESH = '<meta http-equiv="refresh" content="0;url={}">'

# fmt: off
CASES = {
    # Slow
    "slow status line": Case(slowly(b"HTTP/1.1 200 OK"), LATE, BRIEF),
    "slow headers": Case(slowly(b"X-More: 1\r\n", OK), LATE, BRIEF),
    "slow body": Case(slowly(b"x", page(b"", content_length="99999")), LATE, BRIEF),
    "slow chunks": Case(slowly(b"1\r\nx\r\n", chunked()[:-5]), LATE, BRIEF),
    "slow redirects": Case(endless_redirects, LATE, BRIEF),
    "slow redirect": Case(drip_redirects, LATE, BRIEF),
    "silence": Case(lambda _: [WAIT], LATE, BRIEF),
    "silence after the head": Case(lambda _: [OK, WAIT], LATE, BRIEF),
    "silence in the body": Case(lambda _: [page(b"x", content_length="9"), WAIT], LATE, BRIEF),
    "slow interim answers": Case(slowly(b"HTTP/1.1 102 Processing\r\n\r\n"), LATE, BRIEF),
    # Large
    "endless body": Case(forever(b"words " * 1000, OK + b"\r\n"), LARGE),
    "endless chunks": Case(forever(b"1f4\r\n%s\r\n" % (b"words" * 100), chunked()[:-5]), LARGE),
    "endless chunk extensions": Case(
        forever(b"1;" + b"x" * 60_000 + b"\r\nw\r\n", chunked()[:-5]), LARGE
    ),
    "one endless chunk extension": Case(forever(b"x" * 4096, chunked()[:-5] + b"1;"), HEADERS),
    "endless header": Case(forever(b"x" * 4096, OK + b"X: "), HEADERS),
    "endless headers": Case(forever(b"X-More: yes\r\n" * 99, OK), HEADERS),
    "many headers": Case(lambda _: [OK + b"A: b\r\n" * 400 + b"\r\n" + TEXT], HEADERS),
    "endless interim answers": Case(forever(b"HTTP/1.1 103 Early\r\nLink: </%s>\r\n\r\n" % (b"x" * 900)), HEADERS),
    "endless trailers": Case(
        forever(b"X-More: yes\r\n" * 99, chunked()[:-2] + b"X: y\r\n"), HEADERS
    ),
    "gzip bomb": Case(
        lambda _: [page(gzip.compress(bytes(5_000_000)), content_encoding="gzip")], LARGE
    ),
    "deflate bomb": Case(
        lambda _: [page(zlib.compress(bytes(5_000_000)), content_encoding="deflate")], LARGE
    ),
    "bomb of many files": Case(
        lambda _: [page(gzip.compress(bytes(100_000)) * 50, content_encoding="gzip")], LARGE
    ),
    "bomb in a bomb": Case(
        lambda _: [page(gzip.compress(gzip.compress(b"")), content_encoding="gzip, gzip")],
        "is compressed in an unsupported way, gzip, gzip",
    ),
    "two encoding headers": Case(
        lambda _: [page(b"x", content_encoding="gzip\r\nContent-Encoding: br")],
        "is compressed in an unsupported way, gzip, br",
    ),
    "brotli": Case(lambda _: [page(b"x", content_encoding="br")], "is compressed in an unsupported way, br"),
    "zstd": Case(lambda _: [page(b"x", content_encoding="zstd")], "is compressed in an unsupported way, zstd"),
    "encoding of a terminal": Case(
        lambda _: [page(b"x", content_encoding="\x1b[31m")], "is compressed in an unsupported way, ␛"
    ),
    "large by its own word": Case(lambda _: [page(bytes(300_000))], LARGE),
    # False lengths, and what is not HTTP
    "shorter than it says": Case(lambda _: [page(b"words", content_length="500")], SHORT),
    "chunks without an end": Case(lambda _: [chunked(b"5\r\nwords\r\n")[:-5]], SHORT),
    "chunk of a false size": Case(lambda _: [chunked(b"zz\r\nwords\r\n")], ODD),
    "two lengths": Case(lambda _: [page(b"x", content_length="1\r\nContent-Length: 2")], ODD),
    "negative length": Case(lambda _: [page(b"x", content_length="-1")], ODD),
    "longer than it says": Case(lambda _: [page() + b"HTTP/1.1 200 OK\r\n\r\nmore"], ""),
    "length and chunks": Case(
        lambda _: [chunked(b"%x\r\n%s\r\n" % (len(TEXT), TEXT)).replace(b"\r\n", b"\r\nContent-Length: 3\r\n", 1)],
        "",
    ),
    "gzip cut off": Case(
        lambda _: [page(gzip.compress(TEXT * 9)[:-20], content_encoding="gzip")], BROKEN
    ),
    "no gzip at all": Case(lambda _: [page(TEXT, content_encoding="gzip")], BROKEN),
    "raw deflate": Case(
        lambda _: [page(_raw(TEXT), content_encoding="deflate")], ""
    ),
    "gzip in two files": Case(
        lambda _: [page(gzip.compress(TEXT[:40]) + gzip.compress(TEXT[40:]), content_encoding="gzip")], ""
    ),
    "HTTP 0.9": Case(lambda _: [TEXT], ODD),
    "another protocol": Case(lambda _: [b"SSH-2.0-OpenSSH_9.2\r\n"], ODD),
    "nothing": Case(lambda _: [b""], ODD),
    "status of four digits": Case(lambda _: [page(status=b"2000 OK")], ODD),
    "status of letters": Case(lambda _: [page(status=b"abc OK")], ODD),
    "status 99": Case(lambda _: [page(status=b"099 OK")], ODD),
    "status 999": Case(lambda _: [page(status=b"999 Denied")], "status 999"),
    "reason of a terminal": Case(lambda _: [page(status=b"500 \x1b]52;c;AAAA\x07")], "status 500|does not answer"),
    "switching protocols": Case(lambda _: [page(b"", b"101 Switching")], "status 101|does not answer"),
    "a part only": Case(lambda _: [page(status=b"206 Partial")], "status 206"),
    "header without a name": Case(lambda _: [OK + b": x\r\n\r\n" + TEXT], ODD),
    "header with NUL": Case(lambda _: [page(x="a\0b")], ODD),
    "folded header": Case(lambda _: [page(x="a\r\n b")], ""),
    # Headers that are passed over
    "a file name of a terminal": Case(
        lambda _: [page(content_disposition='attachment; filename="\x1b[2J/../../x"')], ""
    ),
    "headers that bind or send on": Case(
        lambda _: [
            page(
                set_cookie="a=b",
                refresh="0;url=http://127.0.0.1/",
                link="<http://127.0.0.1/>; rel=preload",
                strict_transport_security="max-age=9",
                alt_svc='h3="127.0.0.1:80"',
                content_location="http://127.0.0.1/",
            )
        ],
        "",
    ),
    # Character sets that are Python codecs
    **{
        f"charset {name}": Case(lambda _, name=name: [page(content_type=f"text/html; charset={name}")], "")
        for name in ("unicode_escape", "raw_unicode_escape", "idna", "punycode", "hex", "zip", "rot13", "utf-7", "undefined", "no-such", "mbcs", "../x")
    },
    # Redirects
    "loop": Case(lambda _: [to("/again")], "redirects more than 8 times"),
    "redirect without a host": Case(lambda _: [to("http:///x")], "redirects more than 8 times"),
    "redirect without an address": Case(lambda _: [page(b"", b"302 Found")], "status 302"),
    **{
        f"redirect to {target}": Case(lambda _, target=target: [to(target)], NO_PAGE)
        for target in (
            "file:///etc/passwd", "data:text/html,x", "javascript:alert(1)", "gopher://127.0.0.1/", "ftp://127.0.0.1/",
            "http://public.test\\@127.0.0.1/", "\\\\127.0.0.1\\x", "http://a@b@127.0.0.1/",
            "http://127.0.0.1%2f@public.test:x/", "http://%31%32%37.0.0.1/", "http://public.test:99999/", "http://public.test:0/",
            "http://[::1", "http://[::1%25lo%0a]/", "http://public.test\t.evil/", "http://\x7f/", "http://a b/",
        )
    },
    **{
        f"redirect to {target}": Case(lambda _, target=target: [to(target)], OWN)
        for target in (
            "http://127.0.0.1/", "http://localhost/", "http://private.test/", "http://both.test/", "http://169.254.169.254/latest",
            "http://0x7f.1/", "http://0177.0.0.1/", "http://2130706433/", "http://127.1/", "http://0/", "http://[::1]/",
            "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[::127.0.0.1]/", "http://[64:ff9b::7f00:1]/",
            "http://[2002:7f00:1::]/", "http://[fe80::1%25lo]/", "http://public.test@127.0.0.1/", "//127.0.0.1/",
            "http://１２７。０。０。１/", "HTTP://LOCALHOST/", "http://user:secret@127.0.0.1/", "https://127.0.0.1/",
        )
    },
    "permanent redirect": Case(lambda _: [to("http://127.0.0.1/", b"308 Permanent")], OWN),
    "meta refresh to own network": Case(lambda _: [page(REFRESH.format("http://127.0.0.1/").encode())], OWN),
    "meta refresh to a private name": Case(lambda _: [page(REFRESH.format("//private.test/").encode())], OWN),
    "meta refresh to a file": Case(lambda _: [page(REFRESH.format("file:///etc/passwd").encode())], NO_PAGE),
    "meta refresh loop": Case(
        lambda _: [page(REFRESH.format(f"/{next(COUNT)}").encode())], "redirects more than 8"
    ),
}
# fmt: on


def _raw(data):
    made = zlib.compressobj(wbits=-15)
    return made.compress(data) + made.flush()


@pytest.mark.parametrize("name", CASES)
def test_an_answer_of_a_public_server(internet, server, name):
    case = CASES[name]
    server.answer = case.answer
    if not case.says:
        found = fetch("http://public.test/page", LARGEST, seconds=case.seconds)
        assert found.data == TEXT
        return
    with pytest.raises(RetrievalError, match=case.says) as caught:
        fetch("http://public.test/page", LARGEST, seconds=case.seconds)
    assert str(caught.value).startswith("“http://public.test/page” ")
    assert str(caught.value).endswith(".")
    assert is_clean(str(caught.value))
    if name.startswith(("slow", "silence", "endless")) and name != "slow redirects":
        assert server.left.wait(60)
    assert all(address != PRIVATE for address, _ in internet.dialled)


def test_there_are_enough_of_them():
    assert len(CASES) >= 57


# Before the first byte of an answer


def test_a_name_that_is_looked_up_for_ever(monkeypatch):
    fetch_here(monkeypatch)
    stop = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: stop.wait(20) and [])
    with pytest.raises(RetrievalError, match=LATE):
        fetch("http://public.test/", LARGEST, seconds=BRIEF)
    stop.set()


def test_a_tls_handshake_that_is_never_answered(internet, server):
    guarded_backend.trusting_context()  # which is made once, and takes a while
    with pytest.raises(RetrievalError, match=LATE):
        fetch("https://public.test/", LARGEST, seconds=BRIEF)
    assert server.asked == []


@pytest.mark.parametrize(
    ("certificate", "says"),
    [
        ("good", ""),
        ("expired", "its certificate has expired"),
        ("wrong_host", "its certificate is for another host"),
        ("self_signed", "its certificate is self-signed"),
        (None, "offers no usable encrypted connection"),
    ],
)
def test_who_a_server_is(internet, monkeypatch, certificate, says):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "authority.pem"))
    secure = Server(lambda _: [page()], certificate)
    if certificate is None:  # it does not wait for the end of a request
        secure._converse = lambda made: (made.sendall(page()), made.close())
    internet.places[ADDRESS, 443] = secure.port
    try:
        if says:
            with pytest.raises(RetrievalError, match=says):
                fetch("https://public.test/", LARGEST)
            assert secure.asked == []
        else:
            assert fetch("https://public.test/", LARGEST).data == TEXT
    finally:
        secure.close()


def slow_proxy(_):
    return slowly(b"X-More: 1\r\n", OK)(_)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (slow_proxy, "within 0.3 seconds"),
        (lambda _: [WAIT], "within 0.3 seconds"),
        (forever(b"X-More: 1\r\n" * 99, OK), "refused the connection"),
        (lambda _: [b"HTTP/1.1 407 \x1b[2J\r\n\r\n"], r"refused the connection \(status 407\)"),
        (lambda _: [b"\x1b[2J"], "refused the connection"),
        (lambda _: [b""], "refused the connection"),
    ],
)
def test_a_proxy_that_misbehaves(internet, server, monkeypatch, answer, says):
    internet.names["proxy.test"] = [ADDRESS]
    monkeypatch.setenv("https_proxy", "http://ann:hush@proxy.test:80")
    server.answer = answer
    with pytest.raises(RetrievalError, match=says) as caught:
        fetch("https://public.test/", LARGEST, seconds=0.3 if "0.3" in says else 60)
    assert "hush" not in str(caught.value)
    assert is_clean(str(caught.value))
    assert server.asked[0].startswith(f"CONNECT {ADDRESS}:443 ".encode())


@pytest.mark.parametrize(
    "value", ["http://ann:hush@", "socks5://ann:hush@x:1", "http://ann:hush@x:port", "//ann:hush@"]
)
def test_a_proxy_that_cannot_be_used_keeps_its_password(internet, monkeypatch, value):
    monkeypatch.setenv("http_proxy", value)
    with pytest.raises(RetrievalError, match="is not an HTTP proxy") as caught:
        fetch("http://public.test/", LARGEST)
    assert "hush" not in str(caught.value)


# Where a fetch may go


@pytest.mark.parametrize(
    "address",
    ["http://private.test/", "http://both.test/", "http://127.0.0.1/", "http://localhost/",
     "http://10.0.0.5/", "http://169.254.169.254/", "http://[::1]/", "http://[::ffff:127.0.0.1]/"],
)  # fmt: skip
def test_an_address_that_the_reader_did_not_give_is_refused(internet, address):
    with pytest.raises(RetrievalError, match=OWN) as caught:
        fetch(address, LARGEST)
    assert not isinstance(caught.value, PrivateHostError)
    assert internet.dialled == []


@pytest.mark.parametrize("host", ["private.test", "both.test", "0x7f.1", "2130706433", "127.1"])
def test_a_name_that_the_reader_gave_is_asked_about(internet, host):
    with pytest.raises(PrivateHostError) as caught:
        fetch(f"http://{host}/", LARGEST, reach=Reach.typed(f"http://{host}/"))
    assert caught.value.host == host
    assert internet.dialled == []


def test_a_name_that_he_means_is_fetched(internet, server):
    internet.places[PRIVATE, 80] = server.port
    server.answer = lambda _: [page()]
    reach = Reach.typed("http://private.test/", confirmed=True)
    assert fetch("http://private.test/", LARGEST, reach=reach).data == TEXT
    with pytest.raises(RetrievalError, match=OWN):
        fetch("http://private.test:8080/", LARGEST, reach=reach)
    with pytest.raises(RetrievalError, match=OWN):
        fetch("http://10.0.0.5/", LARGEST, reach=reach)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LocalHost"])
def test_a_number_that_the_reader_gave_is_fetched(internet, server, host):
    server.answer = lambda _: [page()]
    address = f"http://{host}:{server.port}/"
    assert fetch(address, LARGEST, reach=Reach.typed(address)).data == TEXT


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:{canary}/", "//127.0.0.1:{canary}/", "http://localhost:{server}/",
               "http://private.test/", "http://10.0.0.5/", "http://127.0.0.1/", "https://127.0.0.1:{canary}/"],
)  # fmt: skip
@pytest.mark.parametrize("answer", [to, lambda place: page(REFRESH.format(place).encode())])
def test_from_his_own_network_nothing_leads_elsewhere_in_it(
    internet, server, canary, target, answer
):
    place = target.format(canary=canary.port, server=server.port)
    server.answer = lambda _: [answer(place)]
    address = f"http://127.0.0.1:{server.port}/"
    with pytest.raises(RetrievalError, match=OWN) as caught:
        fetch(address, LARGEST, reach=Reach.typed(address))
    assert not isinstance(caught.value, PrivateHostError)


def test_from_his_own_network_it_leads_to_the_same_place_and_out(internet, server):
    address = f"http://127.0.0.1:{server.port}/"
    answers = [to("/next"), to("http://public.test/"), page()]
    server.answer = lambda _: [answers.pop(0)]
    assert fetch(address, LARGEST, reach=Reach.typed(address)).address == "http://public.test/"


def test_a_name_that_is_rebound_is_checked_at_each_connection(internet, server):
    internet.names["rebound.test"] = [[ADDRESS], [PRIVATE]]
    server.answer = lambda _: [to("/again")]
    with pytest.raises(RetrievalError, match=OWN):
        fetch("http://rebound.test/", LARGEST)
    assert internet.dialled == [(ADDRESS, 80)]


def test_what_is_checked_is_what_is_connected_to(internet, server):
    internet.names["rebound.test"] = [[ADDRESS], [PRIVATE]]
    server.answer = lambda _: [page()]
    assert fetch("http://rebound.test/", LARGEST).data == TEXT
    assert internet.dialled == [(ADDRESS, 80)]


def test_the_next_address_is_tried_where_one_does_not_answer(internet, server):
    internet.names["public.test"] = ["93.184.216.35", ADDRESS]
    server.answer = lambda _: [page()]
    assert fetch("http://public.test/", LARGEST).data == TEXT


# What a fetch says of the reader


def test_a_password_goes_to_its_host_only(internet, server):
    other = Server(lambda _: [page()])
    internet.names["other.test"] = ["93.184.216.36"]
    internet.places["93.184.216.36", 80] = other.port
    answers = [to("/next"), to("http://ann:hush@other.test/")]
    server.answer = lambda _: [answers.pop(0)]
    address = "http://ann:p%40ss@public.test/"
    found = fetch(address, LARGEST, reach=Reach.typed(address))
    other.close()
    assert found.address == "http://other.test/"
    assert all(b"Authorization: Basic YW5uOnBAc3M=" in request for request in server.asked)
    (request,) = other.asked
    assert b"uthorization" not in request
    for name in (b"Referer", b"Cookie", b"hush", b"YW5u"):
        assert name not in request


@pytest.mark.parametrize(
    "address",
    ["http://ann:hush@public.test/missing", "http://ann:hush@private.test/", "http://ann:hush@nowhere.test/",
     "http://public.test/x?token=hush&a=b", "http://public.test/x?api_key=hush#access_token=hush", "http://ann:hu/sh@public.test/",
     "http://ann:hush@@public.test/", "http://ann:hush@public.test:x/"],
)  # fmt: skip
def test_no_error_shows_a_secret(internet, server, address):
    server.answer = lambda _: [page(status=b"404 Not Found")]
    with pytest.raises(RetrievalError) as caught:
        fetch(address, LARGEST, reach=Reach.typed(address))
    assert "hush" not in str(caught.value)
    assert "hu/sh" not in str(caught.value)
    assert "hush" not in repr(Reach.typed(address))


def test_marks_of_a_state_that_cannot_be_sent_back_are_dropped(internet, server):
    server.answer = lambda _: [page(etag='"a\x1b[2Jb"', last_modified="x" * 2000)]
    found = fetch("http://public.test/", LARGEST)
    assert (found.etag, found.modified) == ("", "")
    fetch("http://public.test/", LARGEST, etag='"a"\r\nX-Evil: 1', modified="ü")
    assert b"If-" not in server.asked[-1]
    assert b"Evil" not in server.asked[-1]


# As documents


@pytest.fixture(scope="module")
def worker():
    made = Worker()
    yield made
    made.stop()


@pytest.mark.parametrize(
    "name", ["unicode_escape", "idna", "punycode", "hex", "zip", "utf-7", "rot13"]
)
def test_a_codec_is_no_character_set(internet, server, worker, name):
    body = TEXT.replace(b"harbour", rb"harbour \x1b +AGEAYg- xn--a")
    server.answer = lambda _: [page(body, content_type=f"text/html; charset={name}")]
    (document,) = read_source("http://public.test/", Config(), worker=worker)
    assert document.text == r"The harbour \x1b +AGEAYg- xn--a opened in spring."


BOMB = b'<!DOCTYPE x [<!ENTITY a0 "haha">' + b"".join(
    b'<!ENTITY a%d "%s">' % (i, b"&a%d;" % (i - 1) * 9) for i in range(1, 30)
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1/"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
ITEM = b"<item><title>One</title><link>%s</link><description>A word.</description></item>"


def rss(*links, head=b"<rss version='2.0'>"):
    return (
        head
        + b"<channel><title>Wire</title>"
        + b"".join(ITEM % x for x in links)
        + b"</channel></rss>"
    )


@pytest.mark.parametrize(
    "head", [BOMB + b"]><rss version='2.0'>", OUTSIDE + b"<rss version='2.0'>"]
)
def test_entities_of_a_feed_neither_swell_nor_fetch(internet, server, worker, head):
    data = rss(b"http://public.test/&a29;&e;&f;", head=head)
    server.answer = lambda _: [page(data, content_type="application/rss+xml")]
    with suppress(FormatError):
        assert len(str(refresh_feed("http://public.test/feed", Config(), worker=worker))) < 10_000
    assert len(server.asked) == 1


def test_entities_of_a_list_neither_swell_nor_fetch(worker, internet):
    body = b"<opml><body><outline title='&a29;&e;' xmlUrl='http://public.test/&f;'/></body></opml>"
    for head in (BOMB + b"]>", OUTSIDE):
        with suppress(FormatError):
            assert len(str(read_list(head + body, worker=worker))) < 10_000


@pytest.mark.parametrize(
    "place", ["127.0.0.1:{}", "private.test", "user:secret@127.0.0.1:{}", "0x7f.1:{}"]
)
def test_an_entry_of_a_public_feed_leads_nowhere_private(internet, server, canary, worker, place):
    link = f"http://{place.format(canary.port)}/".encode()
    server.answer = lambda _: [page(rss(link), content_type="application/rss+xml")]
    feed = refresh_feed("http://public.test/feed", Config(), worker=worker).feed
    document = open_entry(feed.entries[0], Config(), worker=worker)
    assert OWN in document.notices[-1]
    assert "secret" not in str(document)


def test_an_entry_of_a_feed_on_his_own_network_leads_to_the_same_host_only(
    internet, server, canary, worker
):
    own = f"http://127.0.0.1:{server.port}"
    links = (f"{own}/one".encode(), f"http://127.0.0.1:{canary.port}/".encode())
    server.answer = lambda request: [
        page(rss(*links), content_type="application/rss+xml") if b"/feed" in request else page()
    ]
    reach = Reach.typed(own)
    feed = refresh_feed(f"{own}/feed", Config(), worker=worker, reach=reach).feed
    one, two = (open_entry(entry, Config(), worker=worker, reach=reach) for entry in feed.entries)
    assert one.text == "The harbour opened in spring."
    assert OWN in two.notices[-1]
    assert OWN in open_entry(feed.entries[0], Config(), worker=worker, reach=PUBLIC).notices[-1]
