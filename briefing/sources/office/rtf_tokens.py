import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)",
    re.DOTALL,
)
CHARACTERS = {
    "tab": " ",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "~": "\xa0",
    "_": "\u2011",
}
CHARSETS = {
    0: "cp1252",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gb18030",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
r"""Code page of each \fcharset (RTF 1.9.1, font table)."""


class Token(NamedTuple):
    kind: str
    """ "word", "symbol", "{", "}", "bytes" or "binary"."""
    name: str = ""
    number: int | None = None
    data: bytes = b""


def tokenize_rtf(data: bytes) -> Iterator[Token]:
    at = 0
    while match := _TOKEN.search(data, at):
        at = match.end()
        word, number, byte, symbol, brace, text = match.groups()
        if word:
            value = int(number) if number else None
            if word == b"bin" and at + max(0, value or 0) <= len(data):
                at += max(0, value or 0)
            yield Token("word", word.decode("ascii"), value)
        elif byte:
            yield Token("bytes", data=bytes((int(byte, 16),)))
        elif symbol:
            yield Token("symbol", symbol.decode("latin-1"))
        elif brace:
            yield Token(brace.decode("ascii"))
        elif text:
            yield Token("bytes", data=text)


def code_page(number: int | None) -> str:
    """Python name of a Windows code page, Western if unknown."""
    import codecs

    try:
        return codecs.lookup(f"cp{number}").name
    except LookupError:
        return "mac_roman" if number == 10000 else "cp1252"
