"""When a fetch from a server that wastes time ends, with the program's own deadline: python -m benchmarks.fetching.

Each server stands on loopback and goes on for ever; `briefing.sources.web.fetch.fetch` is asked for its page, and the
seconds until it gives up are printed. The name that is never found is looked up in this process, where the resolver can
be replaced; all else is done in the child that fetches. The policy against the reader's own network is tried in
tests/sources/test_hostile_answers.py, where the deadline is injected.
"""

import socket
import ssl
import sys
import threading
import time
from pathlib import Path

from briefing.errors import RetrievalError
from briefing.sources.web import download, guarded_backend
from briefing.sources.web import fetch as module
from briefing.sources.web.address_rules import Reach
from briefing.sources.web.fetch import SECONDS, fetch

HEAD = b"HTTP/1.1 200 OK\r\n"
CERTIFICATE = Path(__file__).parents[1] / "tests/sources/certificates/good.pem"


def drip(made, first, part):
    """`part` again and again, five bytes a second."""
    made.sendall(first)
    while True:
        for byte in part:
            made.sendall(bytes([byte]))
            time.sleep(0.2)


def pour(made, first, part):
    """`part` again and again, as fast as it is taken."""
    made.sendall(first)
    while True:
        made.sendall(part)


def hop(made, first, part):
    """A redirect after three seconds."""
    time.sleep(3)
    made.sendall(b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n")


CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
ANSWERS = {
    "slow status line": (drip, b"", b"HTTP/1.1 200 OK"),
    "slow headers": (drip, HEAD, b"X-More: 1\r\n"),
    "slow body": (drip, HEAD + b"\r\n", b"words "),
    "slow chunks": (drip, CHUNKED, b"1\r\nx\r\n"),
    "slow interim answers": (drip, b"", b"HTTP/1.1 102 Processing\r\n\r\n"),
    "slow redirects": (hop, b"", b""),
    "many small chunks": (pour, CHUNKED, b"1\r\nx\r\n" * 1000),
}


def serve(answer, request=True):
    """The port of a server that gives every connection this answer."""
    listening = socket.create_server(("127.0.0.1", 0))

    def converse(made):
        act, first, part = answer
        try:
            if request:
                made.recv(4096)
            act(made, first, part)
            made.close()
        except OSError:
            made.close()

    def accept():
        while True:
            made, _ = listening.accept()
            threading.Thread(target=converse, args=(made,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return listening.getsockname()[1]


def report(name, address):
    """Prints how long a fetch from `address` took, and how it ended."""
    began = time.monotonic()
    try:
        end = f"{len(fetch(address, 64 << 20, reach=Reach.typed(address)).data):,} bytes"
    except RetrievalError as error:
        end = str(error).partition("” ")[2]
    print(f"{name:24} {time.monotonic() - began:6.2f} s   {end}", flush=True)


def slow_handshake():
    """The port of a server whose part of a TLS handshake comes in drops."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)

    def act(made, first, part):
        received, sent = ssl.MemoryBIO(), ssl.MemoryBIO()
        secured = context.wrap_bio(received, sent, server_side=True)
        received.write(made.recv(4096))
        try:
            secured.do_handshake()
        except ssl.SSLWantReadError:
            drip(made, b"", sent.read())

    return serve((act, b"", b""), request=False)


def main():
    """Prints every case."""
    print(f"deadline {SECONDS:g} s")
    for name, answer in ANSWERS.items():
        report(name, f"http://127.0.0.1:{serve(answer)}/")
    report("slow TLS handshake", f"https://127.0.0.1:{slow_handshake()}/")
    import os

    port = serve((drip, HEAD, b"X-More: 1\r\n"))
    os.environ["https_proxy"] = f"http://127.0.0.1:{port}"
    report("slow proxy", "https://93.184.216.34/")
    del os.environ["https_proxy"]
    module.FETCH.function = "tests.sources.fetching_acts:hang"
    report("child that never answers", f"http://127.0.0.1:{port}/")
    guarded_backend.socket.getaddrinfo = lambda *_, **__: time.sleep(60)
    module._ask = lambda _, request: download.answer_fetch(b"", request)
    report("name never found", "http://public.test/")


if __name__ == "__main__":
    sys.exit(main())
