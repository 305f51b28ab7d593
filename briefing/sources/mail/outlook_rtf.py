"""Reads compressed RTF bodies of Outlook (MS-OXRTFCP) and the HTML or text in them (MS-OXRTFEX)."""

import re

from msgspec import Struct
from msgspec.structs import replace

from briefing.errors import FormatError
from briefing.sources.damaged import blaming
from briefing.sources.office.rtf_tokens import CHARACTERS, CHARSETS, Token, code_page, tokenize_rtf
from briefing.sources.text.charset import clean_text

LARGEST = 4 << 20
"""Bytes of an uncompressed body."""
_HTML = re.compile(rb"\\fromhtml1?\b")
_TEXT = re.compile(rb"\\fromtext\b")
_BREAKS = {"par": "\n", "line": "\n", "tab": "\t"}
_SKIPPED = frozenset(("fonttbl", "colortbl", "stylesheet", "info", "pntext", "pict", "object"))
_DEEPEST = 10_000


def decompress_rtf(data: bytes) -> bytes:
    """Raises:
    FormatError: It is damaged or too long.
    """
    from compressed_rtf import decompress

    if len(data) > LARGEST:
        raise FormatError("It is too long for a message; save its attachments separately.")
    with blaming("Outlook message", Exception):  # the library raises no other class
        return bytes(decompress(data))


def html_from_rtf(rtf: bytes) -> str | None:
    return clean_text(_taken_out(rtf)) if _HTML.search(rtf[:2000]) else None


def text_from_rtf(rtf: bytes) -> str | None:
    return clean_text(_taken_out(rtf)) if _TEXT.search(rtf[:2000]) else None


class _State(Struct):
    skipped: bool = False
    only_rtf: bool = False
    r"""True between \htmlrtf and \htmlrtf0, which only RTF readers should show."""
    encoding: str = "cp1252"
    fallback: int = 1


class _Reader:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.ended = False
        self._state = _State()
        self._stack: list[_State] = []
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._in_fonts = self._ignorable = False
        self._drop = 0
        self._bytes: list[bytes] = []

    def take(self, token: Token) -> None:
        if token.kind == "bytes":
            dropped = min(self._drop, len(token.data))
            self._drop -= dropped
            self._bytes.append(token.data[dropped:])
            return
        self.flush()
        if token.kind == "{":
            if len(self._stack) >= _DEEPEST:
                raise FormatError("It is nested too deeply to be read.")
            self._stack.append(replace(self._state))
        elif token.kind == "}":
            self._state = self._stack.pop() if self._stack else self._state
            self.ended = not self._stack
            self._in_fonts = self._in_fonts and self._state.skipped
        elif token.kind == "symbol":
            self._drop = 0
            self._ignorable = token.name == "*"
            self._write({"~": "\xa0", "_": "\xad"}.get(token.name, token.name), "{}\\~_")
        else:
            self._drop = 0
            self._word(token.name, token.number)

    def flush(self) -> None:
        data, self._bytes = b"".join(self._bytes), []
        if data:
            self._write(data.decode(self._state.encoding, "replace"))

    def _write(self, text: str, known: str = "") -> None:
        seen = not known or text in known or text in "\xa0\xad"
        if seen and not self._state.skipped and not self._state.only_rtf:
            self.parts.append(text)

    def _word(self, name: str, number: int | None) -> None:
        ignorable, self._ignorable = self._ignorable, False
        state = self._state
        if name == "htmlrtf":
            state.only_rtf = number != 0
        elif name in _SKIPPED or (ignorable and name != "htmltag"):
            state.skipped = True
            self._in_fonts = self._in_fonts or name == "fonttbl"
        elif name == "u" and number is not None:
            self._write(chr(number % 65536))
            self._drop = state.fallback
        elif name == "uc":
            state.fallback = 1 if number is None else number
        elif name == "ansicpg":
            state.encoding = code_page(number)
        elif name == "f":
            self._font = number or 0
            state.encoding = self._fonts.get(self._font, state.encoding)
        elif name == "fcharset" and self._in_fonts and number:
            self._fonts[self._font] = CHARSETS.get(number, state.encoding)
        elif name in _BREAKS or name in CHARACTERS:
            self._write(_BREAKS.get(name) or CHARACTERS[name])


def _taken_out(rtf: bytes) -> str:
    reader = _Reader()
    for token in tokenize_rtf(rtf):
        reader.take(token)
        if reader.ended:
            break
    reader.flush()
    text = "".join(reader.parts)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
