"""Downloads a page, in the worker: one deadline, limited sizes, every redirect checked."""

import os
import re
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress

import httpcore

from briefing import __version__
from briefing.errors import PrivateHostError, RetrievalError
from briefing.model.url_policy import WebAddress
from briefing.sanitize import sanitize_line
from briefing.sources.local_file import format_size, quote_name
from briefing.sources.web.address_rules import Reach
from briefing.sources.web.fetch_result import (
    Fetched,
    FetchRequest,
    late_sentence,
    mark_as_fetched,
)
from briefing.sources.web.guarded_backend import Budget, GuardedNetwork, trusting_context
from briefing.sources.web.meta_refresh import refresh_target
from briefing.sources.web.proxy import Proxy, find_proxy

REDIRECTS = 8
_PIECE = 1 << 16
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_ENCODINGS = ("", "identity", "gzip", "x-gzip", "deflate")
_GZIP = 0x1F
_REDIRECTING = (301, 302, 303, 307, 308)
_HEAD = 1 << 18
"""Bytes before the body; h11 allows 100 KiB of headers."""
_MOST_HEADERS = 256
_MANY_HEADERS = "It sends more headers than a page needs; open it in a browser."


def answer_fetch(data: bytes, request: FetchRequest) -> Fetched:
    """Runs in the worker. Raises as `fetch`."""
    os.environ.update(request.variables)
    address = request.address
    try:
        budget = Budget(request.until - time.monotonic())
        headers = _headers(request.etag, request.modified)
        return _follow(_parsed(address), request.largest, request.reach, budget, headers)
    except PrivateHostError as error:
        raise PrivateHostError(_name_address(address, str(error)), error.host) from None
    except RetrievalError as error:
        raise RetrievalError(_name_address(address, str(error))) from None
    except (httpcore.TimeoutException, TimeoutError):
        raise RetrievalError(late_sentence(address, request.seconds)) from None
    except (httpcore.RemoteProtocolError, httpcore.LocalProtocolError, ValueError) as error:
        raise RetrievalError(_protocol_message(address, error)) from None
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError):
        raise RetrievalError(
            f"{quote_name(address)} cannot be reached; check the address and your connection."
        ) from None


def _parsed(address: str) -> WebAddress:
    try:
        return WebAddress.parse(address)
    except ValueError:
        raise RetrievalError("It is not a web address; check it.") from None


def _name_address(address: str, message: str) -> str:
    rest = message.removeprefix("It ")
    return message if rest == message else f"{quote_name(address)} {rest}"


def _protocol_message(address: str, error: Exception) -> str:
    if "complete message body" in str(error) or "incomplete chunked" in str(error):
        return f"{quote_name(address)} was not received completely; try again."
    if "Receive buffer too long" in str(error):
        return _name_address(address, _MANY_HEADERS)
    return f"{quote_name(address)} does not answer like a web server; check the address."


def _headers(etag: str, modified: str) -> list[tuple[bytes, bytes]]:
    headers = {
        "Connection": "close",
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Encoding": "gzip, deflate",
        "Accept-Language": "en, *;q=0.5",
        "User-Agent": f"briefing/{__version__}",
        "If-None-Match": mark_as_fetched(etag),
        "If-Modified-Since": mark_as_fetched(modified),
    }
    return [(k.encode(), v.encode("ascii")) for k, v in headers.items() if v]


def _follow(
    here: WebAddress,
    largest: int,
    reach: Reach,
    budget: Budget,
    headers: list[tuple[bytes, bytes]],
) -> Fetched:
    network = GuardedNetwork(budget, reach)
    for _ in range(REDIRECTS + 1):
        network.proxy = find_proxy(here)
        sent = [*_for_host(here, reach), *headers, *_for_proxy(network.proxy)]
        with _connection(here, network) as connection:
            budget.allow(_HEAD, _MANY_HEADERS)
            core_url = _core_url(here, network.proxy)
            with connection.stream("GET", core_url, headers=sent) as response:
                found, target = _answer(response, here, largest, budget)
        there = _resolve(here, target) if target else here
        if found is not None and there == here:
            return found
        here = there
    raise RetrievalError(f"It redirects more than {REDIRECTS} times; check it in a browser.")


def _connection(url: WebAddress, network: GuardedNetwork) -> httpcore.HTTPConnection:
    context = trusting_context() if url.scheme == "https" else None
    origin = httpcore.Origin(url.scheme.encode(), url.host.encode(), url.port)
    return httpcore.HTTPConnection(origin, context, network_backend=network)


