import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import FormatError
from briefing.sanitize import is_clean
from briefing.sources.text.charset import decode_text

SENTENCES = [
    ("cp1252", "The Côte d’Ivoire talks — “historic”, said Ms. Núñez."),
    ("latin-1", "Ein schöner Tag für Fußgänger in Köln."),
    ("latin-1", "naïve"),
    ("cp1251", "Привет, мир. Это текст на русском языке."),
    ("koi8_r", "Привет, мир. Это текст на русском языке."),
    ("cp1250", "Łódź and Kraków are cities in Poland where the talks"),
    ("cp1252", "Nuvolosità in aumento martedì: più sole, e giovedì 5 °C."),
    ("cp1253", "Ελληνικά κείμενο εδώ για δοκιμή"),
    ("shift_jis", "今日は世界。これは日本語の文章です。"),
    ("euc_kr", "한국어 문장입니다. 안녕하세요"),
    ("gb18030", "中文文章是这样的，我们来看看。"),
    ("utf-16-le", "Plain words"),
    ("utf-16-be", "Plain words"),
    ("utf-16-le", "Привет, мир. Это текст на русском языке.\n"),
    ("utf-16-be", "Ελληνικό κείμενο εδώ για δοκιμή.\n"),
]


@pytest.mark.parametrize(("encoding", "text"), SENTENCES)
def test_an_encoding_is_guessed_and_said(encoding, text):
    found, notice = decode_text(text.encode(encoding))
    assert found == text
    assert notice is not None
    assert "guessed" in notice


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_known_encoding_needs_no_notice(encoding):
    assert decode_text("Grüße, 世界 😀\n".encode(encoding)) == ("Grüße, 世界 😀\n", None)


def test_bytes_far_from_the_head_are_what_is_guessed_from():
    text = "Plain words. " * 50_000 + "A café."
    assert decode_text(text.encode("cp1252"))[0] == text


def test_a_few_bad_bytes_do_not_change_the_encoding():
    data = ("“Words” – and more, café. " * 100).encode() + b"\xff end"
    text, notice = decode_text(data)
    assert text.endswith("café. � end")
    assert notice == "1 of its bytes was not valid UTF-8."


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\r\nb\rc\nd", "a\nb\nc\nd"),
        (b"a\x0cb", "a\nb"),
        (b"a\x1b[2Jb", "a␛[2Jb"),
        ("a\u2028b\u2029c\x85d".encode(), "a\nb\nc\nd"),
        ("\ud800".encode("utf-8", "surrogatepass") + b" a lone surrogate" * 9, None),
        (codecs.BOM_UTF16_LE + b"a\0\x00\xd8", "a\ufffd"),
        (codecs.BOM_UTF8, ""),
        (b"\xe2\x80\xaeabc", "␦abc"),
    ],
)
def test_what_terminals_and_editors_stumble_over(data, text):
    found, _ = decode_text(data)
    assert is_clean(found)
    if text is not None:
        assert found == text


def test_a_stray_nul_in_a_text_becomes_visible():
    text = "A text with one stray NUL, much as a broken program writes it: "
    assert decode_text(f"{text}\0é".encode())[0] == f"{text}␀é"


@pytest.mark.parametrize(
    "data", [b"a\0b", b"\x89PNG\r\n\x1a\n\0\0", b"\x01\x02\x03\x04", b"\x7fELF\2\1\1" + bytes(9)]
)
def test_binary_is_refused(data):
    with pytest.raises(FormatError, match="is not text; give"):
        decode_text(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data):
    try:
        text, _ = decode_text(data)
    except FormatError:
        return
    assert is_clean(text)
    text.encode()
