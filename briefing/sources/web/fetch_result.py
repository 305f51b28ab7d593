import re

from msgspec import Struct

from briefing.model.url_policy import WebAddress
from briefing.sanitize import is_clean
from briefing.sources.local_file import quote_name
from briefing.sources.web.address_rules import Reach

_CHARSET = re.compile(r"[\w.:-]{0,40}")
_LONGEST_MARK = 1000


class FetchRequest(Struct, frozen=True):
    address: str
    largest: int
    """Bytes of the page."""
    reach: Reach
    seconds: float
    """How long the fetch may take."""
    until: float
    """When that time ends, by `time.monotonic`, which all processes share."""
    etag: str = ""
    modified: str = ""
    variables: dict[str, str] = {}
    """Those of the reader's environment that name a proxy and certificates."""


class Fetched(Struct, frozen=True):
    data: bytes
    address: str
    """After redirects."""
    charset: str = ""
    etag: str = ""
    modified: str = ""
    unchanged: bool = False
    """True if the server says that nothing changed; `data` is empty then."""


def check_fetched(found: Fetched, largest: int) -> Fetched:
    """`found`, which the network may have written, where a fetch of at most `largest` bytes can give it.

    Raises:
        ValueError: when it cannot.
    """
    parsed = WebAddress.parse(found.address)
    if str(parsed) != found.address or parsed.credentials or not is_clean(found.address):
        raise ValueError("no address")
    marks = (found.etag, found.modified)
    if not _CHARSET.fullmatch(found.charset) or marks != tuple(map(mark_as_fetched, marks)):
        raise ValueError("no header")
    if len(found.data) > largest or (found.unchanged and found.data):
        raise ValueError("no page")
    return found


def mark_as_fetched(value: str) -> str:
    """An ETag or Last-Modified value if it is safe to send back, else ""."""
    good = len(value) <= _LONGEST_MARK and value.isascii() and value.isprintable()
    return value.strip() if good else ""


def late_sentence(address: str, seconds: float) -> str:
    return (
        f"{quote_name(address)} did not send its page within {seconds:g} seconds; try again later."
    )
