"""How addresses are read, shown, and handed to other programs."""

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.url_policy import (
    WebAddress,
    link_to_open,
    shown_address,
    without_credentials,
)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("http://E.org", "http://e.org/"),
        (" HTTPS://e.org:443/a b?c=d e#f ", "https://e.org/a%20b?c=d%20e"),
        ("http://e.org:8080?x", "http://e.org:8080/?x"),
        ("http://a:b@e.org/x", "http://e.org/x"),
        ("http://[::1]:80/", "http://[::1]/"),
        ("http://[0:0::1]:81/", "http://[::1]:81/"),
        ("http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/"),
        ("http://127.0.0.1./", "http://127.0.0.1./"),
        ("http://bücher.test/ü", "http://xn--bcher-kva.test/%C3%BC"),
        ("http://straße.test/", "http://xn--strae-oqa.test/"),
        ("http://ＥＸＡＭＰＬＥ。test/", "http://example.test/"),
        ("http://１２７。０。０。１/", "http://127.0.0.1/"),
        ("http://e_1.org/x%20y%0a", "http://e_1.org/x%20y%0a"),
        ("http://e.org/\\x", "http://e.org/%5Cx"),
    ],
)
def test_an_address_is_read(text, written):
    found = WebAddress.parse(text)
    assert str(found) == written
    assert WebAddress.parse(written) == WebAddress(
        found.scheme, found.host, found.port, found.target
    )


BAD = """
http:// http:///x http:e.org http:/e.org ftp://e.org/ file:///etc/passwd javascript:alert(1) e.org //e.org
http://@/ http://:80/ http://e..org/ http://.e.org/ http://e.org:0/ http://e.org:65536/ http://e.org:x/ http://e.org:-1/
http://e.org:80:80/ http://[::1 http://::1/ http://[127.0.0.1]/ http://[::1]x/ http://[::1%]/ http://[::1%25a/b]/ http://[v1.x]/
http://a\\@e.org\\/ http://e.org\\@x/ http://%65.org/ http://127.0.0.1%00.org/ http://e%2eorg/ http://a@b@e.org/
http://e;x/ http://e,x/ http://<b>/ http://e"x/ http://e'x/ http://*.org/ http://xn--a.ünı\u202e/
"""


@pytest.mark.parametrize(
    "text",
    ["", "http://e.org/\n", "http://e.org\n/x", "http://e.org/\x00x", "http://a b/", "http://e.org/\ud800",
     "http://" + "a" * 64 + ".org/", "http://e.org/" + "x" * 9000, *BAD.split()],
)  # fmt: skip
def test_what_two_programs_could_read_differently_is_none(text):
    if text == "http://e.org/\n":
        assert str(WebAddress.parse(text)) == "http://e.org/"
        return
    with pytest.raises(ValueError):  # noqa: PT011
        WebAddress.parse(text)


@pytest.mark.parametrize(
    ("reference", "there"),
    [
        ("/x", "https://e.org/x"),
        ("y?z", "https://e.org/a/y?z"),
        ("//f.org", "https://f.org/"),
        ("http://u:p@f.org/x", "http://f.org/x"),
    ],
)
def test_a_reference_in_a_page(reference, there):
    found = WebAddress.parse("https://ann:hush@e.org/a/b").join(reference)
    assert str(found) == there
    assert not found.credentials


@pytest.mark.parametrize(
    ("address", "stored", "shown"),
    [
        ("http://e.org/a@b", "http://e.org/a@b", "http://e.org/a@b"),
        ("http://ann:hush@e.org/a", "http://e.org/a", "http://e.org/a"),
        ("HTTP://ann@e.org", "HTTP://e.org", "HTTP://e.org"),
        ("http://a:b@c:d@e.org/", "http://e.org/", "http://e.org/"),
        ("ftp://ann:hush@e.org/", "ftp://e.org/", "ftp://e.org/"),
        ("http://ann:hu/sh@e.org/", "http://ann:hu/sh@e.org/", "http://…@e.org/"),
        ("http://e.org/?a=1&token=x&b=2", "http://e.org/?a=1&token=x&b=2", "http://e.org/?a=1&token=…&b=2"),
        ("http://e.org/?X-Api-Key=x#access_token=y", "http://e.org/?X-Api-Key=x#access_token=y", "http://e.org/?X-Api-Key=…#access_token=…"),
        ("http://e.org/?author=Ann;key=k", "http://e.org/?author=Ann;key=k", "http://e.org/?author=Ann;key=…"),
        ("notes?token=x.md", "notes?token=x.md", "notes?token=x.md"),
        ("a@b.txt", "a@b.txt", "a@b.txt"),
    ],
)  # fmt: skip
def test_no_secret_is_stored_or_shown(address, stored, shown):
    assert without_credentials(address) == stored
    assert shown_address(address) == shown


