"""Fetches a page in a child process that has the network and no files; one child per page.

Its answer is checked, because a malicious server may have taken the child over.
"""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from msgspec.structs import replace

from briefing import secure_mode
from briefing.errors import (
    BriefingError,
    PrivateHostError,
    RetrievalError,
    UnusableAnswer,
    WorkerTimeout,
)
from briefing.job import Job
from briefing.sanitize import sanitize_line
from briefing.sources.local_file import quote_name
from briefing.sources.web.address_rules import PUBLIC, Reach
from briefing.sources.web.fetch_result import Fetched, FetchRequest, check_fetched, late_sentence
from briefing.worker import Limits, Profile, Worker

SECONDS = 10.0
"""Time limit from the start of the child to the last byte."""
GRACE = 1.0
"""Seconds after that in which the child is to say so itself; then it is killed."""
FETCH = Job("briefing.sources.web.download:answer_fetch", FetchRequest, Fetched)
"""Runs in a child of its own, with limits by the size and time of one fetch."""
_MOST = 4
"""Most simultaneous fetches."""
_turns = threading.BoundedSemaphore(_MOST)
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
_CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR")
_TOLD = (*_PROXIES, *map(str.upper, _PROXIES), "REQUEST_METHOD")
"""What `urllib` reads to find a proxy; under REQUEST_METHOD (CGI) it ignores HTTP_PROXY, a header.
"""
_ROOM = 1 << 20
"""Bytes of an answer besides the page."""
_LONGEST_MESSAGE = 1000


def fetch(
    address: str,
    largest: int,
    *,
    worker: Worker | None = None,
    reach: Reach = PUBLIC,
    seconds: float = SECONDS,
    etag: str = "",
    modified: str = "",
) -> Fetched:
    """`seconds` include redirects. With `etag` or `modified` the server may answer that nothing changed. Stopping `worker` ends it.

    Raises:
        ForbiddenError: Secure mode does not allow the network.
        PrivateHostError: The address is on the reader's own network and needs confirmation.
        RetrievalError: It cannot be fetched; the message says why and what to do.
        WorkerError: It was stopped, or the child crashed.
    """
    secure_mode.check_allowed("The network")
    with _explaining(address, reach, seconds), _turns:
        until = time.monotonic() + seconds
        request = FetchRequest(address, largest, reach, seconds, until, etag, modified)
        return check_fetched(_ask(worker or Worker(), request), largest)


@contextmanager
def _explaining(address: str, reach: Reach, seconds: float) -> Iterator[None]:
    try:
        yield
    except WorkerTimeout:
        raise RetrievalError(late_sentence(address, seconds)) from None
    except (ValueError, UnusableAnswer):
        raise RetrievalError(
            f"{quote_name(address)} crashed the fetching process; do not trust it."
        ) from None
    except BriefingError as error:
        raise _believable(error, address, reach) from None


def _ask(worker: Worker, request: FetchRequest) -> Fetched:
    certificates = named_certificates()
    variables = {name: os.environ[name] for name in _TOLD if name in os.environ} | certificates
    limits = Limits(
        memory=(1 << 30) + 4 * request.largest,
        cpu=2 * request.seconds,
        wall=request.until - time.monotonic() + GRACE,
        output=request.largest + _ROOM,
    )
    with worker.beside(profile=Profile.FETCH, readable=certificates.values()) as child:
        return FETCH.run(child, replace(request, variables=variables), limits=limits)


def named_certificates() -> dict[str, str]:
    """Variables of the environment, and the paths that they name."""
    return {
        name: os.path.abspath(os.environ[name]) for name in _CERTIFICATES if os.environ.get(name)
    }


def _believable(error: BriefingError, address: str, reach: Reach) -> BriefingError:
    """The child's error with nothing in it that could harm or mislead."""
    message = sanitize_line(str(error)[:_LONGEST_MESSAGE])
    if isinstance(error, PrivateHostError):
        if reach.origin.rpartition(":")[0] == error.host:
            return PrivateHostError(message, error.host)
        return RetrievalError(message)
    rest = message.removeprefix("It ")
    return type(error)(message if rest == message else f"{quote_name(address)} {rest}")
