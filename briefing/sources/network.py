"""The network under a fetch: every connection's address is checked, and one deadline holds for all of them."""

import socket
import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from briefing.errors import RetrievalError
from briefing.sources.address import is_public, refuse_private, refuse_unchecked
from briefing.sources.proxy import Proxy, ask_through


class Deadline:
    """A point in time after which nothing may go on."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left.

        Raises:
            httpcore.ReadTimeout: when there are none.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left


class GuardedNetwork(httpcore.NetworkBackend):
    """Connects only to public addresses, and to those of `trusted`, the host that the reader typed."""

    def __init__(self, deadline: Deadline, trusted: str) -> None:
        self._deadline = deadline
        self._trusted = trusted
        self._network = httpcore.SyncBackend()
        self.proxy: Proxy | None = None
        """What the next connections go through."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first of the host's addresses that answers, or to the proxy.

        Raises:
            RetrievalError: when one of them is not public, or the proxy refuses.
        """
        proxy = self.proxy
        if proxy is None:
            return self._connect(self._addresses(host, port), port)
        asked = host if self._is_trusted(host) else self._addresses(host, port)[0]
        if asked != host and not proxy.tunnel:
            raise refuse_unchecked(host)
        found = _resolve(proxy.host, proxy.port, self._deadline.left())
        stream = self._connect(found, proxy.port)
        return ask_through(stream, proxy, asked, port) if proxy.tunnel else stream

    def _connect(self, addresses: list[str], port: int) -> httpcore.NetworkStream:
        error: Exception = httpcore.ConnectError()
        for address in addresses:
            try:
                stream = self._network.connect_tcp(address, port, self._deadline.left())
                return _Stream(stream, self._deadline)
            except httpcore.ConnectError as failure:
                error = failure
        raise error

    def _addresses(self, host: str, port: int) -> list[str]:
        found = _resolve(host, port, self._deadline.left())
        if not self._is_trusted(host) and not all(map(is_public, found)):
            raise refuse_private(host)
        return found

    def _is_trusted(self, host: str) -> bool:
        return host.lower() == self._trusted.lower()


class _Stream(httpcore.NetworkStream):
    """A connection that no step of keeps past the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.left()
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _resolve(host: str, port: int, seconds: float) -> list[str]:
    """The host's IP addresses; the system's resolver knows no time limit, so it is left behind when it is late.

    Raises:
        RetrievalError: when there are none.
        httpcore.ConnectTimeout: when it takes longer than `seconds`.
    """
    found: list[str] = []
    done = threading.Event()

    def ask() -> None:
        try:
            for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
                found.append(str(entry[4][0]))
        except (OSError, UnicodeError):
            found.clear()
        done.set()

    threading.Thread(target=ask, daemon=True).start()
    if not done.wait(seconds):
        raise httpcore.ConnectTimeout
    if not found:
        raise RetrievalError(f"There is no computer called {host}; check the address.")
    return list(dict.fromkeys(found))
