"""Servers on loopback that misbehave, and an internet of names and addresses that lead to them."""

import contextlib
import socket
import ssl
import threading
from pathlib import Path

import httpcore

from briefing.sources.web import download, fetch, guarded_backend
from briefing.sources.web.guarded_backend import Endpoint

CERTIFICATES = Path(__file__).parent / "certificates"
"""Made with openssl for these tests alone, their keys with them; nothing else trusts the authority."""
WAIT = None
"""Yielded by an answer that says nothing more; the connection stays until the other side closes it."""


class Server:
    """Answers each connection with what `answer` yields for its request; keeps the requests."""

    def __init__(self, answer=lambda request: (), certificate=None):
        self.answer = answer
        self.asked = []
        self.left = threading.Event()
        """Set when the other side closed the connection while there was still something to send."""
        self._certificate = certificate
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self):
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _serve(self):
        while True:
            try:
                made, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._converse, args=(made,), daemon=True).start()

    def _converse(self, made):
        with contextlib.suppress(OSError), contextlib.closing(made):
            if self._certificate:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(CERTIFICATES / f"{self._certificate}.pem")
                made = context.wrap_socket(made, server_side=True)
            request = b""
            while b"\r\n\r\n" not in request:
                part = made.recv(4096)
                if not part:
                    return
                request += part
            self.asked.append(request)
            self._send(made, request)

    def _send(self, made, request):
        try:
            for part in self.answer(request):
                if part is WAIT:
                    made.settimeout(60)
                    while made.recv(4096):
                        pass
                    self.left.set()
                    return
                made.sendall(part)
        except OSError:
            self.left.set()
            return
        with contextlib.suppress(OSError):  # closes without a reset, so that nothing sent is lost
            made.shutdown(socket.SHUT_WR)
            made.settimeout(2)
            while made.recv(4096):
                pass


def fetch_here(monkeypatch):
    """Has the child's side of every fetch run in this process, where a test can give it another network."""

    def ask(_, request):
        return download.answer_fetch(b"", request)

    monkeypatch.setattr(fetch, "_ask", ask)


class Internet:
    """What the program's network takes for the world: names with addresses, and where these lead to on loopback."""

    def __init__(self, monkeypatch):
        self.names = {}
        """Name to its addresses, or to a list of such lists, one for each time that it is looked up."""
        self.places = {}
        """(address, port) to the port on loopback."""
        self.dialled = []
        self._dial = guarded_backend.connect_checked
        fetch_here(monkeypatch)
        monkeypatch.setattr(guarded_backend, "look_up", self.look_up)
        monkeypatch.setattr(guarded_backend, "connect_checked", self.dial)

    def look_up(self, host, port, seconds):
        known = self.names.get(host)
        if known is None:
            return _numeric(host, port)
        found = known.pop(0) if isinstance(known[0], list) else known
        return [endpoint for address in found for endpoint in _numeric(address, port)]

    def dial(self, endpoint, seconds):
        place = (endpoint.address, endpoint.sockaddr[1])
        self.dialled.append(place)
        port = self.places.get(place)
        if port is not None:
            endpoint = Endpoint(socket.AF_INET, ("127.0.0.1", port))
        elif not endpoint.address.startswith("127."):
            raise httpcore.ConnectError
        return self._dial(endpoint, seconds)


def _numeric(address, port):
    """What the system makes of a number, in every spelling that it knows, without asking anybody."""
    try:
        found = socket.getaddrinfo(
            address, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST
        )
    except OSError:
        return [Endpoint(socket.AF_INET, ("127.0.0.1", port))] if address == "localhost" else []
    return [Endpoint(family, sockaddr) for family, _, _, _, sockaddr in found]
