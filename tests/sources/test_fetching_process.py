"""Fetching in its real child, from servers on loopback; what servers may answer is tried in the files beside this."""

import gzip
import json
import shutil
import threading

import pytest
from msgspec.structs import replace

from briefing.errors import ConfigError, PrivateHostError, RetrievalError, WorkerError
from briefing.model.serialization import to_bytes
from briefing.program_end import this_process
from briefing.sanitize import is_clean
from briefing.sources.web import fetch as module
from briefing.sources.web.address_rules import PUBLIC, Reach
from briefing.sources.web.fetch import fetch
from briefing.sources.web.fetch_result import Fetched
from briefing.worker import Result, Worker, client, require_sandbox
from briefing.worker.no_sandbox import GIVEN
from tests.sandboxed import linux
from tests.sources.hostile_server import CERTIFICATES, WAIT, Server

ACTS = "tests.sources.fetching_acts"
LARGEST = 200 << 10
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
PUBLIC_NUMBER = "93.184.216.34"


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    for name in module._TOLD:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def server():
    made = Server()
    yield made
    made.close()


def typed(address, **more):
    return fetch(address, LARGEST, reach=Reach.typed(address), **more)


@pytest.fixture(autouse=True)
def kept_workers():
    """Each test has children of its own."""


def has_ended(others) -> bool:
    """Whether all children have ended but those that were there before."""
    made = (child for child in this_process.children if child not in others)
    return all(child.returncode is not None for child in made)


def test_a_page_arrives_from_a_child(server):
    others = set(this_process.children)
    refresh = b'<meta http-equiv="refresh" content="0;url=/page">'
    answers = [
        b"HTTP/1.1 302 Found\r\nLocation: /meta\r\n\r\n",
        HEAD + b"\r\n" + refresh,
        HEAD + b'ETag: "a"\r\nContent-Encoding: gzip\r\n\r\n' + gzip.compress(b"words" * 1000),
    ]
    server.answer = lambda _: [answers.pop(0)]
    found = typed(f"http://ann:p@127.0.0.1:{server.port}/", etag='"old"')
    assert (found.data, found.charset, found.etag) == (b"words" * 1000, "utf-8", '"a"')
    assert found.address == f"http://127.0.0.1:{server.port}/page"
    assert all(b"Authorization: Basic YW5uOnA=" in asked for asked in server.asked)
    assert b'If-None-Match: "old"' in server.asked[0]
    assert has_ended(others)


def test_a_child_that_never_answers_is_killed(monkeypatch):
    others = set(this_process.children)
    monkeypatch.setattr(module.FETCH, "function", f"{ACTS}:hang")
    monkeypatch.setattr(module, "GRACE", 0.1)
    with pytest.raises(RetrievalError, match=r"^“http://x/” did not send its page within 0.1 sec"):
        typed("http://x/", seconds=0.1)
    assert has_ended(others)


def test_it_ends_at_once_with_its_worker(server):
    worker = Worker()
    stopper = threading.Thread(target=worker.stop)
    server.answer = lambda _: [stopper.start(), WAIT][1:]
    with pytest.raises(WorkerError, match="was stopped"):
        typed(f"http://127.0.0.1:{server.port}/", worker=worker, seconds=60)
    assert server.left.wait(60)


@linux
def test_a_child_that_a_server_broke_finds_nothing(tmp_path, monkeypatch):
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "authority").write_text("words")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority"))
    monkeypatch.setattr(module.FETCH, "function", f"{ACTS}:look_around")
    hidden = [str(tmp_path / "secret"), "/etc/passwd", "/proc/self/environ", "/etc/ssl/private"]
    given = [str(tmp_path / "authority"), "/etc/resolv.conf"]
    found = json.loads(fetch("http://x/", LARGEST, etag="\n".join([*hidden, *given])).data)
    acts = ["write", "listen", "unix", "program"]
    assert {name: found[name] for name in (*hidden, *acts)} == dict.fromkeys(
        [*hidden, *acts], "PermissionError"
    )
    assert {name: found[name] for name in given} == dict.fromkeys(given, "")
    assert {*found["variables"]} <= set(GIVEN)


def test_a_host_of_his_own_network_is_asked_about(server):
    with pytest.raises(PrivateHostError, match="a computer on your own network") as caught:
        typed(f"http://0x7f.1:{server.port}/")
    assert caught.value.host == "0x7f.1"
    assert server.asked == []


