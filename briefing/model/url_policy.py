import re
from functools import lru_cache
from ipaddress import IPv6Address
from urllib.parse import parse_qsl, quote, unquote, urljoin

from msgspec import Struct

from briefing.late_pattern import late_pattern

_PORTS = {"http": 80, "https": 443}
_LONGEST = 8000
"""Characters of an address to fetch."""
_LONGEST_LINK = 2000
"""Characters of an address handed to another program."""
_PARTS = late_pattern(r"(https?)://([^/?#]*)([^?#]*)(\?[^#]*)?", re.IGNORECASE)
_PLACE = late_pattern(r"(\[[^\[\]]*\]|[^:\[\]]*)(?::([0-9]{0,5}))?")
_LABEL = late_pattern(r"[a-z0-9_-]{1,63}")
_ZONE = late_pattern(r"[\w.~-]{1,32}", re.ASCII)
_CONTROL = late_pattern("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SAFE = "!#$%&'()*+,/:;=?@[]~"
"""Characters of a path or query that need no encoding (RFC 3986), and "%" for existing encodings.
"""
_SAFE_OUTSIDE = "!#%&()*+,/:;=?@[]~"
"""The same for other programs: without quotes and "$", which some pass to a shell."""
_SCHEME = late_pattern(r"\s{0,9}[a-z][a-z0-9+.-]{0,19}", re.IGNORECASE)
_SECRET = late_pattern(
    r"token|secret|passw|pwd|api.?key|auth(?!ors?\Z)|signature|session|credential|\A(?:key|sig|sid|code|pass)\Z",
    re.IGNORECASE,
)
_MAIL_FIELDS = ("subject", "body")


class WebAddress(Struct, frozen=True):
    """An http or https address, parsed once so that what is checked is what is requested."""

    scheme: str
    host: str
    """Lower-case ASCII; an IPv6 address without brackets."""
    port: int
    target: str
    """Path and query, percent-encoded."""
    credentials: str = ""
    """"user:password" as written."""

    def __repr__(self) -> str:
        return f"WebAddress({self.scheme}://{self.host}:{self.port}{self.target})"

    @classmethod
    def parse(cls, text: str) -> "WebAddress":
        """Parse `text`, dropping the fragment.

        Raises:
            ValueError: Not a web address, or one that programs may read differently.
        """
        text = text.strip()
        parts = _PARTS.match(text)
        if parts is None or len(text) > _LONGEST or _CONTROL.search(text):
            raise ValueError("no web address")
        scheme, authority = parts[1].lower(), parts[2]
        credentials, _, place = authority.rpartition("@")
        split = _PLACE.fullmatch(place)
        if split is None or "@" in credentials or "\\" in authority:
            raise ValueError("no host")
        port = int(split[2] or _PORTS[scheme])
        if not 0 < port < 1 << 16:
            raise ValueError("no port")
        target = quote((parts[3] or "/") + (parts[4] or ""), safe=_SAFE)
        return cls(scheme, _host(split[1]), port, target, unquote(credentials))

    @property
    def origin(self) -> str:
        """As "host:port"."""
        return f"{self.host}:{self.port}"

    @property
    def place(self) -> str:
        """Host and port as written in an address or Host header; a default port is omitted."""
        host = f"[{self.host.partition('%')[0]}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.place}{self.target}"

    def join(self, reference: str) -> "WebAddress":
        """Resolve `reference` against this address; credentials are dropped.

        Raises:
            ValueError: The result is not a web address.
        """
        reference = reference.strip()
        if _CONTROL.search(reference) or "\\" in reference.partition("?")[0]:
            raise ValueError("no web address")
        found = WebAddress.parse(urljoin(str(self), reference))
        return WebAddress(found.scheme, found.host, found.port, found.target)


def _shortest(address: IPv6Address) -> str:
    """As RFC 5952 and browsers have it; Python 3.13 writes mapped addresses with dots."""
    if address.ipv4_mapped is None:
        return str(address)
    high, low = divmod(int(address.ipv4_mapped), 1 << 16)
    return f"::ffff:{high:x}:{low:x}"


def _host(text: str) -> str:
    if text.startswith("["):
        address, mark, zone = text[1:-1].partition("%")
        zone = zone.removeprefix("25")
        if mark and not _ZONE.fullmatch(zone):
            raise ValueError("no zone")
        return _shortest(IPv6Address(address)) + (f"%{zone}" if mark else "")
    if not text.isascii():
        import idna

        text = idna.encode(text, uts46=True).decode("ascii")
    text = text.lower()
    if len(text) > 253 or not all(map(_LABEL.fullmatch, text.removesuffix(".").split("."))):
        raise ValueError("no host")
    return text


def without_credentials(address: str) -> str:
    scheme, mark, rest = address.partition("://")
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    if "@" not in authority or not _SCHEME.fullmatch(scheme):
        return address
    return scheme + mark + rest[authority.rindex("@") + 1 :]


def shown_address(address: str) -> str:
    """`address` for messages: without credentials and the values of secret parameters."""
    scheme, mark, rest = without_credentials(address).partition("://")
    if not mark or not _SCHEME.fullmatch(scheme):
        return address
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    if "@" in rest and not re.search(r"(?:\A[^:]*|:[0-9]*|\])\Z", authority):
        rest = "…@" + rest.rpartition("@")[2]  # a password with "/", "?" or "#" in it
    head, *parameters = re.split(r"([?&;#])", rest)
    return scheme + mark + head + "".join(map(_without_secret, parameters))


def _without_secret(parameter: str) -> str:
    name, sign, value = parameter.partition("=")
    return f"{name}=…" if sign and value and _SECRET.search(name[:100]) else parameter


def link_to_open(target: str) -> str:
    """Returns "" unless http, https or mailto. The result has no credentials, space, quote, backslash
    or control character.
    """
    return _link(target) if len(target) <= _LONGEST else ""


@lru_cache(maxsize=1024)
def _link(target: str) -> str:
    target = target.strip()
    scheme, _, rest = target.partition(":")
    try:
        address = _mail_link(rest) if scheme.lower() == "mailto" else _page_link(target)
    except ValueError:
        return ""
    return address if len(address) <= _LONGEST_LINK else ""


def _page_link(target: str) -> str:
    fragment = target.partition("#")[2]
    page = WebAddress.parse(_CONTROL.sub(lambda match: quote(match[0]), target))
    shown = quote(str(page), safe=_SAFE_OUTSIDE)
    written = target.partition("#")[0].partition("://")[2]
    if not re.search(r"[/?]", written):
        shown = shown.removesuffix("/")
    return f"{shown}#{quote(fragment, safe=_SAFE_OUTSIDE)}" if fragment else shown


def _mail_link(rest: str) -> str:
    """A mailto address reduced to recipients, subject and body (RFC 6068 warns of other fields)."""
    people, _, query = rest.partition("#")[0].partition("?")
    fields = {name.lower(): value for name, value in reversed(parse_qsl(query.replace("+", "%2B")))}
    named = [*unquote(people).split(","), *fields.get("to", "").split(",")]
    recipients = [name.strip() for name in named if name.strip()]
    if any(_CONTROL.search(name) or name.startswith("-") for name in recipients):
        raise ValueError("no recipient")
    kept = [
        f"{name}={quote(_CONTROL.sub(' ', fields[name]), safe='')}"
        for name in _MAIL_FIELDS
        if fields.get(name)
    ]
    if not recipients and not kept:
        raise ValueError("no recipient")
    address = "mailto:" + ",".join(quote(name, safe="@+") for name in recipients)
    return f"{address}?{'&'.join(kept)}" if kept else address
