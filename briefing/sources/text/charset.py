"""Decodes bytes to sanitized text: byte order marks, UTF-8, UTF-16, then detection."""

import codecs
from collections import Counter

from briefing.errors import FormatError
from briefing.late_pattern import late_pattern
from briefing.sanitize import sanitize

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 1 << 16
_FEW = 50
"""A damaged UTF-8 text may have one NUL in this many bytes."""
_CHARSETS = (
    "cp1252",
    "latin_1",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "iso8859_2",
    "iso8859_5",
    "iso8859_7",
    "iso8859_9",
    "koi8_r",
    "mac_roman",
    "big5",
    "gb18030",
    "shift_jis",
    "euc_jp",
    "euc_kr",
)
_CENTRAL = ("cp1250", "iso8859_2")
_ITALIAN = frozenset("àèéìòùÀÈÉÌÒÙ°«»’‘“”–—…€".encode("cp1252"))
"""Bytes that are letters of Czech as well."""
_HIGH = late_pattern(rb"[\x80-\xff]")
_OTHER_ENDS = "\r\x0c\x85\u2028\u2029"
_LINE_ENDS = late_pattern(f"\r\n|[{_OTHER_ENDS}]")


def is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def decode_text(data: bytes) -> tuple[str, str | None]:
    r"""(sanitized text with "\n" line ends, notice about the encoding or None).

    Raises:
        FormatError: The bytes are not text.
    """
    text, notice = _decode(data)
    return clean_text(text), notice


def decode_strictly(data: bytes) -> str | None:
    r"""Unsanitized, with "\n" for "\r"; None if not UTF-8. Faster than `decode_text`."""
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    if is_binary(data):
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def clean_text(text: str) -> str:
    if any(end in text for end in _OTHER_ENDS):
        text = _LINE_ENDS.sub("\n", text)
    return sanitize(text)


def _decode(data: bytes) -> tuple[str, str | None]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), None
    wide = _wide(data[:_SAMPLE])
    if wide:
        return data.decode(wide, "replace"), f"Its encoding was guessed as {wide}."
    if is_binary(data):
        raise FormatError("It is not text; give a text, markdown or other document file.")
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        return _decode_damaged(data)


def is_binary(data: bytes) -> bool:
    """True for NULs (beyond a few in UTF-8), or more than a tenth of control bytes at the head."""
    head = data[:_SAMPLE]
    if b"\0" in head and (head.count(0) * _FEW > len(head) or not _begins_as_utf_8(head)):
        return True
    controls = head.translate(None, bytes((*range(0x07, 0x0E), 0x1B, *range(0x20, 0x100))))
    return len(controls) * 10 > len(head)


def _begins_as_utf_8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: of each pair one byte is never NUL, the other NUL or one alphabet's
    byte.
    """
    pairs = len(head) // 2
    if pairs < 2 or 0 not in head:
        return None
    even, odd = head[: pairs * 2 : 2], head[1 : pairs * 2 : 2]
    for low, high, encoding in ((even, odd, "utf-16-le"), (odd, even, "utf-16-be")):
        (first, most), (second, more) = (*Counter(high).most_common(2), (0, 0))[:2]
        alphabet = (
            most + more >= 0.9 * pairs and 0 in (first, second) and high.count(0) * 20 > pairs
        )
        if alphabet and low.count(0) * 20 < pairs and _is_prose(head[: pairs * 2], encoding):
            return encoding
    return None


def _is_prose(data: bytes, encoding: str) -> bool:
    text = data.decode(encoding, "replace")
    odd = sum(not (character.isprintable() or character.isspace()) for character in text)
    return odd * 50 <= len(text)


def _decode_damaged(data: bytes) -> tuple[str, str | None]:
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    several = len(data) - data.translate(None, bytes(range(0x80, 0x100))).__len__()
    if wrong * 100 <= len(text) and wrong * 2 <= several:
        return text, f"{wrong} of its bytes {'was' if wrong == 1 else 'were'} not valid UTF-8."
    first = _HIGH.search(data)
    start = max(0, first.start() - _SAMPLE) if first else 0
    encoding = _guess(data[start : start + _SAMPLE * 4])
    return data.decode(encoding, "replace"), f"Its encoding was guessed as {encoding}."


def _guess(sample: bytes) -> str:
    """The best charset, never a Python-only codec; cp1252 if it fits as well."""
    from charset_normalizer import from_bytes

    matches = from_bytes(sample, cp_isolation=list(_CHARSETS))
    best = matches.best()
    if best is None:
        return "cp1252"
    if best.encoding in _CENTRAL and set(sample.translate(None, bytes(range(0x80)))) <= _ITALIAN:
        return "cp1252"
    western = next((match for match in matches if match.encoding == "cp1252"), None)
    if western and western.chaos <= best.chaos and western.coherence >= best.coherence:
        return "cp1252"
    return "cp1252" if sample.decode("cp1252", "replace") == str(best) else best.encoding
