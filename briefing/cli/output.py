import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TextIO, cast

from briefing.cli.stream_encoding import Encoding
from briefing.errors import OutputError
from briefing.sanitize import escape_json, sanitize, sanitize_line

if TYPE_CHECKING:
    from rich.console import Console

Piece = tuple[str, str]
"""A line and its style: "title", "heading", "dim" or ""."""

_STYLES = {"title": "bold underline", "heading": "bold", "dim": "dim", "": ""}
_WIDEST = 88
_NARROWEST = 20
_LONGEST_WORD = 200
_LONGEST_MESSAGE = 2000
_NAMES = {1: "Standard output", 2: "Standard error"}


class ReaderGone(Exception):
    """Standard output was closed by its reader, as `head` does."""


class SafeStream(io.TextIOBase):
    def __init__(self, stream: TextIO | None, descriptor: int) -> None:
        """`stream` is None if it was closed."""
        self._stream = stream
        self._descriptor = descriptor
        self._encoding = Encoding(getattr(stream, "encoding", None))

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding.name

    @property
    def errors(self) -> str:  # type: ignore[override]
        return "replace"

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self._stream is not None and self._stream.isatty()

    def fileno(self) -> int:
        return self._descriptor if self._stream is None else self._stream.fileno()

    def write(self, text: str) -> int:
        self.put(sanitize(text))
        return len(text)

    def put(self, text: str) -> None:
        """Write sanitized text.

        Raises:
            ReaderGone: if the reader of standard output has closed it.
            OutputError: if standard output is closed or full.
        """
        if self._stream is None:
            if text and self._descriptor == 1:
                raise OutputError("Standard output is closed; give the command somewhere to write.")
            return
        try:
            self._stream.write(self._encoding.fit(text))
        except OSError as error:
            self._give_up(error)

    @property
    def direct(self) -> int | None:
        """The descriptor, if it is more than a terminal or what a test reads."""
        if self._stream is not None and not self.isatty():
            with suppress(OSError):
                return self._stream.fileno()
        return None

    def put_bytes(self, data: bytes) -> None:
        """Sanitized and encoded ones; raises as `put` does."""
        buffer = getattr(self._stream, "buffer", None)
        if buffer is None:
            self.put(data.decode(errors="replace"))
            return
        try:
            buffer.write(data)
            buffer.flush()
        except OSError as error:
            self._give_up(error)

    def flush(self) -> None:
        if self._stream is not None and not self._stream.closed:
            try:
                self._stream.flush()
            except OSError as error:
                self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)
        if self._descriptor != 1:
            return
        if isinstance(error, BrokenPipeError):
            raise ReaderGone from None
        why = (error.strerror or "unknown reason").lower()
        raise OutputError(f"{_NAMES[1]} could not be written: {why}.") from None


