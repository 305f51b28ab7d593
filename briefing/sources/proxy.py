"""The proxy that the environment names for an address, and the way through it.

Behind a proxy the rule that nothing leads into the reader's own network still holds: a host that he did not type is
looked up here, and the proxy is told the address that was found, so that it cannot find another.
"""

from base64 import b64encode
from typing import TYPE_CHECKING
from urllib.parse import unquote
from urllib.request import getproxies_environment, proxy_bypass_environment  # type: ignore[attr-defined]

from msgspec import Struct

from briefing.errors import RetrievalError
from briefing.model.gate import gate_line
from briefing.sources.address import is_own

if TYPE_CHECKING:
    import httpcore
    import httpx

_LONGEST_ANSWER = 1 << 14


class Proxy(Struct, frozen=True):
    """An HTTP proxy."""

    host: str
    port: int
    tunnel: bool
    """Whether it is asked for a connection through it (https), not for the page."""
    authorization: bytes = b""
    """The value of the header that says who asks, or b""."""

    def headers(self) -> list[tuple[bytes, bytes]]:
        """The headers that are for the proxy."""
        return [(b"Proxy-Authorization", self.authorization)] if self.authorization else []


def find_proxy(url: "httpx.URL") -> Proxy | None:
    """The proxy for `url` that HTTP_PROXY, HTTPS_PROXY or ALL_PROXY names, unless NO_PROXY excepts it.

    The reader's own computers are never asked for by a proxy.

    Raises:
        RetrievalError: when it is no HTTP proxy.
    """
    import httpx

    known = getproxies_environment()
    address = known.get(url.scheme) or known.get("all")
    if not address or is_own(url.host) or proxy_bypass_environment(url.host, known):
        return None
    proxy = httpx.URL(address if "://" in address else f"http://{address}")
    if proxy.scheme != "http" or not proxy.host:
        raise RetrievalError(
            f"The proxy “{gate_line(proxy.host or address)}” in your environment is not one for HTTP; set HTTPS_PROXY to http://HOST:PORT."
        )
    authorization = b""
    if proxy.userinfo:
        said = unquote(proxy.userinfo.decode("ascii")).encode()
        authorization = b"Basic " + b64encode(said)
    return Proxy(proxy.host, proxy.port or 80, url.scheme == "https", authorization)


def ask_through(
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
        raise _refused(proxy, f"status {gate_line(b''.join(status).decode('latin-1'))[:3]}")
    return stream


def _refused(proxy: Proxy, why: str) -> RetrievalError:
    return RetrievalError(
        f"The proxy {gate_line(proxy.host)} did not let it through ({why}); ask who keeps the proxy."
    )
