"""Finds the proxy for an address and connects through it.

Hosts that the reader did not name are resolved and checked here, and the proxy gets the checked address. `httpcore.HTTPProxy`
cannot do that: it verifies the certificate against what the proxy is told.
"""

import os
from base64 import b64encode
from dataclasses import field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from briefing.errors import RetrievalError
from briefing.model.url_policy import WebAddress
from briefing.sanitize import sanitize_line
from briefing.sources.web.address_rules import is_own_network

if TYPE_CHECKING:
    import httpcore

_LONGEST_ANSWER = 1 << 14


class Proxy(Struct, frozen=True):
    host: str
    port: int
    tunnel: bool
    """True if it is asked for a tunnel (https), not for the page."""
    authorization: bytes = field(default=b"", repr=False)
    """Value of the Proxy-Authorization header, or b""."""

    def headers(self) -> list[tuple[bytes, bytes]]:
        return [(b"Proxy-Authorization", self.authorization)] if self.authorization else []


def find_proxy(url: WebAddress) -> Proxy | None:
    """From HTTP_PROXY, HTTPS_PROXY or ALL_PROXY, unless NO_PROXY excludes the host. Never for a local host.

    Raises:
        RetrievalError: It is not an HTTP proxy; the message omits its credentials.
    """
    if not any(name.lower().endswith("_proxy") for name in os.environ):
        return None
    from urllib.request import (  # type: ignore[attr-defined]
        getproxies_environment,
        proxy_bypass_environment,
    )

    known = getproxies_environment()
    address = known.get(url.scheme) or known.get("all")
    if not address or is_own_network(url.host) or proxy_bypass_environment(url.host, known):
        return None
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        host, port = parts.hostname or "", parts.port or 80
    except ValueError:
        raise _not_usable("") from None
    if parts.scheme != "http" or not host or not host.isascii():
        raise _not_usable(host)
    said = unquote(parts.netloc.rpartition("@")[0]).encode("utf-8", "replace")
    authorization = b"Basic " + b64encode(said) if said else b""
    return Proxy(host, port, url.scheme == "https", authorization)


def _not_usable(host: str) -> RetrievalError:
    named = f"The proxy “{sanitize_line(host)}”" if host else "The proxy"
    return RetrievalError(
        f"{named} in your environment is not an HTTP proxy; set HTTPS_PROXY to http://HOST:PORT."
    )


def connect_through_proxy(
    stream: "httpcore.NetworkStream", proxy: Proxy, host: str, port: int
) -> "httpcore.NetworkStream":
    """Open a tunnel to `host` over `stream`, a connection to `proxy` (RFC 9110, 9.3.6).

    Raises:
        RetrievalError: The proxy refuses.
    """
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    lines = [f"CONNECT {place} HTTP/1.1", f"Host: {place}"]
    lines += [f"{name.decode()}: {value.decode()}" for name, value in proxy.headers()]
    stream.write("\r\n".join([*lines, "", ""]).encode("ascii"))
    answer = b""
    while b"\r\n\r\n" not in answer:
        part = stream.read(1024)
        answer += part
        if not part or len(answer) > _LONGEST_ANSWER:
            raise _refused(proxy, "no answer")
    status = answer.split(None, 2)[1:2]
    if status != [b"200"]:
        raise _refused(proxy, f"status {sanitize_line(b''.join(status).decode('latin-1'))[:3]}")
    return stream


def _refused(proxy: Proxy, why: str) -> RetrievalError:
    return RetrievalError(
        f"The proxy {sanitize_line(proxy.host)} refused the connection ({why}); ask its administrator."
    )
