"""The result of a fetch and its encoding between processes."""

import re

from msgspec import Struct

from briefing.model.sanitize import is_clean
from briefing.model.url_policy import WebAddress
from briefing.sources.local_file import quote_name
from briefing.worker import Json, Result

_CHARSET = re.compile(r"[\w.:-]{0,40}")
_LONGEST_MARK = 1000


class Fetched(Struct, frozen=True):
    data: bytes
    address: str
    """After redirects."""
    charset: str = ""
    etag: str = ""
    modified: str = ""
    unchanged: bool = False
    """True if the server says that nothing changed; `data` is empty then."""


def pack(found: Fetched) -> Result:
    said = (found.address, found.charset, found.etag, found.modified, found.unchanged)
    return Result(list(said), found.data)


def unpack(answer: Result, largest: int) -> Fetched:
    """Decode and check; the network may have written `answer`.

    Raises:
        ValueError: No fetch of at most `largest` bytes gives this.
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
    kinds = (str, str, str, str, bool)
    if not isinstance(said, list) or list(map(type, said)) != list(kinds):
        raise ValueError("no answer")
    address, charset, etag, modified, unchanged = said
    return address, charset, etag, modified, unchanged


def mark_as_fetched(value: str) -> str:
    """An ETag or Last-Modified value if it is safe to send back, else ""."""
    good = len(value) <= _LONGEST_MARK and value.isascii() and value.isprintable()
    return value.strip() if good else ""


def late_sentence(address: str, seconds: float) -> str:
    return (
        f"{quote_name(address)} did not send its page within {seconds:g} seconds; try again later."
    )
