import re

_SIGNS = (b"\xc3\xa2\xc2\x80", b"\xc3\xa2\xe2\x82\xac", b"\xc3\x83\xc2")
"""Twice encoded: a dash or quotation mark, by either table, and an accented letter."""
_FEWEST = 3
_TABLE = {bytes([code]).decode("cp1252", "replace"): code for code in range(0x80, 0xA0)}
_TABLE |= {chr(code): code for code in range(0x80, 0x100)}
_FOLLOWING = "".join(sign for sign, code in _TABLE.items() if code < 0xC0 and sign != "\ufffd")
_NEXT = f"[{re.escape(_FOLLOWING)}]"
_RUN = re.compile(f"[\u00c2-\u00df]{_NEXT}|[\u00e0-\u00ef]{_NEXT}{{2}}|[\u00f0-\u00f4]{_NEXT}{{3}}")


def mend_twice_encoded(data: bytes) -> bytes:
    """`data` itself if it is not UTF-8, or shows no sign of it."""
    if sum(map(data.count, _SIGNS)) < _FEWEST:
        return data
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return data
    return _RUN.sub(_once, text).encode("utf-8")


def _once(match: re.Match[str]) -> str:
    try:
        return bytes(_TABLE[sign] for sign in match[0]).decode("utf-8")
    except (UnicodeDecodeError, ValueError):
        return match[0]
