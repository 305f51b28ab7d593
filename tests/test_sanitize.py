import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.sanitize import is_clean, sanitize, sanitize_line
from tests.steps import calls

BANNED = [
    *range(0x09),
    *range(0x0B, 0x20),
    *range(0x7F, 0xA0),
    0x061C,
    0x200E,
    0x200F,
    *range(0x2028, 0x202F),
    *range(0x2066, 0x206A),
    *range(0xFFF9, 0xFFFC),
    *range(0xD800, 0xE000),
    *range(0xE0000, 0xE0080),
]


def test_exactly_the_harmful_code_points_are_replaced():
    banned = set(BANNED)
    everything = "".join(map(chr, range(0x110000)))
    replaced = sanitize(everything)
    assert len(replaced) == len(everything)
    assert {
        i for i, (a, b) in enumerate(zip(everything, replaced, strict=True)) if a != b
    } == banned


def test_signs_are_printable_and_of_one_cell():
    for code in BANNED:
        sign = sanitize(chr(code))
        assert unicodedata.category(sign) == "So"
        assert unicodedata.east_asian_width(sign) == "N"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[31m", "␛[31m"),
        ("\x00\x07\x7f", "␀␇␡"),
        ("a\tb\nc", "a\tb\nc"),
        ("\x9b2J", "␦2J"),
        ("\u202eevil", "␦evil"),
        ("a\u2028b", "a␤b"),
        ("\ud800", "␦"),
        ("", ""),
        ("é 日本 😀 \u200b\u00ad", "é 日本 😀 \u200b\u00ad"),
    ],
)
def test_examples(text, expected):
    assert sanitize(text) == expected
    assert is_clean(text) == (text == expected)


def test_a_name_stays_on_one_line():
    assert sanitize_line("a\nb\tc\x1b") == "a␊b␉c␛"


@given(st.text())
def test_the_gate_is_idempotent_and_keeps_the_length(text):
    once = sanitize(text)
    assert len(once) == len(text)
    assert sanitize(once) == once
    assert is_clean(once)
    once.encode()


def test_clean_text_is_looked_through_once_whatever_its_length():
    text = "An ordinary line of text with “quotes”.\n"
    assert sanitize(text * 10_000) == text * 10_000
    assert calls(sanitize, text * 10_000) == calls(sanitize, text)
