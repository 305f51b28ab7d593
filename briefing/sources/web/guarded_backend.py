import os
import socket
import ssl
import threading
import time
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

import httpcore

from briefing.errors import RetrievalError
from briefing.sources.web.address_rules import Reach, is_public, refuse_private, refuse_unchecked
from briefing.sources.web.proxy import Proxy, connect_through_proxy

_MOST_ADDRESSES = 8
_UNPROVEN = {
    9: "is not valid yet",
    10: "has expired",
    18: "is self-signed",
    19: "is not signed by an authority that this computer trusts",
    20: "is not signed by an authority that this computer trusts",
    21: "is not signed by an authority that this computer trusts",
    62: "is for another host",
    64: "is for another host",
}
"""Certificate problems by OpenSSL's number (x509_vfy.h)."""


class Budget:
    """What one fetch may use in total: monotonic seconds, and bytes received."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._bytes = 0
        self._spent = ""

    def seconds_left(self) -> float:
        """Never 0; raises httpcore.ReadTimeout when the time is up."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left

    def allow(self, count: int, spent: str) -> None:
        self._bytes, self._spent = count, spent

    def spend(self, count: int) -> None:
        """Raises:
        RetrievalError: Too many bytes were received.
        """
        self._bytes -= count
        if self._bytes < 0:
            raise RetrievalError(self._spent)


class Endpoint(NamedTuple):
    family: int
    sockaddr: tuple[Any, ...]

    @property
    def address(self) -> str:
        zone = self.sockaddr[3] if len(self.sockaddr) == 4 else 0
        address = str(self.sockaddr[0])
        return f"{address}%{zone}" if zone and "%" not in address else address


class GuardedNetwork(httpcore.NetworkBackend):
    def __init__(self, budget: Budget, reach: Reach) -> None:
        self._budget = budget
        self._reach = reach
        self.proxy: Proxy | None = None
        """For the next connections."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address that answers, or to the proxy.

        Raises:
            RetrievalError: One of the addresses is not allowed, or the proxy refuses.
        """
        proxy = self.proxy
        if proxy is None:
            return self._connect(self.checked(host, port))
        asked = self._asked_of_proxy(proxy, host, port)
        stream = self._connect(self._look_up(proxy.host, proxy.port))
        return connect_through_proxy(stream, proxy, asked, port) if proxy.tunnel else stream

    def _asked_of_proxy(self, proxy: Proxy, host: str, port: int) -> str:
        named = self._reach.names(host, port)
        try:
            checked = self.checked(host, port)
        except UnknownHostError:
            if not named:
                raise
            return host
        if proxy.tunnel and not self._reach.allows(host, port):
            return checked[0].address
        if not named:
            raise refuse_unchecked(host)
        return host

    def checked(self, host: str, port: int) -> list[Endpoint]:
        """Raises:
        RetrievalError: The host has no address, or one that is not allowed.
        """
        found = self._look_up(host, port)
        allowed = self._reach.allows(host, port)
        if not allowed and not all(is_public(endpoint.address) for endpoint in found):
            raise refuse_private(host, self._reach, port)
        return found

    def _look_up(self, host: str, port: int) -> list[Endpoint]:
        found = look_up(host, port, self._budget.seconds_left())
        if not found:
            raise UnknownHostError(f"No host called {host} was found; check the address.")
        return found

    def _connect(self, endpoints: list[Endpoint]) -> httpcore.NetworkStream:
        error: Exception = httpcore.ConnectError()
        tried = endpoints[:_MOST_ADDRESSES]
        for number, endpoint in enumerate(tried):
            try:
                made = connect_checked(
                    endpoint, self._budget.seconds_left() / (len(tried) - number)
                )
                return _Stream(made, self._budget)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failure:
                error = failure
        raise error


class UnknownHostError(RetrievalError):
    pass


class _Stream(httpcore.NetworkStream):
    def __init__(self, connected: socket.socket, budget: Budget) -> None:
        self._socket = connected
        self._budget = budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._socket.settimeout(self._budget.seconds_left())
        try:
            data = self._socket.recv(max_bytes)
        except TimeoutError:
            raise httpcore.ReadTimeout from None
        except OSError as error:
            raise httpcore.ReadError(str(error)) from None
        self._budget.spend(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._socket.settimeout(self._budget.seconds_left())
        try:
            self._socket.sendall(buffer)
        except TimeoutError:
            raise httpcore.WriteTimeout from None
        except OSError as error:
            raise httpcore.WriteError(str(error)) from None

    def close(self) -> None:
        self._socket.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Raises:
        RetrievalError: The server's certificate is invalid, or it does not speak TLS.
        """
        try:
            self._socket.settimeout(self._budget.seconds_left())
            secured = ssl_context.wrap_socket(self._socket, server_hostname=server_hostname)
            return _Stream(secured, self._budget)
        except BaseException as error:
            self._socket.close()
            raise tls_failure(error) from None

    def get_extra_info(self, info: str) -> Any:
        """Only for reusing connections, which never happens here."""
        return None


def tls_failure(error: BaseException) -> BaseException:
    if isinstance(error, ssl.SSLCertVerificationError):
        why = _UNPROVEN.get(error.verify_code, "cannot be trusted")
        return RetrievalError(
            f"It cannot prove its identity: its certificate {why}; check the address."
        )
    if isinstance(error, TimeoutError):
        return httpcore.ConnectTimeout()
    if isinstance(error, (OSError, ValueError)):
        return RetrievalError(
            "It offers no usable encrypted connection; check the address, or try http."
        )
    return error


def trusting_context() -> ssl.SSLContext:
    """Verifies certificates by the system's, or certifi's if there are none.

    SSL_CERT_FILE and SSL_CERT_DIR override both, as in OpenSSL. Cached; it takes 0.1 s to create.
    """
    return _context(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))


@cache
def _context(file: str | None, folder: str | None) -> ssl.SSLContext:
    made = ssl.create_default_context()
    if not made.cert_store_stats()["x509_ca"] and not (file or folder):
        import certifi

        made.load_verify_locations(certifi.where())
    return made


def look_up(host: str, port: int, seconds: float) -> list[Endpoint]:
    """The system's resolver has no timeout, so a late one is abandoned in its thread.

    Raises:
        httpcore.ConnectTimeout: It takes longer than `seconds`.
    """
    found: list[Endpoint] = []
    done = threading.Event()

    def ask() -> None:
        try:
            for family, _, _, _, sockaddr in socket.getaddrinfo(
                host, port, type=socket.SOCK_STREAM
            ):
                found.append(Endpoint(family, sockaddr))
        except (OSError, UnicodeError):
            found.clear()
        done.set()

    threading.Thread(target=ask, daemon=True).start()
    if not done.wait(seconds):
        raise httpcore.ConnectTimeout
    return list(dict.fromkeys(found))


def connect_checked(endpoint: Endpoint, seconds: float) -> socket.socket:
    made = socket.socket(endpoint.family, socket.SOCK_STREAM)
    try:
        made.settimeout(seconds)
        made.connect(endpoint.sockaddr)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except TimeoutError:
        made.close()
        raise httpcore.ConnectTimeout from None
    except OSError as error:
        made.close()
        raise httpcore.ConnectError(str(error)) from None
    return made
