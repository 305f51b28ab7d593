"""Decides which sources are web addresses, and which hosts a fetch may connect to."""

from base64 import b64encode
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from msgspec import Struct

from briefing.errors import PrivateHostError, RetrievalError
from briefing.model.url_policy import WebAddress

_GLOBAL_UNICAST = IPv6Network("2000::/3")
"""The only IPv6 range in use on the internet (RFC 4291, 2.4; IANA)."""
_TRANSLATED = [
    IPv6Network(f"{prefix}/96") for prefix in ("::", "::ffff:0:0", "::ffff:0:0:0", "64:ff9b::")
]
"""IPv4 in the last 32 bits: compatible (RFC 4291, 2.5.5), mapped, translated (RFC 2765), NAT64 (RFC
6052).
"""
_SIX_TO_FOUR = IPv6Network("2002::/16")
_NEVER = [
    ip_network(block)
    for block in (
        "192.0.0.0/24",  # protocol assignments (RFC 6890)
        "192.88.99.0/24",  # 6to4 relays (RFC 7526)
        "2001::/32",  # Teredo: embeds the address of a client behind NAT (RFC 4380)
        "3fff::/20",  # documentation (RFC 9637)
    )
]
_ISATAP = (b"\x00\x00\x5e\xfe", b"\x02\x00\x5e\xfe")
"""Third 32 bits of an ISATAP address; the last 32 are an IPv4 address (RFC 5214, 6.1)."""


def is_address(source: str) -> bool:
    return source.lower().startswith(("http://", "https://"))


def is_public(address: str) -> bool:
    """True if an IP address is on the public internet.

    Not if loopback, private, link-local, multicast or reserved, with a zone, or embedding such an IPv4
    address.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if found.version == 6 and any(found in network for network in _TRANSLATED):
        return _is_global(IPv4Address(found.packed[-4:]))
    return _is_global(found) and all(map(_is_global, _embedded(found)))


def _is_global(found: IPv4Address | IPv6Address) -> bool:
    if found.version == 6 and (found not in _GLOBAL_UNICAST or found.scope_id is not None):
        return False
    never = any(found.version == block.version and found in block for block in _NEVER)
    known = found.is_global or found in _SIX_TO_FOUR  # Newer Pythons call 6to4 private.
    return known and not (found.is_multicast or found.is_reserved or never)


def _embedded(found: IPv4Address | IPv6Address) -> Iterator[IPv4Address]:
    """IPv4 addresses that a packet for `found` may be forwarded to."""
    if found.version == 6 and found in _SIX_TO_FOUR:
        yield IPv4Address(found.packed[2:6])
    if found.version == 6 and found.packed[8:12] in _ISATAP:
        yield IPv4Address(found.packed[-4:])


def is_own_network(host: str) -> bool:
    """By its name or number alone."""
    if host.lower().rstrip(".").split(".")[-1] in ("localhost", "local", "internal"):
        return True
    return _is_literal(host) and not is_public(host)


def is_on_own_network(address: str) -> bool:
    try:
        return is_own_network(WebAddress.parse(address).host)
    except ValueError:
        return False


def _is_literal(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


class Reach(Struct, frozen=True):
    """How far a fetch may go beyond the internet: nowhere, or to one host and port named by the reader.

    Addresses in documents, feeds and redirects have no reach of their own.
    """

    origin: str = ""
    """"host:port" that the reader named."""
    confirmed: bool = False
    """True if the reader confirmed a host on the own network; else PrivateHostError asks."""
    authorization: bytes = b""
    """Value of the Authorization header for this origin only, or b""."""

    def __repr__(self) -> str:
        """Without the authorization."""
        return f"Reach({self.origin!r}, confirmed={self.confirmed})"

    @classmethod
    def typed(cls, address: str, *, confirmed: bool = False) -> "Reach":
        """The reach of an address that the reader typed; only names need confirmation, as they may resolve to anything."""
        try:
            found = WebAddress.parse(address)
        except ValueError:
            return cls()
        plain = found.host == "localhost" or _is_literal(found.host)
        encoded = b64encode(found.credentials.encode("utf-8", "replace"))
        authorization = b"Basic " + encoded if found.credentials else b""
        return cls(found.origin, confirmed or plain, authorization)

    def names(self, host: str, port: int) -> bool:
        return bool(self.origin) and (
            self.origin == f"{host}:{port}" or (port == 443 and self.origin == f"{host}:80")
        )

    def allows(self, host: str, port: int) -> bool:
        return self.confirmed and self.names(host, port)


PUBLIC = Reach()


def refuse_private(host: str, reach: Reach, port: int) -> RetrievalError:
    if reach.names(host, port):
        return PrivateHostError(
            f"It leads to {host}, a computer on your own network; add --own-network if this is intended.",
            host,
        )
    return RetrievalError(
        f"It leads to {host}, a computer on your own network; enter that address yourself if this is intended."
    )


def refuse_unchecked(host: str) -> RetrievalError:
    """For a redirect behind a proxy to a host that only the proxy could resolve."""
    return RetrievalError(
        f"It leads to {host} without encryption, which cannot be checked behind your proxy; enter that address yourself if this is intended."
    )
