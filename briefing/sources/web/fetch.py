"""Gets a page by its web address, in a child that has the network and no files; each page has a child of its own.

The child is told all that it needs: how far it may go, and what the environment says of proxies and certificates. What
it answers is looked at again, for a server that misbehaves may have broken it.
"""

import os
import threading
import time

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
from briefing.model.sanitize import sanitize_line
from briefing.sources.local_file import quote_name
from briefing.sources.web.address_rules import PUBLIC, Reach
from briefing.sources.web.fetch_result import Fetched, FetchRequest, check_fetched, late_sentence
from briefing.worker import Limits, Profile, Worker

SECONDS = 10.0
"""How long one fetch may take, from the start of its child to the last byte."""
GRACE = 1.0
"""Seconds after that in which the child is to say so itself; then it is killed."""
FETCH = Job("briefing.sources.web.download:answer_fetch", FetchRequest, Fetched)
"""Runs in a child of its own, with limits by the size and time of one fetch."""
_MOST = 4
"""So many pages are fetched at once; one more waits for its turn."""
_turns = threading.BoundedSemaphore(_MOST)
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
_CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR")
_TOLD = (*_PROXIES, *map(str.upper, _PROXIES), "REQUEST_METHOD")
"""What `urllib` reads to find a proxy; REQUEST_METHOD tells it that HTTP_PROXY is a header of a request (CGI)."""
_ROOM = 1 << 20
"""Bytes of an answer beside the page."""
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
    """The page at `address`, an http or https one, of at most `largest` bytes.

    Computers on the reader's own network are asked only as far as `reach` allows. All that is done for it, redirects
    included, takes `seconds` at most. With `etag` or `modified` the server may answer that nothing is new. It ends at
    once when `worker` is stopped.

    Raises:
        ForbiddenError: when the network may not be used.
        PrivateHostError: when the reader named a host of his own network, and is to be asked whether he means it.
        RetrievalError: when it cannot be got; the message says why and what to do.
        WorkerError: when it was stopped, or the child broke.
    """
    secure_mode.check_allowed("The network")
    try:
        with _turns:
            until = time.monotonic() + seconds
            request = FetchRequest(address, largest, reach, seconds, until, etag, modified)
            return check_fetched(_ask(worker or Worker(), request), largest)
    except WorkerTimeout:
        raise RetrievalError(late_sentence(address, seconds)) from None
    except (ValueError, UnusableAnswer):
        raise RetrievalError(
            f"{quote_name(address)} broke the program that fetches it; do not trust it."
        ) from None
    except BriefingError as error:
        raise _believable(error, address, reach) from None


def _ask(worker: Worker, request: FetchRequest) -> Fetched:
    """What a new child answers, which ends with it."""
    certificates = {
        name: os.path.abspath(os.environ[name]) for name in _CERTIFICATES if os.environ.get(name)
    }
    variables = {name: os.environ[name] for name in _TOLD if name in os.environ} | certificates
    limits = Limits(
        memory=(1 << 30) + 4 * request.largest,
        cpu=2 * request.seconds,
        wall=request.until - time.monotonic() + GRACE,
        output=request.largest + _ROOM,
    )
    with worker.beside(profile=Profile.FETCH, readable=certificates.values()) as child:
        return FETCH.run(child, replace(request, variables=variables), limits=limits)


def _believable(error: BriefingError, address: str, reach: Reach) -> BriefingError:
    """An error as the child sent it, with nothing in it that could harm or mislead."""
    message = sanitize_line(str(error)[:_LONGEST_MESSAGE])
    if isinstance(error, PrivateHostError):
        if reach.origin.rpartition(":")[0] == error.host:
            return PrivateHostError(message, error.host)
        return RetrievalError(message)
    rest = message.removeprefix("It ")
    return type(error)(message if rest == message else f"{quote_name(address)} {rest}")
