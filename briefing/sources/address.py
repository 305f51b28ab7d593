"""Web addresses: which sources are one, and to which computers a fetch may connect."""

import ipaddress

from briefing.errors import RetrievalError


def is_address(source: str) -> bool:
    """Whether `source` is an http or https address."""
    return source.lower().startswith(("http://", "https://"))


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet: not loopback, private, link-local or otherwise reserved."""
    try:
        found = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    if inner is None and found.version == 6 and found in _NAT64:
        inner = ipaddress.IPv4Address(found.packed[-4:])
    return found.is_global and not found.is_multicast and (inner is None or inner.is_global)


def is_own(host: str) -> bool:
    """Whether a host by its name or number alone is the reader's computer, or one on his network."""
    if host.lower().rstrip(".").split(".")[-1] in ("localhost", "local", "internal"):
        return True
    try:
        ipaddress.ip_address(host.split("%")[0])
    except ValueError:
        return False
    return not is_public(host)


_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def refuse_private(host: str) -> RetrievalError:
    """The error for a page that leads into the reader's own network."""
    return RetrievalError(
        f"It leads to {host}, a computer on your own network; give that address yourself if you mean it."
    )


def refuse_unchecked(host: str) -> RetrievalError:
    """The error for a page that leads, by a proxy, to a host whose address only the proxy would know."""
    return RetrievalError(
        f"It leads to {host} without encryption, which cannot be checked behind your proxy; give that address yourself if you mean it."
    )
