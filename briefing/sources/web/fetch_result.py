"""What a fetch gives, and how the process that fetches hands it over."""

import re

from msgspec import Struct

from briefing.model.sanitize import is_clean
from briefing.model.url_policy import WebAddress
from briefing.sources.local_file import quote_name
from briefing.worker import Json, Result

_CHARSET = re.compile(r"[\w.:-]{0,40}")
_LONGEST_MARK = 1000


class Fetched(Struct, frozen=True):
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


def pack(found: Fetched) -> Result:
    """`found` as the child's answer, its data as the body."""
    said = (found.address, found.charset, found.etag, found.modified, found.unchanged)
    return Result(list(said), found.data)


def unpack(answer: Result, largest: int) -> Fetched:
    """What `pack` packed, looked at as something that the network may have written.

    Raises:
        ValueError: when no fetch of at most `largest` bytes gives this.
    """
    address, charset, etag, modified, unchanged = _fields(answer.result)
    parsed = WebAddress.parse(address)
    if str(parsed) != address or parsed.credentials or not is_clean(address):
        raise ValueError("no address")
    if not _CHARSET.fullmatch(charset) or (etag, modified) != (
        mark_as_fetched(etag),
        mark_as_fetched(modified),
    ):
        raise ValueError("no header")
    if len(answer.body) > largest or (unchanged and answer.body):
        raise ValueError("no page")
    return Fetched(answer.body, address, charset, etag, modified, unchanged)


def _fields(said: Json) -> tuple[str, str, str, str, bool]:
    """The parts of an answer, each of its type."""
    kinds = (str, str, str, str, bool)
    if not isinstance(said, list) or list(map(type, said)) != list(kinds):
        raise ValueError("no answer")
    address, charset, etag, modified, unchanged = said
    return address, charset, etag, modified, unchanged


def mark_as_fetched(value: str) -> str:
    """A server's mark of a page's state where it can be sent back as it is, or ""."""
    good = len(value) <= _LONGEST_MARK and value.isascii() and value.isprintable()
    return value.strip() if good else ""


def late_sentence(address: str, seconds: float) -> str:
    """The sentence for a page that did not come within `seconds`."""
    return (
        f"{quote_name(address)} did not send its page within {seconds:g} seconds; try again later."
    )