def _resolve(here: WebAddress, target: str) -> WebAddress:
    try:
        return here.join(target)
    except ValueError:
        raise RetrievalError("It redirects to something other than a web page; check it.") from None


def _core_url(url: WebAddress, proxy: Proxy | None) -> httpcore.URL:
    target = str(url) if proxy is not None and not proxy.tunnel else url.target
    return httpcore.URL(scheme=url.scheme, host=url.host, port=url.port, target=target)


def _for_host(url: WebAddress, reach: Reach) -> list[tuple[bytes, bytes]]:
    headers = [(b"Host", url.place.encode())]
    if reach.authorization and reach.origin == url.origin:
        headers.append((b"Authorization", reach.authorization))
    return headers


def _for_proxy(proxy: Proxy | None) -> list[tuple[bytes, bytes]]:
    return [] if proxy is None or proxy.tunnel else proxy.headers()


def _header(response: httpcore.Response, name: bytes) -> str:
    return next((v.decode("latin-1") for k, v in response.headers if k.lower() == name), "")


def _answer(
    response: httpcore.Response, here: WebAddress, largest: int, budget: Budget
) -> tuple[Fetched | None, str]:
    if len(response.headers) > _MOST_HEADERS:
        raise RetrievalError(_MANY_HEADERS)
    target = _header(response, b"location")
    if response.status in _REDIRECTING and target:
        with suppress(UnicodeDecodeError):
            target = target.encode("latin-1").decode("utf-8")
        return None, target
    budget.allow(2 * largest + _HEAD, _too_large(largest))
    found = _received(response, here, largest, budget)
    return found, refresh_target(found.data, _header(response, b"content-type"))


def _received(
    response: httpcore.Response, here: WebAddress, largest: int, budget: Budget
) -> Fetched:
    etag, modified = _header(response, b"etag"), _header(response, b"last-modified")
    etag, modified = mark_as_fetched(etag), mark_as_fetched(modified)
    if response.status == 304:
        return Fetched(b"", str(here), "", etag, modified, unchanged=True)
    if response.status not in (200, 203):
        raise RetrievalError(_refusal(response.status))
    named = [v.decode("latin-1") for k, v in response.headers if k.lower() == b"content-encoding"]
    encoding = ", ".join(named).strip().lower()
    if encoding not in _ENCODINGS:
        raise RetrievalError(
            f"It is compressed in an unsupported way, {sanitize_line(encoding[:20])}; save it from a browser and open the file."
        )
    parts = _limit(response.iter_stream(), largest, budget)
    inflated = _inflate(parts, encoding) if encoding in _ENCODINGS[2:] else parts
    data = b"".join(_limit(inflated, largest, budget))
    charset = _CHARSET.search(_header(response, b"content-type"))
    return Fetched(data, str(here), charset[1] if charset else "", etag, modified)


def _refusal(status: int) -> str:
    if status in (404, 410):
        return f"It was not found on its server (status {status}); check it."
    if status in (401, 402, 403, 407, 451):
        return f"It is not publicly accessible (status {status}); save it from a browser and open the file."
    if status == 429:
        return "It was requested too often (status 429); try again later."
    return f"It could not be fetched (status {status}); try again later."


def _limit(parts: Iterable[bytes], largest: int, budget: Budget) -> Iterator[bytes]:
    """Checks time and size at each part; one read may hold thousands."""
    size = 0
    for part in parts:
        budget.seconds_left()
        size += len(part)
        if size > largest:
            raise RetrievalError(_too_large(largest))
        yield part


def _too_large(largest: int) -> str:
    return f"It is larger than the limit of {format_size(largest)}; raise the limit (largest) in the settings."


def _inflate(parts: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """In small steps, so that none can grow large."""
    inflater, ended = None, False
    for part in parts:
        full = False
        while part or full:
            if inflater is None:
                if ended and part[0] != _GZIP:
                    return
                raw = encoding == "deflate" and part[0] & 0x0F != 8
                inflater = zlib.decompressobj(-15 if raw else 47)
            try:
                found = inflater.decompress(part, _PIECE)
            except zlib.error:
                raise RetrievalError("It arrived damaged; try again.") from None
            yield found
            part, full = inflater.unconsumed_tail, len(found) == _PIECE
            if inflater.eof:  # another file may follow in gzip (RFC 1952, 2.2), or padding
                part, full, ended, inflater = inflater.unused_data, False, True, None
    if inflater is not None:
        raise RetrievalError("It arrived damaged; try again.")