def test_a_proxy_is_used_and_its_password_not_shown(server, monkeypatch):
    server.answer = lambda _: [b"HTTP/1.1 407 No\r\n\r\n"]
    monkeypatch.setenv("https_proxy", f"http://ann:hush@127.0.0.1:{server.port}")
    with pytest.raises(RetrievalError, match=r"refused the connection \(status 407\)") as caught:
        fetch(f"https://{PUBLIC_NUMBER}/", LARGEST)
    assert "hush" not in str(caught.value)
    assert server.asked[0].startswith(f"CONNECT {PUBLIC_NUMBER}:443 ".encode())
    assert b"Proxy-Authorization: Basic YW5uOmh1c2g=" in server.asked[0]


@pytest.mark.parametrize(
    ("own", "says"), [(True, "is for another host"), (False, "is not signed by an authority")]
)
def test_his_own_authority_is_believed(tmp_path, monkeypatch, own, says):
    if own:
        shutil.copy(CERTIFICATES / "authority.pem", tmp_path)
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("SSL_CERT_FILE", "authority.pem")
    secure = Server(certificate="good")
    with pytest.raises(RetrievalError, match=says):
        typed(f"https://127.0.0.1:{secure.port}/")
    secure.close()


def test_where_nothing_confines_the_reader_decides(server, monkeypatch):
    server.answer = lambda _: [HEAD + b"\r\nwords"]
    monkeypatch.setattr(client, "_CONFINED_BY", "briefing.worker.no_sandbox")
    address = f"http://127.0.0.1:{server.port}/"
    require_sandbox(True)
    try:
        with pytest.raises(ConfigError, match="briefing doctor"):
            typed(address)
    finally:
        require_sandbox(False)
    assert server.asked == []
    assert typed(address).data == b"words"


# What a child that a server broke may answer

GOOD = Fetched(b"words", "http://x/", "utf-8", '"a"', "Tue")


@pytest.mark.parametrize(
    "lie",
    [{"unchanged": True}, {"address": "file:///etc/passwd"}, {"address": "http://x/\x1b[2J"},
     {"address": "http://ann:hush@x/"}, {"address": "http://x/" + "x" * 9000}, {"charset": "utf-8\x1b"},
     {"charset": "x" * 41}, {"charset": "a b"}, {"etag": '"a"\r\nX-Evil: 1'}, {"etag": "x" * 1001}, {"modified": "ü"}],
)  # fmt: skip
def test_a_lie_is_refused(monkeypatch, lie):
    monkeypatch.setattr(module, "_ask", lambda *_: replace(GOOD, **lie))
    with pytest.raises(RetrievalError, match=r"^“http://x/” crashed the fetching process"):
        typed("http://x/")


@pytest.mark.parametrize(
    "body", [b"", b"\xc1", to_bytes(None), to_bytes({}), to_bytes({"data": 1, "address": 2})]
)
def test_an_answer_of_another_type_is_refused(monkeypatch, body):
    monkeypatch.setattr(Worker, "ask", lambda *_, **__: Result(None, body))
    with pytest.raises(RetrievalError, match=r"^“http://x/” crashed the fetching process"):
        typed("http://x/")


def test_the_truth_is_believed_up_to_its_size(monkeypatch):
    monkeypatch.setattr(module, "_ask", lambda *_: replace(GOOD, data=bytes(LARGEST)))
    assert len(typed("http://x/").data) == LARGEST
    monkeypatch.setattr(module, "_ask", lambda *_: replace(GOOD, data=bytes(LARGEST + 1)))
    with pytest.raises(RetrievalError, match="crashed the fetching process"):
        typed("http://x/")


@pytest.mark.parametrize("reach", [PUBLIC, Reach.typed("http://x/")])
def test_a_host_that_he_did_not_name_is_not_asked_about(monkeypatch, reach):
    def ask(*_, **__):
        raise PrivateHostError("It leads\x1b[2J to bank.test" + "x" * 5000, "bank.test")

    monkeypatch.setattr(module, "_ask", ask)
    with pytest.raises(RetrievalError) as caught:
        fetch("http://x/", LARGEST, reach=reach)
    assert not isinstance(caught.value, PrivateHostError)
    assert is_clean(str(caught.value))
    assert len(str(caught.value)) < 1100
