"""The proxy that the environment names for an address, and the way through it.

Behind a proxy the rule that nothing leads into the reader's own network still holds: a host that he did not name is
looked up here, and the proxy is told the address that was found, so that it cannot find another. `httpcore.HTTPProxy`
cannot do that: it takes the name for the certificate from what the proxy is told.
"""

import os
from base64 import b64encode
from dataclasses import field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from briefing.errors import RetrievalError
from briefing.model.sanitize import sanitize_line
from briefing.model.url_policy import WebAddress
from briefing.sources.web.address_rules import is_own_network

if TYPE_CHECKING:
    import httpcore

_LONGEST_ANSWER = 1 << 14


class Proxy(Struct, frozen=True):
    """An HTTP proxy."""

    host: str
    port: int
    tunnel: bool
    """Whether it is asked for a connection through it (https), not for the page."""
    authorization: bytes = field(default=b"", repr=False)
    """The value of the header that says who asks, or b""."""

    def headers(self) -> list[tuple[bytes, bytes]]:
        """The headers that are for the proxy."""
        return [(b"Proxy-Authorization", self.authorization)] if self.authorization else []


def find_proxy(url: WebAddress) -> Proxy | None:
    """The proxy for `url` that HTTP_PROXY, HTTPS_PROXY or ALL_PROXY names, unless NO_PROXY excepts it.

    The reader's own computers are never asked for by a proxy.

    Raises:
        RetrievalError: when it is no HTTP proxy; its user name and password are not in the message.
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
        f"{named} in your environment is not one for HTTP; set HTTPS_PROXY to http://HOST:PORT."
    )


def connect_through_proxy(
    stream: "httpcore.NetworkStream", proxy: Proxy, host: str, port: int
) -> "httpcore.NetworkStream":
    """`stream`, a connection to `proxy`, once that has connected it to `host` (RFC 9110, 9.3.6).

    Raises:
        RetrievalError: when it refuses.
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
        f"The proxy {sanitize_line(proxy.host)} did not let it through ({why}); ask who keeps the proxy."
    )