class _Safe(io.TextIOBase):
    """Each string is sanitized before colour codes are added."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._stream.encoding

    def isatty(self) -> bool:
        return self._stream.isatty()

    def fileno(self) -> int:
        return self._stream.fileno()

    def write(self, text: str) -> int:
        _put(self._stream, text)
        return len(text)

    def flush(self) -> None:
        self._stream.flush()


# Setting up


def repair_descriptors() -> None:
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != descriptor:
                os.dup2(nowhere, descriptor)
                os.close(nowhere)
    if sys.stdin is None:
        sys.stdin = sys.__stdin__ = open(0, closefd=False)  # type: ignore[misc]  # noqa: SIM115


def guard() -> None:
    if not isinstance(sys.stdout, SafeStream):
        sys.stdout = SafeStream(sys.stdout, 1)
    if not isinstance(sys.stderr, SafeStream):
        sys.stderr = SafeStream(sys.stderr, 2)


@contextmanager
def guarded() -> Iterator[None]:
    before = sys.stdout, sys.stderr
    guard()
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


# Standard output


def print_line(text: str = "") -> None:
    _put(sys.stdout, sanitize_line(text) + "\n")


def print_text(text: str) -> None:
    _put(sys.stdout, sanitize(text))


def print_rows(rows: str) -> None:
    _put(sys.stdout, "\r\n".join(map(sanitize, rows.split("\r\n"))))


def print_json(value: Any, *, indent: int | None = 1) -> None:
    import json

    whole = Encoding(getattr(sys.stdout, "encoding", None)).is_unicode
    encoded = json.dumps(value, ensure_ascii=not whole, indent=indent)
    _put(sys.stdout, escape_json(encoded) + "\n")


def print_pieces(pieces: Iterable[Piece]) -> None:
    if not sys.stdout.isatty():
        for line, _ in pieces:
            _put(sys.stdout, _one_line(line) + "\n")
        return
    from rich.text import Text

    out = console()
    for line, style in pieces:
        out.print(Text(_one_line(line), style=_STYLES[style]), width=out.width)


def console(*, error: bool = False) -> "Console":
    from briefing.cli.safe_console import SafeConsole

    stream = sys.stderr if error else sys.stdout
    width = max(_NARROWEST, min(_columns(stream), _WIDEST))
    safe = cast(TextIO, _Safe(stream))
    return SafeConsole(file=safe, width=width, height=25, highlight=False)


def printed(call: Callable[[], object]) -> bytes:
    """What it prints on standard output, which gets nothing."""
    before, made = sys.stdout, io.BytesIO()
    encoding = getattr(before, "encoding", None)
    sys.stdout = SafeStream(io.TextIOWrapper(made, encoding, "replace", "\n"), 1)
    try:
        call()
        sys.stdout.flush()
        return made.getvalue()
    finally:
        sys.stdout = before


def is_terminal(*, error: bool = False) -> bool:
    return (sys.stderr if error else sys.stdout).isatty()


def direct_output() -> int | None:
    return sys.stdout.direct if isinstance(sys.stdout, SafeStream) else None


def write_bytes(data: bytes) -> None:
    """Bytes that `printed` made, at once."""
    if isinstance(sys.stdout, SafeStream):
        sys.stdout.put_bytes(data)
    else:
        sys.stdout.write(data.decode(errors="replace"))


def flush() -> None:
    sys.stdout.flush()


# Standard error


def wait_for_reader() -> None:
    """Until standard output can be written to: a program such as `less` takes its time."""
    from briefing.system.waiting import wait_writable

    with suppress(OSError, ValueError):
        wait_writable(sys.stdout.fileno(), None)


def warn(sentence: str) -> None:
    inform(f"briefing: {sentence}")


def inform(sentence: str) -> None:
    _put(sys.stderr, sanitize_line(shortened(sentence)) + "\n")
    sys.stderr.flush()


def confirm(question: str) -> bool:
    """Ask on standard error; False without a terminal."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    while True:
        _put(sys.stderr, sanitize_line(shortened(question)) + " [y/N] ")
        sys.stderr.flush()
        answer = sys.stdin.readline().strip().lower()
        if answer in ("y", "yes", "n", "no", ""):
            return answer[:1] == "y"


def shortened(sentence: str) -> str:
    """Shorten words to 200 characters and the sentence to 2,000, in the middle."""
    words = (_without_middle(word, _LONGEST_WORD) for word in sentence.split(" "))
    return _without_middle(" ".join(words), _LONGEST_MESSAGE)


def _without_middle(text: str, most: int) -> str:
    half = most // 2
    return text if len(text) <= most else f"{text[:half]}…{text[-half:]}"


def size_of(written: str) -> int:
    """A number of columns or lines from 1 to 9,999; 0 if invalid."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 5 else 0


def _put(stream: TextIO, text: str) -> None:
    if isinstance(stream, SafeStream):
        stream.put(text)
    else:
        stream.write(text)


def _one_line(text: str) -> str:
    return sanitize(text).replace("\n", "\u240a")


def _columns(stream: TextIO) -> int:
    given = size_of(os.environ.get("COLUMNS", ""))
    if given:
        return given
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):
        return 80
