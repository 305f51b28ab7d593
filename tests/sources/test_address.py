"""Which addresses are public, and how far what the reader gives may lead."""

import pytest

from briefing.sources.web.address_rules import PUBLIC, Reach, is_address, is_own_network, is_public

OPEN = """
93.184.216.34 8.8.8.8 1.1.1.1 193.0.0.1
2606:2800:220:1::1 2a00:1450:4001::200e ::ffff:93.184.216.34 ::ffff:5db8:d822 64:ff9b::5db8:d822
2002:5db8:d822::1 2606:2800::5efe:5db8:d822
"""
CLOSED = """
127.0.0.1 127.255.255.254 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1
0.0.0.0 0.1.2.3 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 192.0.0.8 192.0.2.1 198.18.0.1
198.51.100.1 203.0.113.1 192.88.99.1
:: ::1 fe80::1 fe80::1%eth0 fe80::1%1 fc00::1 fd12:3456::1 fec0::1 ff02::1 ff0e::1 100::1 2001:db8::1
3fff::1 4000::1 5f00::1 2001::1 2001:0:5db8:d822::1 2606:2800:220:1::1%eth0
::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:10.0.0.1 ::127.0.0.1 ::a00:1 ::ffff:0:127.0.0.1 ::ffff:0:a00:1
64:ff9b::7f00:1 64:ff9b::10.0.0.1 64:ff9b:1::7f00:1 64:ff9b:1::5db8:d822
2002:7f00:1:: 2002:a00:1::1 2606:2800::5efe:a00:1 2606:2800::200:5efe:7f00:1 fe80::5efe:5db8:d822
0x7f.1 0177.0.0.1 2130706433 127.1 127.0.0.1. 0 １２７.0.0.1 localhost public.test
"""


@pytest.mark.parametrize("address", OPEN.split())
def test_addresses_of_the_open_internet(address):
    assert is_public(address)


@pytest.mark.parametrize("address", ["", " 8.8.8.8", *CLOSED.split()])
def test_addresses_that_are_not(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    ("address", "confirmed"),
    [
        ("http://127.0.0.1:8000/x", True),
        ("http://10.0.0.5/", True),
        ("http://[::1]:8000/", True),
        ("http://localhost:8000/", True),
        ("http://LOCALHOST/", True),
        ("http://localhost./", False),
        ("http://127.1/", False),
        ("http://0x7f000001/", False),
        ("http://2130706433/", False),
        ("http://intranet/", False),
        ("http://app.localhost/", False),
        ("http://public.test/", False),
        ("no address", False),
    ],
)
def test_who_writes_a_number_means_it(address, confirmed):
    assert Reach.typed(address).confirmed is confirmed


def test_a_reach_is_of_one_host_and_port():
    reach = Reach.typed("http://intranet/", confirmed=True)
    assert reach.allows("intranet", 80)
    assert reach.allows("intranet", 443)
    assert not reach.allows("intranet", 8080)
    assert not reach.allows("other", 80)
    assert not Reach.typed("http://intranet:8080/", confirmed=True).allows("intranet", 443)
    assert not PUBLIC.allows("intranet", 80)
    assert not PUBLIC.names("", 0)


def test_own_hosts_by_their_names():
    assert all(
        map(is_own_network, ("localhost", "a.localhost.", "Printer.LOCAL", "127.0.0.1", "::1"))
    )
    assert not any(map(is_own_network, ("public.test", "93.184.216.34", "local.test")))


def test_what_is_an_address():
    assert is_address("HTTPS://x")
    assert not is_address("ftp://x")
    assert not is_address("http.txt")
