"""Gets a page by its web address: one deadline, a limited size before and after inflating, no surprise redirect."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing import __version__, secure
from briefing.errors import RetrievalError
from briefing.model.gate import gate_line
from briefing.sources.refresh import refresh_target
from briefing.sources.retrieve import human_size, shown

if TYPE_CHECKING:
    import httpcore
    import httpx

    from briefing.sources.proxy import Proxy

SECONDS = 20.0
"""How long one fetch may take, from the first look-up of the name to the last byte."""
REDIRECTS = 8
_PIECE = 1 << 16
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_ENCODINGS = ("", "identity", "gzip", "x-gzip", "deflate")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server sent."""

    data: bytes
    address: str
    """Where it was in the end, after redirects."""
    charset: str = ""
    """The character set that the server named, or ""."""
    etag: str = ""
    modified: str = ""
    """The server's marks of this state of the page, to be sent with the next request for it."""
    unchanged: bool = False
    """Whether the server says that nothing is new; `data` is empty then."""


def fetch(
    address: str,
    largest: int,
    *,
    typed: bool = True,
    seconds: float = SECONDS,
    etag: str = "",
    modified: str = "",
) -> Fetched:
    """The page at `address`, an http or https one, of at most `largest` bytes.

    Computers on the reader's own network are asked only when `typed`, that is when the reader gave the address
    himself, and then only the one that he named. With `etag` or `modified` the server may answer that nothing is new.

    Raises:
        ForbiddenError: when the network may not be used.
        RetrievalError: when it cannot be got; the message says why and what to do.
    """
    secure.check("The network")
    import httpcore
    import httpx

    try:
        return _follow(address, largest, typed, seconds, _headers(etag, modified))
    except RetrievalError as error:
        raise RetrievalError(str(error).replace("It ", f"{shown(address)} ", 1)) from None
    except (httpx.InvalidURL, ValueError):
        raise RetrievalError(f"{shown(address)} is not a web address; check it.") from None
    except (httpcore.TimeoutException, TimeoutError):
        raise RetrievalError(
            f"{shown(address)} did not send its page within {seconds:g} seconds; try again later."
        ) from None
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        raise RetrievalError(_network_message(address, error)) from None


def _network_message(address: str, error: Exception) -> str:
    if "CERTIFICATE" in str(error).upper():
        return f"{shown(address)} could not prove who it is (bad certificate); check the address."
    return f"{shown(address)} cannot be reached; check the address and your connection."


def _headers(etag: str, modified: str) -> list[tuple[bytes, bytes]]:
    headers = {
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Encoding": "gzip, deflate",
        "Accept-Language": "en, *;q=0.5",
        "User-Agent": f"briefing/{__version__}",
        "If-None-Match": etag,
        "If-Modified-Since": modified,
    }
    return [(k.encode(), v.encode("latin-1", "ignore")) for k, v in headers.items() if v]


def _follow(
    address: str, largest: int, typed: bool, seconds: float, headers: list[tuple[bytes, bytes]]
) -> Fetched:
    import httpcore
    import httpx

    from briefing.sources.network import Deadline, GuardedNetwork
    from briefing.sources.proxy import find_proxy

    url = httpx.URL(address.strip())
    network = GuardedNetwork(Deadline(seconds), url.raw_host.decode() if typed else "")
    with httpcore.ConnectionPool(httpx.create_ssl_context(), network_backend=network) as pool:
        for _ in range(REDIRECTS + 1):
            if url.scheme not in ("http", "https") or not url.raw_host:
                raise RetrievalError("It leads to something that is no web page; check it.")
            network.proxy = find_proxy(url)
            sent = [*_host(url), *headers, *_for_proxy(network.proxy)]
            with pool.stream("GET", _core_url(url, network.proxy), headers=sent) as response:
                target = _header(response, b"location")
                if response.status not in (301, 302, 303, 307, 308) or not target:
                    found = _received(response, url, largest)
                    target = refresh_target(found.data, _header(response, b"content-type"))
                    if not target or url.join(target) == url:
                        return found
            url = url.join(target)
    raise RetrievalError(f"It redirects more than {REDIRECTS} times; check it in a browser.")


def _core_url(url: "httpx.URL", proxy: "Proxy | None") -> "httpcore.URL":
    """The address as it is sent; a proxy that is asked for the page is sent the whole of it."""
    import httpcore

    target = url.raw_path
    if proxy is not None and not proxy.tunnel:
        target = url.raw_scheme + b"://" + url.netloc + target
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=target)


def _for_proxy(proxy: "Proxy | None") -> list[tuple[bytes, bytes]]:
    return [] if proxy is None or proxy.tunnel else proxy.headers()


def _host(url: "httpx.URL") -> list[tuple[bytes, bytes]]:
    return [(b"Host", url.netloc)]


def _header(response: "httpcore.Response", name: bytes) -> str:
    return next((v.decode("latin-1") for k, v in response.headers if k.lower() == name), "")


def _received(response: "httpcore.Response", url: "httpx.URL", largest: int) -> Fetched:
    etag, modified = _header(response, b"etag"), _header(response, b"last-modified")
    if response.status == 304:
        return Fetched(b"", str(url), "", etag, modified, unchanged=True)
    if response.status != 200:
        raise RetrievalError(_refusal(response.status))
    encoding = _header(response, b"content-encoding").strip().lower()
    if encoding not in _ENCODINGS:
        raise RetrievalError(f"It comes compressed as {gate_line(encoding[:20])}; save it by hand.")
    stream = response.iter_stream()
    data = b"".join(_limited(_inflated(stream, encoding, largest), largest))
    charset = _CHARSET.search(_header(response, b"content-type"))
    return Fetched(data, str(url), charset[1] if charset else "", etag, modified)


def _refusal(status: int) -> str:
    if status in (404, 410):
        return f"It does not exist on its server (status {status}); check it."
    if status in (401, 402, 403, 407, 451):
        return f"It is not open to everyone (status {status}); save it from a browser and open the file."
    if status == 429:
        return "It was asked for too often (status 429); try again later."
    return f"It could not be had from its server (status {status}); try again later."


def _limited(parts: Iterator[bytes], largest: int) -> Iterator[bytes]:
    size = 0
    for part in parts:
        size += len(part)
        if size > largest:
            raise RetrievalError(
                f"It is larger than the limit of {human_size(largest)}; raise the limit (largest) in the settings."
            )
        yield part


def _inflated(parts: Iterator[bytes], encoding: str, largest: int) -> Iterator[bytes]:
    """The parts inflated in small steps, so that no step can swell; both sides are limited."""
    parts = _limited(parts, largest)
    if encoding in ("", "identity"):
        yield from parts
        return
    inflater = None
    for part in parts:
        if inflater is None:
            raw = encoding == "deflate" and part[:1] and part[0] & 0x0F != 8
            inflater = zlib.decompressobj(-15 if raw else 47)
        try:
            while part:
                yield inflater.decompress(part, _PIECE)
                part = inflater.unconsumed_tail
        except zlib.error:
            raise RetrievalError("It arrived damaged; try again.") from None