@pytest.mark.parametrize(
    ("target", "link"),
    [
        ("https://e.org", "https://e.org"),
        ("https://e.org/", "https://e.org/"),
        ("HTTP://E.org/A?b=c&d#e f", "http://e.org/A?b=c&d#e%20f"),
        ("https://e.org/it's_\"(x)\"_$(y)`z`", "https://e.org/it%27s_%22(x)%22_%24(y)%60z%60"),
        ("https://e.org/a\nb", "https://e.org/a%0Ab"),
        ("https://bank.org@evil.org/", "https://evil.org/"),
        ("https://bank.org\\@evil.org/", ""),
        ("https://e.org/" + "x" * 2000, ""),
        ("--help", ""),
        ("-https://e.org", ""),
        ("ssh://-oProxyCommand=x", ""),
        ("vbscript:x", ""),
        ("data:text/html,x", ""),
        ("mailto:ann@e.org", "mailto:ann@e.org"),
        ("MAILTO:ann@e.org,bob@e.org", "mailto:ann@e.org,bob@e.org"),
        ("mailto:ann@e.org?subject=Hi you&body=One%0D%0ATwo&cc=x@e.org", "mailto:ann@e.org?subject=Hi%20you&body=One%20%20Two"),
        ("mailto:ann@e.org?CC=x@e.org&bcc=y@e.org&attach=/etc/passwd&attachment=x&in-reply-to=1&Body=b", "mailto:ann@e.org?body=b"),
        ("mailto:?to=ann@e.org&subject=a+b", "mailto:ann@e.org?subject=a%2Bb"),
        ("mailto:ann@e.org?subject=x%0d%0aBcc:evil@e.org", "mailto:ann@e.org?subject=x%20%20Bcc%3Aevil%40e.org"),
        ("mailto:ann@e.org%0d%0aBcc:evil@e.org", ""),
        ("mailto:ann@e.org?to=x%0aBcc:y@e.org", ""),
        ("mailto:-oX@e.org", ""),
        ("mailto:%2doX@e.org", ""),
        ("mailto:ann@e.org%3Fcc=x@e.org", "mailto:ann@e.org%3Fcc%3Dx@e.org"),
        ("mailto:'\"ann$(x)@e.org", "mailto:%27%22ann%24%28x%29@e.org"),
        ("mailto:", ""),
        ("mailto:?cc=x@e.org", ""),
    ],
)  # fmt: skip
def test_what_may_be_handed_to_another_program(target, link):
    assert link_to_open(target) == link
    assert link_to_open(link) == link


PIECES = st.sampled_from(
    ["http://", "https://", "mailto:", "HTTP:", "//", "/", "\\", "@", ":", "?", "#", "&", "%", "%0d%0a", "%00", "[", "]", "::1", "127.1",
     "e.org", "ü.test", "a", "-", " ", "\n", "\t", "\x1b", "'", '"', "`", "$(", "subject=", "cc=", "to=", "。", "\u202e", "\ud800", ".", "8080"]
)  # fmt: skip
HARMLESS = re.compile(r"(?:https?://|mailto:)[!#%&()*+,\-./0-9:;=?@A-Z\[\]_a-z~]+")


@given(
    st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=30).map("http://e.org/".__add__)
)
def test_whatever_is_handed_on_is_harmless_and_leads_where_it_says(target):
    link = link_to_open(target)
    if not link:
        return
    assert HARMLESS.fullmatch(link)
    assert link_to_open(link) == link
    if link.startswith("http"):
        assert urlsplit(link).hostname == WebAddress.parse(link).host
        assert "@" not in urlsplit(link).netloc
    else:
        assert not re.search(r"[?&](?!subject=|body=)", link)
        assert "%0d" not in link.lower()
        assert "%0a" not in link.lower()
